// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/content_codec.h"
#include "sync/membership/envelope_header.h"
#include "sync/membership/statement.h"
#include "sync/membership/stream_head.h"
#include "sync/protocol/limits.h"
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/log_head.h"
#include "sync/transparency/page.h"
#include "sync/transparency/receipt.h"
#include "tests/conformance/driver.h"
#include "tests/conformance/values.h"

#include <array>

namespace vb::conformance {
namespace {

/// What a decoder made of the bytes, encoded again, and some of it to look at.
struct Decoded {
    Bytes encoded;
    Json content;
};
using Decoder = Result<Decoded> (*)(ByteView bytes, const HouseId& house);

Json directoryJson(const DirectoryHead& head) {
    return {{"house_size", head.house.size},
            {"house_hash", head.house.size > 0 ? head.house.hash.hex() : std::string()},
            {"case_size", head.caseLog.size},
            {"case_hash", head.caseLog.size > 0 ? head.caseLog.hash.hex() : std::string()}};
}

Json headerJson(const membership::EnvelopeHeader& header) {
    Json parts = Json::array();
    for (const auto& part : header.parts)
        parts.push_back({{"hash", part.hash.hex()}, {"size", part.size}});
    return {{"kind", static_cast<unsigned>(header.kind)},
            {"house", header.house.hex()},
            {"case_id", header.caseId.hex()},
            {"audience", header.audience.hex()},
            {"epoch", header.epoch.hex()},
            {"stream", header.stream.hex()},
            {"counter", header.counter},
            {"previous", header.previous ? header.previous->hex() : std::string()},
            {"directory", directoryJson(header.directory)},
            {"retention_class", header.retentionClass},
            {"bulk", header.bulk},
            {"parts", std::move(parts)}};
}

Result<Decoded> decodeHeader(ByteView bytes, const HouseId& house) {
    VB_TRY(const auto header, membership::parseEnvelopeHeader(bytes));
    Json content = headerJson(header);
    content["id"] = membership::changesetId(house.isNone() ? header.house : house, bytes).hex();
    return Decoded{membership::encodeEnvelopeHeader(header), std::move(content)};
}

Result<Decoded> decodeEnvelope(ByteView bytes, const HouseId& house) {
    VB_TRY(const auto envelope, membership::parseEnvelope(house, bytes));
    Json content = headerJson(envelope.header);
    content["id"] = envelope.id.hex();
    return Decoded{membership::encodeEnvelope(membership::encodeEnvelopeHeader(envelope.header),
                                              envelope.parts),
                   std::move(content)};
}

Result<Decoded> decodeStreamHead(ByteView bytes, const HouseId&) {
    VB_TRY(const auto head, membership::parseStreamHead(bytes));
    return Decoded{membership::encodeStreamHead(head),
                   {{"stream", head.stream.hex()},
                    {"device", head.device.hex()},
                    {"incarnation", head.incarnation.hex()},
                    {"audience", head.audience.hex()},
                    {"counter", head.counter},
                    {"head", head.head.hex()}}};
}

Result<Decoded> decodePart(ByteView bytes, const HouseId&) {
    VB_TRY(const auto part, envelope::decodePart(bytes));
    VB_TRY(auto encoded, envelope::encodePart(part.frame, part.part));
    Json content = partJson(part.part);
    content["frame"] = {{"hat", part.frame.hat},
                        {"stamp_millis", part.frame.stamp.millis},
                        {"stamp_counter", part.frame.stamp.counter},
                        {"witness", part.frame.witness.has_value()}};
    return Decoded{std::move(encoded), std::move(content)};
}

Result<Decoded> decodeAcknowledgement(ByteView bytes, const HouseId&) {
    VB_TRY(const auto read, envelope::decodeAcknowledgement(bytes));
    VB_TRY(auto encoded, envelope::encodeAcknowledgement(read));
    Json heads = Json::array();
    for (const auto& head : read.heads)
        heads.push_back({{"stream", head.stream.hex()},
                         {"counter", head.counter},
                         {"head", head.head.hex()},
                         {"displayed", head.displayed}});
    return Decoded{std::move(encoded), {{"heads", std::move(heads)}}};
}

Result<Decoded> decodeLeaf(ByteView bytes, const HouseId&) {
    VB_TRY(const auto leaf, transparency::parseLeafEntry(bytes));
    return Decoded{transparency::encodeLeafEntry(leaf),
                   {{"kind", static_cast<unsigned>(leaf.kind)},
                    {"item", leaf.item.hex()},
                    {"directory", directoryJson(leaf.directory)},
                    {"hub_time_millis", leaf.hubTime.millis}}};
}

Result<Decoded> decodeLogHead(ByteView bytes, const HouseId&) {
    VB_TRY(const auto head, transparency::parseLogHead(bytes));
    return Decoded{transparency::encodeLogHead(head),
                   {{"house", head.house.hex()},
                    {"generation", head.generation},
                    {"size", head.size},
                    {"root", head.root.hex()},
                    {"hub_time_millis", head.hubTime.millis},
                    {"secured", head.secured}}};
}

Result<Decoded> decodePage(ByteView bytes, const HouseId&) {
    VB_TRY(const auto page, transparency::parsePage(bytes));
    return Decoded{transparency::encodePage(page),
                   {{"house", page.house.hex()}, {"log_size", page.logSize}}};
}

Result<Decoded> decodeReceipt(ByteView bytes, const HouseId&) {
    VB_TRY(const auto receipt, transparency::parseReceipt(bytes));
    return Decoded{transparency::encodeReceipt(receipt),
                   {{"house", receipt.house.hex()},
                    {"device", receipt.device.hex()},
                    {"leaves", receipt.leaves.size()}}};
}

Result<Decoded> decodeStatement(ByteView bytes, const HouseId&) {
    VB_TRY(const auto statement, membership::readStatement({toBytes(bytes), {}}));
    return Decoded{membership::encodeStatement(statement),
                   {{"id", statement.id.hex()},
                    {"house", statement.house.hex()},
                    {"case_id", statement.caseId.hex()},
                    {"signer", statement.signer.hex()},
                    {"body", statement.body.index()}}};
}

constexpr std::array<std::pair<std::string_view, Decoder>, 10> kDecoders{{
    {"Acknowledgement", decodeAcknowledgement},
    {"Envelope", decodeEnvelope},
    {"EnvelopeHeader", decodeHeader},
    {"LeafEntry", decodeLeaf},
    {"LogHead", decodeLogHead},
    {"Page", decodePage},
    {"PartContent", decodePart},
    {"Receipt", decodeReceipt},
    {"Statement", decodeStatement},
    {"StreamHead", decodeStreamHead},
}};

Result<Bytes> encodePart(const Fields& content) {
    VB_TRY(const Fields fields, content.object("frame"));
    envelope::Frame frame;
    VB_TRY(frame.hat, fields.text("hat"));
    VB_TRY(frame.stamp, readStamp(fields));
    VB_TRY(const auto part, readPart(content));
    return envelope::encodePart(frame, part);
}

Result<Bytes> encodeStreamHead(const Fields& content) {
    membership::StreamHead head;
    VB_TRY(head.stream, content.id<StreamId>("stream"));
    VB_TRY(head.device, content.id<DeviceId>("device"));
    VB_TRY(head.incarnation, content.id<IncarnationId>("incarnation"));
    VB_TRY(head.audience, content.id<AudienceId>("audience"));
    VB_TRY(head.counter, content.number("counter", protocol::kMaxCounter));
    VB_TRY(head.head, content.id<ChangesetId>("head"));
    Bytes bytes = membership::encodeStreamHead(head);
    VB_TRY_VOID(membership::parseStreamHead(bytes));
    return bytes;
}

Reply encode(const Fields& request, const std::string& message) {
    VB_TRY(const Fields content, request.object("content"));
    if (message != "PartContent" && message != "StreamHead")
        return request.wrong("content", "is for PartContent and StreamHead; others take bytes");
    VB_TRY(const Bytes bytes,
           message == "PartContent" ? encodePart(content) : encodeStreamHead(content));
    return Json{{"bytes", toHex(bytes)}};
}

} // namespace

Reply codec(const Fields& request) {
    VB_TRY(const std::string message, request.text("message"));
    if (request.has("content"))
        return encode(request, message);
    VB_TRY(const Bytes bytes, request.bytes("bytes"));
    VB_TRY(const auto house, request.id<HouseId>("house", HouseId()));
    for (const auto& [name, decode] : kDecoders) {
        if (name != message)
            continue;
        VB_TRY(const Decoded decoded, decode(bytes, house));
        return Json{{"bytes", toHex(decoded.encoded)},
                    {"canonical", decoded.encoded == bytes},
                    {"content", decoded.content}};
    }
    return request.wrong("message", "is none that this op decodes");
}

} // namespace vb::conformance
