// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/signing.h"
#include "sync/server/bootstrap.h"

#include <string>

namespace vb::server {

/// Where the hub keeps what makes it this hub, under its directory.
struct HubFiles {
    std::string directory;

    [[nodiscard]] std::string store() const { return directory + "/hub.db"; }
    [[nodiscard]] std::string lock() const { return directory + "/hub.lock"; }
    [[nodiscard]] std::string signingKey() const { return directory + "/hub.key"; }
    [[nodiscard]] std::string tlsKey() const { return directory + "/tls.key"; }
    [[nodiscard]] std::string tlsCertificate() const { return directory + "/tls.crt"; }
};

/// The hub's two identities: the key that signs heads, receipts and pages, and the TLS key that
/// devices pin. Both files are readable by their owner alone.
struct HubIdentity {
    crypto::SigningKey signingKey;
    HubKeys keys;
};

/// Makes the directory (mode 0700) and whatever of the identity is missing: a hub that has one
/// keeps it. Each file appears whole or not at all. Io otherwise.
Result<void> makeIdentity(const HubFiles& files);
/// NotFound when there is none; Corrupt when a file is damaged; Refused when others can read a key.
Result<HubIdentity> loadIdentity(const HubFiles& files);

/// Holds the directory for one process: a second hub on it is refused.
class DirectoryLock {
public:
    /// Busy when another process holds it.
    static Result<DirectoryLock> take(const HubFiles& files);
    DirectoryLock(DirectoryLock&& other) noexcept;
    DirectoryLock& operator=(DirectoryLock&&) = delete;
    ~DirectoryLock();

private:
    explicit DirectoryLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace vb::server
