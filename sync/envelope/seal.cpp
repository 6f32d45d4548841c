// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/seal.h"

#include "crypto/aead.h"
#include "crypto/padding.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/part_seal.h"
#include "sync/protocol/limits.h"

namespace vb::envelope {
namespace {

using membership::EnvelopeHeader;
using membership::EnvelopeKind;

/// The header but for its parts.
EnvelopeHeader headerFor(const SealContext& context, EnvelopeKind kind) {
    const StreamPosition& position = context.position;
    VB_CHECK(position.counter >= 1 && position.counter <= protocol::kMaxCounter);
    VB_CHECK((position.counter == 1) == !position.previous.has_value());
    VB_CHECK(context.epoch == epochId(context.house, context.audience, context.key));
    EnvelopeHeader header;
    header.kind = kind;
    header.house = context.house;
    header.caseId = context.caseId;
    header.audience = context.audience;
    header.epoch = context.epoch;
    header.stream = position.stream;
    header.counter = position.counter;
    header.previous = position.previous;
    header.renews = context.renews;
    header.directory = context.directory;
    header.retentionClass = context.retentionClass;
    header.bulk = context.bulk;
    return header;
}

std::size_t padded(std::size_t packed, const SealContext& context) {
    return context.bulk ? packed : crypto::paddedLength(packed, protocol::kLivePaddingFloor);
}

/// What a sealing keeps free, so that every later one of the same fits too.
std::size_t roomOf(const SealContext& context) {
    return context.renews ? 0 : protocol::kRenewalRoom;
}

/// Packs, pads and seals encoded contents, one part each, and completes the header with them.
Result<SealedEnvelope> sealContents(Packer& packer, const std::vector<Bytes>& contents,
                                    const SealContext& context, EnvelopeHeader header) {
    SealedEnvelope envelope;
    envelope.parts.reserve(contents.size());
    header.parts.reserve(contents.size());
    std::vector<std::size_t> largest;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        if (contents[i].size() + roomOf(context) > protocol::kMaxContentBytes)
            return fail(Code::TooLarge, "content of a part");
        VB_TRY(Bytes packed, packer.pack(contents[i]));
        largest.push_back(padded(packed.size() + roomOf(context), context) + crypto::kSealOverhead);
        if (largest.back() > protocol::kMaxSealedPartBytes)
            return fail(Code::TooLarge, "sealed part");
        packed.resize(padded(packed.size(), context));
        Bytes sealed = crypto::seal(context.key, partPlace(header, i, contents.size()), packed);
        header.parts.push_back({membership::partHash(context.house, sealed),
                                static_cast<std::uint32_t>(sealed.size())});
        envelope.parts.push_back(std::move(sealed));
    }
    envelope.header = membership::encodeEnvelopeHeader(header);
    envelope.id = membership::changesetId(context.house, envelope.header);
    if (membership::envelopeSize(envelope.header.size() + roomOf(context), largest) >
        protocol::kMaxEnvelopeBytes)
        return fail(Code::TooLarge, "envelope");
    return envelope;
}

} // namespace

Result<SealedEnvelope> seal(Packer& packer, const model::Changeset& changeset,
                            const SealContext& context, EnvelopeKind kind) {
    VB_CHECK(kind == EnvelopeKind::Changeset || kind == EnvelopeKind::ReadLog);
    VB_CHECK(changeset.caseId == context.caseId && changeset.audience == context.audience);
    if (changeset.parts.empty())
        return fail(Code::InvalidInput, "changeset without parts");
    if (changeset.parts.size() > model::kMaxParts)
        return fail(Code::TooLarge, "parts of a changeset");
    Frame frame{changeset.hat, changeset.stamp, context.witness, {}};
    std::vector<Bytes> contents;
    contents.reserve(changeset.parts.size());
    for (const model::Part& part : changeset.parts) {
        VB_TRY(Bytes content, encodePart(frame, part));
        contents.push_back(std::move(content));
        // Once is enough: the frame of the other parts goes without.
        frame.witness.reset();
    }
    return sealContents(packer, contents, context, headerFor(context, kind));
}

Result<SealedEnvelope> sealAcknowledgement(Packer& packer, const Acknowledgement& acknowledgement,
                                           const SealContext& context) {
    VB_CHECK(!context.witness);
    VB_TRY(Bytes content, encodeAcknowledgement(acknowledgement));
    std::vector<Bytes> contents;
    contents.push_back(std::move(content));
    return sealContents(packer, contents, context,
                        headerFor(context, EnvelopeKind::Acknowledgement));
}

} // namespace vb::envelope
