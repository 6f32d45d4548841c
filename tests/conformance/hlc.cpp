// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/hybrid_clock.h"

#include "tests/conformance/driver.h"
#include "tests/conformance/values.h"

namespace vb::conformance {
namespace {

/// The device's own clock, where the request puts it.
class ToldClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return at; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override {
        return std::chrono::milliseconds(0);
    }
    Instant at;
};

Json stampJson(const HybridStamp& stamp) {
    return {{"stamp_millis", stamp.millis}, {"stamp_counter", stamp.counter}};
}

Result<void> happen(const Json& json, ToldClock& wall, HybridClock& clock) {
    VB_TRY(const Fields event, Fields::of(json, "event"));
    VB_TRY(const std::string kind, event.text("event"));
    if (kind == "physical") {
        VB_TRY(wall.at.millis, event.signedNumber("millis"));
        return {};
    }
    if (kind == "send") {
        VB_TRY(const auto stamp, clock.tick());
        static_cast<void>(stamp); // it is latest() now
        return {};
    }
    if (kind == "receive") {
        VB_TRY(HybridStamp stamp, readStamp(event));
        if (event.has("hub_time_millis")) {
            VB_TRY(const auto hubTime, event.signedNumber("hub_time_millis"));
            stamp = effectiveStamp(stamp, Instant{hubTime});
        }
        clock.observe(stamp);
        return {};
    }
    return event.wrong("event", "must be physical, send or receive");
}

} // namespace

Reply hlc(const Fields& request) {
    HybridStamp latest;
    if (request.has("latest")) {
        VB_TRY(const Fields from, request.object("latest"));
        VB_TRY(latest, readStamp(from));
    }
    ToldClock wall;
    HybridClock clock(wall, latest);
    VB_TRY(const auto* events, request.array("events"));
    Json stamps = Json::array();
    for (const Json& event : *events) {
        VB_TRY_VOID(happen(event, wall, clock));
        stamps.push_back(stampJson(clock.latest()));
    }
    return Json{{"stamps", std::move(stamps)}};
}

} // namespace vb::conformance
