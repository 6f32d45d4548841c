// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/import.h"
#include "tests/support/must.h"
#include "tests/unit/casework/case_book.h"

#include <set>

using namespace vb;
using namespace vb::casework;
using vb::test::CaseBook;
using vb::test::must;

namespace {

/// Ids from keys by a plain mixing function: what an importer derives with a hash.
class Scene final : public ImportScene {
public:
    [[nodiscard]] RecordId recordOf(std::string_view key) const override {
        ByteArray<16> bytes{};
        std::uint64_t state = 0xcbf29ce484222325ULL;
        for (std::size_t i = 0; i < 64; ++i) {
            state =
                (state ^ static_cast<std::uint8_t>(i < key.size() ? key[i] : 0)) * 0x100000001b3ULL;
            bytes[i % 16] = static_cast<std::uint8_t>(bytes[i % 16] ^ (state >> 32));
        }
        return RecordId(bytes);
    }
    [[nodiscard]] std::optional<WorkerId> workerOf(std::string_view code) const override {
        if (unknown.contains(std::string(code)))
            return std::nullopt;
        ByteArray<16> bytes{};
        std::copy_n(code.begin(), std::min<std::size_t>(code.size(), 16), bytes.begin());
        bytes[15] = 1;
        return WorkerId(bytes);
    }
    std::set<std::string> unknown;
};

const Instant kNow{1'790'000'000'000}; // 21 September 2026, 14:13 UTC

Result<ImportBatch> readText(const std::string& text) {
    static const Scene scene;
    static const UtcCalendar calendar;
    const ImportFile files[] = {demoScenarios()[0], {"test.json", text}};
    return readImport(files, scene, kNow, calendar);
}

std::string caseWith(const std::string& entries) {
    return R"({"formaat":"veldboek-casussen","versie":1,"casussen":[{"sleutel":"x","titel":"t",
        "leden":["po"],"casus":{"auteur":"i","dag":-9,"nummer":"X1",
        "inbrenger":{"organisatie":"politie"},"weergavenaam":"X","onderwerpsoort":"persoon",
        "domein":"volwassenen","gemeente":"lindervoort","procesregisseur":"p",
        "regie":"politie","rolHuis":"adviseur","locatie":"huis","samenwerkingsdoel":"d",
        "aanleiding":"a"},"betrokkenen":[{"sleutel":"anna","auteur":"i","dag":-9,
        "voorletters":"A.","achternaam":"onbekend","leeftijd":17,"geslacht":"vrouw",
        "rollen":["casussubject"]}],"gebeurtenissen":[)" +
           entries + "]}]}";
}

std::string complaintOf(const std::string& text) {
    const auto read = readText(text);
    REQUIRE_FALSE(read.has_value());
    return read.error().context;
}

const ImportedCase& caseNamed(const ImportBatch& batch, std::string_view key) {
    const auto found = std::find_if(batch.cases.begin(), batch.cases.end(),
                                    [&](const ImportedCase& one) { return one.key == key; });
    REQUIRE(found != batch.cases.end());
    return *found;
}

const ImportedEntry& entryNamed(const ImportBatch& batch, std::string_view key) {
    const ImportedCase& one = caseNamed(batch, key.substr(0, key.find('/')));
    const auto found = std::find_if(one.entries.begin(), one.entries.end(),
                                    [&](const ImportedEntry& entry) { return entry.key == key; });
    REQUIRE(found != one.entries.end());
    return *found;
}

ImportBatch demo(Instant now = kNow) {
    static const Scene scene;
    static const UtcCalendar calendar;
    return must(readImport(demoScenarios(), scene, now, calendar));
}

/// The case that an import builds up, merged by the real kernel.
class Built final : public ShownCase {
public:
    Built(const model::Schema& schema, const RecordId& casus) : m_schema(schema), m_casus(casus) {}

    std::optional<ShownRecord> shown(const RecordId& record) override {
        const auto states = model::mergeAll(m_schema, saved);
        for (const model::RecordState& state : states) {
            if (state.record == record) {
                m_state = state;
                return ShownRecord{m_schema, m_state, {}, actor};
            }
        }
        return std::nullopt;
    }
    std::optional<ShownRecord> shownCasus() override { return shown(m_casus); }
    CaseFacts facts() override {
        CaseFacts made;
        made.hasSucces = true;
        return made;
    }

    std::vector<model::LoggedChangeset> saved;
    Actor actor;

private:
    const model::Schema& m_schema;
    RecordId m_casus;
    model::RecordState m_state;
};

} // namespace

TEST_CASE("the twelve demo scenarios are read whole", "[client][casework][import]") {
    const ImportBatch batch = demo();
    CHECK(batch.cases.size() == 12);
    CHECK(batch.mensen.size() == 13);
    std::size_t entries = 0;
    std::size_t leftOut = 0;
    std::set<std::string> numbers;
    std::set<RecordId> records;
    const Scene scene;
    for (const ImportedCase& one : batch.cases) {
        CAPTURE(one.key);
        CHECK(numbers.insert(one.nummer).second);
        CHECK(one.leden.size() >= 4);
        CHECK(std::holds_alternative<NewCase>(one.entries.front().input));
        entries += one.entries.size();
        leftOut += one.leftOut.size();
        for (const ImportedEntry& entry : one.entries)
            CHECK(records.insert(scene.recordOf(entry.key)).second);
        // Everybody who writes is a member, so that what they write can be read.
        for (const ImportedEntry& entry : one.entries)
            CHECK(std::find(one.leden.begin(), one.leden.end(), entry.author) != one.leden.end());
    }
    CHECK(entries + leftOut == 159);
    CHECK(leftOut == 38);
}

TEST_CASE("what the scenarios tell is in the entries", "[client][casework][import]") {
    const ImportBatch batch = demo();
    const auto contact = [&](const char* key) {
        return std::get<NewContact>(entryNamed(batch, key).input);
    };
    CHECK(contact("d1/straat").verslag.verklaard.tekst == "Wil naar de kliniek, kan het nog?");
    CHECK(contact("d1/vindplaats").verslag.waargenomen == "Meldt zich zelf, ik breng haar.");
    CHECK(entryNamed(batch, "d1/vindplaats").author == "po");
    CHECK(contact("d2/huisbezoek_po").verslag.waargenomen == "Koelkast leeg, post in de la.");
    CHECK(contact("d3/boksschool").duur == 70);
    CHECK(contact("d7/telefoon").uitkomst == "nummer_onjuist");
    CHECK(contact("d12/lot_zegt").betreftMinderjarige);
    const auto report = std::get<NewContext>(entryNamed(batch, "d4/rapport").input);
    const UtcCalendar calendar;
    const Day today = calendar.dayOf(kNow);
    CHECK(report.geldigTot == today - 335);
    CHECK(dayOf(entryNamed(batch, "d4/rapport").at, calendar) == today - 700);
    const auto warning = std::get<NewSafetyWarning>(entryNamed(batch, "d4/niet_alleen").input);
    CHECK(warning.niveau == "niet_alleen");
    const auto promise = std::get<NewAction>(entryNamed(batch, "d5/toezegging").input);
    CHECK(promise.soort == "toezegging");
    CHECK(std::get<Instant>(*promise.uiterlijk) == calendar.instantOf({today + 3, 9 * 60}));
    const auto colour = std::get<CaseChangeInput>(entryNamed(batch, "d12/oranje").input);
    CHECK(colour.field == &casus::kKleurcode);
    const auto person = std::get<NewPerson>(entryNamed(batch, "d10/milan").input);
    CHECK(yearsBetween(person.geboortedatum->days, today) == 17);
    CHECK(addMonths(person.geboortedatum->days, 17 * 12 + 9) == today);
    const Scene scene;
    CHECK(std::get<ActionStepInput>(entryNamed(batch, "d7/claim_po").input).actie ==
          scene.recordOf("d7/contacttaak"));
}

TEST_CASE("kinds of record to come are listed as left out", "[client][casework][import]") {
    const ImportBatch batch = demo();
    std::set<std::string> kinds;
    for (const ImportedCase& one : batch.cases)
        for (const LeftOutEntry& left : one.leftOut)
            kinds.insert(left.soort);
    CHECK(kinds == std::set<std::string>{"adres", "agendapunt", "bejegening", "besluit",
                                         "deelbesluit", "doel", "maatregel", "maatregel_uren",
                                         "marker", "opening", "overdracht", "relatie",
                                         "veldaanmelding"});
}

TEST_CASE("entries stand in the order of their time", "[client][casework][import]") {
    const UtcCalendar calendar;
    for (const ImportedCase& one : demo().cases) {
        CAPTURE(one.key);
        std::size_t first = 0; // the case and its persons go before
        while (first < one.entries.size() &&
               (std::holds_alternative<NewCase>(one.entries[first].input) ||
                std::holds_alternative<NewPerson>(one.entries[first].input)))
            ++first;
        for (std::size_t i = first + 1; i < one.entries.size(); ++i)
            CHECK(startOf(one.entries[i - 1].at, calendar) <= startOf(one.entries[i].at, calendar));
    }
}

TEST_CASE("nothing imported lies in the future", "[client][casework][import]") {
    const Instant early{kNow.millis - 14 * 3'600'000}; // just after midnight
    const UtcCalendar calendar;
    for (const ImportedCase& one : demo(early).cases)
        for (const ImportedEntry& entry : one.entries)
            CHECK(startOf(entry.at, calendar) <= early);
}

TEST_CASE("every entry of the demo can be entered, and again without a double",
          "[client][casework][import]") {
    const ImportBatch batch = demo();
    const model::Schema schema = makeSchema();
    const Scene scene;
    const UtcCalendar calendar;
    vb::test::SeededRandom random(3);
    for (const ImportedCase& one : batch.cases) {
        Built built(schema, scene.recordOf(one.key + "/casus"));
        std::int64_t stamp = kNow.millis;
        std::set<RecordId> made;
        for (const ImportedEntry& entry : one.entries) {
            CAPTURE(entry.key);
            const auto author =
                *std::find_if(batch.mensen.begin(), batch.mensen.end(),
                              [&](const ImportPerson& p) { return p.code == entry.author; });
            const WorkerId worker = scene.workerOf(author.code).value();
            built.actor = {};
            built.actor.roles = author.rollen;
            built.actor.ownsAction = true;
            FirstId ids(scene.recordOf(entry.key), random);
            const auto entered =
                enter(entry.input,
                      {kNow, calendar, ids, worker, author.organisatie, author.functie}, built);
            if (!entered.isAccepted())
                FAIL(sentences(entered.problems()));
            model::LoggedChangeset saved;
            saved.id = random.makeId<ChangesetId>();
            saved.content.author = worker;
            saved.content.organisation = author.organisatie;
            saved.content.stamp = {++stamp, 0};
            for (const EntryPart& part : entered.value().parts) {
                saved.partIndexes.push_back(static_cast<std::uint16_t>(saved.content.parts.size()));
                saved.content.parts.push_back(part.part);
                made.insert(part.part.record);
            }
            saved.position = built.saved.size() + 1;
            saved.hubTime = kNow;
            saved.rolesAtAcceptance = author.rollen;
            built.saved.push_back(std::move(saved));
            // Whoever imports again finds the record under the same id.
            CHECK(made.contains(entered.value().record));
            const bool isNew = !std::holds_alternative<ActionStepInput>(entry.input) &&
                               !std::holds_alternative<CaseStepInput>(entry.input) &&
                               !std::holds_alternative<CaseChangeInput>(entry.input);
            if (isNew)
                CHECK(entered.value().record == scene.recordOf(entry.key));
        }
        const auto states = model::mergeAll(schema, built.saved);
        CHECK(states.size() == made.size());
    }
}

TEST_CASE("a colleague without a device is named by organisation alone",
          "[client][casework][import]") {
    Scene scene;
    scene.unknown = {"po", "ou"};
    const UtcCalendar calendar;
    const ImportBatch batch = must(readImport(demoScenarios(), scene, kNow, calendar));
    const auto action = std::get<NewAction>(entryNamed(batch, "d1/brengen").input);
    CHECK(action.eigenaar.organisatie == organisationCode("politie"));
    CHECK_FALSE(action.eigenaar.persoon.has_value());
}

TEST_CASE("an import says where it is wrong and what to do", "[client][casework][import]") {
    CHECK(readText(caseWith("")).has_value());
    const std::string good =
        R"({"sleutel":"e1","soort":"contact","auteur":"po","dag":-1,"contactsoort":"huisbezoek",
            "uitkomst":"gesproken","betreft":["anna"])";
    CHECK(readText(caseWith(good + "}")).has_value());
    const auto says = [&](const std::string& entry, const std::string& words) {
        const std::string complaint = complaintOf(caseWith(entry));
        CAPTURE(complaint);
        CHECK(complaint.find(words) != std::string::npos);
        CHECK(complaint.starts_with("test.json: case x"));
    };
    says(good + R"(,"waargenome":"x"})", "entry e1: field waargenome is not known here");
    says(R"({"sleutel":"e1","soort":"contact","auteur":"po","dag":-1,"uitkomst":"gesproken"})",
         "entry e1: field contactsoort is missing; add it");
    says(R"({"sleutel":"e1","soort":"contact","auteur":"po","dag":-1,"contactsoort":"zang",
             "uitkomst":"gesproken"})",
         "entry e1: field soort is refused: Deze keuze bestaat niet");
    says(R"({"sleutel":"e1","soort":"dans","auteur":"po","dag":-1})",
         "field soort is no kind of record");
    says(R"({"sleutel":"e1","soort":"contact","auteur":"zz","dag":-1})",
         "field auteur is nobody of the list mensen");
    says(good + R"(},)" + good + "}", "field sleutel is used twice");
    says(good + R"(,"tijd":"25:00"})", "field tijd is no time of the day");
    says(good + R"(,"tijd":"9 uur"})", "field tijd is no time; write it as 09:15");
    says(good + R"(,"duur":"lang"})", "field duur is no whole number");
    says(R"({"sleutel":"e1","soort":"contact","auteur":"po","dag":99999,"contactsoort":"video",
             "uitkomst":"gesproken"})",
         "field dag is out of range");
    says(R"({"sleutel":"E 1","soort":"contact","auteur":"po","dag":-1})",
         "field sleutel is no key");
    says(R"({"sleutel":"e1","soort":"contact","auteur":"po","dag":-1,"contactsoort":"video",
             "uitkomst":"gesproken","betreft":["bea"]})",
         "field betreft names something that is not in this case");
    says(good + R"(,"waargenomen":"x","publiek":"casusteam"})",
         "field publiek is refused: Dit gaat over een minderjarige");
    says(R"({"sleutel":"e1","soort":"casuswijziging","auteur":"po","dag":-1,"veld":"status",
             "waarde":"afgesloten"})",
         "field veld is no field of a case that can be changed like this");
    says("7", "is no object");
}

TEST_CASE("files that are none of ours are refused", "[client][casework][import]") {
    CHECK(complaintOf("{").find("is no JSON, near byte 2") != std::string::npos);
    CHECK(complaintOf("[]").find("is no file of cases") != std::string::npos);
    CHECK(complaintOf("").find("is no JSON") != std::string::npos);
    CHECK(complaintOf(R"({"formaat":"veldboek-casussen","versie":24E312})")
              .find("a number that no field can take") != std::string::npos);
    CHECK(complaintOf(R"({"formaat":"veldboek-casussen","versie":2})").find("1 only") !=
          std::string::npos);
    CHECK(readText(std::string(kMaxImportBytes + 1, ' ')).error().code == Code::TooLarge);
    // A complaint quotes no text: it may be somebody's story.
    CHECK(complaintOf(R"({"formaat":"veldboek-casussen","versie":1,"geheim verhaal":1})")
              .find("verhaal") == std::string::npos);
    CHECK(complaintOf("{\"formaat\" geheim").find("geheim") == std::string::npos);
    // Deep nesting is read, not followed into the stack.
    CHECK_FALSE(readText(std::string(200'000, '[')).has_value());
}
