// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/base/random_source.h"
#include "sync/server/hub_limits.h"

#include <chrono>
#include <map>
#include <optional>

namespace vb::server {

using HubNonce = StrongId<struct HubNonceTag, 32>;
using SessionToken = StrongId<struct SessionTokenTag, 32>;

/// The nonces of hello. They cost the hub no memory until a certified device has answered one: a
/// nonce carries its time and a tag that only this process can make (BLAKE2b over a secret prefix,
/// which is a sound authenticator: BLAKE2 has no length extension). One use: what was answered is
/// remembered until it would have expired. Monotone time. One thread.
class Nonces {
public:
    Nonces(const HouseId& house, RandomSource& random, std::chrono::milliseconds lifetime);

    HubNonce make(std::chrono::milliseconds now);
    /// Whether this hub made it, it has not expired and was not used. Changes nothing.
    [[nodiscard]] bool isOpen(const HubNonce& nonce, std::chrono::milliseconds now) const;
    void use(const HubNonce& nonce, std::chrono::milliseconds now);
    void tidy(std::chrono::milliseconds now);

    [[nodiscard]] std::size_t usedCount() const { return m_used.size(); }

private:
    [[nodiscard]] ByteArray<16> tag(ByteView timeAndRandom) const;

    HouseId m_house;
    RandomSource& m_random;
    std::chrono::milliseconds m_lifetime;
    ByteArray<32> m_secret{};
    /// With the monotone time at which it would have expired.
    std::map<HubNonce, std::chrono::milliseconds> m_used;
};

/// Who holds a session. What it may do follows from the directory at each request, not from here.
struct Session {
    DeviceId device;
    bool pushOnly = false;
    std::chrono::milliseconds expires{0}; ///< monotone
};

/// The sessions of this process, by the hash of their token. Bounded in all and for each device,
/// where the oldest goes first. One thread.
class Sessions {
public:
    Sessions(RandomSource& random, const HubLimits& limits) : m_random(random), m_limits(limits) {}

    /// nullopt when there are too many sessions of others.
    std::optional<SessionToken> open(const DeviceId& device, bool pushOnly,
                                     std::chrono::milliseconds now);
    [[nodiscard]] std::optional<Session> find(ByteView token, std::chrono::milliseconds now) const;
    void tidy(std::chrono::milliseconds now);

    [[nodiscard]] std::size_t size() const { return m_sessions.size(); }

private:
    RandomSource& m_random;
    HubLimits m_limits;
    std::map<Digest256, Session> m_sessions;
    /// Oldest first.
    std::map<DeviceId, std::vector<Digest256>> m_byDevice;
};

} // namespace vb::server
