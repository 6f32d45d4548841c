// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/stub.h"

#include "crypto/digest.h"
#include "crypto/signature.h"
#include "sync/membership/derived_ids.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"
#include "sync/protocol/wire_text.h"

#include <string>

namespace vb::membership {

namespace v0 = veldboek::v0;
using protocol::serialise;
using protocol::wireText;

Result<Stub> parseStub(ByteView bytes) {
    if (bytes.size() > protocol::kMaxStubBytes)
        return fail(Code::TooLarge, "stub");
    v0::Stub message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed stub");
    Stub stub;
    VB_TRY(stub.stream, StreamId::fromBytes(asBytes(message.stream())));
    stub.counter = message.counter();
    if (stub.counter == 0 || stub.counter > protocol::kMaxCounter)
        return fail(Code::InvalidInput, "counter of a stub");
    VB_TRY(stub.hash, ChangesetId::fromBytes(asBytes(message.hash())));
    stub.reason = message.reason();
    if (stub.reason == v0::REFUSAL_NONE)
        return fail(Code::InvalidInput, "a stub without a reason");
    VB_TRY(stub.caseId, CaseId::fromBytes(asBytes(message.case_id())));
    VB_TRY(stub.audience, AudienceId::fromBytes(asBytes(message.audience())));
    VB_TRY(stub.incarnation, IncarnationId::fromBytes(asBytes(message.incarnation())));
    VB_TRY(stub.device, DeviceId::fromBytes(asBytes(message.device())));
    return stub;
}

Bytes encodeStub(const Stub& stub) {
    v0::Stub message;
    message.set_stream(wireText(stub.stream));
    message.set_counter(stub.counter);
    message.set_hash(wireText(stub.hash));
    message.set_reason(stub.reason);
    message.set_case_id(wireText(stub.caseId));
    message.set_audience(wireText(stub.audience));
    message.set_incarnation(wireText(stub.incarnation));
    message.set_device(wireText(stub.device));
    return serialise(message);
}

Result<SignedStub> parseSignedStub(ByteView bytes) {
    if (bytes.size() > protocol::kMaxStubBytes + 2 * crypto::Signature::kSize)
        return fail(Code::TooLarge, "signed stub");
    v0::SignedStub message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed signed stub");
    const auto signature = crypto::Signature::fromBytes(asBytes(message.signature()));
    if (!signature)
        return fail(Code::InvalidInput, "length of a signature");
    return SignedStub{toBytes(asBytes(message.stub())), *signature};
}

Bytes encodeSignedStub(const SignedStub& stub) {
    v0::SignedStub message;
    message.set_stub(std::string(asText(stub.stub)));
    message.set_signature(std::string(asText(stub.signature.bytes())));
    return serialise(message);
}

ChangesetId stubId(HouseId house, ByteView stub) {
    return ChangesetId(crypto::digest(crypto::Kind::Stub, house.bytes(), stub));
}

Result<CheckedStub> checkStub(HouseId house, SignedStub sent) {
    CheckedStub checked;
    VB_TRY(checked.said, parseStub(sent.stub));
    checked.id = stubId(house, sent.stub);
    checked.sent = std::move(sent);
    return checked;
}

Result<void> verifyStub(HouseId house, const CheckedStub& stub,
                        const crypto::SigningPublicKey& deviceKey) {
    const Stub& said = stub.said;
    if (said.device != deviceId(house, deviceKey))
        return fail(Code::Unauthentic, "stub of another device");
    if (said.stream != streamId(house, said.device, said.incarnation, said.audience))
        return fail(Code::Unauthentic, "stub of another stream");
    if (!crypto::verify(deviceKey, crypto::Kind::StubSignature, house.bytes(), stub.sent.stub,
                        stub.sent.signature))
        return fail(Code::Unauthentic, "signature of a stub");
    return {};
}

} // namespace vb::membership
