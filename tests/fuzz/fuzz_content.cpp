// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What a member's device may have sealed: any bytes decode or are refused, and what was decoded is
// encoded to something that decodes to the same.
#include "sync/base/check.h"
#include "sync/envelope/content_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace vb::envelope;
    const vb::ByteView view(bytes, size);
    if (const auto part = decodePart(view)) {
        const auto encoded = encodePart(part->frame, part->part);
        // Our encoding of the same content may be longer than the limit, never otherwise wrong.
        VB_CHECK(encoded.has_value() || encoded.error().code == vb::Code::TooLarge);
        if (encoded)
            VB_CHECK(decodePart(*encoded).value() == *part);
    }
    if (const auto acknowledgement = decodeAcknowledgement(view)) {
        const auto encoded = encodeAcknowledgement(*acknowledgement);
        VB_CHECK(encoded.has_value() &&
                 decodeAcknowledgement(*encoded).value() == *acknowledgement);
    }
    return 0;
}
