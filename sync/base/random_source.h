// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/strong_id.h"

namespace vb {

/// Where randomness comes from outside crypto/: ids, jitter. The product's is crypto/random; a
/// seeded one exists in tests/support only, and a test holds that no product binary refers to it.
class RandomSource {
public:
    virtual ~RandomSource() = default;
    virtual void fill(MutableByteView out) = 0;

    template <typename Id>
    Id makeId() {
        ByteArray<Id::kSize> bytes{};
        fill(bytes);
        return Id(bytes);
    }
    std::uint64_t next() {
        ByteArray<8> bytes{};
        fill(bytes);
        std::uint64_t value = 0;
        for (const std::uint8_t byte : bytes)
            value = value << 8 | byte;
        return value;
    }
};

} // namespace vb
