// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/open.h"
#include "tests/conformance/driver.h"
#include "tests/conformance/values.h"

namespace vb::conformance {
namespace {

Json contentJson(const envelope::OpenedChangeset& opened) {
    Json parts = Json::array();
    for (std::size_t i = 0; i < opened.content.parts.size(); ++i) {
        Json part = partJson(opened.content.parts[i]);
        part["index"] = opened.partIndexes[i];
        parts.push_back(std::move(part));
    }
    return {{"hat", opened.content.hat},
            {"stamp_millis", opened.content.stamp.millis},
            {"stamp_counter", opened.content.stamp.counter},
            {"parts", std::move(parts)}};
}

} // namespace

Reply envelopeOpen(const Fields& request) {
    VB_TRY(const auto house, request.id<HouseId>("house"));
    VB_TRY(const Bytes bytes, request.bytes("envelope"));
    VB_TRY(const Bytes key, request.bytes("epoch_key"));
    const auto epochKey = crypto::EpochKey::fromBytes(key);
    if (!epochKey)
        return request.wrong("epoch_key", "must have 32 bytes");
    VB_TRY(const auto envelope, membership::parseEnvelope(house, bytes));
    envelope::Packer packer;
    Json reply{{"changeset", envelope.id.hex()},
               {"kind", static_cast<unsigned>(envelope.header.kind)}};
    if (envelope.header.kind == membership::EnvelopeKind::Acknowledgement) {
        VB_TRY(const auto opened, envelope::openAcknowledgement(packer, envelope, *epochKey));
        reply["heads"] = opened.content.heads.size();
        return reply;
    }
    VB_TRY(const auto opened, envelope::open(packer, envelope, *epochKey, {}));
    reply["content"] = contentJson(opened);
    return reply;
}

} // namespace vb::conformance
