// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"

namespace vb::casework {

namespace {

constexpr std::int32_t kOldest = 120; // years; nobody older is in a case file

void checkCase(EntryCheck& check, const NewCase& input) {
    check.common(input.common);
    check.text(casus::kNummer, input.nummer);
    if (input.inbrenger.organisatie.value == 0)
        check.add(casus::kInbrenger, ProblemKind::Required);
    check.text(casus::kInbrenger.name, casus::kInbrenger.label, input.inbrenger.persoon,
               casus::kInbrenger.maxLength);
    check.text(casus::kWeergavenaam, input.weergavenaam);
    check.code(casus::kOnderwerpsoort, input.onderwerpsoort);
    check.code(casus::kDomein, input.domein);
    check.code(casus::kGemeente, input.gemeente);
    if (input.procesregisseur.isNone())
        check.add(casus::kProcesregisseur, ProblemKind::Required);
    check.text(casus::kSamenwerkingsdoel, input.samenwerkingsdoel);
    if (input.regie.value == 0)
        check.add(casus::kRegie, ProblemKind::Required);
    check.code(casus::kRolHuis, input.rolHuis);
    check.code(casus::kLocatie, input.locatie);
    check.codes(casus::kKaders, input.kaders);
    check.codes(casus::kPatronen, input.patronen);
    check.codes(casus::kVlaggen, input.vlaggen);
    if (!input.status.empty())
        check.code(casus::kStatus, input.status);
    check.code(casus::kFase, input.fase);
    check.code(casus::kKleurcode, input.kleurcode);
    check.text(casus::kAanleiding, input.aanleiding);
    check.text(casus::kSucces, input.succes);
    if (input.status == "in_uitvoering" && trimmed(input.succes).empty())
        check.add(casus::kSucces, ProblemKind::Required);
    check.day(casus::kRappeldatum, input.rappeldatum);
    check.reason(casus::kRappeldatum, input.rappelreden, input.rappeldatum.has_value());
    check.code(casus::kNiveau, input.niveau);
    check.text(casus::kAfgesprokenLijn, input.afgesprokenLijn);
    check.text(casus::kNoodscenario, input.noodscenario);
    check.day(casus::kEersteBespreking, input.eersteBespreking);
}

void checkName(EntryCheck& check, const FieldSpec& field, const std::optional<std::string>& name) {
    if (name)
        check.text(field, *name);
}

void checkBirth(EntryCheck& check, const std::optional<model::Date>& birth) {
    const FieldSpec& field = betrokkene::kGeboortedatum;
    if (!birth)
        return check.add(field, ProblemKind::Required);
    if (birth->precision == model::Precision::Unknown)
        return;
    const Day today = check.at().today();
    if (birth->days > today)
        check.add(field, ProblemKind::InTheFuture);
    else if (birth->days < addMonths(today, -12 * kOldest))
        check.add(field, ProblemKind::TooLongAgo);
}

void writeName(PartWriter& part, const FieldSpec& field, const std::optional<std::string>& name) {
    if (name)
        part.text(field, *name);
    else
        part.code(field, "onbekend");
}

model::FieldValue knownFrom(const EerderBekend& known) {
    model::FieldValue::Tuple members{codeValue(known.wat)};
    members.emplace_back(known.bron);
    if (known.jaar)
        members.emplace_back(std::int64_t{*known.jaar});
    return members;
}

} // namespace

Checked<Entry> enterCase(const NewCase& input, const Circumstances& at) {
    EntryCheck check(at);
    checkCase(check, input);
    if (!check.isClean())
        return check.problems();

    Entry entry{at.ids.makeId<RecordId>(), {}};
    PartWriter part(casusType(), entry.record);
    part.common(input.common, at);
    part.text(casus::kNummer, input.nummer);
    model::FieldValue::Tuple inbrenger{model::FieldValue(input.inbrenger.organisatie)};
    if (!trimmed(input.inbrenger.persoon).empty())
        inbrenger.emplace_back(std::string(trimmed(input.inbrenger.persoon)));
    part.value(casus::kInbrenger, std::move(inbrenger));
    part.text(casus::kWeergavenaam, input.weergavenaam);
    part.code(casus::kOnderwerpsoort, input.onderwerpsoort);
    part.code(casus::kDomein, input.domein);
    part.code(casus::kGemeente, input.gemeente);
    part.value(casus::kProcesregisseur, model::WorkerRef{input.procesregisseur});
    part.text(casus::kSamenwerkingsdoel, input.samenwerkingsdoel);
    part.value(casus::kRegie, input.regie);
    part.code(casus::kRolHuis, input.rolHuis);
    part.code(casus::kLocatie, input.locatie);
    part.codes(casus::kKaders, input.kaders);
    part.codes(casus::kPatronen, input.patronen);
    part.codes(casus::kVlaggen, input.vlaggen);
    part.code(casus::kStatus, input.status.empty() ? "aangemeld" : std::string_view(input.status));
    part.code(casus::kFase, input.fase);
    part.code(casus::kKleurcode, input.kleurcode);
    part.text(casus::kAanleiding, input.aanleiding);
    part.text(casus::kSucces, input.succes);
    part.day(casus::kRappeldatum, input.rappeldatum, input.rappelreden);
    part.code(casus::kNiveau, input.niveau);
    part.text(casus::kAfgesprokenLijn, input.afgesprokenLijn);
    part.text(casus::kNoodscenario, input.noodscenario);
    part.day(casus::kEersteBespreking, input.eersteBespreking);
    entry.parts.push_back(part.take(AudienceLevel::Casusteam));
    return entry;
}

Checked<Entry> enterPerson(const NewPerson& input, const Circumstances& at) {
    EntryCheck check(at);
    check.common(input.common);
    checkName(check, betrokkene::kVoorletters, input.voorletters);
    checkName(check, betrokkene::kAchternaam, input.achternaam);
    checkBirth(check, input.geboortedatum);
    check.code(betrokkene::kGeslacht, input.geslacht);
    check.codes(betrokkene::kRollen, input.rollen);
    check.count(betrokkene::kEerderBekend, input.eerderBekend.size());
    for (const EerderBekend& known : input.eerderBekend) {
        if (!codeList(ListId::EerderBekend).has(known.wat) || known.bron.value == 0)
            check.add(betrokkene::kEerderBekend, ProblemKind::UnknownCode);
        check.number(betrokkene::kEerderBekend, known.jaar, 2199);
    }
    check.codes(betrokkene::kSpoor, input.spoor);
    check.code(betrokkene::kTaal, input.taal);
    check.code(betrokkene::kOpDeHoogte, input.opDeHoogte);
    check.code(betrokkene::kToestemming, input.toestemming);
    check.text(betrokkene::kToestemming.name, betrokkene::kToestemming.label, input.toestemmingVoor,
               betrokkene::kToestemming.maxLength);
    if (!check.isClean())
        return check.problems();

    Entry entry{at.ids.makeId<RecordId>(), {}};
    PartWriter part(betrokkeneType(), entry.record);
    part.common(input.common, at);
    writeName(part, betrokkene::kVoorletters, input.voorletters);
    writeName(part, betrokkene::kAchternaam, input.achternaam);
    part.value(betrokkene::kGeboortedatum, *input.geboortedatum);
    part.code(betrokkene::kGeslacht, input.geslacht);
    part.codes(betrokkene::kRollen, input.rollen);
    for (const EerderBekend& known : input.eerderBekend)
        part.value(betrokkene::kEerderBekend, knownFrom(known));
    part.codes(betrokkene::kSpoor, input.spoor);
    part.code(betrokkene::kTaal, input.taal);
    if (input.tolk)
        part.value(betrokkene::kTolk, *input.tolk);
    part.code(betrokkene::kOpDeHoogte,
              input.opDeHoogte.empty() ? "onbeantwoord" : std::string_view(input.opDeHoogte));
    const std::string_view consent =
        input.toestemming.empty() ? "niet_gevraagd" : std::string_view(input.toestemming);
    if (trimmed(input.toestemmingVoor).empty())
        part.code(betrokkene::kToestemming, consent);
    else
        part.value(betrokkene::kToestemming,
                   model::FieldValue::Tuple{codeValue(consent),
                                            std::string(trimmed(input.toestemmingVoor))});
    entry.parts.push_back(part.take(AudienceLevel::Casusteam));
    return entry;
}

} // namespace vb::casework
