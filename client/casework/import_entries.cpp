// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/import_entries.h"

#include "client/casework/entry_check.h"

#include <algorithm>

namespace vb::casework {

namespace {

constexpr std::int32_t kAdult = 18;
/// Of somebody whose age is given in whole years the birthday was some months ago.
constexpr std::int32_t kMonthsSinceBirthday = 5;
constexpr std::int32_t kOldest = 120;

model::FieldValue changedValue(Fields& fields, const FieldSpec& field, Day today) {
    if (field.kinds.has(model::ValueKind::Code))
        return codeValue(fields.requiredText("waarde"));
    if (field.kinds.has(model::ValueKind::Text))
        return fields.requiredText("waarde");
    if (field.kinds.has(model::ValueKind::Date))
        return dayValue(today + fields.requiredNumber("waarde"));
    fields.complain("veld", "cannot be changed by an import; choose a text, a code or a date");
    return {};
}

} // namespace

EntryReader::EntryReader(const ImportScene& scene, Instant now, const Calendar& calendar,
                         std::string caseKey)
    : m_scene(scene), m_now(now), m_calendar(calendar), m_caseKey(std::move(caseKey)) {}

EventTime EntryReader::readTime(Fields& fields) {
    const Day today = m_calendar.dayOf(m_now);
    const Day day = today + fields.requiredNumber("dag");
    const auto minute = fields.clock("tijd");
    if (!minute)
        return day > today ? EventTime(m_now) : EventTime(model::Date{day});
    return std::min(m_calendar.instantOf({day, *minute}), m_now);
}

RecordId EntryReader::recordOf(Fields& fields, const char* name, const std::string& key) {
    if (!m_known.contains(key))
        fields.complain(name, "names something that is not in this case; use the sleutel of a "
                              "person or of an earlier entry");
    return m_scene.recordOf(m_caseKey + "/" + key);
}

RecordId EntryReader::readRecord(Fields& fields, const char* name) {
    return recordOf(fields, name, fields.requiredText(name));
}

std::vector<RecordId> EntryReader::readRecords(Fields& fields, const char* name) {
    std::vector<RecordId> records;
    for (const std::string& key : fields.texts(name))
        records.push_back(recordOf(fields, name, key));
    return records;
}

std::optional<Day> EntryReader::readDay(Fields& fields, const char* name) {
    const auto days = fields.number(name);
    if (!days)
        return std::nullopt;
    return m_calendar.dayOf(m_now) + *days;
}

OrganisationCode EntryReader::readOrganisation(Fields& fields, const char* name, bool isRequired) {
    const std::string id = isRequired ? fields.requiredText(name) : fields.text(name);
    const auto code = organisationCode(id);
    if (!code && !id.empty())
        fields.complain(name, "is no organisation of list organisatie; choose one of that list");
    return code.value_or(OrganisationCode{});
}

std::optional<OrganisationCode> EntryReader::readOptionalOrganisation(Fields& fields,
                                                                      const char* name) {
    if (!fields.has(name))
        return std::nullopt;
    return readOrganisation(fields, name, true);
}

bool EntryReader::hasMinor(const std::vector<RecordId>& persons) const {
    return std::any_of(persons.begin(), persons.end(),
                       [&](const RecordId& person) { return m_minors.contains(person); });
}

CommonInput EntryReader::readCommon(Fields& fields) {
    CommonInput common;
    common.gebeurdOp = readTime(fields);
    common.betreft = readRecords(fields, "betreft");
    common.leefgebieden = fields.texts("leefgebieden");
    common.beperking = fields.texts("beperking");
    return common;
}

NewCase EntryReader::readCase(Fields& fields) {
    NewCase made;
    made.common = readCommon(fields);
    made.nummer = fields.requiredText("nummer");
    if (const Json* inbrenger = fields.member("inbrenger")) {
        Fields inner = fields.inside(*inbrenger, "inbrenger");
        made.inbrenger.organisatie = readOrganisation(inner, "organisatie", true);
        made.inbrenger.persoon = inner.text("persoon");
        inner.done();
    }
    made.weergavenaam = fields.text("weergavenaam");
    made.onderwerpsoort = fields.text("onderwerpsoort");
    made.domein = fields.text("domein");
    made.gemeente = fields.text("gemeente");
    // Until that person has a device the case cannot name them; whoever enters it then must.
    made.procesregisseur =
        m_scene.workerOf(fields.requiredText("procesregisseur")).value_or(WorkerId{});
    made.samenwerkingsdoel = fields.text("samenwerkingsdoel");
    made.regie = readOrganisation(fields, "regie", true);
    made.rolHuis = fields.text("rolHuis");
    made.locatie = fields.text("locatie");
    made.kaders = fields.texts("kaders");
    made.patronen = fields.texts("patronen");
    made.vlaggen = fields.texts("vlaggen");
    made.status = fields.text("status");
    made.fase = fields.text("fase");
    made.kleurcode = fields.text("kleurcode");
    made.aanleiding = fields.text("aanleiding");
    made.succes = fields.text("succes");
    made.rappeldatum = readDay(fields, "rappeldatum");
    made.rappelreden = fields.text("rappelreden");
    made.niveau = fields.text("niveau");
    made.afgesprokenLijn = fields.text("afgesprokenLijn");
    made.noodscenario = fields.text("noodscenario");
    made.eersteBespreking = readDay(fields, "eersteBespreking");
    return made;
}

std::optional<model::Date> EntryReader::readBirth(Fields& fields) {
    const Json* age = fields.member("leeftijd");
    if (age == nullptr)
        return model::Date{0, model::Precision::Unknown};
    std::int32_t months = 0;
    if (age->is_object()) {
        Fields inner = fields.inside(*age, "leeftijd");
        months = 12 * inner.requiredNumber("jaren") + inner.requiredNumber("maanden");
        inner.done();
    } else if (age->is_number_integer() && age->get<std::int64_t>() >= 0 &&
               age->get<std::int64_t>() <= kOldest) {
        months = 12 * age->get<std::int32_t>() + kMonthsSinceBirthday;
    } else {
        fields.complain("leeftijd", "is no age; write 39 or { \"jaren\": 17, \"maanden\": 10 }");
    }
    if (months < 0 || months > 12 * kOldest + kMonthsSinceBirthday)
        fields.complain("leeftijd", "is no age of a person; at most 120 years");
    return model::Date{addMonths(m_calendar.dayOf(m_now), -months), model::Precision::Day};
}

NewPerson EntryReader::readPerson(Fields& fields, const std::string& key) {
    const auto orUnknown = [](std::string name) {
        return name == "onbekend" ? std::optional<std::string>() : std::optional(std::move(name));
    };
    NewPerson made;
    made.common = readCommon(fields);
    made.voorletters = orUnknown(fields.requiredText("voorletters"));
    made.achternaam = orUnknown(fields.requiredText("achternaam"));
    made.geboortedatum = readBirth(fields);
    made.geslacht = fields.text("geslacht");
    made.rollen = fields.texts("rollen");
    made.spoor = fields.texts("spoor");
    made.taal = fields.text("taal");
    if (fields.has("tolk"))
        made.tolk = fields.flag("tolk");
    made.opDeHoogte = fields.text("opDeHoogte");
    made.toestemming = fields.text("toestemming");
    made.toestemmingVoor = fields.text("toestemmingVoor");
    know(key);
    const bool isKnown = made.geboortedatum->precision == model::Precision::Day;
    if (isKnown && yearsBetween(made.geboortedatum->days, m_calendar.dayOf(m_now)) < kAdult)
        m_minors.insert(m_scene.recordOf(m_caseKey + "/" + key));
    return made;
}

std::vector<Deelnemer> EntryReader::readParticipants(Fields& fields) {
    std::vector<Deelnemer> participants;
    const Json* list = fields.objects("deelnemers", model::kMaxTupleSize);
    if (list == nullptr)
        return participants;
    for (const Json& one : *list) {
        Deelnemer other;
        if (one.is_string()) {
            other.lid = m_scene.workerOf(one.get<std::string>());
            if (!other.lid)
                continue; // somebody who is no worker of this house, and unnamed
        } else {
            Fields inner = fields.inside(one, "deelnemers");
            other.organisatie = readOrganisation(inner, "organisatie", true);
            other.functie = inner.text("functie");
            inner.done();
        }
        participants.push_back(std::move(other));
    }
    return participants;
}

std::optional<Vervolg> EntryReader::readFollowUp(Fields& fields) {
    const Json* found = fields.member("vervolg");
    if (found == nullptr)
        return std::nullopt;
    Fields inner = fields.inside(*found, "vervolg");
    Vervolg next;
    next.tekst = inner.requiredText("tekst");
    if (const auto day = readDay(inner, "uiterlijk"))
        next.uiterlijk = EventTime(model::Date{*day});
    next.organisatie = readOptionalOrganisation(inner, "organisatie");
    next.persoon = m_scene.workerOf(inner.text("persoon"));
    inner.done();
    return next;
}

VerslagInput EntryReader::readReport(Fields& fields) {
    VerslagInput report;
    report.waargenomen = fields.text("waargenomen");
    report.duiding = fields.text("duiding");
    report.verklaard.tekst = fields.text("verklaard");
    if (const Json* who = fields.member("verklaardDoor")) {
        if (who->is_string()) {
            report.verklaard.door = who->get<std::string>();
        } else {
            Fields inner = fields.inside(*who, "verklaardDoor");
            report.verklaard.doorBetrokkene = readRecord(inner, "betrokkene");
            inner.done();
        }
    }
    report.vervolg = readFollowUp(fields);
    report.publiek = fields.text("publiek");
    return report;
}

EntryInput EntryReader::readContact(Fields& fields) {
    NewContact made;
    made.common = readCommon(fields);
    made.soort = fields.requiredText("contactsoort");
    made.uitkomst = fields.requiredText("uitkomst");
    made.deelnemers = readParticipants(fields);
    made.gesprokenMet = readRecords(fields, "gesprokenMet");
    made.kinderen = fields.text("kinderen");
    made.functie = fields.text("functie");
    made.plaats = fields.text("plaats");
    made.duur = fields.number("duur");
    if (fields.has("actie"))
        made.actie = readRecord(fields, "actie");
    made.verslag = readReport(fields);
    made.betreftMinderjarige = hasMinor(made.common.betreft);
    return made;
}

EntryInput EntryReader::readContext(Fields& fields) {
    NewContext made;
    made.common = readCommon(fields);
    made.soort = fields.requiredText("contextsoort");
    made.onderwerp = fields.requiredText("onderwerp");
    made.tekst = fields.requiredText("tekst");
    made.bronsoort = fields.requiredText("bronsoort");
    made.bronorganisatie = readOptionalOrganisation(fields, "bronorganisatie");
    made.bron = fields.text("bron");
    made.verificatie = fields.text("verificatie");
    made.hoe = fields.text("hoe");
    made.geldigVan = readDay(fields, "geldigVan");
    made.geldigTot = readDay(fields, "geldigTot");
    made.tegenstrijdigMet = readRecords(fields, "tegenstrijdigMet");
    if (const Json* found = fields.member("instrument")) {
        Fields inner = fields.inside(*found, "instrument");
        InstrumentInput instrument;
        instrument.naam = inner.requiredText("naam");
        instrument.datum = readDay(inner, "dag");
        instrument.door = inner.text("door");
        instrument.uitkomst = inner.text("uitkomst");
        inner.done();
        made.instrument = instrument;
    }
    made.publiek = fields.text("publiek");
    made.betreftMinderjarige = hasMinor(made.common.betreft);
    return made;
}

EntryInput EntryReader::readWarning(Fields& fields) {
    NewSafetyWarning made;
    made.common = readCommon(fields);
    made.soort = fields.requiredText("waarschuwing");
    made.niveau = fields.requiredText("niveau");
    made.advies = fields.text("advies");
    made.bron = fields.text("bron");
    made.geldtVoor = readRecords(fields, "geldtVoor");
    made.herzien = readDay(fields, "herzien");
    return made;
}

Eigenaar EntryReader::readOwner(Fields& fields) {
    const Json* found = fields.member("eigenaar");
    if (found == nullptr) {
        fields.complain("eigenaar", "is missing; add { \"organisatie\": ... }");
        return {};
    }
    Fields inner = fields.inside(*found, "eigenaar");
    Eigenaar owner;
    owner.organisatie = readOrganisation(inner, "organisatie", true);
    owner.persoon = m_scene.workerOf(inner.text("persoon"));
    inner.done();
    return owner;
}

EntryInput EntryReader::readAction(Fields& fields) {
    NewAction made;
    made.common = readCommon(fields);
    made.soort = fields.requiredText("actiesoort");
    made.tekst = fields.requiredText("tekst");
    made.plaats = fields.text("plaats");
    if (const Json* found = fields.member("frequentie")) {
        Fields inner = fields.inside(*found, "frequentie");
        made.frequentie = Frequentie{inner.requiredNumber("keer"), inner.requiredText("per")};
        inner.done();
    }
    made.eigenaar = readOwner(fields);
    for (const std::string& party : fields.texts("partijen")) {
        if (const auto organisation = organisationCode(party))
            made.partijen.emplace_back(*organisation);
        else
            made.partijen.emplace_back(party);
    }
    const Day due = m_calendar.dayOf(m_now) + fields.requiredNumber("uiterlijk");
    if (const auto minute = fields.clock("tijdUiterlijk"))
        made.uiterlijk = EventTime(m_calendar.instantOf({due, *minute}));
    else
        made.uiterlijk = EventTime(model::Date{due});
    made.voorwaarde = fields.text("voorwaarde");
    return made;
}

EntryInput EntryReader::readActionStep(Fields& fields) {
    ActionStepInput step;
    readTime(fields);
    step.actie = readRecord(fields, "actie");
    step.change.status = fields.requiredText("status");
    step.change.reden = fields.text("reden");
    step.change.geblokkeerdDoor = fields.text("geblokkeerdDoor");
    step.change.terugkoppeling = fields.text("terugkoppeling");
    if (fields.has("bewijs"))
        step.change.bewijs = Bewijs(fields.text("bewijs"));
    return step;
}

EntryInput EntryReader::readContextCheck(Fields& fields) {
    ContextCheckInput made;
    readTime(fields);
    made.context = readRecord(fields, "context");
    made.check.verificatie = fields.requiredText("verificatie");
    made.check.hoe = fields.requiredText("hoe");
    if (fields.has("tegenstrijdigMet"))
        made.check.tegenstrijdigMet = readRecord(fields, "tegenstrijdigMet");
    return made;
}

EntryInput EntryReader::readWarningChange(Fields& fields) {
    WarningChangeInput made;
    readTime(fields);
    made.waarschuwing = readRecord(fields, "waarschuwing");
    made.change.niveau = fields.text("niveau");
    made.change.herzien = readDay(fields, "herzien");
    made.change.trekIn = fields.flag("trekIn");
    made.change.reden = fields.text("reden");
    return made;
}

EntryInput EntryReader::readCaseStep(Fields& fields) {
    CaseStepInput step;
    readTime(fields);
    step.status = fields.requiredText("status");
    step.reden = fields.text("reden");
    step.rappeldatum = readDay(fields, "rappeldatum");
    return step;
}

EntryInput EntryReader::readCaseChange(Fields& fields) {
    CaseChangeInput made;
    readTime(fields);
    const FieldSpec* field = casusType().findByName(fields.requiredText("veld"));
    const bool isRegister = field != nullptr && field != &casus::kStatus &&
                            (field->policy == model::MergePolicy::RegisterAsk ||
                             field->policy == model::MergePolicy::RegisterLatest);
    if (!isRegister) {
        fields.complain("veld", "is no field of a case that can be changed like this");
        fields.ignoreRest();
        return made;
    }
    made.field = field;
    made.value = changedValue(fields, *field, m_calendar.dayOf(m_now));
    made.reden = fields.text("reden");
    return made;
}

std::optional<EntryInput> EntryReader::readEntry(Fields& fields, const std::string& soort) {
    static constexpr std::pair<std::string_view, Read> kKinds[] = {
        {"contact", &EntryReader::readContact},
        {"contextinformatie", &EntryReader::readContext},
        {"veiligheidswaarschuwing", &EntryReader::readWarning},
        {"actie", &EntryReader::readAction},
        {"actiestap", &EntryReader::readActionStep},
        {"contextcontrole", &EntryReader::readContextCheck},
        {"waarschuwingswijziging", &EntryReader::readWarningChange},
        {"casusstap", &EntryReader::readCaseStep},
        {"casuswijziging", &EntryReader::readCaseChange},
    };
    for (const auto& [name, read] : kKinds) {
        if (name == soort)
            return (this->*read)(fields);
    }
    fields.ignoreRest();
    return std::nullopt;
}

} // namespace vb::casework
