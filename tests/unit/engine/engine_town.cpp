// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/engine_town.h"

#include "sync/membership/readers.h"
#include "sync/model/edit.h"
#include "sync/server/bootstrap.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

namespace vb::test {
namespace {

constexpr Instant kStart{1'790'000'000'000};
constexpr std::uint64_t kSeed = 31;
constexpr model::RecordTypeId kProef{1};

} // namespace

EngineTown::EngineTown() : EngineTown(kStart, kSeed, nullptr, std::nullopt) {}

EngineTown::EngineTown(const std::vector<SimHouse::Role>& cast, SimDevice::Program program,
                       Instant start, std::uint64_t seed)
    : EngineTown(start, seed, &cast, program) {}

EngineTown::EngineTown(Instant start, std::uint64_t seed, const std::vector<SimHouse::Role>* cast,
                       std::optional<SimDevice::Program> program)
    : clock(start),
      random(seed),
      house(cast != nullptr ? SimHouse::of(*cast, random, start) : SimHouse::make(random, start)),
      m_program(program),
      m_entropy(seed) {
    must(server::openHouse(hubStore, house.bootstrap, {house.hub.signingKey, house.hub.tlsPin},
                           clock));
    hub = must(server::Hub::open(hubStore, house.hubKey, clock, random));
}

SimDevice& EngineTown::device(std::size_t person) {
    auto& device = m_devices[person];
    if (!device) {
        device = std::make_unique<SimDevice>(
            house, person, SimStores(dir.path() / std::to_string(person), person), clock, random);
        if (m_program)
            device->program.emplace(*m_program);
        device->open();
    }
    return *device;
}

protocol::Reply EngineTown::ask(const protocol::Request& request) {
    return hub->handle(request, {"10.0.0.1"}).reply;
}

engine::SyncTrouble EngineTown::deliver(std::size_t person, const Wire& wire) {
    REQUIRE(device(person).isLocked());
    return run(device(person), wire);
}

void EngineTown::lock(std::size_t person) {
    device(person).kill();
    REQUIRE(device(person).lock());
}

void EngineTown::unlock(std::size_t person) {
    device(person).kill();
    device(person).open();
}

engine::SyncTrouble EngineTown::sync(std::size_t person, const Wire& wire) {
    REQUIRE(device(person).isAlive());
    return run(device(person), wire);
}

engine::SyncTrouble EngineTown::run(SimDevice& device, const Wire& wire) {
    clock.advance(std::chrono::seconds(1));
    std::deque<engine::Event> events{engine::SyncRequested{}};
    auto trouble = engine::SyncTrouble::Unreachable;
    while (!events.empty()) {
        const auto event = std::move(events.front());
        events.pop_front();
        for (const auto& action : device.handle(event)) {
            if (const auto* sent = std::get_if<engine::SendRequest>(&action)) {
                auto reply = wire ? wire(sent->request) : std::optional(ask(sent->request));
                if (reply)
                    events.emplace_back(engine::ReplyArrived{sent->number, std::move(*reply)});
                else
                    events.emplace_back(engine::RequestFailed{sent->number, {}});
            } else if (std::holds_alternative<engine::CallBack>(action)) {
                events.emplace_front(engine::CalledBack{});
            } else if (const auto* finished = std::get_if<engine::SyncFinished>(&action)) {
                trouble = finished->trouble;
                lastFigures = finished->figures;
                lastError = finished->error ? finished->error->context : std::string();
            }
        }
    }
    return trouble;
}

void EngineTown::syncAll(std::initializer_list<std::size_t> people) {
    for (int round = 0; round < 2; ++round) {
        for (const std::size_t person : people) {
            const auto trouble = sync(person);
            INFO(house.people[person].name << ": " << lastError);
            REQUIRE(trouble == engine::SyncTrouble::None);
        }
    }
}

CaseId EngineTown::openCase(std::initializer_list<std::size_t> people) {
    const auto caseId = random.makeId<CaseId>();
    REQUIRE(sync(kOffice) == engine::SyncTrouble::None);
    assign(caseId, kOffice, true);
    for (const std::size_t person : people) {
        if (person != kOffice)
            assign(caseId, person, true);
    }
    syncAll(people);
    return caseId;
}

void EngineTown::assign(const CaseId& caseId, std::size_t person, bool isMember) {
    membership::StatementBody body;
    if (isMember) {
        membership::MemberBody member;
        member.member = house.people[person].who;
        member.hat = 1;
        member.period.from = kStart - std::chrono::hours(1);
        body = member;
    } else {
        body = membership::MemberEndBody{
            house.people[person].who, membership::EndReason::Unassigned, {}};
    }
    auto& office = replica(kOffice);
    must(office.queueStatement(must(office.sign(caseId, std::move(body)))));
    REQUIRE(sync(kOffice) == engine::SyncTrouble::None);
}

ChangesetId EngineTown::write(std::size_t person, const CaseId& caseId, const RecordId& record,
                              const std::string& text, Bulk bulk) {
    auto& replica = this->replica(person);
    const auto* field = replica.schema().find(kProef)->findByName("append");
    model::Part part{kProef, record, {}, {}};
    part.operations.push_back(must(model::writeOperation(*field, nullptr, text, {}, "reden")));
    engine::Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    entry.bulk = bulk == Bulk::Yes;
    return must(replica.save({entry})).front();
}

ChangesetId EngineTown::write(std::size_t person, const CaseId& caseId, const std::string& text) {
    return write(person, caseId, random.makeId<RecordId>(), text);
}

AudienceId EngineTown::team(const CaseId& caseId) const {
    return membership::wholeLevel(house.id, caseId, membership::Level::Casusteam).id;
}

std::string EngineTown::dump(std::size_t person, const CaseId& caseId) {
    return must(replica(person).canonicalDump(team(caseId)));
}

std::size_t EngineTown::notices(std::size_t person, store::AttentionKind kind) {
    const auto all = must(replica(person).store().attention().all());
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [kind](const auto& notice) { return notice.kind == kind; }));
}

std::optional<server::EnvelopeRow> stubOf(EngineTown& town, std::size_t author,
                                          const ChangesetId& refused) {
    std::optional<server::EnvelopeRow> stub;
    const auto row = must(town.replica(author).store().envelopes().facts(refused));
    if (!row)
        return stub;
    must(town.hubStore.eachOfStream(row->stream, row->counter, [&](server::EnvelopeRow&& found) {
        if (found.counter == row->counter && found.stubReason != 0)
            stub = std::move(found);
        return false;
    }));
    return stub;
}

} // namespace vb::test
