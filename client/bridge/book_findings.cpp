// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"
#include "client/bridge/shown.h"

#include <algorithm>

// What the rules find in a case, on the card that a person decides on: one side for each choice.
namespace vb::bridge {

namespace cw = casework;

namespace {

/// "Zelfde contact: bezoek PI, gesproken (Bram Uitslag); bezoek PI, gesproken (Noor Dijkgraaf)".
std::string wordsFor(const cw::Finding& finding, const std::string& choice,
                     const HouseNames& names) {
    std::string words;
    for (const cw::FindingSide& side : finding.sides) {
        if (!side.choice.empty() && side.choice != choice)
            continue;
        if (!words.empty())
            words += "; ";
        words += side.words + " (" + names.workerName(side.by.author) + ")";
    }
    const std::string label = cw::choiceLabel(*finding.rule, choice);
    return words.empty() ? label : label + ": " + words;
}

ConflictSide sideOf(const cw::Finding& finding, const std::string& choice, const Reader& reader) {
    ConflictSide side;
    side.key.opaque = choice;
    side.value = wordsFor(finding, choice, reader.names);
    for (const cw::FindingSide& one : finding.sides) {
        if (one.choice != choice)
            continue;
        side.author = authorOf(one.by, reader.names, reader.me());
        side.entered = {one.by.stamp.millis};
        side.reason = one.reden;
    }
    return side;
}

} // namespace

bool CaseBook::isFinding(const ConflictId& id) {
    // A field's name has no colon; a finding's key begins with its rule and one.
    return id.field.find(':') != std::string::npos;
}

Result<std::optional<CaseBook::OpenFinding>> CaseBook::openFinding(const ConflictId& id) {
    auto& replica = m_core.replica();
    VB_TRY(const auto row, replica.store().records().find(id.record));
    if (!row || m_listing.find(row->caseId) == nullptr)
        return std::optional<OpenFinding>{};
    VB_TRY(auto* snapshot, this->snapshot(row->caseId));
    VB_TRY(auto found, findingsIn(replica, row->caseId, snapshot->states(), *m_names, m_calendar));
    for (auto& finding : found) {
        if (finding.key != id.field || finding.seat != id.record)
            continue;
        VB_TRY(const auto actor, actorFor(replica, row->caseId, finding, snapshot->states()));
        return std::optional<OpenFinding>(
            OpenFinding{row->caseId, &snapshot->states(), std::move(finding), actor});
    }
    return std::optional<OpenFinding>{};
}

Result<std::vector<ConflictId>> CaseBook::findingsOf(const CaseSnapshot& snapshot) {
    auto& replica = m_core.replica();
    VB_TRY(const auto found,
           findingsIn(replica, snapshot.caseId(), snapshot.states(), *m_names, m_calendar));
    std::vector<ConflictId> ids;
    for (const auto& finding : found) {
        VB_TRY(const auto actor, actorFor(replica, snapshot.caseId(), finding, snapshot.states()));
        if (cw::doesConcern(finding, actor) || cw::mayDecide(finding, actor))
            ids.push_back({finding.seat, finding.key});
    }
    return ids;
}

Result<ConflictCard> CaseBook::findingCard(const ConflictId& id) {
    ConflictCard card;
    card.id = id;
    VB_TRY(const auto open, openFinding(id));
    if (!open)
        return card;
    const auto reader = this->reader();
    const cw::Finding& finding = open->finding;
    card.isOpen = true;
    card.caseId = open->caseId;
    card.caseName = m_listing.nameOf(open->caseId);
    card.subject = std::string(finding.rule->question);
    card.fieldLabel = std::string(finding.rule->title);
    for (const std::string& choice : finding.choices)
        card.sides.push_back(sideOf(finding, choice, reader));
    card.meanwhile = Meanwhile::RecordsStand;
    card.mayDecide = !finding.choices.empty() && cw::mayDecide(finding, open->actor);
    card.decider = cw::deciderLabel(*finding.rule);
    VB_TRY(const auto seen, reader.replica.store().postponed().find(attentionKey(id)));
    card.isPostponed = seen && *seen == fingerprint(finding);
    return card;
}

} // namespace vb::bridge
