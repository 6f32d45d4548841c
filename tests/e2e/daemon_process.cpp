// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/e2e/daemon_process.h"

#include "sync/base/check.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

namespace vb::test {
namespace {

constexpr std::chrono::seconds kPatience{30};

} // namespace

ChildProcess::ChildProcess(const std::string& program, const std::vector<std::string>& arguments,
                           const std::string& errorFile) {
    std::array<int, 2> pipe{};
    VB_CHECK(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    std::vector<char*> pointers{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments)
        pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    m_pid = ::fork();
    VB_CHECK(m_pid >= 0);
    if (m_pid == 0) {
        const int errors = ::open(errorFile.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(pipe[1], STDOUT_FILENO);
        ::dup2(errors, STDERR_FILENO);
        ::execv(program.c_str(), pointers.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    m_output = pipe[0];
}

ChildProcess::~ChildProcess() {
    if (!m_ended) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_output);
}

std::optional<std::string> ChildProcess::readLine() {
    while (true) {
        const std::size_t end = m_text.find('\n');
        if (end != std::string::npos) {
            std::string line = m_text.substr(0, end);
            m_text.erase(0, end + 1);
            return line;
        }
        pollfd ready{m_output, POLLIN, 0};
        const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(kPatience);
        if (::poll(&ready, 1, static_cast<int>(millis.count())) <= 0)
            return std::nullopt;
        char block[1'024];
        const ssize_t count = ::read(m_output, block, sizeof block);
        if (count <= 0)
            return std::nullopt;
        m_text.append(block, static_cast<std::size_t>(count));
    }
}

void ChildProcess::signal(int number) const {
    ::kill(m_pid, number);
}

std::optional<int> ChildProcess::wait() {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    int status = 0;
    while (::waitpid(m_pid, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() >= until)
            return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    m_ended = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

Finished runProgram(const std::string& program, const std::vector<std::string>& arguments,
                    const std::string& errorFile) {
    ChildProcess process(program, arguments, errorFile);
    Finished finished;
    while (const auto line = process.readLine())
        finished.output += *line + "\n";
    finished.status = process.wait().value_or(-1);
    finished.errors = contentOf(errorFile);
    return finished;
}

std::string valueIn(const std::string& line, const std::string& name) {
    const std::string key = "\"" + name + "\":";
    std::size_t begin = line.find(key);
    if (begin == std::string::npos)
        return {};
    begin += key.size();
    if (line[begin] == '"')
        ++begin;
    return line.substr(begin, line.find_first_of("\",}", begin) - begin);
}

} // namespace vb::test
