// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <cstdint>

namespace vb::transparency {

/// A number of leaves, or the position of one. Below 2^48 (kMaxTreeSize) everywhere.
using LogSize = std::uint64_t;

inline constexpr LogSize kMaxTreeSize = LogSize{1} << 48;
/// No proof, range or path has more hashes than this: one for each level on either side.
inline constexpr std::size_t kMaxProofHashes = 2 * 48;

/// RFC 6962 section 2.1: the root of the tree without leaves, SHA-256 of nothing.
TreeHash emptyRoot();
/// RFC 6962 section 2.1: SHA-256(0x00 || entry).
TreeHash hashLeaf(ByteView entry);
/// RFC 6962 section 2.1: SHA-256(0x01 || left || right).
TreeHash hashNode(const TreeHash& left, const TreeHash& right);

/// The leaf of our log: the RFC's leaf hash of `veldboek/leaf/v<n> || house || entry`, the entry
/// being the bytes of a LeafEntry as sent.
TreeHash hashLogLeaf(const HouseId& house, ByteView entry);

} // namespace vb::transparency
