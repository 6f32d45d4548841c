// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/envelope_header.h"

#include "crypto/digest.h"
#include "sync/protocol/envelope.pb.h"
#include "sync/protocol/heads.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/wire_text.h"

#include <string>

namespace vb::membership {
namespace {

namespace v0 = veldboek::v0;
using protocol::serialise;
using protocol::wireText;

Result<EnvelopeKind> readKind(v0::EnvelopeKind kind) {
    switch (kind) {
    case v0::ENVELOPE_KIND_CHANGESET:
        return EnvelopeKind::Changeset;
    case v0::ENVELOPE_KIND_ACKNOWLEDGEMENT:
        return EnvelopeKind::Acknowledgement;
    case v0::ENVELOPE_KIND_READ_LOG:
        return EnvelopeKind::ReadLog;
    case v0::ENVELOPE_KIND_UNSPECIFIED:
        return fail(Code::InvalidInput, "envelope without a kind");
    default:
        return fail(Code::TooNew, "envelope kind");
    }
}

Result<void> readPosition(const v0::EnvelopeHeader& message, EnvelopeHeader& header) {
    VB_TRY(header.stream, StreamId::fromBytes(asBytes(message.stream())));
    header.counter = message.counter();
    if (header.counter == 0 || header.counter > protocol::kMaxCounter)
        return fail(Code::InvalidInput, "counter of an envelope");
    if ((header.counter == 1) != message.previous().empty())
        return fail(Code::InvalidInput, "predecessor of an envelope");
    if (!message.previous().empty()) {
        VB_TRY(const ChangesetId previous, ChangesetId::fromBytes(asBytes(message.previous())));
        header.previous = previous;
    }
    return {};
}

Result<void> readParts(const v0::EnvelopeHeader& message, EnvelopeHeader& header) {
    const auto count = static_cast<std::size_t>(message.parts_size());
    if (count == 0)
        return fail(Code::InvalidInput, "envelope without parts");
    if (count > protocol::kMaxEnvelopeParts)
        return fail(Code::TooLarge, "parts of an envelope");
    header.parts.reserve(count);
    std::size_t sum = 0;
    for (const v0::PartHeader& part : message.parts()) {
        VB_TRY(const PartHash hash, PartHash::fromBytes(asBytes(part.hash())));
        if (part.size() == 0)
            return fail(Code::InvalidInput, "empty part");
        if (part.size() > protocol::kMaxSealedPartBytes)
            return fail(Code::TooLarge, "sealed part");
        sum += part.size();
        header.parts.push_back({hash, part.size()});
    }
    if (sum > protocol::kMaxEnvelopeBytes)
        return fail(Code::TooLarge, "envelope");
    return {};
}

} // namespace

Result<EnvelopeHeader> parseEnvelopeHeader(ByteView bytes) {
    if (bytes.size() > protocol::kMaxHeaderBytes)
        return fail(Code::TooLarge, "envelope header");
    v0::EnvelopeHeader message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed envelope header");
    if (message.suite() == 0)
        return fail(Code::InvalidInput, "envelope without a suite");
    if (message.suite() != protocol::kSuite || message.format() != protocol::kEnvelopeFormat)
        return fail(Code::TooNew, "suite or format of an envelope");
    EnvelopeHeader header;
    VB_TRY(header.kind, readKind(message.kind()));
    VB_TRY(header.house, HouseId::fromBytes(asBytes(message.house())));
    VB_TRY(header.caseId, CaseId::fromBytes(asBytes(message.case_id())));
    VB_TRY(header.audience, AudienceId::fromBytes(asBytes(message.audience())));
    VB_TRY(header.epoch, EpochId::fromBytes(asBytes(message.epoch())));
    VB_TRY_VOID(readPosition(message, header));
    VB_TRY(header.directory, protocol::readDirectoryHead(message.directory()));
    header.retentionClass = message.retention_class();
    header.bulk = message.bulk();
    VB_TRY_VOID(readParts(message, header));
    if (!message.renews().empty()) {
        VB_TRY(header.renews, ChangesetId::fromBytes(asBytes(message.renews())));
    }
    return header;
}

Bytes encodeEnvelopeHeader(const EnvelopeHeader& header) {
    v0::EnvelopeHeader message;
    message.set_suite(protocol::kSuite);
    message.set_format(protocol::kEnvelopeFormat);
    message.set_kind(static_cast<v0::EnvelopeKind>(header.kind));
    message.set_house(wireText(header.house));
    message.set_case_id(wireText(header.caseId));
    message.set_audience(wireText(header.audience));
    message.set_epoch(wireText(header.epoch));
    message.set_stream(wireText(header.stream));
    message.set_counter(header.counter);
    if (header.previous)
        message.set_previous(wireText(*header.previous));
    protocol::writeDirectoryHead(header.directory, *message.mutable_directory());
    message.set_retention_class(header.retentionClass);
    message.set_bulk(header.bulk);
    for (const PartSeal& seal : header.parts) {
        v0::PartHeader& part = *message.add_parts();
        part.set_hash(wireText(seal.hash));
        part.set_size(seal.size);
    }
    if (header.renews)
        message.set_renews(wireText(*header.renews));
    return serialise(message);
}

ChangesetId changesetId(HouseId house, ByteView header) {
    return ChangesetId(crypto::digest(crypto::Kind::Changeset, house.bytes(), header));
}

PartHash partHash(HouseId house, ByteView sealedPart) {
    return PartHash(crypto::digest(crypto::Kind::Part, house.bytes(), sealedPart));
}

Result<void> checkParts(const EnvelopeHeader& header, std::span<const Bytes> parts) {
    if (parts.size() != header.parts.size())
        return fail(Code::InvalidInput, "number of parts");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty())
            continue;
        if (parts[i].size() != header.parts[i].size)
            return fail(Code::InvalidInput, "size of a part");
        if (partHash(header.house, parts[i]) != header.parts[i].hash)
            return fail(Code::Unauthentic, "hash of a part");
    }
    return {};
}

Result<CheckedEnvelope> parseEnvelope(HouseId house, ByteView bytes) {
    // The frame around the parts costs a few bytes for each.
    if (bytes.size() > protocol::kMaxEnvelopeBytes)
        return fail(Code::TooLarge, "envelope");
    v0::Envelope message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed envelope");
    if (static_cast<std::size_t>(message.parts_size()) > protocol::kMaxEnvelopeParts)
        return fail(Code::TooLarge, "parts of an envelope");
    CheckedEnvelope envelope;
    VB_TRY(envelope.header, parseEnvelopeHeader(asBytes(message.header())));
    if (envelope.header.house != house)
        return fail(Code::InvalidInput, "envelope of another house");
    envelope.parts.reserve(static_cast<std::size_t>(message.parts_size()));
    for (const std::string& part : message.parts())
        envelope.parts.push_back(toBytes(asBytes(part)));
    VB_TRY_VOID(checkParts(envelope.header, envelope.parts));
    envelope.id = changesetId(house, asBytes(message.header()));
    return envelope;
}

Bytes encodeEnvelope(ByteView header, std::span<const Bytes> parts) {
    v0::Envelope message;
    message.set_header(std::string(asText(header)));
    for (const Bytes& part : parts)
        message.add_parts(std::string(asText(part)));
    return serialise(message);
}

std::size_t envelopeSize(std::size_t header, std::span<const std::size_t> parts) {
    // One byte of tag, the length as a varint, the bytes.
    const auto fieldSize = [](std::size_t length) {
        std::size_t prefix = 2;
        for (std::size_t rest = length >> 7; rest != 0; rest >>= 7)
            ++prefix;
        return prefix + length;
    };
    std::size_t size = header == 0 ? 0 : fieldSize(header);
    for (const std::size_t part : parts)
        size += fieldSize(part);
    return size;
}

} // namespace vb::membership
