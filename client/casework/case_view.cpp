// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/case_view.h"

#include <algorithm>
#include <chrono>

namespace vb::casework {

namespace {

constexpr std::int32_t kStaleDays = 30; // "amber >30 (A)"
constexpr std::chrono::hours kLateNews{24};

/// The Casus record of the case: should there be several, the first that the hub accepted.
const model::RecordState* casusOf(std::span<const model::RecordState> states) {
    const model::RecordState* best = nullptr;
    const auto rank = [](const model::RecordState& state) {
        const auto& made = state.created;
        return std::make_tuple(made && made->position ? *made->position : UINT64_MAX,
                               made ? made->effective : HybridStamp{}, state.record);
    };
    for (const model::RecordState& state : states) {
        if (state.type == casusType().id() && (best == nullptr || rank(state) < rank(*best)))
            best = &state;
    }
    return best;
}

JudgedCode judged(const model::RecordState& casus, const FieldSpec& field) {
    return {codeOf(casus, field), isContested(casus, field)};
}

/// The person whose case it is; the first when the roles name none.
const PersonView* subjectOf(const std::vector<PersonView>& persons) {
    for (const PersonView& person : persons) {
        if (std::find(person.rollen.begin(), person.rollen.end(), "casussubject") !=
            person.rollen.end())
            return &person;
    }
    return persons.empty() ? nullptr : &persons.front();
}

std::vector<PersonView> personsOf(std::span<const model::RecordState> states, Day today) {
    std::vector<PersonView> persons;
    for (const model::RecordState& state : states) {
        if (state.type == betrokkeneType().id() && !state.fields.empty())
            persons.push_back(personView(state, today));
    }
    // Adults first, children after them, each by name.
    std::sort(persons.begin(), persons.end(), [](const PersonView& a, const PersonView& b) {
        return std::tie(a.isChild, a.name, a.record) < std::tie(b.isChild, b.name, b.record);
    });
    return persons;
}

Instant receivedAt(const model::Attribution& by) {
    return by.hubTime ? *by.hubTime : Instant{by.effective.millis};
}

/// C11: somebody was spoken with before the case was closed, and it arrived after that.
bool hasNewsAfterClosing(std::span<const model::RecordState> states,
                         const model::RecordState& casus, const Calendar& calendar) {
    const model::FieldState* status = casus.find(casus::kStatus.id());
    const model::Version* closing = status != nullptr ? status->shownVersion() : nullptr;
    if (closing == nullptr || codeOf(casus, casus::kStatus) != "afgesloten")
        return false;
    return std::any_of(states.begin(), states.end(), [&](const model::RecordState& state) {
        return state.type == contactkopType().id() && state.created &&
               receivedAt(*state.created) > receivedAt(closing->by) &&
               startOf(happened(state), calendar).millis <= closing->by.effective.millis;
    });
}

void readCasus(CaseView& view, const model::RecordState& casus) {
    view.casus = casus.record;
    view.name = textOf(casus, casus::kWeergavenaam);
    view.nummer = textOf(casus, casus::kNummer);
    view.aanleiding = textOf(casus, casus::kAanleiding);
    view.samenwerkingsdoel = textOf(casus, casus::kSamenwerkingsdoel);
    view.status = judged(casus, casus::kStatus);
    view.fase = judged(casus, casus::kFase);
    view.kleurcode = judged(casus, casus::kKleurcode);
    view.rappeldatum = dayOf(casus, casus::kRappeldatum);
    view.isRappelContested = isContested(casus, casus::kRappeldatum);
}

std::string nameAndAge(const PersonView& person) {
    return person.age ? person.name + ", " + std::to_string(*person.age) : person.name;
}

bool standsInTimeline(const model::RecordState& state) {
    if (state.fields.empty() && !state.isWithdrawn())
        return false;
    return state.type == contactkopType().id() || state.type == contextinformatieType().id() ||
           state.type == veiligheidswaarschuwingType().id() || state.type == actieType().id();
}

} // namespace

CaseView caseView(std::span<const model::RecordState> states, const NameBook& names, Day today,
                  const Calendar& calendar) {
    CaseView view;
    const model::RecordState* casus = casusOf(states);
    if (casus != nullptr)
        readCasus(view, *casus);
    view.persons = personsOf(states, today);
    if (view.name.empty()) {
        const PersonView* subject = subjectOf(view.persons);
        view.name = subject != nullptr ? nameAndAge(*subject) : "Casus zonder naam";
    }
    const std::vector<WarningView> warnings = activeWarnings(states, today, calendar);
    if (!warnings.empty())
        view.highestLevel = warnings.front().niveau;
    const ContactCount count = countContacts(contactViews(states, names, calendar), calendar);
    if (count.lastSpoken) {
        view.daysSinceContact = today - *count.lastSpoken;
        view.isContactStale = *view.daysSinceContact > kStaleDays;
    }
    view.hasNewsAfterClosing = casus != nullptr && hasNewsAfterClosing(states, *casus, calendar);
    return view;
}

std::vector<TimelineRow> timeline(std::span<const model::RecordState> states,
                                  const Calendar& calendar) {
    std::vector<TimelineRow> rows;
    for (const model::RecordState& state : states) {
        if (!standsInTimeline(state))
            continue;
        TimelineRow row{state.record, state.type, happened(state), {}, {}, std::nullopt, false};
        row.at = startOf(row.happened, calendar);
        if (state.created) {
            row.entered = {state.created->stamp.millis};
            row.arrived = state.created->hubTime;
        } else if (!state.withdrawals.empty()) {
            // The content is gone; who withdrew it and when is what remains to be placed.
            const model::Attribution& by = state.withdrawals.back().by;
            row.entered = {by.stamp.millis};
            row.arrived = by.hubTime;
            row.happened = row.at = row.entered;
        }
        row.isLateNews = row.arrived && *row.arrived - row.at > kLateNews;
        rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), [](const TimelineRow& a, const TimelineRow& b) {
        if (a.at != b.at)
            return a.at > b.at;
        return a.entered != b.entered ? a.entered > b.entered : a.record < b.record;
    });
    return rows;
}

} // namespace vb::casework
