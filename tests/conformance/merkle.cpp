// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/proofs.h"
#include "tests/conformance/driver.h"

namespace vb::conformance {

Reply merkleInclusion(const Fields& request) {
    transparency::InclusionProof proof;
    VB_TRY(proof.leafIndex, request.number("leaf_index"));
    VB_TRY(proof.treeSize, request.number("tree_size"));
    VB_TRY(const auto leaf, request.id<TreeHash>("leaf_hash"));
    VB_TRY(proof.path, request.ids<TreeHash>("proof"));
    VB_TRY(const auto root, request.id<TreeHash>("root"));
    if (!transparency::verifyInclusion(proof, leaf, root))
        return fail(Code::Unauthentic, "the proof does not lead from the leaf to the root");
    return Json::object();
}

Reply merkleConsistency(const Fields& request) {
    transparency::ConsistencyProof proof;
    VB_TRY(proof.oldSize, request.number("size1"));
    VB_TRY(proof.newSize, request.number("size2"));
    VB_TRY(const auto oldRoot, request.id<TreeHash>("root1"));
    VB_TRY(const auto newRoot, request.id<TreeHash>("root2"));
    VB_TRY(proof.path, request.ids<TreeHash>("proof"));
    if (!transparency::verifyConsistency(proof, oldRoot, newRoot))
        return fail(Code::Unauthentic, "the second tree does not go on from the first");
    return Json::object();
}

} // namespace vb::conformance
