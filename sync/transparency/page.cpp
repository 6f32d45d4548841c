// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/page.h"

#include "crypto/digest.h"
#include "crypto/signature.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"

#include <algorithm>

namespace vb::transparency {

Digest256 hashPageLeaves(const HouseId& house, std::span<const PageLeaf> leaves) {
    crypto::Digester digester(crypto::Kind::PageLeaves, house.bytes());
    Bytes head;
    for (const PageLeaf& leaf : leaves) {
        head.clear();
        appendU64(head, leaf.position);
        appendU32(head, static_cast<std::uint32_t>(leaf.entry.size()));
        digester.add(head).add(leaf.entry);
    }
    return Digest256(digester.finish());
}

Bytes encodePage(const Page& page) {
    veldboek::v0::Page message;
    message.set_house(std::string(asText(page.house.view())));
    message.set_leaves_hash(std::string(asText(page.leavesHash.view())));
    message.set_generation(page.generation);
    message.set_log_size(page.logSize);
    message.set_hub_time_millis(page.hubTime.millis);
    return toBytes(asBytes(message.SerializeAsString()));
}

Result<Page> parsePage(ByteView page) {
    veldboek::v0::Page message;
    if (page.size() > protocol::kMaxLogHeadBytes ||
        !message.ParseFromArray(page.data(), static_cast<int>(page.size())))
        return fail(Code::InvalidInput, "not a page");
    Page parsed;
    VB_TRY(parsed.house, HouseId::fromBytes(asBytes(message.house())));
    VB_TRY(parsed.leavesHash, Digest256::fromBytes(asBytes(message.leaves_hash())));
    parsed.generation = message.generation();
    parsed.logSize = message.log_size();
    parsed.hubTime = {message.hub_time_millis()};
    if (parsed.logSize > kMaxTreeSize)
        return fail(Code::InvalidInput, "page out of bounds");
    return parsed;
}

Result<Page> verifyPage(const crypto::SigningPublicKey& hub, const HouseId& house,
                        const SignedPage& page, std::span<const PageLeaf> leaves) {
    if (!crypto::verify(hub, crypto::Kind::Page, house.bytes(), page.page, page.signature))
        return fail(Code::Unauthentic, "page not signed by the hub");
    VB_TRY(const Page parsed, parsePage(page.page));
    if (parsed.house != house || parsed.leavesHash != hashPageLeaves(house, leaves))
        return fail(Code::Unauthentic, "page about other leaves");
    if (!std::all_of(leaves.begin(), leaves.end(),
                     [&](const PageLeaf& leaf) { return leaf.position < parsed.logSize; }))
        return fail(Code::Unauthentic, "a leaf beyond the log of its page");
    return parsed;
}

} // namespace vb::transparency
