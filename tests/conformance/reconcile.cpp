// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/reconcile.h"

#include "sync/protocol/sync.pb.h"
#include "sync/transparency/reconcile_messages.h"
#include "tests/conformance/driver.h"

namespace vb::conformance {
namespace {

namespace wire = veldboek::v0;

/// Whatever salt the request names; all zero without one.
struct Salt {
    static constexpr std::size_t kSize = sizeof(transparency::ReconcileSalt);
    transparency::ReconcileSalt bytes{};
    static Result<Salt> fromBytes(ByteView view) {
        Salt salt;
        std::copy(view.begin(), view.end(), salt.bytes.begin());
        return salt;
    }
};

struct Traffic {
    std::size_t up = 0;
    std::size_t down = 0;
};

/// The messages as device and hub send them, for one round.
Result<void> exchange(transparency::Reconciliation& device, const transparency::ReconcileSet& hub,
                      const transparency::ReconcileTuning& tuning, Traffic& traffic) {
    wire::ReconcileRequest request;
    toMessage(device.next(), request);
    request.set_case_id(std::string(CaseId::kSize, 'c'));
    request.set_audience(std::string(AudienceId::kSize, 'a'));
    request.set_up_to(protocol::kMaxReconcileIds);
    traffic.up += request.ByteSizeLong();
    VB_TRY(const auto question, transparency::fromMessage(request));
    wire::ReconcileReply reply;
    toMessage(transparency::answer(hub, question, tuning), reply);
    traffic.down += reply.ByteSizeLong();
    VB_TRY(const auto answer, transparency::fromMessage(reply));
    return device.take(answer);
}

} // namespace

Reply reconcile(const Fields& request) {
    VB_TRY(auto mine, request.ids<ChangesetId>("mine"));
    VB_TRY(auto theirs, request.ids<ChangesetId>("theirs"));
    VB_TRY(const auto house, request.id<HouseId>("house", HouseId()));
    VB_TRY(const Salt salt, request.id<Salt>("salt", Salt()));
    transparency::ReconcileTuning tuning;
    VB_TRY(tuning.frameBytes,
           request.number("frame_bytes", protocol::kMaxReconcileBytes, tuning.frameBytes));
    if (tuning.frameBytes < transparency::kMinReconcileFrame)
        return request.wrong("frame_bytes", "must be at least " +
                                                std::to_string(transparency::kMinReconcileFrame));
    if (mine.size() > protocol::kMaxReconcileIds || theirs.size() > protocol::kMaxReconcileIds)
        return fail(Code::TooLarge, "ids");

    const transparency::ReconcileSet hub(house, salt.bytes, std::move(theirs));
    transparency::Reconciliation device({house, salt.bytes, std::move(mine)}, tuning);
    Traffic traffic;
    while (!device.isDone())
        VB_TRY_VOID(exchange(device, hub, tuning, traffic));
    return Json{{"need", idsJson(device.needed())}, {"have", idsJson(device.extra())},
                {"rounds", device.rounds()},        {"bytes", traffic.up + traffic.down},
                {"bytes_up", traffic.up},           {"bytes_down", traffic.down}};
}

} // namespace vb::conformance
