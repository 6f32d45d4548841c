// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"

namespace vb::test {

/// A clock that stands still until told otherwise.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Instant start = {1'790'000'000'000}) : m_now(start) {}

    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::milliseconds span) {
        m_now = m_now + span;
        m_monotonic += span;
    }
    /// The wall clock jumps; monotonic time does not.
    void setWall(Instant at) { m_now = at; }

private:
    Instant m_now;
    std::chrono::milliseconds m_monotonic{0};
};

} // namespace vb::test
