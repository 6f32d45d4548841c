// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/generator.h"
#include "client/casework/generator_traits.h"
#include "sync/base/utf8.h"
#include "sync/model/merge.h"
#include "sync/model/validate.h"
#include "tests/support/must.h"
#include "tests/support/property.h"
#include "tests/unit/casework/case_book.h"

#include <cmath>
#include <map>
#include <numeric>

using namespace vb;
using namespace vb::casework;
using vb::test::CaseBook;
using vb::test::must;

namespace {

const UtcCalendar kCalendar;
const Instant kNow{1'790'000'000'000};

GeneratorRequest request(std::uint64_t seed, Volume volume, std::size_t authors = 1) {
    GeneratorRequest made;
    made.seed = seed;
    made.volume = volume;
    made.now = kNow;
    vb::test::SeededRandom workers(99);
    static constexpr std::string_view kOrganisations[] = {"politie", "reclassering", "ggd_oggz"};
    for (std::size_t i = 0; i < authors; ++i)
        made.authors.push_back({workers.makeId<WorkerId>(),
                                organisationCode(kOrganisations[i % 3]).value(), "wijkagent"});
    made.procesregisseur = workers.makeId<WorkerId>();
    return made;
}

Generator generate(std::uint64_t seed, Volume volume, std::size_t authors = 1) {
    vb::test::SeededRandom ids(seed);
    return must(Generator::create(request(seed, volume, authors), kCalendar, ids));
}

/// Everything an entry says, as text, for comparing.
std::string printed(const GeneratedEntry& entry) {
    vb::test::SeededRandom ids(5);
    std::string text = std::to_string(entry.caseIndex) + "/" + std::to_string(entry.author) + "/" +
                       std::to_string(std::get<Instant>(entry.at).millis) + "/" +
                       entry.record.hex() + "/" + std::to_string(entry.input.index());
    if (const auto* contact = std::get_if<NewContact>(&entry.input))
        text += contact->soort + contact->uitkomst + contact->verslag.waargenomen +
                contact->verslag.verklaard.tekst + contact->verslag.duiding;
    if (const auto* context = std::get_if<NewContext>(&entry.input))
        text += context->soort + context->onderwerp + context->tekst;
    if (const auto* action = std::get_if<NewAction>(&entry.input))
        text += action->tekst;
    if (const auto* person = std::get_if<NewPerson>(&entry.input))
        text += person->achternaam.value_or("?") + person->voorletters.value_or("?");
    return text + (entry.isConcurrent ? "!" : "");
}

std::vector<std::string> allOf(const Generator& generator) {
    std::vector<std::string> lines;
    must(generator.run([&](const GeneratedEntry& entry) -> Result<void> {
        lines.push_back(printed(entry));
        return {};
    }));
    return lines;
}

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation(const std::vector<double>& values) {
    const double m = mean(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - m) * (value - m);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const double meanA = mean(a);
    const double meanB = mean(b);
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - meanA) * (b[i] - meanB);
    return sum / static_cast<double>(a.size()) / deviation(a) / deviation(b);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

constexpr Volume kSmall{"small", 20, 400, 1500};

} // namespace

TEST_CASE("the same seed gives the same caseload", "[client][casework][generator]") {
    const auto first = allOf(generate(11, kSmall, 3));
    CHECK(first == allOf(generate(11, kSmall, 3)));
    CHECK(first != allOf(generate(12, kSmall, 3)));
    // And giving it twice from one generator changes nothing.
    const Generator generator = generate(11, kSmall, 3);
    CHECK(allOf(generator) == allOf(generator));
}

TEST_CASE("a caseload weighs what its volume says", "[client][casework][generator]") {
    for (const Volume& volume : {*findVolume("demo"), *findVolume("typical")}) {
        CAPTURE(volume.name);
        const Generator generator = generate(1, volume);
        std::size_t contacts = 0;
        std::size_t records = 0;
        std::int64_t last = 0;
        std::set<RecordId> made;
        bool isInOrder = true;
        bool isUnique = true;
        must(generator.run([&](const GeneratedEntry& entry) -> Result<void> {
            const std::int64_t at = std::get<Instant>(entry.at).millis;
            isInOrder = isInOrder && at >= last && at <= kNow.millis;
            last = at;
            if (!entry.record.isNone()) {
                isUnique = made.insert(entry.record).second && isUnique;
                ++records;
            }
            if (const auto* contact = std::get_if<NewContact>(&entry.input)) {
                ++contacts;
                records += contact->verslag.isEmpty() ? 0U : 1U;
            }
            return {};
        }));
        CHECK(isInOrder);
        CHECK(isUnique);
        CHECK(generator.cases().size() == volume.cases);
        CHECK(contacts == volume.contacts);
        CHECK(records == generator.records());
        CHECK(records >= volume.records);
        CHECK(static_cast<double>(records) < 1.1 * static_cast<double>(volume.records));
    }
    CHECK(volumes().size() == 4);
    CHECK_FALSE(findVolume("continent").has_value());
}

TEST_CASE("what cannot be generated is refused", "[client][casework][generator]") {
    vb::test::SeededRandom ids(1);
    CHECK(Generator::create(request(1, {"none", 0, 0, 0}), kCalendar, ids).error().code ==
          Code::InvalidInput);
    CHECK(Generator::create(request(1, kSmall, 0), kCalendar, ids).error().code ==
          Code::InvalidInput);
    CHECK(Generator::create(request(1, {"all", 10, 10, 10'000'000}), kCalendar, ids).error().code ==
          Code::TooLarge);
    const Generator generator = generate(1, kSmall);
    std::size_t seen = 0;
    const auto stopped = generator.run([&](const GeneratedEntry&) -> Result<void> {
        if (++seen == 3)
            return fail(Code::Full, "disk");
        return {};
    });
    CHECK(stopped.error().code == Code::Full);
    CHECK(seen == 3);
}

TEST_CASE("traits follow the specification's distributions", "[client][casework][generator]") {
    std::vector<double> age, areas, times, pva, bvh, hks, rate;
    std::map<std::string, double> sex;
    double manyAreas = 0, noInitials = 0, empty = 0;
    const std::array<double, 4> kPlan{0.290, 0.261, 0.290, 0.159};
    std::array<double, 4> plan{};
    bool isBounded = true;
    constexpr std::size_t kDraws = 10'000;
    for (std::size_t i = 0; i < kDraws; ++i) {
        Dice dice(7, 1, i);
        const Traits traits = drawTraits(dice);
        age.push_back(traits.ageAtIntake);
        areas.push_back(traits.leefgebieden);
        times.push_back(traits.timesDiscussed);
        pva.push_back(traits.pva);
        bvh.push_back(traits.bvh);
        hks.push_back(traits.hks);
        rate.push_back(traits.contactsPerYear);
        sex[traits.geslacht] += 1.0 / kDraws;
        plan[static_cast<std::size_t>(traits.pva)] += 1.0 / kDraws;
        manyAreas += traits.leefgebieden >= 8 ? 1.0 / kDraws : 0;
        noInitials += traits.hasInitials ? 0 : 1.0 / kDraws;
        empty += traits.isNearlyEmpty ? 1.0 / kDraws : 0;
        isBounded = isBounded && traits.ageAtIntake >= 9.0 && traits.ageAtIntake <= 77.0 &&
                    traits.leefgebieden >= 0 && traits.leefgebieden <= 11 &&
                    traits.timesDiscussed >= 0 && traits.timesDiscussed <= 14 &&
                    traits.partners >= 5 && traits.partners <= 12;
    }
    CHECK(isBounded);
    CHECK(mean(age) == Approx(23.52).margin(0.4));
    CHECK(deviation(age) == Approx(11.95).margin(0.5)); // the cap at 77 takes a little
    CHECK(sex["man"] == Approx(0.841).margin(0.01));
    CHECK(sex["vrouw"] == Approx(0.154).margin(0.01));
    CHECK(sex["onbekend"] == Approx(0.005).margin(0.002));
    CHECK(mean(areas) == Approx(3.0).margin(0.08));
    CHECK(manyAreas == Approx(0.05).margin(0.01));
    CHECK(mean(times) == Approx(3.0).margin(0.08));
    for (std::size_t i = 0; i < plan.size(); ++i)
        CHECK(plan[i] == Approx(kPlan[i]).margin(0.012));
    CHECK(correlation(pva, areas) == Approx(0.52).margin(0.03));
    CHECK(correlation(age, times) == Approx(-0.23).margin(0.03));
    CHECK(mean(bvh) == Approx(6.68).margin(0.3)); // the cap at 40 takes little
    CHECK(mean(hks) == Approx(1.24).margin(0.06));
    CHECK(median(rate) == Approx(18.0).margin(0.6));
    CHECK(mean(rate) == Approx(meanContactsPerYear()).margin(0.8));
    CHECK(noInitials == Approx(0.038).margin(0.006));
    CHECK(empty == Approx(0.014).margin(0.004));
}

TEST_CASE("entries follow the specification's shares", "[client][casework][generator]") {
    // Without filling up, so that the shares are those of the distributions alone.
    const Generator generator = generate(3, {"shares", 150, 6000, 0});
    double contacts = 0, attempts = 0, joint = 0, actions = 0, context = 0, filled = 0, edits = 0,
           concurrent = 0, due = 0, meetings = 0;
    std::vector<double> lengths;
    std::map<RecordId, bool> open;
    const Day today = kCalendar.dayOf(kNow);
    must(generator.run([&](const GeneratedEntry& entry) -> Result<void> {
        if (const auto* contact = std::get_if<NewContact>(&entry.input)) {
            const bool isAttempt =
                codeList(ListId::Uitkomst).find(contact->uitkomst)->mark == CodeMark::Attempt;
            contacts += 1;
            attempts += isAttempt ? 1 : 0;
            joint += contact->deelnemers.empty() ? 0 : 1;
            const VerslagInput& report = contact->verslag;
            const std::size_t length =
                must(Result<std::size_t>(countCodePoints(report.waargenomen).value())) +
                countCodePoints(report.verklaard.tekst).value() +
                countCodePoints(report.duiding).value();
            if (!report.isEmpty())
                lengths.push_back(static_cast<double>(length));
        }
        if (const auto* item = std::get_if<NewContext>(&entry.input))
            context += item->soort == "telling" ? 0 : 1;
        if (const auto* action = std::get_if<NewAction>(&entry.input)) {
            actions += 1;
            if (dayOf(*action->uiterlijk, kCalendar) < today) {
                due += 1;
                open[entry.record] = true;
            }
        }
        if (const auto* step = std::get_if<ActionStepInput>(&entry.input)) {
            edits += 1;
            if (step->change.status != "opgepakt")
                open[step->actie] = false;
        }
        edits += std::holds_alternative<CaseChangeInput>(entry.input) ? 1 : 0;
        concurrent += entry.isConcurrent ? 1 : 0;
        return {};
    }));
    for (const GeneratedCase& made : generator.cases()) {
        if (made.isNearlyEmpty)
            continue;
        filled += static_cast<double>(made.leefgebieden.size());
        meetings += made.pva > 0 ? made.timesDiscussed : 0;
    }
    CHECK(contacts == 6000);
    CHECK(attempts / contacts == Approx(0.25).margin(0.02));
    CHECK(joint / contacts == Approx(0.08).margin(0.015));
    CHECK(context == 3 * filled);
    CHECK(actions == 4 * meetings);
    const auto overdue = static_cast<double>(
        std::count_if(open.begin(), open.end(), [](const auto& one) { return one.second; }));
    CHECK(overdue / due == Approx(0.20).margin(0.04));
    CHECK(concurrent / edits == Approx(0.01).margin(0.008));
    CHECK(median(lengths) == Approx(280).margin(25));
    CHECK(*std::max_element(lengths.begin(), lengths.end()) <= 4000);
}

TEST_CASE("every generated entry can be entered", "[client][casework][generator]") {
    const Generator generator = generate(5, {"small", 6, 60, 400}, 3);
    const GeneratorRequest asked = request(5, kSmall, 3);
    const model::Schema schema = makeSchema();
    vb::test::SeededRandom random(8);
    std::map<RecordId, std::vector<model::RecordPart>> parts;
    std::vector<std::unique_ptr<model::LoggedChangeset>> saved;
    std::size_t concurrent = 0;

    class Shown final : public ShownCase {
    public:
        Shown(const model::Schema& schema, const decltype(parts)& all, const GeneratedEntry& entry,
              const RecordId& casus)
            : m_schema(schema), m_parts(all), m_entry(entry), m_casus(casus) {}
        std::optional<ShownRecord> shown(const RecordId& record) override {
            const auto found = m_parts.find(record);
            if (found == m_parts.end())
                return std::nullopt;
            m_state = model::mergeRecord(m_schema, found->second.front().part->type, record,
                                         found->second);
            Actor actor;
            actor.ownsAction = true;
            ShownRecord made{m_schema, m_state, {}, actor};
            if (m_entry.isConcurrent)
                made.versions = std::span<const model::VersionId>();
            return made;
        }
        std::optional<ShownRecord> shownCasus() override { return shown(m_casus); }
        CaseFacts facts() override { return {}; }

    private:
        const model::Schema& m_schema;
        const decltype(parts)& m_parts;
        const GeneratedEntry& m_entry;
        RecordId m_casus;
        model::RecordState m_state;
    };

    must(generator.run([&](const GeneratedEntry& entry) -> Result<void> {
        const GeneratorAuthor& author = asked.authors[entry.author];
        FirstId ids(entry.record, random);
        Shown shown(schema, parts, entry, generator.cases()[entry.caseIndex].casus);
        const auto entered =
            enter(entry.input,
                  {kNow, kCalendar, ids, author.worker, author.organisatie, author.functie}, shown);
        if (!entered.isAccepted())
            FAIL(printed(entry) << "\n" << sentences(entered.problems()));
        if (!entry.record.isNone())
            CHECK(entered.value().record == entry.record);
        concurrent += entry.isConcurrent ? 1 : 0;
        auto change = std::make_unique<model::LoggedChangeset>();
        change->id = random.makeId<ChangesetId>();
        change->content.stamp = {kNow.millis + static_cast<std::int64_t>(saved.size()), 0};
        change->content.author = author.worker;
        change->content.organisation = author.organisatie;
        change->position = saved.size() + 1;
        for (const EntryPart& part : entered.value().parts) {
            must(model::validateStructure(part.part));
            change->content.parts.push_back(part.part);
        }
        std::uint16_t index = 0;
        for (const model::Part& part : change->content.parts)
            parts[part.record].push_back({model::factsOf(*change), index++, &part});
        saved.push_back(std::move(change));
        return {};
    }));
    CHECK(parts.size() >= 400);
    CHECK(saved.size() == generator.entries());
}

TEST_CASE("a caseload keeps its promises for any seed", "[client][casework][generator][property]") {
    vb::test::holds("cases, contacts and texts are within bounds", [] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const Volume volume{"any", *rc::gen::inRange<std::size_t>(1, 4),
                            *rc::gen::inRange<std::size_t>(0, 10),
                            *rc::gen::inRange<std::size_t>(0, 30)};
        const Generator generator = generate(seed, volume, 2);
        RC_ASSERT(generator.cases().size() == volume.cases);
        std::size_t contacts = 0;
        const auto done = generator.run([&](const GeneratedEntry& entry) -> Result<void> {
            RC_ASSERT(std::get<Instant>(entry.at) <= kNow);
            if (const auto* contact = std::get_if<NewContact>(&entry.input)) {
                ++contacts;
                RC_ASSERT(contact->verslag.waargenomen.size() <= 4000);
                RC_ASSERT(contact->verslag.waargenomen.find('{') == std::string::npos);
            }
            return {};
        });
        RC_ASSERT(done.has_value());
        // Nearly empty files have no contacts; when all are, there are none at all.
        RC_ASSERT(contacts == volume.contacts || contacts == 0);
        RC_ASSERT(generator.records() >= std::min<std::size_t>(volume.records, 2 * volume.cases));
    });
}
