// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"

#include <array>

namespace vb::casework {

namespace {

constexpr std::uint32_t kMaxMinutes = 600; // ten hours: the specification's bound of a contact
constexpr std::string_view kReclassering = "reclassering";

/// Outcomes after which somebody was spoken with.
bool isTalk(std::string_view uitkomst) {
    return uitkomst == "gesproken" || uitkomst == "binnengelaten" || uitkomst == "kort_gesproken";
}

/// The pet says whether a reclasseringswerker was there as adviseur or as toezichthouder.
std::string functieOf(const NewContact& input, const Circumstances& at) {
    if (!input.functie.empty())
        return input.functie;
    if (at.hat == "reclassering_adviseur")
        return "adviseur";
    return at.hat == "reclassering_toezichthouder" ? "toezichthouder" : "";
}

void checkParticipants(EntryCheck& check, const NewContact& input) {
    check.count(contactkop::kDeelnemers, input.deelnemers.size());
    for (const Deelnemer& other : input.deelnemers) {
        if (other.lid)
            continue;
        if (other.organisatie.value == 0)
            check.add(contactkop::kDeelnemers, ProblemKind::Required);
        check.text(contactkop::kDeelnemers.name, contactkop::kDeelnemers.label, other.functie,
                   contactkop::kDeelnemers.maxLength);
    }
}

void checkReport(EntryCheck& check, const VerslagInput& input, bool minor) {
    check.text(contactverslag::kWaargenomen, input.waargenomen);
    check.text(contactverslag::kDuiding, input.duiding);
    check.text("verklaard", "Verteld", input.verklaard.tekst, contactverslag::kVerklaard.maxLength);
    constexpr std::uint32_t kMaxName = 60;
    check.text("verklaardDoor", "Verteld door", input.verklaard.door, kMaxName);
    const bool isNamed =
        !trimmed(input.verklaard.door).empty() || input.verklaard.doorBetrokkene.has_value();
    if (isNamed && trimmed(input.verklaard.tekst).empty())
        check.addAll({{ProblemKind::Required, "verklaard", "Verteld"}});
    check.level(input.publiek, minor);
    if (input.vervolg) {
        if (trimmed(input.vervolg->tekst).empty())
            check.add(contactverslag::kVervolg, ProblemKind::Required);
        check.text(contactverslag::kVervolg, input.vervolg->tekst);
        check.time(actie::kUiterlijk, input.vervolg->uiterlijk);
    }
}

void checkKop(EntryCheck& check, const NewContact& input) {
    check.common(input.common);
    check.code(contactkop::kSoort, input.soort);
    check.code(contactkop::kUitkomst, input.uitkomst);
    checkParticipants(check, input);
    check.count(contactkop::kGesprokenMet, input.gesprokenMet.size());
    check.code(contactkop::kKinderen, input.kinderen);
    const std::string functie = functieOf(input, check.at());
    check.code(contactkop::kFunctie, functie);
    if (functie.empty() && check.at().organisation == organisationCode(kReclassering))
        check.add(contactkop::kFunctie, ProblemKind::Required);
    check.code(contactkop::kPlaats, input.plaats);
    check.number(contactkop::kDuur, input.duur, kMaxMinutes);
    check.code(contactkop::kActiestatus, input.actiestatus);
    if (!input.actiestatus.empty() && !input.actie)
        check.add(contactkop::kActie, ProblemKind::Required);
}

model::FieldValue participant(const Deelnemer& other) {
    if (other.lid)
        return model::WorkerRef{*other.lid};
    model::FieldValue::Tuple members{model::FieldValue(other.organisatie)};
    const std::string_view functie = trimmed(other.functie);
    if (codeList(ListId::Functie).has(functie))
        members.push_back(codeValue(functie));
    else if (!functie.empty())
        members.emplace_back(std::string(functie));
    return members;
}

EntryPart kopPart(const RecordId& kop, const NewContact& input, const Circumstances& at) {
    PartWriter part(contactkopType(), kop);
    part.common(input.common, at);
    part.code(contactkop::kSoort, input.soort);
    part.code(contactkop::kUitkomst, input.uitkomst);
    for (const Deelnemer& other : input.deelnemers)
        part.value(contactkop::kDeelnemers, participant(other));
    const std::vector<RecordId>& spoken = input.gesprokenMet.empty() && isTalk(input.uitkomst)
                                              ? input.common.betreft
                                              : input.gesprokenMet;
    if (!spoken.empty()) {
        model::FieldValue::Tuple persons;
        for (const RecordId& person : spoken)
            persons.emplace_back(model::RecordRef{person});
        part.value(contactkop::kGesprokenMet, std::move(persons));
    }
    part.code(contactkop::kKinderen, input.kinderen);
    part.code(contactkop::kFunctie, functieOf(input, at));
    part.code(contactkop::kPlaats, input.plaats);
    if (input.duur)
        part.value(contactkop::kDuur, std::int64_t{*input.duur});
    if (input.actie)
        part.value(contactkop::kActie, model::RecordRef{*input.actie});
    part.code(contactkop::kActiestatus, input.actiestatus);
    return part.take(AudienceLevel::Casusteam);
}

model::FieldValue statement(const Verklaring& said) {
    model::FieldValue::Tuple members{model::FieldValue(std::string(trimmed(said.tekst)))};
    if (said.doorBetrokkene)
        members.emplace_back(model::RecordRef{*said.doorBetrokkene});
    else if (!trimmed(said.door).empty())
        members.emplace_back(std::string(trimmed(said.door)));
    return members;
}

model::FieldValue followUp(const Vervolg& next, const Circumstances& at) {
    model::FieldValue::Tuple members{model::FieldValue(std::string(trimmed(next.tekst))),
                                     toValue(*next.uiterlijk),
                                     model::FieldValue(next.organisatie.value_or(at.organisation))};
    if (next.persoon)
        members.emplace_back(model::WorkerRef{*next.persoon});
    return members;
}

EntryPart reportPart(const RecordId& verslag, const RecordId& kop, const VerslagInput& input,
                     const std::optional<EventTime>& gebeurdOp, const Circumstances& at) {
    PartWriter part(contactverslagType(), verslag);
    CommonInput happened;
    happened.gebeurdOp = gebeurdOp;
    part.common(happened, at);
    part.value(contactverslag::kKop, model::RecordRef{kop});
    part.text(contactverslag::kWaargenomen, input.waargenomen);
    part.text(contactverslag::kDuiding, input.duiding);
    if (!trimmed(input.verklaard.tekst).empty())
        part.value(contactverslag::kVerklaard, statement(input.verklaard));
    if (input.vervolg)
        part.value(contactverslag::kVervolg, followUp(*input.vervolg, at));
    return part.take(audienceLevel(input.publiek).value_or(AudienceLevel::EigenOrganisatie));
}

/// The follow-up as an action of whoever is to do it.
Checked<Entry> followUpAction(const Vervolg& next, const CommonInput& common,
                              const Circumstances& at) {
    NewAction action;
    action.common = common;
    action.common.beperking.clear();
    action.soort = "actie";
    action.tekst = next.tekst;
    action.eigenaar = {next.organisatie.value_or(at.organisation), next.persoon};
    action.uiterlijk = next.uiterlijk;
    return enterAction(action, at);
}

void append(Entry& entry, Entry more) {
    for (EntryPart& part : more.parts)
        entry.parts.push_back(std::move(part));
}

} // namespace

bool VerslagInput::isEmpty() const {
    return trimmed(waargenomen).empty() && trimmed(duiding).empty() &&
           trimmed(verklaard.tekst).empty() && !vervolg;
}

Checked<Entry> enterContact(const NewContact& input, const Circumstances& at,
                            const ShownRecord* action) {
    EntryCheck check(at);
    checkKop(check, input);
    checkReport(check, input.verslag, input.betreftMinderjarige);
    if (!input.actiestatus.empty() && input.actie && action == nullptr)
        check.add(contactkop::kActie, ProblemKind::NotThere);
    if (!check.isClean())
        return check.problems();

    Entry entry{at.ids.makeId<RecordId>(), {}};
    entry.parts.push_back(kopPart(entry.record, input, at));
    if (!input.verslag.isEmpty())
        entry.parts.push_back(reportPart(at.ids.makeId<RecordId>(), entry.record, input.verslag,
                                         input.common.gebeurdOp, at));
    if (input.verslag.vervolg) {
        auto next = followUpAction(*input.verslag.vervolg, input.common, at);
        if (!next.isAccepted())
            return next.problems();
        append(entry, std::move(next).value());
    }
    if (action != nullptr && !input.actiestatus.empty()) {
        ActionChange step;
        step.status = input.actiestatus;
        step.reden = input.actiereden;
        step.bewijs = entry.record;
        auto change = enterActionChange(step, *action, at);
        if (!change.isAccepted())
            return change.problems();
        append(entry, std::move(change).value());
    }
    return entry;
}

Checked<Entry> enterReport(const RecordId& kop, const VerslagInput& input,
                           const std::optional<EventTime>& gebeurdOp, bool betreftMinderjarige,
                           const Circumstances& at) {
    EntryCheck check(at);
    check.past(common::kGebeurdOp, gebeurdOp);
    checkReport(check, input, betreftMinderjarige);
    if (input.isEmpty())
        check.add(contactverslag::kWaargenomen, ProblemKind::Required);
    if (!check.isClean())
        return check.problems();
    Entry entry{at.ids.makeId<RecordId>(), {}};
    entry.parts.push_back(reportPart(entry.record, kop, input, gebeurdOp, at));
    if (input.vervolg) {
        CommonInput common;
        common.gebeurdOp = gebeurdOp;
        auto next = followUpAction(*input.vervolg, common, at);
        if (!next.isAccepted())
            return next.problems();
        append(entry, std::move(next).value());
    }
    return entry;
}

} // namespace vb::casework
