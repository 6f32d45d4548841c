// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What is behind a seal, before it is decoded: never more memory than the limit, never a crash.
#include "sync/base/check.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/packing.h"
#include "sync/protocol/limits.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static vb::envelope::Packer packer;
    const auto plain = packer.unpack({bytes, size}, vb::protocol::kMaxContentBytes);
    if (plain) {
        VB_CHECK(plain->size() <= vb::protocol::kMaxContentBytes);
        (void)vb::envelope::decodePart(*plain);
    }
    return 0;
}
