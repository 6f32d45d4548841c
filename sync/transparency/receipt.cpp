// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/receipt.h"

#include "crypto/digest.h"
#include "crypto/signature.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/log.pb.h"

namespace vb::transparency {

Digest256 batchId(const HouseId& house, ByteView body) {
    return Digest256(crypto::digest(crypto::Kind::Batch, house.bytes(), body));
}

Bytes encodeReceipt(const Receipt& receipt) {
    veldboek::v0::Receipt message;
    message.set_house(std::string(asText(receipt.house.view())));
    message.set_device(std::string(asText(receipt.device.view())));
    message.set_batch(std::string(asText(receipt.batch.view())));
    message.set_first_position(receipt.firstPosition());
    for (const Bytes& leaf : receipt.leaves)
        message.add_leaves(std::string(asText(leaf)));
    for (const TreeHash& root : receipt.before.roots())
        message.add_range_before(std::string(asText(root.view())));
    message.set_head(std::string(asText(encodeLogHead(receipt.head))));
    return toBytes(asBytes(message.SerializeAsString()));
}

Result<Receipt> parseReceipt(ByteView receipt) {
    veldboek::v0::Receipt message;
    if (receipt.size() > protocol::kMaxReplyBytes ||
        !message.ParseFromArray(receipt.data(), static_cast<int>(receipt.size())))
        return fail(Code::InvalidInput, "not a receipt");
    if (message.leaves_size() > static_cast<int>(protocol::kMaxPushItems) ||
        message.range_before_size() > static_cast<int>(kMaxProofHashes))
        return fail(Code::InvalidInput, "receipt out of bounds");
    Receipt parsed;
    VB_TRY(parsed.house, HouseId::fromBytes(asBytes(message.house())));
    VB_TRY(parsed.device, DeviceId::fromBytes(asBytes(message.device())));
    VB_TRY(parsed.batch, Digest256::fromBytes(asBytes(message.batch())));
    std::vector<TreeHash> roots;
    for (const std::string& root : message.range_before()) {
        VB_TRY(const TreeHash hash, TreeHash::fromBytes(asBytes(root)));
        roots.push_back(hash);
    }
    VB_TRY(parsed.before, CompactRange::fromRoots(message.first_position(), std::move(roots)));
    for (const std::string& leaf : message.leaves())
        parsed.leaves.push_back(toBytes(asBytes(leaf)));
    VB_TRY(parsed.head, parseLogHead(asBytes(message.head())));
    if (parsed.head.house != parsed.house)
        return fail(Code::InvalidInput, "receipt with the head of another house");
    return parsed;
}

Result<Receipt> verifyReceipt(const ReceiptExpectation& expected, const SignedReceipt& receipt) {
    if (!crypto::verify(expected.hub, crypto::Kind::Receipt, expected.house.bytes(),
                        receipt.receipt, receipt.signature))
        return fail(Code::Unauthentic, "receipt not signed by the hub");
    VB_TRY(Receipt parsed, parseReceipt(receipt.receipt));
    if (parsed.house != expected.house || parsed.device != expected.device ||
        parsed.batch != expected.batch)
        return fail(Code::Unauthentic, "receipt for another batch");
    CompactRange tree = parsed.before;
    for (const Bytes& leaf : parsed.leaves) {
        if (tree.size() >= kMaxTreeSize)
            return fail(Code::InvalidInput, "receipt beyond the largest log");
        tree.append(hashLogLeaf(parsed.house, leaf));
    }
    if (tree.size() != parsed.head.size || tree.root() != parsed.head.root)
        return fail(Code::Unauthentic, "the leaves of the receipt are not in its tree");
    return parsed;
}

} // namespace vb::transparency
