// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/office.h"

#include "client/casework/code_list.h"
#include "sync/issuance/transfer.h"

#include <algorithm>

namespace vb::bridge {
namespace {

Result<void> say(engine::Replica& replica, const std::optional<CaseId>& caseId,
                 membership::StatementBody body) {
    VB_TRY(const auto statement, caseId ? replica.sign(*caseId, std::move(body))
                                        : replica.signAboutHouse(std::move(body)));
    return replica.queueStatement(statement);
}

/// How far each stream of a device has come, as this replica knows the log.
Result<std::vector<membership::StreamCut>> cutsOf(engine::Replica& replica,
                                                  const DeviceId& device) {
    std::vector<membership::StreamCut> cuts;
    VB_TRY(const auto audiences, replica.store().audiences().all());
    for (const auto& audience : audiences) {
        VB_TRY(const auto streams, replica.store().streams().ofAudience(audience.audience));
        for (const auto& stream : streams) {
            if (stream.device == device)
                cuts.push_back({stream.stream, stream.counter});
        }
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

} // namespace

std::uint16_t hatNumber(std::string_view function) {
    const auto& list = casework::codeList(casework::ListId::Functie);
    const std::size_t index = list.indexOf(function);
    return index < list.entries.size() ? static_cast<std::uint16_t>(index + 1) : 0;
}

std::string_view hatOf(std::uint16_t number) {
    const auto& list = casework::codeList(casework::ListId::Functie);
    return number > 0 && number <= list.entries.size() ? list.entries[number - 1U].id
                                                       : std::string_view{};
}

Result<void> assign(engine::Replica& replica, const CaseId& caseId, const Assignment& assignment) {
    membership::MemberBody body;
    body.member = assignment.member;
    body.hat = hatNumber(assignment.hat);
    body.part = assignment.part;
    body.observer = assignment.observer;
    body.withoutHistory = assignment.withoutHistory;
    body.period = {replica.hubNow(), assignment.until};
    return say(replica, caseId, body);
}

Result<void> unassign(engine::Replica& replica, const CaseId& caseId,
                      const membership::Affiliation& member, membership::EndReason reason) {
    return say(replica, caseId, membership::MemberEndBody{member, reason, {}});
}

Result<void> handOver(engine::Replica& replica, const CaseId& caseId,
                      const membership::Affiliation& giver, std::string_view hat,
                      const membership::Affiliation& receiver) {
    VB_TRY(const auto prefix, replica.directory().prefix(caseId));
    VB_TRY(const auto body, issuance::transferBody(
                                prefix, {giver, hatNumber(hat), receiver, true, replica.hubNow()}));
    return say(replica, caseId, body);
}

Result<void> giveRole(engine::Replica& replica, const std::optional<CaseId>& caseId,
                      const membership::Affiliation& holder, model::Role role) {
    return say(replica, caseId,
               membership::RoleBody{holder, role, {replica.hubNow(), std::nullopt}});
}

Result<void> takeRole(engine::Replica& replica, const std::optional<CaseId>& caseId,
                      const membership::Affiliation& holder, model::Role role) {
    return say(replica, caseId, membership::RoleEndBody{holder, role});
}

Result<void> endDevice(engine::Replica& replica, const DeviceId& device,
                       membership::EndReason reason) {
    membership::DeviceEndBody body{device, reason, {}};
    if (membership::cutsStreams(reason)) {
        VB_TRY(body.cuts, cutsOf(replica, device));
    }
    return say(replica, std::nullopt, std::move(body));
}

Result<std::size_t> purgeRecord(engine::Replica& replica, const CaseId& caseId,
                                const RecordId& record) {
    VB_TRY(auto purges, replica.purgesOf(record));
    if (purges.empty())
        return fail(Code::NotFound, "record " + record.hex());
    std::size_t parts = 0;
    for (auto& body : purges) {
        parts += body.parts.size();
        VB_TRY_VOID(say(replica, caseId, std::move(body)));
    }
    return parts;
}

Result<void> purgeCase(engine::Replica& replica, const CaseId& caseId) {
    return say(replica, caseId, membership::PurgeBody{{}, true});
}

} // namespace vb::bridge
