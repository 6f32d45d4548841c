// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/generator.h"

#include "client/casework/fictional_text.h"
#include "client/casework/generator_plan.h"
#include "client/casework/generator_traits.h"
#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::casework {

namespace {

constexpr Volume kVolumes[] = {
    {"demo", 12, 90, 700},
    {"typical", 25, 1'250, 10'000},
    {"large", 100, 15'000, 120'000},
    {"house", 280, 25'000, 300'000},
};
constexpr std::size_t kMostRecords = 1'000'000;

/// Share of entries in the name of the first author; the others share the rest.
constexpr double kByFirst = 0.7;
constexpr double kConcurrentEdits = 0.01;
constexpr double kDaysPerYear = 365.25;

constexpr std::string_view kGemeenten[] = {"lindervoort", "lindervoort", "lindervoort", "hogedonk"};
constexpr std::string_view kDomestic[] = {"huisbezoek", "aan_de_deur", "straatgesprek",
                                          "kantoorgesprek", "controle"};
constexpr std::string_view kOtherWays[] = {"telefonisch", "bericht", "gesprek_met_derde",
                                           "bezoek_instelling", "eigen_waarneming"};
constexpr std::string_view kTalks[] = {"gesproken", "gesproken", "binnengelaten", "kort_gesproken"};
constexpr std::string_view kFailures[] = {"niet_thuis",      "niet_opengedaan", "niet_bereikt",
                                          "niet_verschenen", "afgezegd",        "geweigerd"};
constexpr std::string_view kContextKinds[] = {"feit",       "feit",      "melding",    "zorg",
                                              "veerkracht", "motivatie", "wat_werkte", "hypothese"};
constexpr std::string_view kSources[] = {"eigen_waarneming", "eigen_waarneming",
                                         "via_client",       "netwerk_familie",
                                         "omwonende",        "partnerprofessional"};
constexpr std::string_view kColours[] = {"groen", "geel", "oranje", "rood"};
constexpr std::string_view kLevels[] = {"let_op", "let_op", "niet_alleen", "alleen_met_politie"};
constexpr std::string_view kDangers[] = {"agressie", "wapen", "onvoorspelbaar", "dier",
                                         "anderen_in_woning"};
constexpr std::string_view kOtherRoles[] = {"ouder", "kind", "overige_betrokkene", "slachtoffer"};
constexpr std::string_view kPartners[] = {"politie",  "reclassering",   "ggd_oggz",
                                          "wijkteam", "gemeente",       "leerplicht",
                                          "opvang",   "verslavingszorg"};

} // namespace

/// Draws one planned entry; the same one every time it is asked.
class Generator::Writer {
public:
    Writer(const Generator& made, const Planned& planned)
        : m_made(made),
          m_planned(planned),
          m_case(made.m_cases[planned.caseIndex]),
          m_dice(made.m_request.seed,
                 static_cast<std::uint64_t>(Purpose::Entry) +
                     static_cast<std::uint64_t>(planned.kind),
                 std::uint64_t{planned.caseIndex} << 32U | planned.number),
          m_text(m_dice, pronoun()) {}

    GeneratedEntry write();

private:
    [[nodiscard]] std::string_view pronoun() const {
        if (m_case.geslacht == "man")
            return "hij";
        return m_case.geslacht == "vrouw" ? "zij" : "betrokkene";
    }
    [[nodiscard]] std::size_t drawAuthor();
    /// Who made an action is who ends it: asked by the number of the action.
    [[nodiscard]] std::size_t authorOfRecord() const;
    [[nodiscard]] const RecordId& record() const { return m_made.m_ids[m_planned.record]; }
    [[nodiscard]] CommonInput common(bool aboutPersons);
    [[nodiscard]] std::string areaCode(std::size_t area) const {
        return std::string(codeList(ListId::Leefgebied).entries[area].id);
    }

    struct Name {
        std::string surname;
        std::string initials;
    };
    /// Of the person with that number: the same wherever it is written.
    [[nodiscard]] Name nameOf(std::uint32_t number) const;

    NewCase casus();
    NewPerson person();
    NewContext context();
    NewSafetyWarning warning();
    NewAction action(std::size_t author);
    ActionStepInput step();
    NewContact contact(std::size_t author);
    VerslagInput report();
    CaseChangeInput colour();

    const Generator& m_made;
    const Planned& m_planned;
    const GeneratedCase& m_case;
    Dice m_dice;
    FictionalText m_text;
};

std::size_t Generator::Writer::drawAuthor() {
    const std::size_t count = m_made.m_request.authors.size();
    if (count == 1 || m_dice.chance(kByFirst))
        return 0;
    return 1 + m_dice.below(count - 1);
}

std::size_t Generator::Writer::authorOfRecord() const {
    Dice dice(m_made.m_request.seed, static_cast<std::uint64_t>(Purpose::Owner), m_planned.record);
    const std::size_t count = m_made.m_request.authors.size();
    return count == 1 || dice.chance(kByFirst) ? 0 : 1 + dice.below(count - 1);
}

Generator::Writer::Name Generator::Writer::nameOf(std::uint32_t number) const {
    Dice dice(m_made.m_request.seed, static_cast<std::uint64_t>(Purpose::Name),
              std::uint64_t{m_planned.caseIndex} << 32U | number);
    FictionalText text(dice, pronoun());
    std::string surname = text.surname();
    return {std::move(surname), text.initials()};
}

CommonInput Generator::Writer::common(bool aboutPersons) {
    CommonInput made;
    made.gebeurdOp = EventTime(Instant{m_planned.at});
    if (aboutPersons) {
        made.betreft = {m_case.persons.front()};
        if (m_case.persons.size() > 1 && m_dice.chance(0.2))
            made.betreft.push_back(m_case.persons[1 + m_dice.below(m_case.persons.size() - 1)]);
    }
    return made;
}

NewCase Generator::Writer::casus() {
    NewCase made;
    made.common = common(false);
    for (const std::size_t area : m_case.leefgebieden)
        made.common.leefgebieden.push_back(areaCode(area));
    made.nummer = m_case.nummer;
    made.inbrenger = {organisationCode(m_dice.pick(kPartners)).value(), ""};
    const Name name = nameOf(0);
    made.weergavenaam = m_case.hasInitials ? name.initials + ' ' + name.surname : name.surname;
    made.onderwerpsoort = m_case.persons.size() > 2 ? "systeem" : "persoon";
    made.domein = m_case.ageAtIntake < 18 ? "jeugd" : "volwassenen";
    made.gemeente = m_dice.pick(kGemeenten);
    made.procesregisseur = m_made.m_request.procesregisseur;
    made.samenwerkingsdoel = m_text.goal();
    made.regie = organisationCode(m_dice.pick(kPartners)).value();
    made.rolHuis = m_dice.chance(0.5) ? "regisseur" : "adviseur";
    made.locatie = m_dice.chance(0.5) ? "huis" : "lokaal";
    made.kaders = {std::string(
        codeList(ListId::Kader).entries[m_dice.below(codeList(ListId::Kader).entries.size())].id)};
    made.status = m_case.isNearlyEmpty ? "aangemeld" : "in_uitvoering";
    made.kleurcode = m_dice.pick(kColours);
    made.aanleiding = m_text.trigger();
    made.succes = m_text.goal();
    return made;
}

NewPerson Generator::Writer::person() {
    const bool isSubject = m_planned.number == 0;
    NewPerson made;
    made.common = common(false);
    const Name name = nameOf(m_planned.number);
    made.achternaam = name.surname;
    made.voorletters = name.initials;
    if (isSubject && !m_case.hasInitials)
        made.voorletters.reset();
    const std::string role(isSubject ? "casussubject" : m_dice.pick(kOtherRoles));
    made.rollen = {role};
    double age = m_case.ageAtIntake;
    if (!isSubject)
        age = role == "kind" ? 1.0 + 15.0 * m_dice.share() : 18.0 + 50.0 * m_dice.share();
    made.geboortedatum =
        model::Date{m_case.intake - static_cast<Day>(age * kDaysPerYear), model::Precision::Day};
    made.geslacht = isSubject ? m_case.geslacht : m_dice.chance(0.5) ? "vrouw" : "man";
    return made;
}

NewContext Generator::Writer::context() {
    NewContext made;
    made.common = common(true);
    const bool isCount = m_planned.detail == kBvhCount || m_planned.detail == kHksCount;
    if (isCount) {
        const bool isPolice = m_planned.detail == kBvhCount;
        made.soort = "telling";
        made.onderwerp = isPolice ? "Registraties" : "Veroordelingen";
        made.tekst = std::to_string(isPolice ? m_case.bvh : m_case.hks) +
                     (isPolice ? " registraties bij de politie in het jaar ervoor."
                               : " veroordelingen in het jaar ervoor.");
        made.bronsoort = "register_partnersysteem";
        made.bronorganisatie = organisationCode("politie");
        return made;
    }
    made.common.leefgebieden = {areaCode(m_planned.detail)};
    made.soort = m_dice.pick(kContextKinds);
    made.onderwerp = m_text.subject(m_planned.detail);
    made.tekst = m_text.fact(m_planned.detail, drawReportLength(m_dice) / 2);
    made.bronsoort = m_dice.pick(kSources);
    if (made.bronsoort == "partnerprofessional")
        made.bronorganisatie = organisationCode(m_dice.pick(kPartners));
    if (made.bronsoort == "eigen_waarneming" && m_dice.chance(0.3)) {
        made.verificatie = "geverifieerd";
        made.hoe = "Zelf gezien.";
    }
    return made;
}

NewSafetyWarning Generator::Writer::warning() {
    NewSafetyWarning made;
    made.common = common(false);
    made.soort = m_dice.pick(kDangers);
    made.niveau = m_dice.pick(kLevels);
    made.advies = m_text.advice();
    made.bron = m_dice.chance(0.6) ? "eigen_waarneming" : "partnerprofessional";
    made.geldtVoor = {m_case.persons.front()};
    return made;
}

NewAction Generator::Writer::action(std::size_t author) {
    const GeneratorAuthor& owner = m_made.m_request.authors[author];
    NewAction made;
    made.common = common(true);
    made.common.leefgebieden = {areaCode(m_planned.detail)};
    made.soort = m_dice.chance(0.8) ? "actie" : m_dice.chance(0.5) ? "afspraak" : "contacttaak";
    made.tekst = m_text.action(m_planned.detail);
    made.eigenaar = {owner.organisatie, owner.worker};
    made.uiterlijk = EventTime(model::Date{
        m_made.m_calendar->dayOf({m_planned.at}) + m_planned.days, model::Precision::Day});
    if (made.soort == "afspraak")
        made.partijen = {m_text.third()};
    return made;
}

ActionStepInput Generator::Writer::step() {
    ActionStepInput made;
    made.actie = record();
    if (m_planned.kind == Kind::ActionTaken) {
        made.change.status = "opgepakt";
    } else if (m_planned.detail == kEndDone) {
        made.change.status = "uitgevoerd";
        made.change.bewijs = Bewijs(m_text.proof());
    } else {
        const bool isBlocked = m_planned.detail == kEndBlocked;
        made.change.status = isBlocked ? "geblokkeerd" : "niet_nagekomen";
        made.change.reden = m_text.reason();
        if (isBlocked)
            made.change.geblokkeerdDoor = m_text.third();
    }
    return made;
}

VerslagInput Generator::Writer::report() {
    VerslagInput made;
    // The last sentence may go somewhat beyond the wanted length; the field takes 4000.
    const std::size_t length = std::min<std::size_t>(drawReportLength(m_dice), 3900);
    // A long report has all three voices; a short one is what was seen.
    const std::size_t told = length > 120 && m_dice.chance(0.6) ? length / 3 : 0;
    const std::size_t thought = length > 200 && m_dice.chance(0.4) ? length / 6 : 0;
    made.waargenomen = m_text.seen(length - told - thought);
    if (told > 0) {
        made.verklaard.tekst = m_text.said(told);
        if (m_dice.chance(0.3))
            made.verklaard.door = m_text.third();
        else
            made.verklaard.doorBetrokkene = m_case.persons.front();
    }
    if (thought > 0)
        made.duiding = m_text.meaning(thought);
    return made;
}

NewContact Generator::Writer::contact(std::size_t author) {
    const bool isAttempt = (m_planned.detail & kIsAttempt) != 0;
    NewContact made;
    made.common = common(true);
    if (!m_case.leefgebieden.empty())
        made.common.leefgebieden = {
            areaCode(m_case.leefgebieden[m_dice.below(m_case.leefgebieden.size())])};
    made.soort = m_dice.chance(0.7) ? m_dice.pick(kDomestic) : m_dice.pick(kOtherWays);
    if (isAttempt)
        made.uitkomst = m_dice.pick(kFailures);
    else if (made.soort == "eigen_waarneming")
        made.uitkomst = "waargenomen";
    else if (made.soort == "gesprek_met_derde")
        made.uitkomst = "alleen_derde_gesproken";
    else
        made.uitkomst = m_dice.pick(kTalks);
    if (!isAttempt)
        made.duur = m_dice.between(1, 12) * 5;
    const GeneratorAuthor& writer = m_made.m_request.authors[author];
    if (writer.organisatie == organisationCode("reclassering"))
        made.functie = writer.functie == "reclassering_adviseur" ? "adviseur" : "toezichthouder";
    if ((m_planned.detail & kIsJoint) != 0) {
        Deelnemer other;
        other.organisatie = organisationCode(m_dice.pick(kPartners)).value();
        other.functie = "collega";
        made.deelnemers = {other};
    }
    if ((m_planned.detail & kHasReport) != 0)
        made.verslag = report();
    return made;
}

CaseChangeInput Generator::Writer::colour() {
    return {&casus::kKleurcode, model::CodeValue{std::string(kColours[m_planned.detail])},
            m_text.reason()};
}

GeneratedEntry Generator::Writer::write() {
    GeneratedEntry entry;
    entry.caseIndex = m_planned.caseIndex;
    entry.at = EventTime(Instant{m_planned.at});
    const bool isChange = m_planned.kind == Kind::ActionTaken ||
                          m_planned.kind == Kind::ActionEnd || m_planned.kind == Kind::Colour;
    const bool isAction = m_planned.kind == Kind::Action || m_planned.kind == Kind::ActionTaken ||
                          m_planned.kind == Kind::ActionEnd;
    entry.author = isAction ? authorOfRecord() : drawAuthor();
    entry.isConcurrent = isChange && m_dice.chance(kConcurrentEdits);
    if (!isChange)
        entry.record = record();
    switch (m_planned.kind) {
    case Kind::Casus:
        entry.author = 0;
        entry.input = casus();
        break;
    case Kind::Person:
        entry.author = 0;
        entry.input = person();
        break;
    case Kind::Context:
        entry.input = context();
        break;
    case Kind::Warning:
        entry.input = warning();
        break;
    case Kind::Action:
        entry.input = action(entry.author);
        break;
    case Kind::ActionTaken:
    case Kind::ActionEnd:
        entry.input = step();
        break;
    case Kind::Contact:
        entry.input = contact(entry.author);
        break;
    case Kind::Colour:
        entry.input = colour();
        break;
    }
    return entry;
}

std::span<const Volume> volumes() {
    return kVolumes;
}

std::optional<Volume> findVolume(std::string_view name) {
    const auto found = std::find_if(std::begin(kVolumes), std::end(kVolumes),
                                    [&](const Volume& volume) { return volume.name == name; });
    return found == std::end(kVolumes) ? std::nullopt : std::optional(*found);
}

Generator::Generator(GeneratorRequest request, const Calendar& calendar)
    : m_request(std::move(request)), m_calendar(&calendar) {}

Result<Generator> Generator::create(GeneratorRequest request, const Calendar& calendar,
                                    RandomSource& ids) {
    if (request.volume.cases == 0 || request.authors.empty())
        return fail(Code::InvalidInput, "a caseload needs cases and somebody who writes");
    if (request.volume.cases > kMostRecords || request.volume.contacts > kMostRecords ||
        request.volume.records > kMostRecords)
        return fail(Code::TooLarge, "a caseload of more than a million records");
    Generator made(std::move(request), calendar);
    Planner(made, ids).plan();
    return made;
}

Result<void> Generator::run(const std::function<Result<void>(const GeneratedEntry&)>& take) const {
    for (const Planned& planned : m_plan)
        VB_TRY_VOID(take(Writer(*this, planned).write()));
    return {};
}

} // namespace vb::casework
