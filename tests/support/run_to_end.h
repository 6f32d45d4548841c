// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/sync_engine.h"

#include <deque>
#include <functional>
#include <string>
#include <utility>

namespace vb::test {

/// What comes back for a request; nothing is a wire that is down.
using Answering = std::function<std::optional<protocol::Reply>(const protocol::Request&)>;

/// One sync, or one delivery, from its beginning to its end. What ended it; in `error` what was
/// said of it.
template <typename Engine>
engine::SyncTrouble runToEnd(Engine& engine, const Answering& wire, std::string& error) {
    std::deque<engine::Event> events{engine::SyncRequested{}};
    auto trouble = engine::SyncTrouble::Unreachable;
    while (!events.empty()) {
        const auto event = std::move(events.front());
        events.pop_front();
        for (const auto& action : engine.handle(event)) {
            if (const auto* sent = std::get_if<engine::SendRequest>(&action)) {
                auto reply = wire(sent->request);
                if (reply)
                    events.emplace_back(engine::ReplyArrived{sent->number, std::move(*reply)});
                else
                    events.emplace_back(engine::RequestFailed{sent->number, {}});
            } else if (std::holds_alternative<engine::CallBack>(action)) {
                events.emplace_front(engine::CalledBack{});
            } else if (const auto* finished = std::get_if<engine::SyncFinished>(&action)) {
                trouble = finished->trouble;
                error = finished->error ? finished->error->context : std::string();
            }
        }
    }
    return trouble;
}

} // namespace vb::test
