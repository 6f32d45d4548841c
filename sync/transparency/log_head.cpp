// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/log_head.h"

#include "crypto/signature.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/log.pb.h"

namespace vb::transparency {

Result<LogHead> parseLogHead(ByteView head) {
    veldboek::v0::LogHead message;
    if (head.size() > protocol::kMaxLogHeadBytes ||
        !message.ParseFromArray(head.data(), static_cast<int>(head.size())))
        return fail(Code::InvalidInput, "not a log head");
    LogHead parsed;
    VB_TRY(parsed.house, HouseId::fromBytes(asBytes(message.house())));
    VB_TRY(parsed.root, TreeHash::fromBytes(asBytes(message.root())));
    parsed.generation = message.generation();
    parsed.size = message.size();
    parsed.hubTime = {message.hub_time_millis()};
    parsed.secured = message.secured();
    if (parsed.size > kMaxTreeSize || parsed.secured > parsed.size)
        return fail(Code::InvalidInput, "log head out of bounds");
    if ((parsed.size == 0) != (parsed.root == emptyRoot()))
        return fail(Code::InvalidInput, "the root of an empty log");
    return parsed;
}

Bytes encodeLogHead(const LogHead& head) {
    veldboek::v0::LogHead message;
    message.set_house(std::string(asText(head.house.view())));
    message.set_generation(head.generation);
    message.set_size(head.size);
    message.set_root(std::string(asText(head.root.view())));
    message.set_hub_time_millis(head.hubTime.millis);
    message.set_secured(head.secured);
    return toBytes(asBytes(message.SerializeAsString()));
}

Result<LogHead> verifyLogHead(const crypto::SigningPublicKey& hub, const HouseId& house,
                              const SignedLogHead& head) {
    if (!crypto::verify(hub, crypto::Kind::LogHead, house.bytes(), head.head, head.signature))
        return fail(Code::Unauthentic, "log head not signed by the hub");
    VB_TRY(LogHead parsed, parseLogHead(head.head));
    if (parsed.house != house)
        return fail(Code::Unauthentic, "log head of another house");
    return parsed;
}

} // namespace vb::transparency
