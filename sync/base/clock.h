// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace vb {

/// Milliseconds since 1970-01-01T00:00:00Z. A strong type: durations are std::chrono.
struct Instant {
    std::int64_t millis = 0;

    friend auto operator<=>(const Instant&, const Instant&) = default;
    friend Instant operator+(Instant at, std::chrono::milliseconds span) {
        return {at.millis + span.count()};
    }
    friend Instant operator-(Instant at, std::chrono::milliseconds span) {
        return {at.millis - span.count()};
    }
    friend std::chrono::milliseconds operator-(Instant later, Instant earlier) {
        return std::chrono::milliseconds(later.millis - earlier.millis);
    }
};

/// Where time comes from. crypto and sync read no clock but this one (I-11). now() may jump in
/// either direction, as wall clocks do; monotonic() never runs backwards while the process lives.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /// Monotone time from an arbitrary zero: for timeouts and backoff only.
    [[nodiscard]] virtual std::chrono::milliseconds monotonic() const = 0;
};

} // namespace vb
