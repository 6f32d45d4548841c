// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/stream_head.h"
#include "sync/protocol/limits.h"
#include "sync/transparency/comparison.h"
#include "tests/conformance/driver.h"

namespace vb::conformance {
namespace {

using membership::ChainLink;
using membership::StreamHead;

/// A signed head is verified; one that is only told is taken for verified.
Result<StreamHead> readHead(const Fields& request, const HouseId& house) {
    VB_TRY(const Fields fields, request.object("head"));
    if (fields.has("signature")) {
        membership::SignedStreamHead signedHead;
        VB_TRY(signedHead.head, fields.bytes("head"));
        VB_TRY(signedHead.signature, fields.id<crypto::Signature>("signature"));
        VB_TRY(const auto key, fields.id<crypto::SigningPublicKey>("public_key"));
        return membership::verifyStreamHead(house, signedHead, key);
    }
    StreamHead head;
    VB_TRY(head.stream, fields.id<StreamId>("stream"));
    VB_TRY(head.audience, fields.id<AudienceId>("audience"));
    VB_TRY(head.counter, fields.number("counter", protocol::kMaxCounter));
    VB_TRY(head.head, fields.id<ChangesetId>("head"));
    return head;
}

/// An envelope by its header, or as the facts that a chain is about.
Result<ChainLink> readLink(const Json& json, const HouseId& house) {
    VB_TRY(const Fields fields, Fields::of(json, "link"));
    if (fields.has("header")) {
        VB_TRY(const Bytes bytes, fields.bytes("header"));
        VB_TRY(const auto header, membership::parseEnvelopeHeader(bytes));
        if (header.house != house)
            return fields.wrong("header", "is of another house");
        return membership::chainLink(membership::changesetId(house, bytes), header);
    }
    ChainLink link;
    VB_TRY(link.id, fields.id<ChangesetId>("id"));
    VB_TRY(link.stream, fields.id<StreamId>("stream"));
    VB_TRY(link.audience, fields.id<AudienceId>("audience"));
    VB_TRY(link.counter, fields.number("counter", protocol::kMaxCounter));
    if (fields.has("previous")) {
        VB_TRY(link.previous, fields.id<ChangesetId>("previous"));
    }
    return link;
}

} // namespace

Reply chain(const Fields& request) {
    VB_TRY(const auto house, request.id<HouseId>("house", HouseId()));
    VB_TRY(const StreamHead head, readHead(request, house));
    VB_TRY(const auto* list, request.array("links"));
    std::vector<ChainLink> links;
    std::vector<ChangesetId> ids;
    transparency::ComparisonDigest digest(house);
    for (const Json& element : *list) {
        VB_TRY(const ChainLink link, readLink(element, house));
        links.push_back(link);
        ids.push_back(link.id);
        digest.add(link.id);
    }
    VB_TRY_VOID(membership::verifyRun(head, links));
    return Json{{"ids", idsJson(ids)},
                {"stream", head.stream.hex()},
                {"counter", head.counter},
                {"comparison", digest.digest() ? digest.digest()->hex() : std::string()}};
}

} // namespace vb::conformance
