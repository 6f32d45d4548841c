// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/random.h"
#include "sync/base/clock.h"
#include "sync/base/random_source.h"

namespace vb::server {

/// The machine's clocks. Stateless; any thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override {
        using namespace std::chrono;
        return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override {
        using namespace std::chrono;
        return duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
    }
};

/// The system's entropy, through crypto. Stateless; any thread.
class SystemRandom final : public RandomSource {
public:
    void fill(MutableByteView out) override { crypto::fillRandom(out); }
};

} // namespace vb::server
