// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"
#include "crypto/secret_bytes.h"

#include <functional>
#include <memory>
#include <string_view>

namespace vb::test {

/// A locked session with known content, and the means to drive it. The fixture case has: at least
/// one person, an action of the worker with a step Done (proof needed), no draft, at least one
/// unread entry of somebody else and nothing unsent; it carries one open conflict that the worker
/// may decide, with two sides and another value entered by code. Its name holds "Slik", and no
/// other case's does. The network is up.
class SessionHost {
public:
    virtual ~SessionHost() = default;
    virtual bridge::Session& session() = 0;
    /// Returns when everything that was asked so far has been done and delivered.
    virtual void settle() = 0;
    virtual void setNetwork(bool isUp) = 0;
    [[nodiscard]] virtual std::string_view passphrase() const = 0;
    [[nodiscard]] virtual CaseId fixtureCase() const = 0;

    crypto::SecretBytes secret(std::string_view text) const {
        return crypto::SecretBytes::copyOf(asBytes(text));
    }
};

/// Checks what session.h promises, on a fresh host for each section. Call it inside a TEST_CASE.
void holdsSessionContract(const std::function<std::unique_ptr<SessionHost>()>& make);

} // namespace vb::test
