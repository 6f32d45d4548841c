// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/change.h"
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"
#include "client/casework/reading.h"

namespace vb::casework {

namespace {

constexpr std::uint32_t kMaxTimes = 31; // as often as a month has days

void checkParties(EntryCheck& check, const std::vector<Partij>& parties) {
    check.count(actie::kPartijen, parties.size());
    for (const Partij& party : parties) {
        if (const auto* words = std::get_if<std::string>(&party))
            check.text(actie::kPartijen, *words);
    }
}

/// Due on the day of the event or later: an agreement about the past is none.
void checkDue(EntryCheck& check, const std::optional<EventTime>& due,
              const std::optional<EventTime>& made) {
    const std::size_t before = check.problems().size();
    check.time(actie::kUiterlijk, due);
    if (!due || check.problems().size() != before)
        return;
    const Calendar& calendar = check.at().calendar;
    const Day from = made ? dayOf(*made, calendar) : check.at().today();
    if (dayOf(*due, calendar) < from)
        check.add(actie::kUiterlijk, ProblemKind::BeforeStart);
}

void checkOwner(EntryCheck& check, const Eigenaar& owner) {
    if (owner.organisatie.value == 0)
        check.add(actie::kEigenaar, ProblemKind::Required);
}

model::FieldValue ownerValue(const Eigenaar& owner) {
    model::FieldValue::Tuple members{model::FieldValue(owner.organisatie)};
    if (owner.persoon)
        members.emplace_back(model::WorkerRef{*owner.persoon});
    return members;
}

bool isBlank(const std::optional<Bewijs>& proof) {
    if (!proof)
        return true;
    const auto* words = std::get_if<std::string>(&*proof);
    return words != nullptr && trimmed(*words).empty();
}

void checkProof(EntryCheck& check, const ActionChange& input, bool isNeeded) {
    if (isNeeded && isBlank(input.bewijs))
        check.add(actie::kBewijs, ProblemKind::ProofRequired);
    if (input.bewijs && std::holds_alternative<std::string>(*input.bewijs))
        check.text(actie::kBewijs, std::get<std::string>(*input.bewijs));
}

void checkStep(EntryCheck& check, const ActionChange& input, const ShownRecord& action) {
    const std::string stored = codeOf(action.state, actie::kStatus);
    const std::string from = stored.empty() ? "toegezegd" : stored;
    const auto step = findStep(Machine::Actie, from, input.status);
    if (!codeList(ListId::Actiestatus).has(input.status))
        return check.add(actie::kStatus, ProblemKind::UnknownCode);
    if (from == input.status) {
        // Somebody else took it up already: then both do. Any other repetition says nothing.
        if (from != "opgepakt")
            check.add(actie::kStatus, ProblemKind::NothingChanged);
        return;
    }
    if (!step)
        return check.add(actie::kStatus, ProblemKind::NoSuchStep);
    if (!step->who.intersects(action.actor.who()))
        check.add(actie::kStatus, ProblemKind::NotAllowed);
    check.reason(actie::kStatus, input.reden, step->asks(Need::Reason));
    checkProof(check, input, step->asks(Need::Proof));
    if (step->asks(Need::Blocker) && trimmed(input.geblokkeerdDoor).empty())
        check.add(actie::kGeblokkeerdDoor, ProblemKind::Required);
}

void checkWriter(EntryCheck& check, const FieldSpec& field, bool isWritten,
                 const ShownRecord& action) {
    if (isWritten && !mayWrite(field, action.actor))
        check.add(field, ProblemKind::NotAllowed);
}

void writeStep(ChangeWriter& change, const ActionChange& input, const ShownRecord& action,
               const Circumstances& at) {
    const std::string from = codeOf(action.state, actie::kStatus);
    if (from != input.status)
        change.write(actie::kStatus, codeValue(input.status), input.reden);
    // Who takes it up; not who sends it back to the one who had.
    if (input.status == "opgepakt" && from != "uitgevoerd" && from != "geblokkeerd")
        change.write(actie::kOokDoor, model::WorkerRef{at.worker});
}

} // namespace

Checked<Entry> enterAction(const NewAction& input, const Circumstances& at) {
    EntryCheck check(at);
    check.common(input.common);
    check.code(actie::kSoort, input.soort);
    check.text(actie::kTekst, input.tekst);
    check.text(actie::kPlaats, input.plaats);
    if (input.frequentie) {
        if (input.frequentie->keer < 1 ||
            static_cast<std::uint32_t>(input.frequentie->keer) > kMaxTimes)
            check.number(actie::kFrequentie, -1, kMaxTimes);
        check.code(actie::kFrequentie, input.frequentie->per);
        if (input.frequentie->per.empty())
            check.add(actie::kFrequentie, ProblemKind::Required);
    }
    checkOwner(check, input.eigenaar);
    checkParties(check, input.partijen);
    checkDue(check, input.uiterlijk, input.common.gebeurdOp);
    check.text(actie::kVoorwaarde, input.voorwaarde);
    if (!check.isClean())
        return check.problems();

    Entry entry{at.ids.makeId<RecordId>(), {}};
    PartWriter part(actieType(), entry.record);
    part.common(input.common, at);
    part.code(actie::kSoort, input.soort);
    part.text(actie::kTekst, input.tekst);
    part.text(actie::kPlaats, input.plaats);
    if (input.frequentie)
        part.value(actie::kFrequentie,
                   model::FieldValue::Tuple{std::int64_t{input.frequentie->keer},
                                            codeValue(input.frequentie->per)});
    part.value(actie::kEigenaar, ownerValue(input.eigenaar));
    for (const Partij& party : input.partijen) {
        if (const auto* organisation = std::get_if<OrganisationCode>(&party))
            part.value(actie::kPartijen, *organisation);
        else
            part.text(actie::kPartijen, std::get<std::string>(party));
    }
    part.value(actie::kUiterlijk, toValue(*input.uiterlijk));
    part.code(actie::kStatus, "toegezegd");
    part.text(actie::kVoorwaarde, input.voorwaarde);
    entry.parts.push_back(part.take(AudienceLevel::Casusteam));
    return entry;
}

Checked<Entry> enterActionChange(const ActionChange& input, const ShownRecord& action,
                                 const Circumstances& at) {
    EntryCheck check(at);
    if (!input.status.empty())
        checkStep(check, input, action);
    else
        check.reason(actie::kStatus, input.reden, false);
    check.text(actie::kGeblokkeerdDoor, input.geblokkeerdDoor);
    check.text(actie::kTerugkoppeling, input.terugkoppeling);
    checkWriter(check, actie::kTerugkoppeling, !trimmed(input.terugkoppeling).empty(), action);
    checkWriter(check, actie::kTekst, input.tekst.has_value(), action);
    checkWriter(check, actie::kUiterlijk, input.uiterlijk.has_value(), action);
    checkWriter(check, actie::kEigenaar, input.eigenaar.has_value(), action);
    if (input.tekst)
        check.text(actie::kTekst, *input.tekst);
    if (input.uiterlijk)
        check.time(actie::kUiterlijk, input.uiterlijk);
    if (input.eigenaar)
        checkOwner(check, *input.eigenaar);
    if (!check.isClean())
        return check.problems();

    ChangeWriter change(actieType(), action);
    if (!input.status.empty())
        writeStep(change, input, action, at);
    if (!isBlank(input.bewijs) && std::holds_alternative<RecordId>(*input.bewijs))
        change.write(actie::kBewijs, model::RecordRef{std::get<RecordId>(*input.bewijs)});
    else if (!isBlank(input.bewijs))
        change.writeText(actie::kBewijs, std::get<std::string>(*input.bewijs));
    change.writeText(actie::kGeblokkeerdDoor, input.geblokkeerdDoor);
    change.writeText(actie::kTerugkoppeling, input.terugkoppeling);
    if (input.tekst)
        change.write(actie::kTekst, std::string(trimmed(*input.tekst)), input.reden);
    if (input.uiterlijk)
        change.write(actie::kUiterlijk, toValue(*input.uiterlijk), input.reden);
    if (input.eigenaar)
        change.write(actie::kEigenaar, ownerValue(*input.eigenaar), input.reden);
    return change.finish();
}

} // namespace vb::casework
