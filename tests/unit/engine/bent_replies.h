// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/sync.pb.h"
#include "tests/support/catch.h"
#include "tests/unit/engine/engine_town.h"

#include <map>

namespace vb::test {

/// What messages say, for a wire that bends them.
template <typename Message>
Message readAs(const Bytes& body) {
    Message message;
    REQUIRE(message.ParseFromArray(body.data(), static_cast<int>(body.size())));
    return message;
}

template <typename Message>
Bytes bodyOf(const Message& message) {
    return toBytes(asBytes(message.SerializeAsString()));
}

template <typename Message>
protocol::Reply replyOf(const Message& message) {
    return {200, bodyOf(message)};
}

template <typename Message, typename Change>
protocol::Reply changedReply(const protocol::Reply& reply, const Change& change) {
    auto message = readAs<Message>(reply.body);
    change(message);
    return replyOf(message);
}

inline protocol::Reply failureReply(veldboek::v0::FailureReason reason) {
    veldboek::v0::Failure failure;
    failure.set_reason(reason);
    return {400, bodyOf(failure)};
}

/// Whoever asks here is counted, over a wire that may be bent.
struct CountedWire {
    EngineTown& town;
    EngineTown::Wire bend;
    std::map<protocol::Endpoint, std::size_t> asked;

    engine::SyncTrouble sync(std::size_t person) {
        asked.clear();
        return town.sync(person, [this](const protocol::Request& request) {
            ++asked[request.endpoint];
            return bend ? bend(request) : std::optional(town.ask(request));
        });
    }
};

} // namespace vb::test
