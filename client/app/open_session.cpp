// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/open_session.h"

#include "client/bridge/session_environment.h"
#include "client/net/http_transport.h"
#include "client/platform/event_loop.h"
#include "client/platform/network_state.h"
#include "client/platform/system_environment.h"
#include "client/platform/zoned_calendar.h"
#include "crypto/random.h"

namespace vb::bridge {
namespace {

/// What every session of this process takes from the machine.
struct Machine {
    platform::SystemClock clock;
    platform::SystemRandom random;
    platform::ZonedCalendar calendar{QTimeZone("Europe/Amsterdam")};
};

engine::RequestFailure failureOf(net::RequestFailure failure) {
    switch (failure) {
    case net::RequestFailure::NotTrusted:
        return engine::RequestFailure::NotTrusted;
    case net::RequestFailure::TimedOut:
        return engine::RequestFailure::TimedOut;
    case net::RequestFailure::Unreachable:
        break;
    }
    return engine::RequestFailure::Unreachable;
}

std::unique_ptr<protocol::Transport> overHttps(const HubPlace& hub, GiveEvent give) {
    return std::make_unique<
        net::HttpTransport>(net::HttpOptions{hub.address, hub.tlsPin}, [give = std::move(give)](
                                                                           protocol::RequestNumber
                                                                               number,
                                                                           net::Arrival arrival) {
        if (auto* reply = std::get_if<protocol::Reply>(&arrival))
            give(engine::ReplyArrived{number, std::move(*reply)});
        else
            give(engine::RequestFailed{number, failureOf(std::get<net::RequestFailure>(arrival))});
    });
}

} // namespace

std::unique_ptr<Session> openSession(const SessionConfig& config) {
    // Without randomness or with a broken primitive nothing here may run.
    VB_CHECK(!crypto::init().has_value());
    const auto machine = std::make_shared<Machine>();
    engine::SyncOptions sync;
    sync.isAutomatic = true;
    return makeSession(config.store, {std::make_unique<platform::EventLoop>(),
                                      machine->clock,
                                      machine->random,
                                      machine->calendar,
                                      overHttps,
                                      platform::hasNetwork,
                                      {},
                                      sync,
                                      machine});
}

} // namespace vb::bridge
