// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/catalogue/town_stage.h"

#include "client/bridge/case_findings.h"
#include "client/bridge/office.h"
#include "client/bridge/saving.h"
#include "sync/membership/derived_ids.h"
#include "sync/membership/readers.h"
#include "tests/support/must.h"

#include <algorithm>
#include <fstream>

namespace vb::test {

namespace cw = casework;
using namespace vb::model;

namespace {

constexpr Instant kOpening{1'789'970'400'000}; // 21 September 2026, 06:00 UTC
constexpr int kRounds = 4;

/// Everybody's device, and after them the other one of Noor.
std::vector<SimHouse::Role> castOfHouse() {
    std::vector<SimHouse::Role> roles;
    for (const CastLine& line : cast())
        roles.push_back({line.name, cw::organisationCode(line.organisation).value()});
    roles.push_back({"Noor Dijkgraaf", cw::organisationCode("politie").value()});
    return roles;
}

membership::CarePart partOf(std::string_view organisation) {
    if (organisation == "politie" || organisation == "om" || organisation == "reclassering")
        return membership::CarePart::Straf;
    if (organisation == "ggd_oggz" || organisation == "jeugdbescherming")
        return membership::CarePart::Zorg;
    return membership::CarePart::None;
}

/// P and I are of the house; the others have their role in a case.
std::optional<CaseId> placeOf(Role role, const CaseId& caseId) {
    const bool isOfHouse = role == Role::Procesregisseur || role == Role::Informatievoorziening;
    return isOfHouse ? std::nullopt : std::optional(caseId);
}

std::size_t lineOf(std::string_view name) {
    const auto people = cast();
    const auto line = std::find_if(people.begin(), people.end(),
                                   [&](const CastLine& one) { return one.name == name; });
    REQUIRE(line != people.end());
    return static_cast<std::size_t>(line - people.begin());
}

bool holds(const RecordState& state, const Operation& operation, const WorkerId& author) {
    const FieldState* field = state.find(operation.field.field);
    return field != nullptr &&
           std::all_of(
               operation.values.begin(), operation.values.end(), [&](const FieldValue& value) {
                   return std::any_of(
                       field->versions.begin(), field->versions.end(), [&](const Version& version) {
                           return version.value == value && version.by.author == author;
                       });
               });
}

} // namespace

TownStage::TownStage(std::uint64_t seed, bool hasOnlooker)
    : m_town(castOfHouse(), {m_schema, m_projector}, kOpening, seed),
      m_case(m_town.random.makeId<CaseId>()),
      m_houseCase(membership::houseCase(m_town.house.id)),
      m_dice(seed + 1) {
    found();
    if (hasOnlooker) {
        Person onlooker;
        onlooker.name = "Wout Meester";
        onlooker.id = worker(onlooker.name);
        bring(onlooker);
    }
}

/// P opens the case with everybody in it; I's device is there too.
void TownStage::found() {
    Person chair;
    chair.name = cast()[0].name;
    chair.id = worker(chair.name);
    bring(chair);
    for (const CastLine& line : cast()) {
        Person who;
        who.name = line.name;
        who.organisation = cw::organisationCode(line.organisation).value();
        who.hat = line.hat;
        assign(chair, who, std::nullopt);
        if (who.hat == "casusregisseur")
            giveRole(chair, who, Role::Casusregisseur);
        if (who.hat == "om_medewerker")
            giveRole(chair, who, Role::OmMedewerker);
    }
    sync(0);
    sync(0);
    Person keeper;
    keeper.name = cast()[1].name;
    keeper.id = worker(keeper.name);
    bring(keeper);
}

// ---- Who

std::size_t TownStage::indexOf(const Person& who) {
    return who.device == 0 ? lineOf(who.name) : cast().size();
}

WorkerId TownStage::worker(std::string_view name) const {
    return m_town.house.people[lineOf(name)].who.worker;
}

const membership::Affiliation& TownStage::affiliation(const Person& who) const {
    return m_town.house.people[lineOf(who.name)].who;
}

void TownStage::bring(const Person& who) {
    const std::size_t index = indexOf(who);
    const bool isHere = std::any_of(m_present.begin(), m_present.end(),
                                    [&](const auto& one) { return one.first == index; });
    if (isHere)
        return;
    m_present.emplace_back(index, who);
    sync(index);
    sync(index);
}

engine::Replica& TownStage::at(const Person& who) {
    bring(who);
    return m_town.replica(indexOf(who));
}

void TownStage::setAhead(const Person& who, std::chrono::milliseconds ahead) {
    bring(who);
    m_town.device(indexOf(who)).skew = ahead;
}

void TownStage::until(Instant now) {
    if (m_town.clock.now() < now)
        m_town.clock.advance(now - m_town.clock.now());
}

// ---- What they see and save

std::vector<RecordState> TownStage::seenBy(const Person& who) {
    engine::Replica& replica = at(who);
    auto states = must(bridge::everyRecord(replica, m_case));
    for (RecordState& state : must(bridge::everyRecord(replica, m_houseCase)))
        states.push_back(std::move(state));
    return states;
}

std::vector<cw::Finding> TownStage::findings(const Person& who) {
    engine::Replica& replica = at(who);
    const auto names = must(bridge::HouseNames::read(replica));
    std::vector<cw::Finding> all;
    for (const CaseId& caseId : {m_case, m_houseCase}) {
        const auto states = must(bridge::everyRecord(replica, caseId));
        for (cw::Finding& finding :
             must(bridge::findingsIn(replica, caseId, states, names, m_calendar)))
            all.push_back(std::move(finding));
    }
    return all;
}

void TownStage::save(const Person& who, const cw::Entry& entry, bool isOfHouse, Instant now) {
    until(now);
    const CaseId caseId = isOfHouse ? m_houseCase : m_case;
    const auto saved = bridge::save(at(who), caseId, entry, who.hat);
    INFO(who.name << ": " << (saved ? std::string() : saved.error().context));
    REQUIRE(saved.has_value());
    m_saved.push_back({who, caseId, entry});
}

RecordId TownStage::reseal(const Person& who, const RecordId& origin, cw::AudienceLevel level,
                           bool narrow, std::string reason, Instant now) {
    until(now);
    const engine::Destination to{bridge::toLevel(level),
                                 level == cw::AudienceLevel::GenoemdePersonen ? m_named
                                                                              : AudienceId()};
    engine::Replica& replica = at(who);
    return must(narrow ? replica.moveTo(origin, to, reason) : replica.copyTo(origin, to, reason))
        .record;
}

// ---- Exchange

void TownStage::sync(std::size_t index) {
    const auto trouble = m_town.sync(index, [&](const protocol::Request& request) {
        if (request.endpoint == protocol::Endpoint::Push)
            m_pushed.push_back(index);
        return std::optional(m_town.ask(request));
    });
    INFO(m_town.house.people[index].name << ": " << m_town.lastError);
    REQUIRE((trouble == engine::SyncTrouble::None || m_lost.contains(index)));
}

void TownStage::syncBadly(std::size_t index) {
    std::uint64_t left = 1 + m_dice.below(12);
    const bool isReplyLost = m_dice.chance(1, 2);
    static_cast<void>(
        m_town.sync(index, [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            const bool isLast = --left == 0;
            if (left == 0)
                left = 1; // and from here on no request gets through
            if (isLast && !isReplyLost)
                return std::nullopt;
            if (request.endpoint == protocol::Endpoint::Push)
                m_pushed.push_back(index);
            auto reply = m_town.ask(request);
            return isLast ? std::nullopt : std::optional(std::move(reply));
        }));
}

std::vector<std::size_t> TownStage::shuffled() {
    std::vector<std::size_t> order;
    for (const auto& [index, person] : m_present)
        order.push_back(index);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[m_dice.below(i)]);
    return order;
}

Instant TownStage::exchange(Instant now) {
    until(now);
    m_pushed.clear();
    for (int round = 0; round < 2; ++round)
        for (const std::size_t index : shuffled()) {
            if (m_dice.chance(1, 2))
                syncBadly(index);
            else
                sync(index);
            if (m_always)
                for (const Person* reader : readers())
                    m_always(*reader);
        }
    heal();
    requireAlike();
    requireNothingLost();
    return m_town.clock.now();
}

void TownStage::heal() {
    for (int round = 0; round < kRounds; ++round)
        for (const std::size_t index : shuffled())
            sync(index);
}

Instant TownStage::reach(const Person& who, Instant now) {
    until(now);
    bring(who);
    sync(indexOf(who));
    return m_town.clock.now();
}

void TownStage::pass(std::chrono::milliseconds span) {
    m_town.clock.advance(span);
    heal();
}

// ---- What the office says

void TownStage::assign(const Person& by, const Person& who, std::optional<Instant> end) {
    const CastLine& line = cast()[lineOf(who.name)];
    bridge::Assignment assignment;
    assignment.member = affiliation(who);
    assignment.hat = line.hat;
    assignment.part = partOf(line.organisation);
    assignment.until = end;
    must(bridge::assign(at(by), m_case, assignment));
}

void TownStage::assignCare(const Person& by, const Person& who) {
    bridge::Assignment assignment;
    assignment.member = affiliation(who);
    assignment.part = membership::CarePart::Zorg;
    must(bridge::assign(at(by), m_case, assignment));
}

void TownStage::unassign(const Person& by, const Person& who) {
    must(bridge::unassign(at(by), m_case, affiliation(who)));
}

void TownStage::giveRole(const Person& by, const Person& who, Role role) {
    must(bridge::giveRole(at(by), placeOf(role, m_case), affiliation(who), role));
}

void TownStage::takeRole(const Person& by, const Person& who, Role role) {
    must(bridge::takeRole(at(by), placeOf(role, m_case), affiliation(who), role));
}

void TownStage::loseDevice(const Person& by, const Person& who) {
    const DeviceId device = at(who).identity().device;
    m_lost.insert(indexOf(who));
    must(bridge::endDevice(at(by), device, membership::EndReason::LostDevice));
}

void TownStage::nameReaders(const Person& by, const std::vector<Person>& who) {
    membership::AudienceBody body;
    body.salt = m_town.random.makeId<membership::AudienceSalt>();
    for (const Person& one : who)
        body.workers.push_back(affiliation(one));
    std::sort(body.workers.begin(), body.workers.end());
    engine::Replica& replica = at(by);
    m_named = membership::namedPersons(m_town.house.id, m_case, body.salt).id;
    must(replica.queueStatement(must(replica.sign(m_case, std::move(body)))));
}

void TownStage::handOver(const Person& by, const Person& giver, const Person& receiver) {
    must(bridge::handOver(at(by), m_case, affiliation(giver), cast()[lineOf(giver.name)].hat,
                          affiliation(receiver)));
    heal();
}

bool TownStage::isMember(const Person& asked, const Person& who) {
    engine::Replica& replica = at(asked);
    return membership::isMember(must(replica.directory().prefix(m_case)), affiliation(who),
                                replica.hubNow());
}

bool TownStage::holdsCase(const Person& who) {
    return !must(at(who).store().audiences().ofCase(m_case)).empty();
}

// ---- What is on the devices

std::vector<const Person*> TownStage::readers() {
    std::vector<const Person*> all;
    for (const auto& [index, person] : m_present)
        if (!m_lost.contains(index) && holdsCase(person))
            all.push_back(&person);
    return all;
}

bool TownStage::isReader(const Person& who) {
    const auto all = readers();
    return std::any_of(all.begin(), all.end(),
                       [&](const Person* one) { return indexOf(*one) == indexOf(who); });
}

std::size_t TownStage::notices(const Person& who, store::AttentionKind kind) {
    bring(who);
    return m_town.notices(indexOf(who), kind);
}

bool TownStage::seesRecord(const Person& who, const RecordId& record) {
    return must(at(who).record(record)).has_value();
}

bool TownStage::isOnDisk(const Person& who, const std::string& words) {
    bring(who);
    auto& device = m_town.device(indexOf(who));
    device.kill();
    std::string files;
    for (const auto& file : std::filesystem::recursive_directory_iterator(device.place())) {
        std::ifstream in(file.path(), std::ios::binary);
        files.append(std::istreambuf_iterator<char>(in), {});
    }
    device.open();
    return files.find(words) != std::string::npos;
}

bool TownStage::wasBefore(const Person& one, const Person& other) const {
    const auto first = std::find(m_pushed.begin(), m_pushed.end(), indexOf(one));
    const auto second = std::find(m_pushed.begin(), m_pushed.end(), indexOf(other));
    return first < second;
}

void TownStage::requireAlike() {
    std::map<AudienceId, std::string> dumps;
    for (const Person* reader : readers()) {
        INFO(reader->name);
        engine::Replica& replica = at(*reader);
        for (const CaseId& caseId : {m_case, m_houseCase})
            for (const auto& audience : must(replica.readableAudiences(caseId))) {
                const auto dump = must(replica.canonicalDump(audience.id));
                CHECK(dumps.emplace(audience.id, dump).first->second == dump);
            }
        CHECK(must(replica.outbox().count()) == 0);
        CHECK(notices(*reader, store::AttentionKind::Invalid) == 0);
        CHECK(notices(*reader, store::AttentionKind::Unreadable) == 0);
        // What lists are made of says the same as what is merged when a case is opened.
        const auto states = seenBy(*reader);
        CHECK(must(replica.conflicts()).size() == conflictsOf(m_schema, states).size());
    }
}

/// I-3 on every device that reads it: whatever somebody saved is a version there, under their name,
/// in force or not, unless the record was taken back.
void TownStage::requireNothingLost() {
    for (const Saved& saved : m_saved)
        for (const cw::EntryPart& part : saved.entry.parts)
            requireHeld(saved, part.part);
}

void TownStage::requireHeld(const Saved& saved, const Part& part) {
    std::size_t holders = 0;
    for (const Person* reader : readers()) {
        const auto state = must(at(*reader).record(part.record));
        if (!state)
            continue;
        ++holders;
        INFO(saved.who.name << " wrote it, read by " << reader->name);
        for (const Operation& operation : part.operations)
            CHECK((state->isWithdrawn() || holds(*state, operation, saved.who.id)));
    }
    CHECK(holders > 0);
}

} // namespace vb::test
