// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/platform/system_environment.h"

#include "crypto/random.h"

namespace vb::platform {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

Instant SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {duration_cast<milliseconds>(since).count()};
}

milliseconds SystemClock::monotonic() const {
    return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void SystemRandom::fill(MutableByteView out) {
    crypto::fillRandom(out);
}

} // namespace vb::platform
