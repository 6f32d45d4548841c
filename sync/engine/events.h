// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/engine/sync_status.h"
#include "sync/protocol/transport.h"

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace vb::engine {

using TimerNumber = std::uint64_t;

// What happens to the engine.

/// Somebody wants a sync now: a person, a save, the network that came back.
struct SyncRequested {};
struct ReplyArrived {
    protocol::RequestNumber number = 0;
    protocol::Reply reply;
};
enum class RequestFailure : std::uint8_t { Unreachable, NotTrusted, TimedOut };
struct RequestFailed {
    protocol::RequestNumber number = 0;
    RequestFailure why = RequestFailure::Unreachable;
};
struct TimerFired {
    TimerNumber number = 0;
};
/// What CallBack asked for.
struct CalledBack {};
using Event = std::variant<SyncRequested, ReplyArrived, RequestFailed, TimerFired, CalledBack>;

// What the engine wants done. Whoever drives it performs them in order.

struct SendRequest {
    protocol::RequestNumber number = 0;
    protocol::Request request;
};
/// Handle CalledBack as soon as the actions before this one are under way: there is work to do here
/// that need not keep the hub waiting.
struct CallBack {};
/// One timer at a time; a new one replaces the old.
struct StartTimer {
    TimerNumber number = 0;
    std::chrono::milliseconds delay{0};
};
/// status() has changed.
struct StatusChanged {};
/// These cases have records that changed here.
struct CasesChanged {
    std::vector<CaseId> cases;
};
/// Membership of these ended and their unsent work is delivered: the rows are gone, and the file
/// must be rewritten under a new data key so that their bytes are too.
struct CasesErased {
    std::vector<CaseId> cases;
};
struct SyncFinished {
    SyncTrouble trouble = SyncTrouble::None;
    SyncFigures figures;
    /// For logs: what stopped it; a context without content.
    std::optional<Error> error;
};
using Action = std::variant<SendRequest, CallBack, StartTimer, StatusChanged, CasesChanged,
                            CasesErased, SyncFinished>;
using Actions = std::vector<Action>;

} // namespace vb::engine
