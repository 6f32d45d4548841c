// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/hybrid_clock.h"

#include <algorithm>
#include <limits>

namespace vb {

HybridStamp effectiveStamp(HybridStamp author, Instant hubTime) {
    const HybridStamp hub{hubTime.millis, std::numeric_limits<std::uint16_t>::max()};
    return std::min(author, hub);
}

HybridClock::HybridClock(const Clock& clock, HybridStamp latest)
    : m_clock(clock), m_latest(latest) {}

Result<HybridStamp> HybridClock::tick() {
    const std::int64_t wall = std::clamp(m_clock.now().millis, std::int64_t{0}, kMaxStampMillis);
    HybridStamp next = m_latest;
    if (wall > m_latest.millis) {
        next = {wall, 0};
    } else if (m_latest.counter < std::numeric_limits<std::uint16_t>::max()) {
        ++next.counter;
    } else {
        // The counter is spent within one millisecond: borrow the next millisecond.
        next = {m_latest.millis + 1, 0};
    }
    if (next.millis > kMaxStampMillis)
        return fail(Code::Internal, "hybrid clock exhausted");
    m_latest = next;
    return next;
}

void HybridClock::observe(HybridStamp effective) {
    if (effective.millis <= kMaxStampMillis)
        m_latest = std::max(m_latest, effective);
}

} // namespace vb
