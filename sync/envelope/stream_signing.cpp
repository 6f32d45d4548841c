// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/stream_signing.h"

#include "sync/membership/derived_ids.h"

#include <utility>

namespace vb::envelope {

membership::SignedStreamHead signStreamHead(HouseId house, const membership::StreamHead& head,
                                            const crypto::SigningKey& deviceKey) {
    VB_CHECK(head.device == membership::deviceId(house, deviceKey.publicKey()));
    VB_CHECK(head.stream ==
             membership::streamId(house, head.device, head.incarnation, head.audience));
    Bytes bytes = membership::encodeStreamHead(head);
    const auto signature = deviceKey.sign(crypto::Kind::StreamHead, house.bytes(), bytes);
    return {std::move(bytes), signature};
}

membership::SignedStub signStub(HouseId house, const membership::Stub& stub,
                                const crypto::SigningKey& deviceKey) {
    VB_CHECK(stub.device == membership::deviceId(house, deviceKey.publicKey()));
    VB_CHECK(stub.stream ==
             membership::streamId(house, stub.device, stub.incarnation, stub.audience));
    Bytes bytes = membership::encodeStub(stub);
    const auto signature = deviceKey.sign(crypto::Kind::StubSignature, house.bytes(), bytes);
    return {std::move(bytes), signature};
}

} // namespace vb::envelope
