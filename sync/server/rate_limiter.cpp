// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace vb::server {

using std::chrono::milliseconds;

double RateLimiter::filled(const Bucket& bucket, milliseconds now) const {
    const double seconds = static_cast<double>((now - bucket.at).count()) / 1'000.0;
    return std::min(m_rate.burst, bucket.tokens + std::max(0.0, seconds) * m_rate.perSecond);
}

std::optional<milliseconds> RateLimiter::take(const std::string& key, double cost,
                                              milliseconds now) {
    auto found = m_buckets.find(key);
    if (found == m_buckets.end()) {
        if (m_buckets.size() >= m_maxKeys)
            tidy(now);
        if (m_buckets.size() >= m_maxKeys)
            return milliseconds(1'000);
        found = m_buckets.emplace(key, Bucket{m_rate.burst, now}).first;
    }
    Bucket& bucket = found->second;
    const double tokens = filled(bucket, now);
    const double needed = std::min(cost, m_rate.burst);
    if (tokens < needed) {
        const double seconds = (needed - tokens) / m_rate.perSecond;
        return milliseconds(static_cast<std::int64_t>(std::ceil(seconds * 1'000.0)));
    }
    bucket = {tokens - needed, now};
    return std::nullopt;
}

void RateLimiter::tidy(milliseconds now) {
    std::erase_if(m_buckets,
                  [&](const auto& entry) { return filled(entry.second, now) >= m_rate.burst; });
}

} // namespace vb::server
