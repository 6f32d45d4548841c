// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Views of single records: persons, warnings, context.
#include "client/casework/views.h"

#include <algorithm>
#include <set>

namespace vb::casework {

namespace {

constexpr std::int32_t kAdult = 18;
constexpr std::int32_t kYouthEnd = 23;
/// How long before a birthday people want to know: half a year to find a place (A).
constexpr std::int32_t kComingMonths = 6;

/// The last day on which the person can have been born: with less precision the youngest age.
std::optional<Day> latestBirth(const model::RecordState& person) {
    const model::FieldState* field = person.find(betrokkene::kGeboortedatum.id());
    const model::FieldValue* value = field != nullptr ? field->value() : nullptr;
    const auto* date = value != nullptr ? value->as<model::Date>() : nullptr;
    if (date == nullptr)
        return std::nullopt;
    YearMonthDay civil = yearMonthDay(date->days);
    switch (date->precision) {
    case model::Precision::Day:
        return date->days;
    case model::Precision::Month:
        civil.day = 31;
        return dayFrom(civil);
    case model::Precision::Year:
        return dayFrom({civil.year, 12, 31});
    case model::Precision::Unknown:
        break;
    }
    return std::nullopt;
}

bool isKnownText(const model::RecordState& state, const FieldSpec& field) {
    return !textOf(state, field).empty();
}

/// A live withdrawal that the value in force outranks.
std::optional<model::Attribution> withdrawalBeside(const model::RecordState& warning) {
    const model::FieldState* status = warning.find(veiligheidswaarschuwing::kStatus.id());
    if (status == nullptr || !status->isAlsoReported)
        return std::nullopt;
    std::optional<model::Attribution> latest;
    for (const model::Version& version : status->versions) {
        const auto* code = version.value.as<model::CodeValue>();
        if (version.status == model::VersionStatus::AlsoLive && code != nullptr &&
            code->code == "ingetrokken")
            latest = version.by;
    }
    return latest;
}

Trust trustOf(const model::RecordState& context, bool isExpired) {
    if (isContested(context, contextinformatie::kVerificatie))
        return Trust::Tegenstrijdig;
    if (isExpired)
        return Trust::Verlopen;
    const std::string code = codeOf(context, contextinformatie::kVerificatie);
    if (code == "geverifieerd")
        return Trust::Geverifieerd;
    if (code == "weersproken")
        return Trust::Weersproken;
    return code == "verlopen" ? Trust::Verlopen : Trust::Ongeverifieerd;
}

} // namespace

std::vector<RecordId> samePersons(const RecordId& person,
                                  std::span<const model::RecordState> states) {
    std::set<RecordId> known{person};
    std::vector<RecordId> open{person};
    const auto reach = [&](const RecordId& id) {
        if (known.insert(id).second)
            open.push_back(id);
    };
    while (!open.empty()) {
        const RecordId at = open.back();
        open.pop_back();
        for (const model::RecordState& state : states) {
            if (state.type != betrokkeneType().id())
                continue;
            for (const RecordId& alias : recordsOf(state, betrokkene::kZelfdeAls)) {
                if (state.record == at)
                    reach(alias);
                else if (alias == at)
                    reach(state.record);
            }
        }
    }
    return {known.begin(), known.end()};
}

std::string personName(const model::RecordState& person) {
    const std::string initials = textOf(person, betrokkene::kVoorletters);
    const std::string surname = textOf(person, betrokkene::kAchternaam);
    if (initials.empty() && surname.empty())
        return "Onbekend";
    if (initials.empty())
        return surname + " (voorletters onbekend)";
    if (surname.empty())
        return initials + " (achternaam onbekend)";
    return initials + ' ' + surname;
}

PersonView personView(const model::RecordState& person, Day today) {
    PersonView view;
    view.record = person.record;
    view.name = personName(person);
    view.rollen = codesOf(person, betrokkene::kRollen);
    view.isChild = std::find(view.rollen.begin(), view.rollen.end(), "kind") != view.rollen.end();
    const auto birth = latestBirth(person);
    if (!birth || *birth > today)
        return view;
    view.age = yearsBetween(*birth, today);
    view.isMinor = *view.age < kAdult;
    for (const std::int32_t age : {kAdult, kYouthEnd}) {
        const Day birthday = addMonths(*birth, 12 * age);
        if (today < birthday && birthday <= addMonths(today, kComingMonths)) {
            view.comingOfAge = birthday;
            view.comingAge = age;
        }
    }
    return view;
}

WarningView warningView(const model::RecordState& warning, Day today) {
    namespace fields = veiligheidswaarschuwing;
    WarningView view;
    view.record = warning.record;
    view.niveau = codeOf(warning, fields::kNiveau);
    view.soort = codeOf(warning, fields::kSoort);
    view.advies = textOf(warning, fields::kAdvies);
    view.bron = codeOf(warning, fields::kBron);
    view.geldtVoor = recordsOf(warning, fields::kGeldtVoor);
    view.since = happened(warning);
    view.herzien = dayOf(warning, fields::kHerzien);
    view.isOverdue = view.herzien && *view.herzien < today;
    // Without a status that says otherwise a warning is in force: caution needs no words.
    view.isActive = codeOf(warning, fields::kStatus) != "ingetrokken" &&
                    (!warning.isWithdrawn() || !view.niveau.empty());
    if (warning.created)
        view.author = *warning.created;
    if (view.isActive)
        view.unseenWithdrawal = withdrawalBeside(warning);
    return view;
}

std::vector<WarningView> activeWarnings(std::span<const model::RecordState> states, Day today,
                                        const Calendar& calendar) {
    std::vector<WarningView> views;
    for (const model::RecordState& state : states) {
        if (state.type != veiligheidswaarschuwingType().id())
            continue;
        WarningView view = warningView(state, today);
        if (view.isActive)
            views.push_back(std::move(view));
    }
    const CodeList& levels = codeList(ListId::Waarschuwingsniveau);
    std::sort(views.begin(), views.end(), [&](const WarningView& a, const WarningView& b) {
        const auto rankA = levels.indexOf(a.niveau);
        const auto rankB = levels.indexOf(b.niveau);
        if (rankA != rankB)
            return rankA < rankB;
        const Instant atA = startOf(a.since, calendar);
        const Instant atB = startOf(b.since, calendar);
        return atA != atB ? atA > atB : a.record < b.record;
    });
    return views;
}

std::string_view trustLabel(Trust trust) {
    switch (trust) {
    case Trust::Ongeverifieerd:
        return "Ongeverifieerd";
    case Trust::Geverifieerd:
        return "Geverifieerd";
    case Trust::Weersproken:
        return "Weersproken";
    case Trust::Verlopen:
        return "Verlopen";
    case Trust::Tegenstrijdig:
        break;
    }
    return "Tegenstrijdig";
}

ContextView contextView(const model::RecordState& context, Day today) {
    namespace fields = contextinformatie;
    ContextView view;
    view.record = context.record;
    view.soort = codeOf(context, fields::kSoort);
    view.onderwerp = textOf(context, fields::kOnderwerp);
    view.tekst = textOf(context, fields::kTekst);
    view.bronsoort = codeOf(context, fields::kBronsoort);
    view.bronorganisatie = organisationOf(context, fields::kBronorganisatie);
    view.bron = textOf(context, fields::kBron);
    view.geldigTot = dayOf(context, fields::kGeldigTot);
    view.isExpired = view.geldigTot && *view.geldigTot < today;
    view.trust = trustOf(context, view.isExpired);
    view.leefgebieden = codesOf(context, common::kLeefgebieden);
    view.betreft = recordsOf(context, common::kBetreft);
    view.happened = happened(context);
    if (context.created)
        view.author = *context.created;
    return view;
}

LeefgebiedViews leefgebiedViews(std::span<const model::RecordState> states,
                                const std::optional<RecordId>& person, const Calendar& calendar) {
    const CodeList& areas = codeList(ListId::Leefgebied);
    LeefgebiedViews views;
    for (std::size_t i = 0; i < views.size(); ++i)
        views[i].code = areas.entries[i].id;
    for (const model::RecordState& state : states) {
        if (state.type != contextinformatieType().id() ||
            !isKnownText(state, contextinformatie::kTekst))
            continue;
        const std::vector<RecordId> about = recordsOf(state, common::kBetreft);
        if (person && !about.empty() &&
            std::find(about.begin(), about.end(), *person) == about.end())
            continue;
        const Instant at = startOf(happened(state), calendar);
        for (const std::string& code : codesOf(state, common::kLeefgebieden)) {
            const std::size_t index = areas.indexOf(code);
            if (index >= views.size())
                continue; // a code of a later version
            ++views[index].items;
            if (!views[index].changed || *views[index].changed < at)
                views[index].changed = at;
        }
    }
    return views;
}

std::size_t filledOf(const LeefgebiedViews& views) {
    return static_cast<std::size_t>(std::count_if(
        views.begin(), views.end(), [](const LeefgebiedView& view) { return view.items > 0; }));
}

} // namespace vb::casework
