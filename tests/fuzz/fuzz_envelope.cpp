// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What hub and devices get over the wire before any key is used.
#include "sync/base/check.h"
#include "sync/membership/envelope_header.h"
#include "sync/membership/stream_head.h"
#include "sync/membership/stub.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace vb::membership;
    const vb::ByteView view(bytes, size);
    if (const auto header = parseEnvelopeHeader(view)) {
        const auto again = parseEnvelopeHeader(encodeEnvelopeHeader(*header));
        VB_CHECK(again.has_value() && *again == *header);
        if (const auto envelope = parseEnvelope(header->house, view))
            VB_CHECK(envelope->parts.size() == envelope->header.parts.size());
    }
    if (const auto head = parseStreamHead(view))
        VB_CHECK(parseStreamHead(encodeStreamHead(*head)).value() == *head);
    if (const auto head = parseSignedStreamHead(view))
        VB_CHECK(parseSignedStreamHead(encodeSignedStreamHead(*head)).value() == *head);
    if (const auto stub = parseStub(view))
        VB_CHECK(parseStub(encodeStub(*stub)).value() == *stub);
    if (const auto stub = parseSignedStub(view))
        VB_CHECK(parseSignedStub(encodeSignedStub(*stub)).value() == *stub);
    // The house of the example, so that the corpus gets through to the parts.
    vb::ByteArray<16> house{};
    for (std::size_t i = 0; i < house.size(); ++i)
        house[i] = static_cast<std::uint8_t>(0x10 + i);
    if (const auto envelope = parseEnvelope(vb::HouseId(house), view))
        VB_CHECK(checkParts(envelope->header, envelope->parts).has_value());
    return 0;
}
