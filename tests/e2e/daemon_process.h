// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace vb::test {

/// A child process of ours whose standard output is read here and whose standard error goes to a
/// file. Killed when it goes.
class ChildProcess {
public:
    ChildProcess(const std::string& program, const std::vector<std::string>& arguments,
                 const std::string& errorFile);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess();

    /// The next line of its output; nullopt when it ends or nothing comes for half a minute.
    std::optional<std::string> readLine();
    void signal(int number) const;
    /// The exit status once it ends by itself, -1 when a signal ended it; nullopt when it runs on
    /// for half a minute.
    std::optional<int> wait();

private:
    int m_pid = -1;
    int m_output = -1;
    bool m_ended = false;
    std::string m_text;
};

/// Runs to the end: exit status and output.
struct Finished {
    int status = 0;
    std::string output;
    std::string errors;
};
Finished runProgram(const std::string& program, const std::vector<std::string>& arguments,
                    const std::string& errorFile);

/// What stands behind "name": in a line of JSON as the daemon prints it, without quotes.
std::string valueIn(const std::string& line, const std::string& name);
std::string contentOf(const std::string& path);

} // namespace vb::test
