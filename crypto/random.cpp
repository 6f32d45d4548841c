// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.h"

#include "crypto/secret_bytes.h"
#include "crypto/self_test_sign.h"

#include <sodium.h>

namespace vb::crypto {

std::optional<std::string_view> init() {
    if (sodium_init() < 0)
        return "libsodium";
    static_cast<void>(secretArena());
    return selfTestSign();
}

void fillRandom(MutableByteView out) {
    // An empty view may have no address, which libsodium's declaration forbids.
    if (!out.empty())
        randombytes_buf(out.data(), out.size());
}

} // namespace vb::crypto
