// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/stream_head.h"

#include "crypto/signature.h"
#include "sync/membership/derived_ids.h"
#include "sync/protocol/envelope.pb.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/wire_text.h"

#include <string>

namespace vb::membership {

namespace v0 = veldboek::v0;
using protocol::serialise;
using protocol::wireText;

Result<StreamHead> parseStreamHead(ByteView bytes) {
    if (bytes.size() > protocol::kMaxStreamHeadBytes)
        return fail(Code::TooLarge, "stream head");
    v0::StreamHead message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed stream head");
    StreamHead head;
    VB_TRY(head.stream, StreamId::fromBytes(asBytes(message.stream())));
    VB_TRY(head.device, DeviceId::fromBytes(asBytes(message.device())));
    VB_TRY(head.incarnation, IncarnationId::fromBytes(asBytes(message.incarnation())));
    VB_TRY(head.audience, AudienceId::fromBytes(asBytes(message.audience())));
    head.counter = message.counter();
    if (head.counter == 0 || head.counter > protocol::kMaxCounter)
        return fail(Code::InvalidInput, "counter of a stream head");
    VB_TRY(head.head, ChangesetId::fromBytes(asBytes(message.head())));
    return head;
}

Bytes encodeStreamHead(const StreamHead& head) {
    v0::StreamHead message;
    message.set_stream(wireText(head.stream));
    message.set_device(wireText(head.device));
    message.set_incarnation(wireText(head.incarnation));
    message.set_audience(wireText(head.audience));
    message.set_counter(head.counter);
    message.set_head(wireText(head.head));
    return serialise(message);
}

Result<SignedStreamHead> parseSignedStreamHead(ByteView bytes) {
    if (bytes.size() > protocol::kMaxStreamHeadBytes + 2 * crypto::Signature::kSize)
        return fail(Code::TooLarge, "signed stream head");
    v0::SignedStreamHead message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed signed stream head");
    const auto signature = crypto::Signature::fromBytes(asBytes(message.signature()));
    if (!signature)
        return fail(Code::InvalidInput, "length of a signature");
    return SignedStreamHead{toBytes(asBytes(message.head())), *signature};
}

Bytes encodeSignedStreamHead(const SignedStreamHead& head) {
    v0::SignedStreamHead message;
    message.set_head(std::string(asText(head.head)));
    message.set_signature(std::string(asText(head.signature.bytes())));
    return serialise(message);
}

Result<StreamHead> verifyStreamHead(HouseId house, const SignedStreamHead& signedHead,
                                    const crypto::SigningPublicKey& deviceKey) {
    VB_TRY(StreamHead head, parseStreamHead(signedHead.head));
    if (head.device != deviceId(house, deviceKey))
        return fail(Code::Unauthentic, "stream head of another device");
    if (head.stream != streamId(house, head.device, head.incarnation, head.audience))
        return fail(Code::Unauthentic, "stream head of another stream");
    if (!crypto::verify(deviceKey, crypto::Kind::StreamHead, house.bytes(), signedHead.head,
                        signedHead.signature))
        return fail(Code::Unauthentic, "signature of a stream head");
    return head;
}

ChainLink chainLink(ChangesetId id, const EnvelopeHeader& header) {
    return {id, header.stream, header.audience, header.counter, header.previous};
}

Result<void> verifyRun(const StreamHead& verified, std::span<const ChainLink> links) {
    if (links.empty() || links.size() > protocol::kMaxRunLength)
        return fail(Code::InvalidInput, "length of a run");
    ChangesetId expected = verified.head;
    std::uint64_t counter = verified.counter;
    // Backwards from what is signed: every step is proven by the one after it.
    for (auto link = links.rbegin(); link != links.rend(); ++link) {
        if (link->id != expected || link->counter != counter || link->stream != verified.stream ||
            link->audience != verified.audience)
            return fail(Code::Unauthentic, "an envelope outside its run");
        if (link->previous) {
            expected = *link->previous;
            --counter;
        } else if (link + 1 != links.rend()) {
            return fail(Code::Unauthentic, "an envelope before the first of its stream");
        }
    }
    return {};
}

} // namespace vb::membership
