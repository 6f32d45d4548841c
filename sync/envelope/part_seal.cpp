// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/part_seal.h"

#include "sync/protocol/limits.h"

namespace vb::envelope {

crypto::AssociatedData partPlace(const membership::EnvelopeHeader& header, std::size_t index,
                                 std::size_t count) {
    crypto::AssociatedData place(crypto::Kind::SealedPart);
    place.addNumber(protocol::kSuite);
    place.addNumber(protocol::kEnvelopeFormat);
    place.addNumber(static_cast<std::uint64_t>(header.kind));
    place.add(header.house.view());
    place.add(header.caseId.view());
    place.add(header.audience.view());
    place.add(header.epoch.view());
    place.add(header.stream.view());
    place.addNumber(header.counter);
    place.add(header.previous ? header.previous->view() : ByteView{});
    place.addNumber(index);
    place.addNumber(count);
    return place;
}

} // namespace vb::envelope
