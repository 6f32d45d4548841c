// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/replica_case.h"

#include "client/bridge/saving.h"
#include "client/casework/reading.h"
#include "client/casework/record_types.h"

namespace vb::bridge {

namespace cw = casework;

std::optional<cw::ShownRecord> ReplicaCase::shown(const RecordId& record) {
    auto state = m_replica.record(record);
    if (!state) {
        m_failure = state.error();
        return std::nullopt;
    }
    m_state = std::move(*state);
    if (!m_state)
        return std::nullopt;
    const auto actor = actorFor(m_replica, m_caseId, *m_state);
    if (!actor) {
        m_failure = actor.error();
        return std::nullopt;
    }
    cw::ShownRecord shown{m_replica.schema(), *m_state, {}, *actor};
    if (m_showsNothing)
        shown.versions = m_none;
    return shown;
}

std::optional<cw::ShownRecord> ReplicaCase::shownCasus() {
    const auto rows = m_replica.store().records().ofCase(m_caseId, {cw::casusType().id()}, 1);
    if (!rows) {
        m_failure = rows.error();
        return std::nullopt;
    }
    return rows->empty() ? std::nullopt : shown(rows->front().record);
}

cw::CaseFacts ReplicaCase::facts() {
    auto facts = readFacts();
    if (facts)
        return *facts;
    m_failure = facts.error();
    return {};
}

Result<cw::CaseFacts> ReplicaCase::readFacts() {
    cw::CaseFacts facts;
    VB_TRY(const auto prefix, m_replica.directory().prefix(m_caseId));
    for (const auto& [member, memberships] : prefix.caseLog->members())
        facts.members += membership::isMember(prefix, member, m_replica.hubNow()) ? 1U : 0U;
    VB_TRY(const auto states,
           m_replica.records(m_caseId, {cw::casusType().id(), cw::actieType().id()}));
    for (const auto& state : states) {
        if (state.isWithdrawn())
            continue;
        if (state.type == cw::casusType().id()) {
            facts.hasNiveau = !cw::codeOf(state, cw::casus::kNiveau).empty();
            facts.hasSamenwerkingsdoel = !cw::textOf(state, cw::casus::kSamenwerkingsdoel).empty();
            facts.hasInbrenger = !cw::tupleOf(state, cw::casus::kInbrenger).empty();
            facts.hasSucces = !cw::textOf(state, cw::casus::kSucces).empty();
            continue;
        }
        ++facts.acties;
        facts.openActies += cw::isOpenAction(cw::codeOf(state, cw::actie::kStatus)) ? 1U : 0U;
    }
    return facts;
}

} // namespace vb::bridge
