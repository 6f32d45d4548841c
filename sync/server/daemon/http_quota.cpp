// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/http_quota.h"

#include "sync/base/check.h"
#include "sync/server/daemon/http_server.h"

namespace vb::server {

bool HttpQuota::enter(const std::string& address) {
    const auto known = m_shares.find(address);
    const std::size_t ofAddress = known == m_shares.end() ? 0 : known->second.connections;
    if (m_connections >= m_limits.maxConnections || ofAddress >= m_limits.maxConnectionsPerAddress)
        return false;
    ++m_shares[address].connections;
    ++m_connections;
    return true;
}

void HttpQuota::leave(const std::string& address) {
    const auto share = m_shares.find(address);
    VB_CHECK(share != m_shares.end());
    --m_connections;
    if (--share->second.connections == 0)
        m_shares.erase(share);
}

bool HttpQuota::reserve(const std::string& address, std::uint64_t bytes) {
    const auto share = m_shares.find(address);
    VB_CHECK(share != m_shares.end());
    if (m_bodies + bytes > m_limits.maxBodies ||
        share->second.bodies + bytes > m_limits.maxBodiesPerAddress)
        return false;
    m_bodies += bytes;
    share->second.bodies += bytes;
    return true;
}

void HttpQuota::release(const std::string& address, std::uint64_t bytes) {
    const auto share = m_shares.find(address);
    VB_CHECK(share != m_shares.end() && share->second.bodies >= bytes);
    m_bodies -= bytes;
    share->second.bodies -= bytes;
}

} // namespace vb::server
