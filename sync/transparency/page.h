// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/log_head.h"

#include <span>

namespace vb::transparency {

/// A leaf as one answer of the hub hands it out.
struct PageLeaf {
    LogSize position = 0;
    ByteView entry; ///< LeafEntry as sent; lives as long as the answer
};

/// The hub answers for the leaves it hands out, so that what it says to one device can be held
/// against what it says to another.
struct Page {
    HouseId house;
    Digest256 leavesHash;
    std::uint64_t generation = 0;
    LogSize logSize = 0;
    Instant hubTime;
    friend bool operator==(const Page&, const Page&) = default;
};

struct SignedPage {
    Bytes page;
    crypto::Signature signature;
    friend bool operator==(const SignedPage&, const SignedPage&) = default;
};

/// The hash over leaves in the order in which the answer has them; sync.proto says of which bytes.
Digest256 hashPageLeaves(const HouseId& house, std::span<const PageLeaf> leaves);

Bytes encodePage(const Page& page);
/// Total; InvalidInput otherwise.
Result<Page> parsePage(ByteView page);

/// The page, once the hub signed it for this house and exactly these leaves, all of them within the
/// log that it names. Unauthentic or InvalidInput otherwise.
Result<Page> verifyPage(const crypto::SigningPublicKey& hub, const HouseId& house,
                        const SignedPage& page, std::span<const PageLeaf> leaves);

} // namespace vb::transparency
