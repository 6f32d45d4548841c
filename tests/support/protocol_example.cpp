// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/protocol_example.h"

#include "crypto/signing.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/part_seal.h"
#include "sync/envelope/seal.h"
#include "sync/envelope/stream_signing.h"
#include "sync/membership/derived_ids.h"
#include "sync/protocol/limits.h"
#include "sync/transparency/compact_range.h"
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/log_head.h"
#include "sync/transparency/proofs.h"
#include "tests/support/seeded_entropy.h"

#include <algorithm>

#include <zstd.h>

namespace vb::test {
namespace {

using namespace vb::transparency;

/// first, first + 1, first + 2 ...
template <std::size_t N>
ByteArray<N> counting(std::uint8_t first) {
    ByteArray<N> bytes{};
    for (std::size_t i = 0; i < N; ++i)
        bytes[i] = static_cast<std::uint8_t>(first + i);
    return bytes;
}
template <typename Id>
Id id(std::uint8_t first) {
    return Id(counting<Id::kSize>(first));
}
crypto::SigningKey signingKey(std::uint8_t first) {
    const auto seed = counting<32>(first);
    return crypto::SigningKey::fromSeed(*crypto::SigningSeed::fromBytes(seed));
}

/// Who and where: everything that is not random in real life stands here once.
struct Setting {
    HouseId house = id<HouseId>(0x10);
    CaseId caseId = id<CaseId>(0x20);
    IncarnationId incarnation = id<IncarnationId>(0x30);
    crypto::SigningKey device = signingKey(0x40);
    crypto::SigningKey hub = signingKey(0x60);
    crypto::EpochKey key = *crypto::EpochKey::fromBytes(counting<32>(0x80));
    AudienceId audience = membership::wholeLevel(house, caseId, membership::Level::Casusteam).id;
    DeviceId deviceId = membership::deviceId(house, device.publicKey());
    StreamId stream = membership::streamId(house, deviceId, incarnation, audience);
    EpochId epoch = envelope::epochId(house, audience, key);
    DirectoryHead directory{{3, id<Digest256>(0xa0)}, {2, id<Digest256>(0xb0)}};
    Instant hubTime{1'790'000'005'000};
};

model::Changeset contact(const Setting& setting) {
    model::Operation kind{model::OperationKind::Write,
                          {{32}, static_cast<std::uint8_t>(model::MergePolicy::Append)},
                          {model::CodeValue{"aan_de_deur"}},
                          {},
                          {},
                          {}};
    model::Operation outcome = kind;
    outcome.field.field = {33};
    outcome.values = {model::CodeValue{"niet_opengedaan"}};
    model::Changeset changeset;
    changeset.caseId = setting.caseId;
    changeset.audience = setting.audience;
    changeset.hat = "wijkagent";
    changeset.stamp = {1'790'000'000'000, 0};
    changeset.parts = {{{3}, id<RecordId>(0x50), {kind, outcome}, {}}};
    return changeset;
}

class Pieces {
public:
    void add(std::string name, ByteView bytes) {
        m_pieces.push_back({std::move(name), toBytes(bytes)});
    }
    std::vector<ProtocolExample::Piece> take() { return std::move(m_pieces); }

private:
    std::vector<ProtocolExample::Piece> m_pieces;
};

void addSetting(const Setting& setting, Pieces& pieces) {
    pieces.add("house", setting.house.view());
    pieces.add("case", setting.caseId.view());
    pieces.add("incarnation", setting.incarnation.view());
    pieces.add("device_seed", setting.device.seed().bytes());
    pieces.add("device_key", setting.device.publicKey().bytes());
    pieces.add("hub_seed", setting.hub.seed().bytes());
    pieces.add("hub_key", setting.hub.publicKey().bytes());
    pieces.add("epoch_key", setting.key.bytes());
    pieces.add("audience", setting.audience.view());
    pieces.add("device", setting.deviceId.view());
    pieces.add("stream", setting.stream.view());
    pieces.add("epoch", setting.epoch.view());
}

/// Four leaves: a statement of the house, one of the case, the epoch's, and ours.
void addLog(const Setting& setting, ChangesetId changeset, Pieces& pieces) {
    const DirectoryHead empty;
    const DirectoryHead houseOnly{setting.directory.house, {}};
    const ChainHead firstOfCase{1, id<Digest256>(0xd0)};
    std::vector<LeafEntry> entries{{ItemKind::Statement,
                                    id<Digest256>(0xc0),
                                    {{2, id<Digest256>(0x90)}, {}},
                                    setting.hubTime - std::chrono::milliseconds(3000),
                                    setting.directory.house},
                                   {ItemKind::Statement, id<Digest256>(0xc1), houseOnly,
                                    setting.hubTime - std::chrono::milliseconds(2000), firstOfCase},
                                   {ItemKind::Statement,
                                    id<Digest256>(0xc2),
                                    {setting.directory.house, firstOfCase},
                                    setting.hubTime - std::chrono::milliseconds(1000),
                                    setting.directory.caseLog},
                                   {ItemKind::Envelope, Digest256(changeset.bytes()),
                                    setting.directory, setting.hubTime, std::nullopt}};
    MemoryTreeNodes nodes;
    CompactRange range;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Bytes entry = encodeLeafEntry(entries[i]);
        const TreeHash hash = hashLogLeaf(setting.house, entry);
        pieces.add("leaf_" + std::to_string(i), entry);
        pieces.add("leaf_hash_" + std::to_string(i), hash.view());
        range.append(hash,
                     [&nodes](NodePlace place, const TreeHash& node) { nodes.add(place, node); });
    }
    pieces.add("root", range.root().view());
    const InclusionProof proof = proveInclusion(nodes, entries.size() - 1, entries.size()).value();
    for (std::size_t i = 0; i < proof.path.size(); ++i)
        pieces.add("path_" + std::to_string(i), proof.path[i].view());
    const LogHead head{setting.house, 0, range.size(), range.root(), setting.hubTime, 0};
    const Bytes bytes = encodeLogHead(head);
    pieces.add("log_head", bytes);
    pieces.add("log_head_signature",
               setting.hub.sign(crypto::Kind::LogHead, setting.house.bytes(), bytes).bytes());
}

} // namespace

const Bytes& ProtocolExample::at(const std::string& name) const {
    const auto found = std::find_if(pieces.begin(), pieces.end(),
                                    [&](const Piece& piece) { return piece.name == name; });
    VB_CHECK(found != pieces.end());
    return found->bytes;
}

ProtocolExample makeProtocolExample() {
    const SeededEntropy entropy(1);
    const Setting setting;
    Pieces pieces;
    addSetting(setting, pieces);

    envelope::Packer packer;
    const model::Changeset changeset = contact(setting);
    const Bytes content =
        envelope::encodePart({changeset.hat, changeset.stamp, {}, {}}, changeset.parts[0]).value();
    const envelope::SealContext context{setting.house,
                                        setting.caseId,
                                        setting.audience,
                                        setting.epoch,
                                        setting.key,
                                        {setting.stream, 1, {}},
                                        setting.directory,
                                        1,
                                        false,
                                        {}};
    const auto sealed = envelope::seal(packer, changeset, context).value();
    const auto header = membership::parseEnvelopeHeader(sealed.header).value();
    pieces.add("content", content);
    pieces.add("packed", packer.pack(content).value());
    pieces.add("place", envelope::partPlace(header, 0, 1).bytes());
    pieces.add("sealed_part", sealed.parts[0]);
    pieces.add("part_hash", header.parts[0].hash.view());
    pieces.add("header", sealed.header);
    pieces.add("changeset", sealed.id.view());
    pieces.add("envelope", sealed.encode());

    const membership::StreamHead head{
        setting.stream, setting.deviceId, setting.incarnation, setting.audience, 1, sealed.id};
    const auto signedHead = envelope::signStreamHead(setting.house, head, setting.device);
    pieces.add("stream_head", signedHead.head);
    pieces.add("stream_head_signature", signedHead.signature.bytes());
    addLog(setting, sealed.id, pieces);
    return {pieces.take(), ZSTD_versionNumber()};
}

} // namespace vb::test
