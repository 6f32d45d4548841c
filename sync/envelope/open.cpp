// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/open.h"

#include "crypto/aead.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/part_seal.h"
#include "sync/protocol/limits.h"

namespace vb::envelope {
namespace {

using membership::CheckedEnvelope;
using membership::EnvelopeKind;

/// The encoded content of one part that is there.
Result<Bytes> openPart(Packer& packer, const CheckedEnvelope& envelope, std::size_t index,
                       const crypto::EpochKey& key) {
    const auto packed =
        crypto::open(key, partPlace(envelope.header, index, envelope.header.parts.size()),
                     envelope.parts[index]);
    if (!packed)
        return fail(Code::Unauthentic, "sealed part");
    return packer.unpack(*packed, protocol::kMaxContentBytes);
}

Result<void> checkKey(const CheckedEnvelope& envelope, const crypto::EpochKey& key) {
    const auto& header = envelope.header;
    if (epochId(header.house, header.audience, key) != header.epoch)
        return fail(Code::Unauthentic, "key of another epoch");
    return {};
}

/// Takes over what the whole changeset shares from the first part that is there, and holds the
/// others to it: one changeset is what one person did at one moment.
Result<void> takeFrame(const Frame& frame, std::size_t index, OpenedChangeset& opened) {
    if (frame.witness) {
        if (index != 0)
            return fail(Code::InvalidInput, "witness outside the first part");
        opened.witness = frame.witness;
    }
    model::Changeset& content = opened.content;
    if (content.parts.empty()) {
        content.hat = frame.hat;
        content.stamp = frame.stamp;
        return {};
    }
    if (frame.hat != content.hat || frame.stamp != content.stamp)
        return fail(Code::InvalidInput, "parts of different frames");
    return {};
}

} // namespace

Result<OpenedChangeset> open(Packer& packer, const CheckedEnvelope& envelope,
                             const crypto::EpochKey& key, const Author& author) {
    const auto& header = envelope.header;
    if (header.kind != EnvelopeKind::Changeset && header.kind != EnvelopeKind::ReadLog)
        return fail(Code::InvalidInput, "not a changeset");
    VB_CHECK(envelope.parts.size() == header.parts.size());
    VB_TRY_VOID(checkKey(envelope, key));
    OpenedChangeset opened;
    opened.id = envelope.id;
    opened.content.caseId = header.caseId;
    opened.content.audience = header.audience;
    opened.content.author = author.worker;
    opened.content.organisation = author.organisation;
    for (std::size_t i = 0; i < envelope.parts.size(); ++i) {
        if (envelope.parts[i].empty())
            continue;
        VB_TRY(const Bytes bytes, openPart(packer, envelope, i, key));
        VB_TRY(PartContent part, decodePart(bytes));
        VB_TRY_VOID(takeFrame(part.frame, i, opened));
        opened.content.parts.push_back(std::move(part.part));
        opened.partIndexes.push_back(static_cast<std::uint16_t>(i));
    }
    if (opened.content.parts.empty())
        return fail(Code::NotFound, "no part is left");
    return opened;
}

Result<OpenedAcknowledgement> openAcknowledgement(Packer& packer, const CheckedEnvelope& envelope,
                                                  const crypto::EpochKey& key) {
    if (envelope.header.kind != EnvelopeKind::Acknowledgement || envelope.header.parts.size() != 1)
        return fail(Code::InvalidInput, "not an acknowledgement");
    VB_CHECK(envelope.parts.size() == 1);
    if (envelope.parts[0].empty())
        return fail(Code::NotFound, "no part is left");
    VB_TRY_VOID(checkKey(envelope, key));
    VB_TRY(const Bytes bytes, openPart(packer, envelope, 0, key));
    VB_TRY(Acknowledgement content, decodeAcknowledgement(bytes));
    return OpenedAcknowledgement{envelope.id, std::move(content)};
}

} // namespace vb::envelope
