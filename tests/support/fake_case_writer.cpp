// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/fake_case_writer.h"

#include "sync/base/check.h"

namespace vb::test {

using namespace bridge;
using namespace std::chrono;

namespace {

constexpr std::uint32_t kTeam = 6; ///< other members of each fictional case team

/// The hour that Amsterdam is ahead of UTC on a day (European rule: last Sundays of March and
/// October).
hours amsterdamOffset(sys_days day) {
    const year_month_day date{day};
    const sys_days spring{date.year() / March / Sunday[last]};
    const sys_days autumn{date.year() / October / Sunday[last]};
    return day >= spring && day < autumn ? hours{2} : hours{1};
}

constexpr year_month_day kToday = 2026y / November / 22;

Delivery appliedByAll() {
    Delivery delivery;
    delivery.stage = DeliveryStage::Applied;
    delivery.applied = kTeam;
    delivery.members = kTeam;
    return delivery;
}

ByteArray<16> numbered(std::uint8_t kind, std::uint32_t number) {
    ByteArray<16> bytes{};
    bytes[0] = kind;
    for (std::size_t i = 0; i < 4; ++i)
        bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return bytes;
}

} // namespace

Instant scenarioAt(int days, int hour, int minute) {
    const sys_days day = sys_days{kToday} + std::chrono::days{days};
    const auto at = day.time_since_epoch() + hours{hour} + minutes{minute} - amsterdamOffset(day);
    return {duration_cast<milliseconds>(at).count()};
}

Instant scenarioNow() {
    return scenarioAt(0, 13, 40);
}

CaseId fakeCaseId(std::uint32_t number) {
    return CaseId(numbered(0xca, number));
}
RecordId fakeRecordId(std::uint32_t number) {
    return RecordId(numbered(0x4e, number));
}

Moment dayMoment(int days) {
    return {scenarioAt(days, 0, 0), Precision::Day};
}
Moment timeMoment(int days, int hour, int minute) {
    return {scenarioAt(days, hour, minute), Precision::Minute};
}

const FakePeople& fakePeople() {
    static const FakePeople people = {
        {"Noor Dijkgraaf", "Politie Lindervoort", "wijkagent", true},
        {"Bram Uitslag", "Reclassering Nederland", "toezichthouder", false},
        {"Joke Lammerink", "GGD Lindervoort", "OGGZ", false},
        {"Hilde Roosma", "Reclassering Nederland", "casusregisseur", false},
        {"Tom Achterveld", "Veiligheidshuis", "procesregisseur", false},
        {"Ilse Wagter", "Veiligheidshuis", "informatievoorziening", false},
        {"Marije Koster", "Leerplicht", "leerplichtambtenaar", false},
        {"Samir Haddou", "Wijkteam Noord", "wijkteam", false},
        {"Els Brandsma", "Jeugdbescherming", "jeugdbeschermer", false},
        {"Dennis Okafor", "Jongerenwerk", "jongerenwerker", false},
        {"Karin Vos", "Openbaar Ministerie", "OM-medewerker", false},
        {"Wim Stal", "Maatschappelijk werk", "ouderenadviseur", false},
    };
    return people;
}

std::vector<ActionStep> fakeSteps(std::string_view status) {
    const auto step = [](ActionIntent intent, const char* to, bool proof, bool reason) {
        return ActionStep{intent, fakeCode(lists::kActionStatus, to), proof, reason};
    };
    const ActionStep done = step(ActionIntent::Done, "uitgevoerd", true, false);
    const ActionStep pickUp = step(ActionIntent::PickUp, "opgepakt", false, false);
    const ActionStep blocked = step(ActionIntent::CannotDo, "geblokkeerd", false, true);
    const ActionStep failed = step(ActionIntent::CannotDo, "niet_nagekomen", false, true);
    if (status == "toegezegd")
        return {done, pickUp, blocked, failed};
    if (status == "opgepakt")
        return {done, blocked, failed};
    if (status == "geblokkeerd")
        return {done, pickUp, failed};
    if (status == "uitgevoerd")
        return {step(ActionIntent::Reopen, "opgepakt", false, true)};
    return {done};
}

CaseWriter::CaseWriter(FakeHouse& house, std::uint32_t number, const char* name,
                       const char* caseNumber)
    : m_house(house), m_index(house.cases.size()), m_number(number) {
    FakeCase& made = m_house.cases.emplace_back();
    made.id = fakeCaseId(number);
    made.header.name = name;
    made.header.number = caseNumber;
    made.copyFrom = scenarioAt(0, 12, 58);
    made.lastLooked = scenarioAt(-5, 9, 12);
}

RecordId CaseWriter::nextRecord() {
    return fakeRecordId(m_number * 100'000 + ++m_records);
}

void CaseWriter::about(const char* trigger, const char* goal) {
    file().header.trigger = trigger;
    file().header.goal = goal;
}

void CaseWriter::state(const char* status, const char* phase, const char* colour,
                       const char* coordinator, std::optional<int> recallDays) {
    CaseHeader& header = file().header;
    header.status = fakeCode("casusstatus", status);
    header.phase.value = fakeCode("fase", phase);
    header.colour.value = fakeCode("kleurcode", colour);
    header.coordinator = coordinator;
    if (recallDays)
        header.recall = year_month_day{sys_days{kToday} + std::chrono::days{*recallDays}};
}

RecordId CaseWriter::person(const char* name, std::optional<std::uint32_t> age,
                            std::initializer_list<const char*> roles, std::uint32_t filled) {
    Person& person = file().persons.emplace_back();
    person.record = nextRecord();
    person.name = name;
    person.age = age;
    person.isMinor = age && *age < 18;
    for (const char* role : roles)
        person.roles.push_back(fakeCode("rol", role));
    person.filledLeefgebieden = filled;
    return person.record;
}

TimelineEntry& CaseWriter::entry(Moment happened, const Author& author, const char* audience) {
    TimelineEntry& made = file().timeline.emplace_back();
    made.record = nextRecord();
    made.author = author;
    made.happened = happened;
    made.entered = happened.at + minutes{25};
    made.arrived = happened.at + minutes{190};
    made.audience = fakeCode(lists::kAudience, audience).label;
    made.delivery = appliedByAll();
    return made;
}

TimelineEntry& CaseWriter::contact(int day, int hour, int minute, const Author& author,
                                   const char* kind, const char* outcome, FakeTexts texts) {
    TimelineEntry& made = entry(timeMoment(day, hour, minute), author, "casusteam");
    ContactBody body;
    body.kind = fakeCode(lists::kContactKind, kind);
    body.outcome = fakeCode(lists::kContactOutcome, outcome);
    for (const CodeList& list : m_house.lists.lists) {
        if (list.name != lists::kContactOutcome)
            continue;
        for (const CodeEntry& each : list.entries)
            body.isAttempt = body.isAttempt || (each.code == outcome && each.isAttempt);
    }
    body.observed = texts.observed;
    body.statedBy = texts.statedBy;
    body.stated = texts.stated;
    body.interpretation = texts.interpretation;
    made.body = std::move(body);
    return made;
}

TimelineEntry& CaseWriter::context(int day, const Author& author, const char* area,
                                   const char* kind, const char* source, const char* subject,
                                   const char* text, const char* verification) {
    TimelineEntry& made = entry(dayMoment(day), author, "eigen_organisatie");
    ContextItem item;
    item.record = made.record;
    item.kind = fakeCode(lists::kContextKind, kind);
    item.subject = subject;
    item.text = text;
    item.source = fakeCode(lists::kSourceKind, source);
    item.sourceOrganisation = author.organisation;
    item.verification.value = fakeCode(lists::kVerification, verification);
    item.isExpired = std::string_view(verification) == "verlopen";
    item.author = author;
    item.happened = made.happened;
    item.audience = made.audience;
    item.delivery = made.delivery;
    made.leefgebieden = {fakeCode(lists::kLeefgebied, area)};
    made.body = item;
    file().context.emplace_back(area, item);
    return made;
}

TimelineEntry& CaseWriter::decision(int day, const char* text, const char* grounds) {
    TimelineEntry& made = entry(timeMoment(day, 11, 0), fakePeople().tom, "casusteam");
    made.body = DecisionBody{text, grounds};
    return made;
}

TimelineEntry& CaseWriter::withheld(int day, const Author& author, const char* reason,
                                    const char* ask, const char* hint) {
    TimelineEntry& made = entry(dayMoment(day), author, "casusteam");
    made.body = WithheldBody{author.organisation, {reason, reason}, ask, {hint, hint}};
    return made;
}

SafetyWarning& CaseWriter::warning(int day, const Author& author, const char* level,
                                   const char* kind, const char* source, const char* advice) {
    const CodeValue code = fakeCode(lists::kWarningLevel, level);
    SafetyLevel rank = SafetyLevel::None;
    for (const CodeList& list : m_house.lists.lists) {
        for (const CodeEntry& each : list.entries) {
            if (list.name == lists::kWarningLevel && each.code == level)
                rank = each.level;
        }
    }
    TimelineEntry& made = entry(timeMoment(day, 16, 20), author, "casusteam");
    made.body = WarningBody{rank, code.label, fakeCode(lists::kWarningKind, kind), advice, false};

    SafetyWarning& warning = file().warnings.emplace_back();
    warning.record = made.record;
    warning.level = rank;
    warning.levelLabel = code.label;
    warning.kind = fakeCode(lists::kWarningKind, kind);
    warning.advice = advice;
    warning.source = fakeCode(lists::kSourceKind, source);
    warning.author = author;
    warning.since = made.happened;
    warning.review = year_month_day{sys_days{kToday} + std::chrono::days{day + 182}};
    warning.delivery = appliedByAll();
    return warning;
}

Action& CaseWriter::action(const char* kind, const char* text, const char* organisation,
                           const char* owner, std::optional<Moment> due, const char* status) {
    Action& action = file().actions.emplace_back();
    action.record = nextRecord();
    action.caseId = file().id;
    action.caseName = file().header.name;
    action.kind = {kind, kind};
    action.text = text;
    action.ownerOrganisation = organisation;
    action.ownerPerson = owner;
    action.isMine = action.ownerPerson == m_house.worker.name;
    action.due = due;
    action.status = fakeCode(lists::kActionStatus, status);
    action.isOpen = action.status.code != "uitgevoerd" && action.status.code != "vervallen";
    action.isOverdue =
        action.isOpen && due &&
        due->at + (due->precision == Precision::Day ? hours{24} : hours{0}) < scenarioNow();
    if (action.isMine || action.ownerPerson.empty())
        action.steps = fakeSteps(status);
    action.seen = {{"status-1"}};
    action.delivery = appliedByAll();
    return action;
}

void CaseWriter::seen(TimelineEntry& entry, std::initializer_list<const char*> by) {
    entry.delivery.stage = DeliveryStage::Seen;
    entry.delivery.seenBy.assign(by.begin(), by.end());
}

void CaseWriter::queued(TimelineEntry& entry) {
    entry.delivery = {};
    entry.delivery.stage = DeliveryStage::Queued;
    entry.delivery.members = kTeam;
    entry.arrived.reset();
}

void CaseWriter::unread(TimelineEntry& entry) {
    entry.isUnread = true;
}

} // namespace vb::test
