// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/leaf_entry.h"

#include "sync/protocol/heads.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/log.pb.h"

namespace vb::transparency {
namespace {

Result<ItemKind> readKind(veldboek::v0::ItemKind kind) {
    switch (kind) {
    case veldboek::v0::ITEM_KIND_STATEMENT:
        return ItemKind::Statement;
    case veldboek::v0::ITEM_KIND_ENVELOPE:
        return ItemKind::Envelope;
    case veldboek::v0::ITEM_KIND_STUB:
        return ItemKind::Stub;
    default:
        return fail(Code::InvalidInput, "leaf of an unknown kind");
    }
}

} // namespace

Result<LeafEntry> parseLeafEntry(ByteView entry) {
    veldboek::v0::LeafEntry message;
    if (entry.size() > protocol::kMaxLeafBytes ||
        !message.ParseFromArray(entry.data(), static_cast<int>(entry.size())))
        return fail(Code::InvalidInput, "not a leaf entry");
    LeafEntry leaf;
    VB_TRY(leaf.kind, readKind(message.kind()));
    VB_TRY(leaf.item, Digest256::fromBytes(asBytes(message.item())));
    VB_TRY(leaf.directory, protocol::readDirectoryHead(message.directory()));
    leaf.hubTime = {message.hub_time_millis()};
    if (leaf.kind != ItemKind::Statement) {
        if (!message.chain_hash().empty() || message.chain_number() != 0)
            return fail(Code::InvalidInput, "a chain in the leaf of an envelope");
        return leaf;
    }
    if (message.chain_number() >= protocol::kMaxCounter)
        return fail(Code::InvalidInput, "chain number out of bounds");
    VB_TRY(const Digest256 hash, Digest256::fromBytes(asBytes(message.chain_hash())));
    leaf.chain = ChainHead{message.chain_number() + 1, hash};
    return leaf;
}

Bytes encodeLeafEntry(const LeafEntry& entry) {
    VB_CHECK((entry.kind == ItemKind::Statement) == entry.chain.has_value());
    veldboek::v0::LeafEntry message;
    message.set_kind(static_cast<veldboek::v0::ItemKind>(entry.kind));
    message.set_item(std::string(asText(entry.item.view())));
    protocol::writeDirectoryHead(entry.directory, *message.mutable_directory());
    message.set_hub_time_millis(entry.hubTime.millis);
    if (entry.chain) {
        VB_CHECK(entry.chain->size > 0);
        message.set_chain_hash(std::string(asText(entry.chain->hash.view())));
        message.set_chain_number(entry.chain->size - 1);
    }
    return toBytes(asBytes(message.SerializeAsString()));
}

} // namespace vb::transparency
