// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/generator_plan.h"

#include "client/casework/generator_traits.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace vb::casework {

namespace {

constexpr double kDaysPerYear = 365.25;
constexpr std::int64_t kMinute = 60'000;

// Shares of the specification (section 10, all (A)).
constexpr double kAttempts = 0.25;
constexpr double kJoint = 0.08;
constexpr std::int32_t kContextPerArea = 3;
constexpr std::int32_t kActionsPerMeeting = 4;
constexpr double kOverdue = 0.20;
// Ours, where the specification is silent.
constexpr double kReportOfAttempt = 0.2;
constexpr double kWarningInCase = 0.15;
constexpr double kTakenUp = 0.4;
constexpr double kMissed = 0.1;
constexpr double kBlocked = 0.05;
constexpr double kContextShareOfFill = 0.6;
constexpr std::size_t kContactsPerColour = 10;

} // namespace

std::uint32_t Generator::Planner::newRecord() {
    m_made.m_ids.push_back(m_ids.makeId<RecordId>());
    ++m_records;
    return static_cast<std::uint32_t>(m_made.m_ids.size() - 1);
}

void Generator::Planner::add(std::size_t index, Kind kind, std::uint8_t detail, std::int64_t at,
                             std::uint32_t record, std::int32_t days) {
    Planned planned;
    planned.at = std::min(at, now());
    planned.caseIndex = static_cast<std::uint32_t>(index);
    planned.number = m_numbers[index][static_cast<std::size_t>(kind)]++;
    planned.kind = kind;
    planned.detail = detail;
    planned.record = record;
    planned.days = days;
    m_made.m_plan.push_back(planned);
}

std::int64_t Generator::Planner::momentOn(Day day, Dice& dice) const {
    // Field work: from eight in the morning to ten at night, most of it by day.
    const std::int32_t minute =
        dice.chance(0.85) ? dice.between(8 * 60, 18 * 60 - 1) : dice.between(18 * 60, 22 * 60 - 1);
    const Instant at = m_made.m_calendar->instantOf({day, minute});
    return std::min(at.millis, now() / kMinute * kMinute);
}

std::int64_t Generator::Planner::drawMoment(std::size_t index, Dice& dice) const {
    const Day today = m_made.m_calendar->dayOf(m_made.m_request.now);
    return momentOn(dice.between(m_made.m_cases[index].intake, today), dice);
}

std::uint8_t Generator::Planner::drawArea(const GeneratedCase& made, Dice& dice) const {
    const std::size_t area = made.leefgebieden.empty()
                                 ? dice.below(11)
                                 : made.leefgebieden[dice.below(made.leefgebieden.size())];
    return static_cast<std::uint8_t>(area);
}

void Generator::Planner::drawCase(std::size_t index) {
    const GeneratorRequest& request = m_made.m_request;
    Dice dice(request.seed, static_cast<std::uint64_t>(Purpose::Traits), index);
    const Traits traits = drawTraits(dice);
    GeneratedCase made;
    made.nummer = "G" + std::to_string(request.seed % 100'000) + "-" + std::to_string(index + 1);
    made.ageAtIntake = traits.ageAtIntake;
    made.geslacht = traits.geslacht;
    made.isNearlyEmpty = traits.isNearlyEmpty;
    made.timesDiscussed = traits.timesDiscussed;
    made.pva = traits.pva;
    made.bvh = traits.bvh;
    made.hks = traits.hks;
    made.partners = traits.partners;
    made.hasInitials = traits.hasInitials;
    made.contactsPerYear = traits.contactsPerYear;
    made.leefgebieden = drawAreas(dice, static_cast<std::size_t>(traits.leefgebieden));
    // How long the cases run on average follows from how many contacts the volume has for each;
    // the single case from half to one and a half times that.
    const double perCase =
        static_cast<double>(request.volume.contacts) / static_cast<double>(request.volume.cases);
    made.years = perCase / meanContactsPerYear() * (0.5 + dice.share());
    const auto days = static_cast<Day>(made.years * kDaysPerYear);
    made.intake = m_made.m_calendar->dayOf(request.now) - std::max<Day>(days, 1);
    m_made.m_cases.push_back(std::move(made));
}

/// As many contacts as the volume says, shared by what each case drew: largest remainders.
void Generator::Planner::shareContacts() {
    std::vector<double> wanted;
    for (const GeneratedCase& made : m_made.m_cases)
        wanted.push_back(made.isNearlyEmpty ? 0.0 : made.contactsPerYear * made.years);
    const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    if (sum <= 0.0)
        return;
    const double scale = static_cast<double>(m_made.m_request.volume.contacts) / sum;
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::size_t given = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        wanted[i] *= scale;
        m_made.m_cases[i].contacts = static_cast<std::size_t>(std::floor(wanted[i]));
        given += m_made.m_cases[i].contacts;
        wanted[i] -= std::floor(wanted[i]);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return wanted[a] > wanted[b]; });
    for (std::size_t i = 0; given < m_made.m_request.volume.contacts; ++i, ++given)
        ++m_made.m_cases[order[i % order.size()]].contacts;
}

void Generator::Planner::planContext(std::size_t index, Dice& dice) {
    const GeneratedCase& made = m_made.m_cases[index];
    for (const std::size_t area : made.leefgebieden) {
        for (std::int32_t i = 0; i < kContextPerArea; ++i)
            add(index, Kind::Context, static_cast<std::uint8_t>(area), drawMoment(index, dice),
                newRecord());
    }
    if (made.bvh > 0)
        add(index, Kind::Context, kBvhCount, momentOn(made.intake, dice), newRecord());
    if (made.hks > 0)
        add(index, Kind::Context, kHksCount, momentOn(made.intake, dice), newRecord());
}

void Generator::Planner::planAction(std::size_t index, std::uint8_t area, std::int64_t at,
                                    Dice& dice) {
    const Day today = m_made.m_calendar->dayOf(m_made.m_request.now);
    const Day made = m_made.m_calendar->dayOf({at});
    const std::int32_t days = dice.between(7, 42);
    const std::uint32_t record = newRecord();
    add(index, Kind::Action, area, at, record, days);
    const bool isDue = made + days < today;
    const Day taken = made + dice.between(1, days - 1);
    if (dice.chance(kTakenUp) && taken <= today)
        add(index, Kind::ActionTaken, 0, momentOn(taken, dice), record);
    if (!isDue || dice.chance(kOverdue))
        return; // still open; overdue when its day has passed
    std::uint8_t end = kEndDone;
    const double share = dice.share();
    if (share < kMissed)
        end = kEndMissed;
    else if (share < kMissed + kBlocked)
        end = kEndBlocked;
    add(index, Kind::ActionEnd, end, momentOn(made + days, dice), record);
}

void Generator::Planner::planMeetings(std::size_t index, Dice& dice) {
    const GeneratedCase& made = m_made.m_cases[index];
    if (made.pva == 0)
        return; // no plan, so no actions either
    for (std::int32_t meeting = 0; meeting < made.timesDiscussed; ++meeting) {
        const std::int64_t at = drawMoment(index, dice);
        for (std::int32_t i = 0; i < kActionsPerMeeting; ++i)
            planAction(index, drawArea(made, dice), at, dice);
    }
}

void Generator::Planner::planContacts(std::size_t index, Dice& dice) {
    const GeneratedCase& made = m_made.m_cases[index];
    for (std::size_t i = 0; i < made.contacts; ++i) {
        std::uint8_t detail = 0;
        const bool isAttempt = dice.chance(kAttempts);
        if (isAttempt)
            detail |= kIsAttempt;
        if (!isAttempt || dice.chance(kReportOfAttempt))
            detail |= kHasReport;
        if (dice.chance(kJoint))
            detail |= kIsJoint;
        const std::uint32_t record = newRecord();
        if ((detail & kHasReport) != 0)
            ++m_records; // the verslag; its id is made when it is entered
        add(index, Kind::Contact, detail, drawMoment(index, dice), record);
    }
    for (std::size_t i = 0; i < made.contacts / kContactsPerColour; ++i)
        add(index, Kind::Colour, static_cast<std::uint8_t>(dice.below(4)), drawMoment(index, dice),
            0);
}

void Generator::Planner::planCase(std::size_t index) {
    Dice dice(m_made.m_request.seed, static_cast<std::uint64_t>(Purpose::Times), index);
    GeneratedCase& made = m_made.m_cases[index];
    const std::int64_t intake = m_made.m_calendar->instantOf({made.intake, 7 * 60}).millis;
    const std::uint32_t casus = newRecord();
    made.casus = m_made.m_ids[casus];
    add(index, Kind::Casus, 0, intake, casus);
    const std::size_t others = made.isNearlyEmpty || dice.chance(0.4) ? 0 : 1 + dice.below(3);
    for (std::size_t i = 0; i <= others; ++i) {
        const std::uint32_t person = newRecord();
        made.persons.push_back(m_made.m_ids[person]);
        add(index, Kind::Person, 0, intake, person);
    }
    if (made.isNearlyEmpty)
        return;
    planContext(index, dice);
    planMeetings(index, dice);
    planContacts(index, dice);
    if (dice.chance(kWarningInCase))
        add(index, Kind::Warning, 0, drawMoment(index, dice), newRecord());
}

/// Up to the volume's number of records: more of what people add between contacts.
void Generator::Planner::fill() {
    Dice dice(m_made.m_request.seed, static_cast<std::uint64_t>(Purpose::Fill), 0);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < m_made.m_cases.size(); ++i) {
        if (!m_made.m_cases[i].isNearlyEmpty)
            open.push_back(i);
    }
    while (!open.empty() && m_records < m_made.m_request.volume.records) {
        const std::size_t index = open[dice.below(open.size())];
        const std::uint8_t area = drawArea(m_made.m_cases[index], dice);
        const std::int64_t at = drawMoment(index, dice);
        if (dice.chance(kContextShareOfFill))
            add(index, Kind::Context, area, at, newRecord());
        else
            planAction(index, area, at, dice);
    }
}

void Generator::Planner::plan() {
    const std::size_t count = m_made.m_request.volume.cases;
    m_numbers.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        drawCase(i);
    shareContacts();
    for (std::size_t i = 0; i < count; ++i)
        planCase(i);
    fill();
    std::sort(m_made.m_plan.begin(), m_made.m_plan.end(), [](const Planned& a, const Planned& b) {
        return std::tie(a.at, a.caseIndex, a.kind, a.number) <
               std::tie(b.at, b.caseIndex, b.kind, b.number);
    });
    m_made.m_records = m_records;
}

} // namespace vb::casework
