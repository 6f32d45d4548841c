// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"

namespace vb {

/// A hybrid logical time stamp (Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014):
/// physical milliseconds and a counter that orders what happened within, or against, one
/// millisecond. Ordered lexicographically. 48 bits of milliseconds reach the year 10889.
struct HybridStamp {
    std::int64_t millis = 0;
    std::uint16_t counter = 0;

    friend auto operator<=>(const HybridStamp&, const HybridStamp&) = default;
};

inline constexpr std::int64_t kMaxStampMillis = (std::int64_t{1} << 48) - 1;

/// The *effective* stamp of an accepted changeset: the smaller of what its author stamped and the
/// hub's time of acceptance. A device in the year 2040 therefore poisons nobody.
HybridStamp effectiveStamp(HybridStamp author, Instant hubTime);

/// Makes the stamps of one replica. Invariant: every stamp it gives is greater than every stamp it
/// gave and every effective stamp it observed. Owned by the replica, used on the core thread.
/// Persisted by the store as latest(); reads time only through the injected clock.
class HybridClock {
public:
    explicit HybridClock(const Clock& clock, HybridStamp latest = {});

    /// The stamp of a new changeset. A wall clock that runs backwards only moves the counter.
    /// Fails (Internal) when 2^48 milliseconds are exhausted, and never otherwise.
    Result<HybridStamp> tick();
    /// Advances to an *effective* stamp. Author stamps must not come here.
    void observe(HybridStamp effective);
    [[nodiscard]] HybridStamp latest() const { return m_latest; }

private:
    const Clock& m_clock;
    HybridStamp m_latest;
};

} // namespace vb
