// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_snapshot.h"

#include "client/bridge/saving.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"
#include "sync/membership/directory_prefix.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

namespace {

/// How far colleagues are with one changeset.
struct Progress {
    std::set<WorkerId> applied;
    std::set<WorkerId> seen;
};

Progress progressOf(const store::RecordChangeset& changeset,
                    const std::vector<store::Acknowledged>& acknowledged,
                    const std::map<DeviceId, WorkerId>& holders, const WorkerId& me) {
    Progress progress;
    for (const auto& each : acknowledged) {
        const auto holder = holders.find(each.device);
        if (each.stream != changeset.stream || holder == holders.end() || holder->second == me)
            continue;
        if (each.counter >= changeset.counter)
            progress.applied.insert(holder->second);
        if (each.displayed >= changeset.counter)
            progress.seen.insert(holder->second);
    }
    return progress;
}

Delivery acceptedDelivery(const store::RecordChangeset& changeset, const Progress& progress,
                          const HouseNames& names, std::uint32_t members) {
    Delivery delivery;
    delivery.stage = DeliveryStage::Accepted;
    delivery.isLate = changeset.late;
    delivery.members = members;
    delivery.applied = std::min(static_cast<std::uint32_t>(progress.applied.size()), members);
    for (const auto& worker : progress.seen)
        delivery.seenBy.push_back(names.workerName(worker));
    std::sort(delivery.seenBy.begin(), delivery.seenBy.end());
    if (!delivery.seenBy.empty())
        delivery.stage = DeliveryStage::Seen;
    else if (delivery.applied > 0)
        delivery.stage = DeliveryStage::Applied;
    return delivery;
}

Delivery refusedDelivery(Refusal refusal, bool isLate) {
    Delivery delivery;
    delivery.stage = DeliveryStage::Refused;
    delivery.refusal = refusal;
    delivery.isLate = isLate;
    return delivery;
}

bool hasOwnProposal(const model::RecordState& state, const WorkerId& me) {
    return std::any_of(state.fields.begin(), state.fields.end(), [&](const auto& field) {
        return std::any_of(field.versions.begin(), field.versions.end(), [&](const auto& version) {
            return version.status == model::VersionStatus::Proposal && version.by.author == me;
        });
    });
}

/// Bad news first, then what is least far.
int rankOf(DeliveryStage stage) {
    return stage == DeliveryStage::Refused ? -1 : static_cast<int>(stage);
}

} // namespace

Delivery together(const Delivery& a, const Delivery& b) {
    Delivery out = rankOf(a.stage) <= rankOf(b.stage) ? a : b;
    out.isLate = a.isLate || b.isLate;
    return out;
}

// ---- Reading

Result<std::unique_ptr<CaseSnapshot>>
CaseSnapshot::read(engine::Replica& replica, const HouseNames& names, const CaseId& caseId) {
    std::unique_ptr<CaseSnapshot> snapshot(new CaseSnapshot(caseId));
    VB_TRY(snapshot->m_states, replica.records(caseId, {}));
    snapshot->index();
    VB_TRY_VOID(snapshot->readAudiences(replica));
    VB_TRY_VOID(snapshot->updateMarks(replica, names));
    return snapshot;
}

void CaseSnapshot::index() {
    m_places.clear();
    m_reports.clear();
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const auto& state = m_states[i];
        m_places[state.record] = i;
        if (state.type != cw::contactverslagType().id())
            continue;
        if (const auto kop = cw::recordOf(state, cw::contactverslag::kKop))
            m_reports[*kop].push_back(i);
    }
}

Result<void> CaseSnapshot::readAudiences(engine::Replica& replica) {
    VB_TRY(const auto audiences, replica.store().audiences().ofCase(m_caseId));
    for (const auto& row : audiences) {
        const auto level = levelOf(replica, m_caseId, row.audience);
        if (level)
            m_levels[row.audience] =
                cw::codeList(cw::ListId::Deelniveau).labelOf(cw::codeOf(toAudienceLevel(*level)));
    }
    VB_TRY(const auto homes, replica.store().overview().homesOf(m_caseId));
    for (const auto& home : homes)
        m_audiences[home.record] = home.audience;
    return {};
}

Result<void> CaseSnapshot::update(engine::Replica& replica, const HouseNames& names,
                                  const std::vector<RecordId>& records) {
    for (const auto& record : records) {
        VB_TRY(auto state, replica.record(record));
        if (!state)
            continue;
        const auto place = m_places.find(record);
        if (place == m_places.end()) {
            m_places[record] = m_states.size();
            m_states.push_back(std::move(*state));
        } else {
            m_states[place->second] = std::move(*state);
        }
    }
    index();
    VB_TRY_VOID(readAudiences(replica));
    return updateMarks(replica, names);
}

Result<void> CaseSnapshot::updateMarks(engine::Replica& replica, const HouseNames& names) {
    auto& store = replica.store();
    const WorkerId me = replica.identity().holder.worker;
    m_unread.clear();
    VB_TRY(const auto unread, store.overview().unread(m_caseId));
    for (const auto& row : unread)
        m_unread.insert(row.record);

    VB_TRY(const auto changesets, store.overview().changesetsOf(m_caseId, me));
    VB_TRY(const auto acknowledged, store.overview().acknowledged(m_caseId));
    std::map<DeviceId, WorkerId> holders;
    for (const auto& each : acknowledged) {
        if (const auto holder = membership::holderOf(replica.directory().house(), each.device))
            holders[each.device] = holder->worker;
    }
    std::map<AudienceId, std::uint32_t> members;
    // Of several changesets the newest counts, unless an older one is still here or was refused.
    m_deliveries.clear();
    for (const auto& each : changesets) {
        if (!members.contains(each.audience)) {
            VB_TRY(members[each.audience], replica.readers(m_caseId, each.audience));
        }
        Delivery now;
        if (each.state == store::EnvelopeState::Unsent)
            now.stage = DeliveryStage::Queued;
        else if (each.state == store::EnvelopeState::Refused ||
                 each.state == store::EnvelopeState::Stub)
            now = refusedDelivery(refusalOf(static_cast<membership::Refusal>(each.refusal)),
                                  each.late);
        else if (each.standing != model::Standing::Effective)
            now = refusedDelivery(Refusal::NotMember, true);
        else
            now = acceptedDelivery(each, progressOf(each, acknowledged, holders, me), names,
                                   members[each.audience]);
        const auto found = m_deliveries.find(each.record);
        const bool isStuck =
            found != m_deliveries.end() && (found->second.stage == DeliveryStage::Refused ||
                                            found->second.stage == DeliveryStage::Queued);
        m_deliveries[each.record] = isStuck ? together(found->second, now) : now;
    }
    for (const auto& state : m_states) {
        const auto found = m_deliveries.find(state.record);
        if (found != m_deliveries.end() && found->second.stage != DeliveryStage::Queued &&
            hasOwnProposal(state, me))
            found->second = refusedDelivery(Refusal::Role, found->second.isLate);
    }
    return {};
}

// ---- Answers

const model::RecordState* CaseSnapshot::find(const RecordId& record) const {
    const auto place = m_places.find(record);
    return place == m_places.end() ? nullptr : &m_states[place->second];
}

std::vector<const model::RecordState*> CaseSnapshot::reportsOf(const RecordId& kop) const {
    std::vector<const model::RecordState*> reports;
    if (const auto found = m_reports.find(kop); found != m_reports.end()) {
        for (const std::size_t place : found->second)
            reports.push_back(&m_states[place]);
    }
    return reports;
}

std::uint32_t CaseSnapshot::unreadEntries() const {
    std::set<RecordId> entries;
    for (const auto& record : m_unread) {
        const auto* state = find(record);
        if (state == nullptr || state->type == cw::casusType().id() ||
            state->type == cw::betrokkeneType().id())
            continue;
        const auto kop = state->type == cw::contactverslagType().id()
                             ? cw::recordOf(*state, cw::contactverslag::kKop)
                             : std::nullopt;
        entries.insert(kop.value_or(record));
    }
    return static_cast<std::uint32_t>(entries.size());
}

Delivery CaseSnapshot::delivery(const RecordId& record) const {
    const auto found = m_deliveries.find(record);
    if (found != m_deliveries.end())
        return found->second;
    Delivery delivery;
    delivery.stage = DeliveryStage::Accepted;
    return delivery;
}

std::string CaseSnapshot::audience(const RecordId& record) const {
    const auto audience = m_audiences.find(record);
    const auto level =
        audience == m_audiences.end() ? m_levels.end() : m_levels.find(audience->second);
    return level == m_levels.end() ? std::string() : level->second;
}

} // namespace vb::bridge
