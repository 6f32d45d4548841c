// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/messages.h"

#include "sync/protocol/log.pb.h"
#include "sync/protocol/sync.pb.h"

namespace vb::transparency {
namespace {

std::string text(ByteView bytes) {
    return std::string(asText(bytes));
}

Result<crypto::Signature> readSignature(const std::string& bytes) {
    const auto signature = crypto::Signature::fromBytes(asBytes(bytes));
    if (!signature)
        return fail(Code::InvalidInput, "signature of the wrong length");
    return *signature;
}

template <typename Hashes>
Result<std::vector<TreeHash>> readPath(const Hashes& hashes) {
    if (hashes.size() > static_cast<int>(kMaxProofHashes))
        return fail(Code::InvalidInput, "proof out of bounds");
    std::vector<TreeHash> path;
    for (const std::string& bytes : hashes) {
        VB_TRY(const TreeHash hash, TreeHash::fromBytes(asBytes(bytes)));
        path.push_back(hash);
    }
    return path;
}

} // namespace

Result<SignedLogHead> fromMessage(const veldboek::v0::SignedLogHead& message) {
    VB_TRY(const crypto::Signature signature, readSignature(message.signature()));
    return SignedLogHead{toBytes(asBytes(message.head())), signature};
}

void toMessage(const SignedLogHead& head, veldboek::v0::SignedLogHead& message) {
    message.set_head(text(head.head));
    message.set_signature(text(head.signature.bytes()));
}

Result<SignedReceipt> fromMessage(const veldboek::v0::SignedReceipt& message) {
    VB_TRY(const crypto::Signature signature, readSignature(message.signature()));
    return SignedReceipt{toBytes(asBytes(message.receipt())), signature};
}

void toMessage(const SignedReceipt& receipt, veldboek::v0::SignedReceipt& message) {
    message.set_receipt(text(receipt.receipt));
    message.set_signature(text(receipt.signature.bytes()));
}

Result<SignedPage> fromMessage(const veldboek::v0::SignedPage& message) {
    VB_TRY(const crypto::Signature signature, readSignature(message.signature()));
    return SignedPage{toBytes(asBytes(message.page())), signature};
}

void toMessage(const SignedPage& page, veldboek::v0::SignedPage& message) {
    message.set_page(text(page.page));
    message.set_signature(text(page.signature.bytes()));
}

Result<InclusionProof> fromMessage(const veldboek::v0::InclusionProof& message) {
    VB_TRY(std::vector<TreeHash> path, readPath(message.path()));
    return InclusionProof{message.leaf_index(), message.tree_size(), std::move(path)};
}

void toMessage(const InclusionProof& proof, veldboek::v0::InclusionProof& message) {
    message.set_leaf_index(proof.leafIndex);
    message.set_tree_size(proof.treeSize);
    for (const TreeHash& hash : proof.path)
        message.add_path(text(hash.view()));
}

Result<ConsistencyProof> fromMessage(const veldboek::v0::ConsistencyProof& message) {
    VB_TRY(std::vector<TreeHash> path, readPath(message.path()));
    return ConsistencyProof{message.old_size(), message.new_size(), std::move(path)};
}

void toMessage(const ConsistencyProof& proof, veldboek::v0::ConsistencyProof& message) {
    message.set_old_size(proof.oldSize);
    message.set_new_size(proof.newSize);
    for (const TreeHash& hash : proof.path)
        message.add_path(text(hash.view()));
}

} // namespace vb::transparency
