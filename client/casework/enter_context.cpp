// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/change.h"
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"
#include "client/casework/reading.h"

namespace vb::casework {

namespace {

constexpr std::uint32_t kMaxHow = 200; // "how <= 200"
constexpr std::string_view kOwnObservation = "eigen_waarneming";

void checkPeriod(EntryCheck& check, const NewContext& input) {
    check.day(contextinformatie::kGeldigVan, input.geldigVan);
    check.day(contextinformatie::kGeldigTot, input.geldigTot);
    if (input.geldigVan && input.geldigTot && *input.geldigTot < *input.geldigVan)
        check.add(contextinformatie::kGeldigTot, ProblemKind::BeforeStart);
}

void checkInstrument(EntryCheck& check, const NewContext& input) {
    const FieldSpec& field = contextinformatie::kInstrument;
    const bool isInstrument = input.soort == "risico_instrument";
    if (isInstrument != input.instrument.has_value())
        return check.add(field, isInstrument ? ProblemKind::Required : ProblemKind::NotAChoiceHere);
    if (!input.instrument)
        return;
    constexpr std::uint32_t kMaxName = 60;
    if (trimmed(input.instrument->naam).empty())
        check.add(field, ProblemKind::Required);
    check.text(field.name, field.label, input.instrument->naam, kMaxName);
    check.text(field.name, field.label, input.instrument->door, kMaxName);
    check.text(field.name, field.label, input.instrument->uitkomst, field.maxLength);
    if (input.instrument->datum)
        check.past(field, EventTime(model::Date{*input.instrument->datum}));
}

/// Who writes something down may call it checked only when they saw it themselves.
void checkVerification(EntryCheck& check, const NewContext& input) {
    const FieldSpec& field = contextinformatie::kVerificatie;
    check.code(field, input.verificatie);
    const bool isSelfChecked = input.verificatie == "geverifieerd";
    const bool isOwn = input.bronsoort == kOwnObservation;
    if (input.verificatie == "verlopen" || (isSelfChecked && !isOwn))
        check.add(field, ProblemKind::NotAChoiceHere);
    check.text("hoe", "Hoe gecontroleerd", input.hoe, kMaxHow);
}

model::FieldValue instrumentValue(const InstrumentInput& input) {
    const std::string_view name = trimmed(input.naam);
    model::FieldValue::Tuple members{codeList(ListId::RisicoInstrument).has(name)
                                         ? codeValue(name)
                                         : model::FieldValue(std::string(name))};
    members.push_back(input.datum ? dayValue(*input.datum) : model::FieldValue());
    for (const std::string& text : {input.door, input.uitkomst})
        members.push_back(trimmed(text).empty() ? model::FieldValue()
                                                : model::FieldValue(std::string(trimmed(text))));
    return members;
}

} // namespace

Checked<Entry> enterContext(const NewContext& input, const Circumstances& at) {
    EntryCheck check(at);
    check.common(input.common);
    check.code(contextinformatie::kSoort, input.soort);
    check.text(contextinformatie::kOnderwerp, input.onderwerp);
    check.text(contextinformatie::kTekst, input.tekst);
    check.code(contextinformatie::kBronsoort, input.bronsoort);
    check.text(contextinformatie::kBron, input.bron);
    checkVerification(check, input);
    checkPeriod(check, input);
    checkInstrument(check, input);
    check.count(contextinformatie::kTegenstrijdigMet, input.tegenstrijdigMet.size());
    check.level(input.publiek, input.betreftMinderjarige);
    if (!check.isClean())
        return check.problems();

    Entry entry{at.ids.makeId<RecordId>(), {}};
    PartWriter part(contextinformatieType(), entry.record);
    part.common(input.common, at);
    part.code(contextinformatie::kSoort, input.soort);
    part.text(contextinformatie::kOnderwerp, input.onderwerp);
    part.text(contextinformatie::kTekst, input.tekst);
    part.code(contextinformatie::kBronsoort, input.bronsoort);
    part.value(contextinformatie::kBronorganisatie,
               input.bronorganisatie.value_or(at.organisation));
    part.text(contextinformatie::kBron, input.bron);
    part.code(contextinformatie::kVerificatie,
              input.verificatie.empty() ? "ongeverifieerd" : std::string_view(input.verificatie),
              input.hoe);
    part.day(contextinformatie::kGeldigVan, input.geldigVan);
    part.day(contextinformatie::kGeldigTot, input.geldigTot);
    if (input.verificatie == "geverifieerd")
        part.day(contextinformatie::kGeverifieerdOp, at.today());
    part.records(contextinformatie::kTegenstrijdigMet, input.tegenstrijdigMet);
    if (input.instrument)
        part.value(contextinformatie::kInstrument, instrumentValue(*input.instrument));
    entry.parts.push_back(
        part.take(audienceLevel(input.publiek).value_or(AudienceLevel::EigenOrganisatie)));
    return entry;
}

Checked<Entry> enterContextCheck(const ContextCheck& input, const ShownRecord& context,
                                 const Circumstances& at) {
    const FieldSpec& field = contextinformatie::kVerificatie;
    EntryCheck check(at);
    const auto until = dayOf(context.state, contextinformatie::kGeldigTot);
    const std::string stored = codeOf(context.state, field);
    const std::string from = until && *until < at.today() ? "verlopen"
                             : stored.empty()             ? "ongeverifieerd"
                                                          : stored;
    // To say the same again is a new check of it, and harmless.
    const bool isVerdict =
        input.verificatie == "geverifieerd" || input.verificatie == "weersproken";
    if (!isVerdict || (from != input.verificatie &&
                       !findStep(Machine::Contextinformatie, from, input.verificatie)))
        check.add(field, ProblemKind::NoSuchStep);
    if (!mayWrite(field, context.actor))
        check.add(field, ProblemKind::NotAllowed);
    const bool isOwn = codeOf(context.state, contextinformatie::kBronsoort) == kOwnObservation;
    if (context.actor.isAuthor && input.verificatie == "geverifieerd" && !isOwn)
        check.add(field, ProblemKind::NotAllowed);
    if (trimmed(input.hoe).empty())
        check.add(field, ProblemKind::ReasonRequired);
    check.text("hoe", "Hoe gecontroleerd", input.hoe, kMaxHow);
    if (!check.isClean())
        return check.problems();

    ChangeWriter change(contextinformatieType(), context);
    change.write(field, codeValue(input.verificatie), input.hoe);
    if (input.verificatie == "geverifieerd")
        change.write(contextinformatie::kGeverifieerdOp, dayValue(at.today()));
    if (input.tegenstrijdigMet)
        change.write(contextinformatie::kTegenstrijdigMet,
                     model::RecordRef{*input.tegenstrijdigMet});
    return change.finish();
}

} // namespace vb::casework
