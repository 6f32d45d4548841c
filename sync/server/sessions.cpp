// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/sessions.h"

#include "crypto/digest.h"

#include <algorithm>

namespace vb::server {

using std::chrono::milliseconds;

namespace {

// A nonce is the time (8), random bytes (8) and the tag (16).
constexpr std::size_t kTaggedBytes = 16;

milliseconds timeOf(const HubNonce& nonce) {
    std::uint64_t millis = 0;
    for (std::size_t i = 0; i < 8; ++i)
        millis = millis << 8 | nonce.bytes()[i];
    return milliseconds(static_cast<std::int64_t>(millis));
}

Digest256 hashToken(ByteView token) {
    return Digest256(crypto::sha256(token));
}

} // namespace

Nonces::Nonces(const HouseId& house, RandomSource& random, milliseconds lifetime)
    : m_house(house), m_random(random), m_lifetime(lifetime) {
    m_random.fill(m_secret);
}

ByteArray<16> Nonces::tag(ByteView timeAndRandom) const {
    const auto digest = crypto::Digester(crypto::Kind::HubNonce, m_house.bytes())
                            .add(m_secret)
                            .add(timeAndRandom)
                            .finish();
    ByteArray<16> tag{};
    std::copy_n(digest.begin(), tag.size(), tag.begin());
    return tag;
}

HubNonce Nonces::make(milliseconds now) {
    Bytes bytes;
    appendU64(bytes, static_cast<std::uint64_t>(now.count()));
    appendU64(bytes, m_random.next());
    append(bytes, tag(bytes));
    return HubNonce::fromBytes(bytes).value();
}

bool Nonces::isOpen(const HubNonce& nonce, milliseconds now) const {
    const ByteView bytes = nonce.view();
    const auto expected = tag(bytes.first(kTaggedBytes));
    std::uint8_t difference = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
        difference |= static_cast<std::uint8_t>(expected[i] ^ bytes[kTaggedBytes + i]);
    if (difference != 0)
        return false;
    const milliseconds made = timeOf(nonce);
    return made <= now && now - made < m_lifetime && !m_used.contains(nonce);
}

void Nonces::use(const HubNonce& nonce, milliseconds now) {
    tidy(now);
    m_used.emplace(nonce, timeOf(nonce) + m_lifetime);
}

void Nonces::tidy(milliseconds now) {
    std::erase_if(m_used, [&](const auto& entry) { return entry.second <= now; });
}

std::optional<SessionToken> Sessions::open(const DeviceId& device, bool pushOnly,
                                           milliseconds now) {
    auto own = m_byDevice.find(device);
    if (own != m_byDevice.end() && own->second.size() >= m_limits.maxSessionsPerDevice) {
        m_sessions.erase(own->second.front());
        own->second.erase(own->second.begin());
    }
    if (m_sessions.size() >= m_limits.maxSessions)
        tidy(now);
    if (m_sessions.size() >= m_limits.maxSessions)
        return std::nullopt;
    const auto token = m_random.makeId<SessionToken>();
    const Digest256 key = hashToken(token.view());
    m_sessions[key] = {device, pushOnly, now + m_limits.sessionLifetime};
    m_byDevice[device].push_back(key);
    return token;
}

std::optional<Session> Sessions::find(ByteView token, milliseconds now) const {
    if (token.size() != SessionToken::kSize)
        return std::nullopt;
    const auto found = m_sessions.find(hashToken(token));
    if (found == m_sessions.end() || found->second.expires <= now)
        return std::nullopt;
    return found->second;
}

void Sessions::tidy(milliseconds now) {
    std::erase_if(m_sessions, [&](const auto& entry) { return entry.second.expires <= now; });
    for (auto device = m_byDevice.begin(); device != m_byDevice.end();) {
        std::erase_if(device->second,
                      [&](const Digest256& key) { return !m_sessions.contains(key); });
        device = device->second.empty() ? m_byDevice.erase(device) : std::next(device);
    }
}

} // namespace vb::server
