// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/problem.h"
#include "client/ctl/exit_codes.h"
#include "crypto/secret_bytes.h"
#include "sync/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace vb::ctl {

/// What the program says: Dutch for people on standard output, or one JSON object for programs;
/// what goes wrong on standard error. Never a secret, and of a case only what was asked for.
class Terminal {
public:
    explicit Terminal(bool isJson) : m_isJson(isJson) {}

    [[nodiscard]] bool isJson() const { return m_isJson; }
    /// For people; nothing in JSON mode.
    void line(std::string_view text = {}) const;
    /// For programs; nothing otherwise. One object for each command, on one line.
    void object(const nlohmann::json& json) const;
    /// Something that goes on, on standard error, in either mode.
    void progress(std::string_view text) const;

    /// Says what went wrong and gives the exit status for it.
    Exit failed(const Error& error) const;
    Exit failed(Exit exit, std::string_view sentence) const;
    Exit failed(const casework::Problems& problems) const;
    Exit failed(engine::SyncTrouble trouble) const;

private:
    bool m_isJson;
};

/// The Dutch sentence for an error that a person can do something about.
std::string sentence(const Error& error);
std::string sentence(engine::SyncTrouble trouble);

/// Asks on the terminal with the echo off; `question` says for what. Fails
/// InvalidInput when there is no terminal, or the answer is empty.
Result<crypto::SecretBytes> askPassphrase(const std::string& question);
/// The same, asked twice until both are alike (three times at most).
Result<crypto::SecretBytes> askNewPassphrase(const std::string& question);
/// The first line of a file, without its end; the whole file when it has one line.
Result<crypto::SecretBytes> readPassphrase(const std::string& path);

} // namespace vb::ctl
