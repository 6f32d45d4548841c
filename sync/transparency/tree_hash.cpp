// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/tree_hash.h"

#include "crypto/digest.h"

namespace vb::transparency {
namespace {

constexpr ByteArray<1> kLeafPrefix{0x00};
constexpr ByteArray<1> kNodePrefix{0x01};

} // namespace

TreeHash emptyRoot() {
    return TreeHash(crypto::sha256({}));
}

TreeHash hashLeaf(ByteView entry) {
    return TreeHash(crypto::Sha256().add(kLeafPrefix).add(entry).finish());
}

TreeHash hashNode(const TreeHash& left, const TreeHash& right) {
    return TreeHash(crypto::Sha256().add(kNodePrefix).add(left.view()).add(right.view()).finish());
}

TreeHash hashLogLeaf(const HouseId& house, ByteView entry) {
    return TreeHash(crypto::Sha256()
                        .add(kLeafPrefix)
                        .add(asBytes(crypto::labelOf(crypto::Kind::Leaf)))
                        .add(house.view())
                        .add(entry)
                        .finish());
}

} // namespace vb::transparency
