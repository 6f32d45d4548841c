// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/hub_process.h"

#include "client/ctl/hub_words.h"

#include <QTcpServer>

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

using nlohmann::json;

/// Long enough for a machine that is busy with other things.
constexpr int kPatienceMillis = 60'000;

QString toQt(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

Result<std::uint16_t> freePort() {
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return fail(Code::Io, "no free port on loopback");
    return server.serverPort();
}

HubProcess::HubProcess(std::filesystem::path program, std::filesystem::path directory)
    : m_program(std::move(program)), m_directory(std::move(directory)) {}

HubProcess::~HubProcess() {
    if (isRunning())
        kill();
}

std::string HubProcess::address() const {
    return "127.0.0.1:" + std::to_string(m_port);
}

bool HubProcess::isRunning() const {
    return m_process && m_process->state() == QProcess::Running;
}

Result<std::string> HubProcess::runOnce(const QStringList& arguments) {
    QProcess process;
    process.start(toQt(m_program), arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(kPatienceMillis)) {
        const std::string why = process.errorString().toStdString();
        process.kill();
        process.waitForFinished();
        return fail(Code::Unavailable, m_program.string() + ": " + why);
    }
    const std::string said = process.readAllStandardOutput().toStdString();
    const std::string complained = process.readAllStandardError().toStdString();
    m_output += said + complained;
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(Code::Refused, "veldboekd: " + complained);
    return said;
}

Result<membership::HubBody> HubProcess::makeIdentity() {
    VB_TRY(const std::string said, runOnce({"--dir", toQt(m_directory), "--init"}));
    return readHubIdentity(said);
}

Result<void> HubProcess::openHouse(const std::filesystem::path& statements) {
    VB_TRY(const std::string said,
           runOnce({"--dir", toQt(m_directory), "--init", "--house-statements", toQt(statements)}));
    return said.find("\"house\"") != std::string::npos
               ? Result<void>()
               : Result<void>(fail(Code::Refused, "veldboekd opened no house"));
}

std::string HubProcess::nextLine() {
    while (!m_process->canReadLine()) {
        if (!m_process->waitForReadyRead(kPatienceMillis))
            return {};
    }
    std::string line = m_process->readLine().toStdString();
    m_output += line;
    return line;
}

Result<void> HubProcess::start(std::uint16_t port) {
    if (port != 0)
        m_port = port;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setReadChannel(QProcess::StandardOutput);
    m_process->start(toQt(m_program),
                     {"--dir", toQt(m_directory), "--listen", QString::fromStdString(address())},
                     QIODevice::ReadOnly);
    const auto said = json::parse(nextLine(), nullptr, false);
    if (said.is_object() && said.value("event", "") == "listening") {
        m_port = said.value("port", std::uint16_t{0});
        return {};
    }
    collect();
    kill();
    return fail(Code::Unavailable, "veldboekd does not listen");
}

void HubProcess::collect() {
    if (!m_process)
        return;
    m_output += m_process->readAllStandardOutput().toStdString();
    m_output += m_process->readAllStandardError().toStdString();
}

Result<void> HubProcess::stop() {
    if (!isRunning())
        return {};
    m_process->terminate();
    const bool ended = m_process->waitForFinished(kPatienceMillis);
    collect();
    if (!ended)
        kill();
    const bool isOrderly = ended && m_process->exitStatus() == QProcess::NormalExit;
    return isOrderly && m_process->exitCode() == 0
               ? Result<void>()
               : Result<void>(fail(Code::Internal, "veldboekd did not end in order"));
}

void HubProcess::kill() {
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(kPatienceMillis);
    collect();
}

const std::string& HubProcess::output() {
    collect();
    return m_output;
}

} // namespace vb::ctl
