// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/backoff.h"

#include <algorithm>

namespace vb::engine {

std::chrono::milliseconds Backoff::next() {
    // 2^9 s is over the longest wait already.
    const std::uint32_t doublings = std::min<std::uint32_t>(m_failures, 9);
    ++m_failures;
    const auto ceiling = std::min(kFirst * (1 << doublings), kLongest);
    const auto spread = static_cast<std::uint64_t>((ceiling - kFirst).count()) + 1;
    return kFirst + std::chrono::milliseconds(m_random.next() % spread);
}

} // namespace vb::engine
