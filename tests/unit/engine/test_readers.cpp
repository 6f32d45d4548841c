// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Who is shown what: named persons, members without history, and what a device says of readers.
#include "sync/membership/derived_ids.h"
#include "sync/model/edit.h"
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"
#include "tests/unit/engine/engine_town.h"

#include <algorithm>

namespace vb::engine {
namespace {

using namespace vb::test;

constexpr model::RecordTypeId kProef{1};

Entry appending(Replica& replica, const CaseId& caseId, const RecordId& record,
                const std::string& text) {
    const auto* field = replica.schema().find(kProef)->findByName("append");
    model::Part part{kProef, record, {}, {}};
    part.operations.push_back(must(model::writeOperation(*field, nullptr, text, {}, "reden")));
    Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    return entry;
}

void say(EngineTown& town, const CaseId& caseId, membership::StatementBody body) {
    auto& office = town.replica(kOffice);
    must(office.queueStatement(must(office.sign(caseId, std::move(body)))));
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
}

membership::MemberBody memberOf(EngineTown& town, std::size_t person, bool withoutHistory) {
    membership::MemberBody member;
    member.member = town.house.people[person].who;
    member.hat = 1;
    member.withoutHistory = withoutHistory;
    member.period.from = town.clock.now() - std::chrono::hours(1);
    return member;
}

} // namespace

TEST_CASE("what is for named persons reaches them and nobody else", "[engine][I-6]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar});
    membership::AudienceBody body;
    body.salt = town.random.makeId<membership::AudienceSalt>();
    body.workers = {town.house.people[kOffice].who, town.house.people[kNoor].who};
    std::sort(body.workers.begin(), body.workers.end());
    const auto named = membership::namedPersons(town.house.id, caseId, body.salt);
    say(town, caseId, body);
    town.syncAll({kNoor, kSaar, kOffice});

    const auto record = town.random.makeId<RecordId>();
    auto entry = appending(town.replica(kNoor), caseId, record, "onder ons");
    entry.level = membership::Level::GenoemdePersonen;
    SECTION("by who is one of them") {
        entry.audience = named.id;
        must(town.replica(kNoor).save({entry}));
        town.syncAll({kNoor, kOffice, kSaar});
        CHECK(must(town.replica(kOffice).record(record)).has_value());
        CHECK_FALSE(must(town.replica(kSaar).record(record)).has_value());
        CHECK_FALSE(must(town.replica(kSaar).store().audiences().find(named.id)).has_value());
        CHECK(must(town.replica(kOffice).canonicalDump(named.id)) ==
              must(town.replica(kNoor).canonicalDump(named.id)));
        CHECK(town.dump(kNoor, caseId).find("onder ons") == std::string::npos);
        CHECK(must(town.replica(kNoor).readers(caseId, named.id)) == 1);
    }
    SECTION("not by who is none of them") {
        auto theirs = appending(town.replica(kSaar), caseId, record, "ook wat");
        theirs.level = membership::Level::GenoemdePersonen;
        theirs.audience = named.id;
        const auto saved = town.replica(kSaar).save({theirs});
        REQUIRE_FALSE(saved.has_value());
        CHECK(saved.error().code == Code::Refused);
    }
    SECTION("and not to an audience that nobody has named") {
        entry.audience = town.random.makeId<AudienceId>();
        const auto saved = town.replica(kNoor).save({entry});
        REQUIRE_FALSE(saved.has_value());
        CHECK(saved.error().code == Code::NotFound);
    }
    CHECK(must(town.replica(kSaar).outbox().count()) == 0);
}

TEST_CASE("a device counts who else may read, and lists what is there", "[engine]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar});
    auto& noor = town.replica(kNoor);
    town.write(kOffice, caseId, "vooraf");
    town.syncAll({kOffice, kNoor});
    CHECK(must(noor.readers(caseId, town.team(caseId))) == 2);
    CHECK(must(noor.readers(caseId, town.random.makeId<AudienceId>())) == 0);
    town.assign(caseId, kSaar, false);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(must(noor.readers(caseId, town.team(caseId))) == 1);

    const auto first = town.random.makeId<RecordId>();
    const auto second = town.random.makeId<RecordId>();
    town.write(kNoor, caseId, first, "een");
    town.write(kNoor, caseId, second, "twee");
    auto states = must(noor.records(caseId, {}));
    REQUIRE(states.size() == 3);
    for (const auto& state : states)
        CHECK(state.record == must(noor.record(state.record))->record);
    CHECK(must(noor.records(caseId, {kProef})).size() == 3);
    CHECK(must(noor.records(caseId, {{4'711}})).empty());
    CHECK(must(noor.records(town.random.makeId<CaseId>(), {})).empty());
}

TEST_CASE("who came without history reads on from there, until it is given to them",
          "[engine][I-6]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto record = town.random.makeId<RecordId>();
    const auto before = town.write(kNoor, caseId, record, "van voor die tijd");
    town.syncAll({kNoor, kOffice, kNoor});
    town.clock.advance(std::chrono::hours(2));
    say(town, caseId, memberOf(town, kSaar, true));
    REQUIRE(town.sync(kSaar) == SyncTrouble::None);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.write(kNoor, caseId, record, "van na die tijd");
    town.syncAll({kNoor, kOffice, kSaar});

    auto& saar = town.replica(kSaar);
    const auto row = must(saar.store().envelopes().facts(before));
    REQUIRE(row.has_value());
    CHECK(row->state == store::EnvelopeState::Sealed);
    CHECK(must(saar.store().envelopes().partsOf(before)).empty());
    CHECK(town.dump(kSaar, caseId).find("van na die tijd") != std::string::npos);
    CHECK(town.dump(kSaar, caseId).find("van voor die tijd") == std::string::npos);
    // What cannot be read is not taken for what is lost.
    CHECK(must(saar.store().attention().all()).empty());
    CHECK(town.lastFigures.repaired == 0);

    say(town, caseId, memberOf(town, kSaar, false));
    town.syncAll({kNoor, kOffice, kSaar});
    CHECK(town.dump(kSaar, caseId) == town.dump(kNoor, caseId));
    CHECK(must(saar.store().envelopes().facts(before))->state == store::EnvelopeState::Accepted);
    CHECK(must(saar.store().attention().all()).empty());
}

TEST_CASE("what a hub kept back when its key came is asked for again", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto before = town.write(kNoor, caseId, town.random.makeId<RecordId>(), "van voor");
    town.syncAll({kNoor, kOffice, kNoor});
    town.clock.advance(std::chrono::hours(2));
    say(town, caseId, memberOf(town, kSaar, true));
    town.syncAll({kSaar, kNoor});
    say(town, caseId, memberOf(town, kSaar, false));
    town.syncAll({kNoor, kOffice});

    const auto withheld = [](auto& reply) {
        for (auto& item : *reply.mutable_envelopes()) {
            item.set_withheld(true);
            for (auto& part : *item.mutable_envelope()->mutable_parts())
                part.clear();
        }
    };
    CountedWire wire{town, {}, {}};
    wire.bend = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        const auto reply = town.ask(request);
        if (request.endpoint == protocol::Endpoint::Pull)
            return changedReply<veldboek::v0::PullReply>(reply, withheld);
        if (request.endpoint == protocol::Endpoint::Fetch)
            return changedReply<veldboek::v0::FetchReply>(reply, withheld);
        return reply;
    };
    const auto stateOf = [&] {
        return must(town.replica(kSaar).store().envelopes().facts(before))->state;
    };
    REQUIRE(wire.sync(kSaar) == SyncTrouble::None);
    CHECK(stateOf() == store::EnvelopeState::Sealed);
    wire.bend = {};
    REQUIRE(wire.sync(kSaar) == SyncTrouble::None);
    CHECK(wire.asked[protocol::Endpoint::Fetch] == 1);
    CHECK(stateOf() == store::EnvelopeState::Accepted);
    CHECK(town.dump(kSaar, caseId) == town.dump(kNoor, caseId));
    REQUIRE(wire.sync(kSaar) == SyncTrouble::None);
    CHECK(wire.asked[protocol::Endpoint::Fetch] == 0);
}

TEST_CASE("of two records that claim one name the later is kept out", "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, caseId, record, "van noor");
    auto theirs = appending(town.replica(kBram), caseId, record, "van bram");
    theirs.parts.front().type = {4'711};
    const auto id = must(town.replica(kBram).save({theirs})).front();
    town.write(kBram, caseId, "iets anders van bram");
    town.syncAll({kNoor, kBram, kOffice});
    CHECK(town.notices(kOffice, store::AttentionKind::Invalid) == 1);
    for (const auto& notice : must(town.replica(kOffice).store().attention().all()))
        CHECK(
            (notice.kind != store::AttentionKind::Invalid || notice.subject == toBytes(id.view())));
    // The rest of what came with it stands.
    CHECK(town.dump(kOffice, caseId).find("iets anders van bram") != std::string::npos);
    CHECK(must(town.replica(kOffice).record(record))->type == kProef);
}

TEST_CASE("two parts about one record in one changeset are one record", "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto record = town.random.makeId<RecordId>();
    auto entry = appending(town.replica(kNoor), caseId, record, "een");
    entry.parts.push_back(appending(town.replica(kNoor), caseId, record, "twee").parts.front());
    must(town.replica(kNoor).save({entry}));
    town.syncAll({kNoor, kOffice});
    for (const std::size_t person : {kNoor, kOffice}) {
        CHECK(must(town.replica(person).records(caseId, {})).size() == 1);
        for (const char* text : {"\"een\"", "\"twee\""})
            CHECK(town.dump(person, caseId).find(text) != std::string::npos);
    }
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("who wrote is what the certificate says, whatever a program makes of it",
          "[engine][I-10]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    town.write(kOffice, caseId, "vooraf");
    town.syncAll({kOffice, kNoor, kBram});
    const auto noor = town.house.people[kNoor].who;
    town.device(kNoor).kill();
    town.house.people[kNoor].who = town.house.people[kBram].who; // her program says that it is his
    town.device(kNoor).open();
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kNoor, caseId, record, "zogenaamd van bram");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.house.people[kNoor].who = noor;
    for (const std::size_t person : {kOffice, kBram}) {
        REQUIRE(town.sync(person) == SyncTrouble::None);
        const auto state = must(town.replica(person).record(record));
        REQUIRE(state.has_value());
        CHECK(state->created->author == noor.worker);
        const auto row = must(town.replica(person).store().envelopes().facts(id));
        CHECK(row->author == noor.worker);
        CHECK(row->organisation == noor.organisation);
    }
    CHECK(town.dump(kOffice, caseId) == town.dump(kBram, caseId));
}

} // namespace vb::engine
