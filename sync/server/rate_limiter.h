// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub_limits.h"

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>

namespace vb::server {

/// Token buckets by key. Bounded: at most `maxKeys` buckets; full ones, which remember nothing,
/// make room first. Reads no clock: `now` is monotone time. One thread.
class RateLimiter {
public:
    RateLimiter(Rate rate, std::size_t maxKeys) : m_rate(rate), m_maxKeys(maxKeys) {}

    /// Takes `cost` from the key's bucket; or says how long to wait until it would be there, and
    /// takes nothing. A cost above the burst is taken when the bucket is full: it waits and passes.
    std::optional<std::chrono::milliseconds> take(const std::string& key, double cost,
                                                  std::chrono::milliseconds now);
    /// Forgets full buckets.
    void tidy(std::chrono::milliseconds now);

    [[nodiscard]] std::size_t size() const { return m_buckets.size(); }

private:
    struct Bucket {
        double tokens = 0;
        std::chrono::milliseconds at{0};
    };
    [[nodiscard]] double filled(const Bucket& bucket, std::chrono::milliseconds now) const;

    Rate m_rate;
    std::size_t m_maxKeys;
    std::unordered_map<std::string, Bucket> m_buckets;
};

} // namespace vb::server
