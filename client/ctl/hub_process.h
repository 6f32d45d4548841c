// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "sync/membership/statement.h"

#include <QProcess>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace vb::ctl {

/// veldboekd as a child of this process, on loopback: for the demo and for tests. Everything that
/// the child prints is kept. Destroying it kills the child. One thread with an event loop.
class HubProcess {
public:
    /// `program` is veldboekd; `directory` is the hub's own.
    HubProcess(std::filesystem::path program, std::filesystem::path directory);
    ~HubProcess();

    /// Makes the hub's identity: what a house has to say about it.
    Result<membership::HubBody> makeIdentity();
    /// Opens the house that these statements found.
    Result<void> openHouse(const std::filesystem::path& statements);

    /// Starts serving and waits until it listens. `port` 0 lets the system choose; a restart takes
    /// the port that it had.
    Result<void> start(std::uint16_t port = 0);
    /// An orderly end: SIGTERM, and a wait.
    Result<void> stop();
    /// SIGKILL.
    void kill();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string address() const;
    /// What all its processes printed so far, on both channels.
    [[nodiscard]] const std::string& output();

private:
    Result<std::string> runOnce(const QStringList& arguments);
    void collect();
    /// The next whole line of standard output; empty when it does not come in time.
    std::string nextLine();

    std::filesystem::path m_program;
    std::filesystem::path m_directory;
    std::unique_ptr<QProcess> m_process;
    std::uint16_t m_port = 0;
    std::string m_output;
};

/// A port on loopback that nobody has at this moment.
Result<std::uint16_t> freePort();

} // namespace vb::ctl
