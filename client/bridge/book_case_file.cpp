// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"
#include "client/bridge/record_summary.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"

#include <algorithm>

// The case file and what is due today.
namespace vb::bridge {

namespace cw = casework;

namespace {

/// How many of the most urgent things the page of today shows, and how many actions at most.
constexpr std::size_t kMostUrgent = 3;
constexpr std::size_t kMaxActions = 200;

Judged judged(cw::ListId list, const cw::JudgedCode& code) {
    return {coded(list, code.code), code.isContested};
}

std::vector<Leefgebied> leefgebieden(const Reader& reader, const CaseSnapshot& snapshot) {
    std::vector<Leefgebied> areas;
    std::map<std::string, std::size_t> places;
    for (const auto& entry : cw::codeList(cw::ListId::Leefgebied).entries) {
        places.emplace(entry.id, areas.size());
        areas.emplace_back().area = {std::string(entry.id), std::string(entry.label)};
    }
    for (const auto& state : snapshot.states()) {
        if (state.type != cw::contextinformatieType().id() ||
            cw::textOf(state, cw::contextinformatie::kOnderwerp).empty())
            continue;
        const auto codes = cw::codesOf(state, cw::common::kLeefgebieden);
        if (codes.empty())
            continue;
        const auto item = shownContext(reader, state, snapshot.audience(state.record),
                                       snapshot.delivery(state.record));
        for (const auto& code : codes) {
            const auto place = places.find(code);
            if (place == places.end())
                continue;
            auto& area = areas[place->second];
            ++area.total;
            area.changed = std::max(area.changed.value_or(item.happened.at), item.happened.at);
            area.items.push_back(item);
        }
    }
    for (auto& area : areas) {
        std::stable_sort(area.items.begin(), area.items.end(), [](const auto& a, const auto& b) {
            return a.happened.at != b.happened.at ? a.happened.at > b.happened.at
                                                  : a.record < b.record;
        });
        if (area.items.size() > Leefgebied::kMaxItems)
            area.items.resize(Leefgebied::kMaxItems);
    }
    return areas;
}

std::string coordinatorOf(const membership::DirectoryPrefix& prefix, const HouseNames& names,
                          Instant now) {
    for (const auto& [holder, facts] : prefix.caseLog->roles()) {
        if (membership::rolesAt(prefix.caseLog->roles(), holder, prefix.caseSize, now)
                .has(model::Role::Casusregisseur))
            return names.workerName(holder.worker);
    }
    return {};
}

} // namespace

Result<CaseHeader> CaseBook::header(const CaseSnapshot& snapshot, const cw::CaseView& view) {
    CaseHeader header;
    header.name = view.name;
    header.number = view.nummer;
    header.trigger = view.aanleiding;
    header.goal = view.samenwerkingsdoel;
    header.status = coded(cw::ListId::Casusstatus, view.status.code);
    header.phase = judged(cw::ListId::Fase, view.fase);
    header.colour = judged(cw::ListId::Kleurcode, view.kleurcode);
    auto& replica = m_core.replica();
    VB_TRY(const auto prefix, replica.directory().prefix(snapshot.caseId()));
    header.coordinator = coordinatorOf(prefix, *m_names, replica.hubNow());
    if (view.rappeldatum)
        header.recall = dateOf(*view.rappeldatum);
    header.isRecallContested = view.isRappelContested;
    return header;
}

Result<std::vector<Action>> CaseBook::actionsOf(const CaseSnapshot& snapshot) {
    const auto view = reader();
    const std::string name = m_listing.nameOf(snapshot.caseId());
    std::vector<Action> actions;
    for (const auto& each :
         cw::actionViews(snapshot.states(), *m_names, view.today(), m_calendar)) {
        const auto* state = snapshot.find(each.record);
        VB_TRY(auto action, shownAction(view, snapshot.caseId(), name, each, *state,
                                        snapshot.delivery(each.record)));
        actions.push_back(std::move(action));
    }
    return actions;
}

Result<CaseFile> CaseBook::caseFile(const CaseId& caseId) {
    CaseFile file;
    file.caseId = caseId;
    if (m_listing.find(caseId) == nullptr)
        return file;
    VB_TRY(auto* snapshot, this->snapshot(caseId));
    const auto view = reader();
    const auto& states = snapshot->states();
    const auto known = cw::caseView(states, *m_names, view.today(), m_calendar);
    file.isPresent = true;
    VB_TRY(file.header, header(*snapshot, known));
    for (const auto& warning : cw::activeWarnings(states, view.today(), m_calendar))
        file.warnings.push_back(shownWarning(view, warning, snapshot->delivery(warning.record)));
    for (const auto& person : known.persons)
        file.persons.push_back(shownPerson(person, states, m_calendar));
    file.leefgebieden = leefgebieden(view, *snapshot);
    VB_TRY(file.actions, actionsOf(*snapshot));
    for (const auto& conflict :
         cw::conflictViews(view.replica.schema(), states, view.me(), *m_names, m_calendar)) {
        ConflictId id{conflict.record, std::string(conflict.field->name)};
        if (std::find(file.conflicts.begin(), file.conflicts.end(), id) == file.conflicts.end())
            file.conflicts.push_back(std::move(id));
    }
    VB_TRY(auto found, findingsOf(*snapshot));
    std::move(found.begin(), found.end(), std::back_inserter(file.conflicts));
    file.copyFrom = m_core.status().lastApplied;
    VB_TRY(const auto row, view.replica.store().audiences().findCase(caseId));
    if (row)
        file.lastLooked = row->openedAt;
    file.unread = snapshot->unreadEntries();
    return file;
}

// ---- Today

Result<Today> CaseBook::today() {
    const auto view = reader();
    Today today;
    today.attentionTotal = attentionCount();
    today.attention = attention(kMostUrgent).rows;
    VB_TRY(const auto rows,
           view.replica.store().overview().marked(cw::actieType().id(), kMarkOpenAction));
    struct Due {
        std::int64_t at;
        const store::ListedRecord* row;
    };
    std::vector<Due> mine;
    for (const auto& row : rows) {
        const auto summary = decodeSummary(row.summary);
        const bool isMine = summary.owner ? *summary.owner == view.me()
                                          : summary.ownerOrganisation == view.organisation();
        if (isMine && m_listing.find(row.caseId) != nullptr)
            mine.push_back({summary.dueMillis.value_or(INT64_MAX), &row});
    }
    std::sort(mine.begin(), mine.end(), [](const Due& a, const Due& b) {
        return a.at != b.at ? a.at < b.at : a.row->record < b.row->record;
    });
    mine.resize(std::min(mine.size(), kMaxActions));
    for (const auto& each : mine) {
        VB_TRY(const auto state, view.replica.record(each.row->record));
        VB_TRY(const auto row, view.replica.store().records().find(each.row->record));
        if (!state || !row)
            continue;
        // Whether it left is what matters in a list of work; who has seen it is in the case file.
        Delivery delivery;
        delivery.stage = row->unsent ? DeliveryStage::Queued : DeliveryStage::Accepted;
        VB_TRY(auto action, shownAction(view, row->caseId, m_listing.nameOf(row->caseId),
                                        cw::actionView(*state, *m_names, view.today(), m_calendar),
                                        *state, delivery));
        auto& list = isVisit(action, view.today(), m_calendar) ? today.visits : today.actions;
        list.push_back(std::move(action));
    }
    VB_TRY(const auto drafts, view.replica.store().drafts().all());
    for (const auto& row : drafts) {
        const auto draft = decodeDraft(row.content);
        if (draft && m_listing.find(row.caseId) != nullptr)
            today.drafts.push_back({row.caseId, m_listing.nameOf(row.caseId),
                                    coded(cw::ListId::Contactsoort, draft->entry.kind),
                                    row.savedAt});
    }
    return today;
}

} // namespace vb::bridge
