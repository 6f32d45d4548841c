// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace vb::server {

struct HttpLimits;

/// Who has how much of the server: connections, and memory for bodies on their way in, in all and
/// by address. Invariant: no count is above its limit, an address without connections has no entry.
/// Used by the server's thread alone; every enter() has its leave(), every reserve() its release().
class HttpQuota {
public:
    explicit HttpQuota(const HttpLimits& limits) : m_limits(limits) {}

    /// False when there are enough connections, of this address or in all; nothing is counted then.
    bool enter(const std::string& address);
    void leave(const std::string& address);
    /// Room for a body, by the address of an open connection; false when too much is taken already.
    bool reserve(const std::string& address, std::uint64_t bytes);
    void release(const std::string& address, std::uint64_t bytes);

    [[nodiscard]] std::size_t connections() const { return m_connections; }

private:
    struct Share {
        std::size_t connections = 0;
        std::uint64_t bodies = 0;
    };

    const HttpLimits& m_limits;
    std::map<std::string, Share> m_shares;
    std::size_t m_connections = 0;
    std::uint64_t m_bodies = 0;
};

} // namespace vb::server
