// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random_source.h"

namespace vb::platform {

/// The machine's clocks: the wall's, and one that never runs backwards while the process lives.
/// Without state; for any thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] std::chrono::milliseconds monotonic() const override;
};

/// The system's entropy, through libsodium. Without state; for any thread. crypto::init() comes
/// first.
class SystemRandom final : public RandomSource {
public:
    void fill(MutableByteView out) override;
};

} // namespace vb::platform
