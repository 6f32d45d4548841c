// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/wire.h"
#include "sync/engine/witness_book.h"
#include "sync/envelope/open.h"
#include "sync/model/edit.h"
#include "sync/protocol/sync.pb.h"
#include "tests/sim/sim_split.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using transparency::HeadVerdict;

/// What an envelope on a device says its author's device had pinned.
std::optional<envelope::Witness> witnessOf(EngineTown& town, std::size_t person,
                                           const ChangesetId& id) {
    auto& replica = town.replica(person);
    KeyRing keys(replica.store(), replica.identity().house, replica.identity().boxKey);
    const auto row = must(replica.store().envelopes().find(id));
    REQUIRE(row.has_value());
    const auto checked = must(membership::parseEnvelope(town.house.id, row->sealed));
    const auto* key = must(keys.key(checked.header.epoch, checked.header.audience));
    envelope::Packer packer;
    if (checked.header.kind == membership::EnvelopeKind::Acknowledgement)
        return must(envelope::openAcknowledgement(packer, checked, *key)).content.frame.witness;
    return must(envelope::open(packer, checked, *key, {row->author, row->organisation})).witness;
}

ChangesetId newestAcknowledgement(EngineTown& town, const CaseId& caseId, std::size_t by) {
    std::optional<ChangesetId> found;
    must(town.replica(by).store().envelopes().eachAccepted(
        town.team(caseId), [&](const store::EnvelopeRow& row) -> Result<void> {
            if (row.kind == static_cast<std::uint8_t>(membership::EnvelopeKind::Acknowledgement) &&
                row.author == town.house.people[by].who.worker)
                found = row.id;
            return {};
        }));
    REQUIRE(found.has_value());
    return *found;
}

/// Two logs of one hub: Noor is shown the other one.
struct TwoLogs {
    EngineTown& town;
    SplitHub other{town.hubStore, town.house, town.clock, town.random};

    SyncTrouble sync(std::size_t person, const EngineTown::Wire& bend = {}) {
        return town.sync(person, [&](const protocol::Request& request) {
            server::Hub& own = person == kNoor ? other.hub() : *town.hub;
            server::Hub& twin = person == kNoor ? *town.hub : other.hub();
            if (bend) {
                if (auto bent = bend(request))
                    return bent;
            }
            auto reply = own.handle(request, {"10.0.0.1"}).reply;
            if (request.endpoint == Endpoint::Push)
                relayPush(twin, town.house, person, request.body, town.random);
            return std::optional(std::move(reply));
        });
    }
};

std::size_t alarms(EngineTown& town, std::size_t person) {
    return town.notices(person, store::AttentionKind::SplitView);
}

protocol::Reply refusal(veldboek::v0::FailureReason reason) {
    veldboek::v0::Failure failure;
    failure.set_reason(reason);
    const std::string body = failure.SerializeAsString();
    return {404, toBytes(asBytes(body))};
}

} // namespace

TEST_CASE("what is sealed says what its author's device had pinned", "[engine][I-10]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto head = must(town.replica(kNoor).directory().head(caseId));
    const auto pinned = town.replica(kNoor).pinned();
    REQUIRE(pinned.has_value());
    const auto saysIt = [&](const std::optional<envelope::Witness>& witness) {
        REQUIRE(witness.has_value());
        CHECK(witness->logGeneration == pinned->generation);
        CHECK(witness->logSize == pinned->size);
        CHECK(witness->logRoot == pinned->root);
        CHECK(witness->houseDirectory == head.house);
    };
    const auto first = town.write(kNoor, caseId, "eerste");
    const auto second = town.write(kNoor, caseId, "tweede");
    saysIt(witnessOf(town, kNoor, first));
    saysIt(witnessOf(town, kNoor, second));

    // History in bulk has no padding to put it into: the first since the pin moved has to do.
    using Bulk = EngineTown::Bulk;
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto record = town.random.makeId<RecordId>();
    const auto early = town.write(kNoor, caseId, record, "historie", Bulk::Yes);
    const auto later = town.write(kNoor, caseId, record, "meer historie", Bulk::Yes);
    CHECK(witnessOf(town, kNoor, early).has_value());
    CHECK_FALSE(witnessOf(town, kNoor, later).has_value());

    town.syncAll({kNoor, kOffice});
    CHECK(witnessOf(town, kOffice, newestAcknowledgement(town, caseId, kOffice)).has_value());
}

TEST_CASE("an honest hub proves in few requests, once", "[engine][I-10]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar, kBram});
    std::size_t proofs = 0;
    const auto counting = [&](const protocol::Request& request) {
        proofs += request.endpoint == Endpoint::Proof ? 1U : 0U;
        return std::optional(town.ask(request));
    };
    for (int i = 0; i < 20; ++i) {
        town.write(kNoor, caseId, "van noor");
        town.write(kBram, caseId, "van bram");
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        REQUIRE(town.sync(kBram) == SyncTrouble::None);
    }
    REQUIRE(town.sync(kSaar, counting) == SyncTrouble::None);
    CHECK(proofs > 0);
    CHECK(proofs <= 3); // one for each device, whatever it wrote
    CHECK_FALSE(town.replica(kSaar).witnesses().next().has_value());
    proofs = 0;
    REQUIRE(town.sync(kSaar, counting) == SyncTrouble::None);
    CHECK(proofs == 0);
    for (const std::size_t person : {kOffice, kNoor, kSaar, kBram})
        CHECK(alarms(town, person) == 0);
}

TEST_CASE("who is shown two logs knows it from a colleague's entry", "[engine][I-10]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar});
    TwoLogs logs{town};
    REQUIRE(logs.sync(kNoor) == SyncTrouble::None);
    REQUIRE(logs.sync(kSaar) == SyncTrouble::None);
    town.write(kNoor, caseId, "voor de breuk gezien");
    town.write(kSaar, caseId, "ook voor de breuk");
    REQUIRE(logs.sync(kNoor) == SyncTrouble::None);
    REQUIRE(logs.sync(kSaar) == SyncTrouble::None);
    CHECK(alarms(town, kNoor) == 0);
    CHECK(alarms(town, kSaar) == 0); // nobody had pinned anything of two logs yet

    town.write(kNoor, caseId, "van noor");
    REQUIRE(logs.sync(kNoor) == SyncTrouble::None);
    SECTION("by a proof that does not hold") {
        REQUIRE(logs.sync(kSaar) == SyncTrouble::None);
    }
    SECTION("by a proof that is not given") {
        const auto silent = [](const protocol::Request& request) -> std::optional<protocol::Reply> {
            if (request.endpoint == Endpoint::Proof)
                return refusal(veldboek::v0::FAILURE_REASON_NOT_FOUND);
            return std::nullopt;
        };
        REQUIRE(logs.sync(kSaar, silent) == SyncTrouble::None);
    }
    SECTION("also when the hub had no time, and the device was restarted") {
        const auto busy = [](const protocol::Request& request) -> std::optional<protocol::Reply> {
            if (request.endpoint == Endpoint::Proof)
                return refusal(veldboek::v0::FAILURE_REASON_BUSY);
            return std::nullopt;
        };
        REQUIRE(logs.sync(kSaar, busy) == SyncTrouble::HubBusy);
        CHECK(alarms(town, kSaar) == 0);
        town.device(kSaar).kill();
        town.device(kSaar).open();
        CHECK(town.replica(kSaar).witnesses().next().has_value());
        REQUIRE(logs.sync(kSaar) == SyncTrouble::None);
    }
    CHECK(alarms(town, kSaar) == 1);
    CHECK_FALSE(town.replica(kSaar).witnesses().next().has_value());

    // The other learns it as well, nothing is taken away, and the work goes on.
    town.write(kSaar, caseId, "van saar");
    for (int round = 0; round < 2; ++round) {
        REQUIRE(logs.sync(kSaar) == SyncTrouble::None);
        REQUIRE(logs.sync(kNoor) == SyncTrouble::None);
    }
    CHECK(alarms(town, kNoor) == 1);
    CHECK(alarms(town, kSaar) == 1); // one notice for each device
    for (const char* text : {"voor de breuk gezien", "ook voor de breuk", "van noor", "van saar"}) {
        CHECK(town.dump(kNoor, caseId).find(text) != std::string::npos);
        CHECK(town.dump(kSaar, caseId).find(text) != std::string::npos);
    }
}

TEST_CASE("a colleague who knows more of the log than there is betrays a rollback",
          "[engine][I-10]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar, kBram});
    town.write(kBram, caseId, "het eerste, met de sleutel van het team");
    town.syncAll({kBram, kOffice, kNoor, kSaar});
    SplitHub older(town.hubStore, town.house, town.clock, town.random);
    for (int i = 0; i < 3; ++i)
        town.write(kBram, caseId, "weg uit het oude logboek");
    REQUIRE(town.sync(kBram) == SyncTrouble::None);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None); // and her acknowledgement goes astray

    // A stream of its own, which the old log can take: she writes for another audience.
    auto& noor = town.replica(kNoor);
    model::Part part{{1}, town.random.makeId<RecordId>(), {}, {}};
    const auto* field = noor.schema().find({1})->findByName("append");
    part.operations.push_back(
        must(model::writeOperation(*field, nullptr, std::string("eigen"), {}, "reden")));
    Entry entry;
    entry.caseId = caseId;
    entry.level = membership::Level::EigenOrganisatie;
    entry.parts.push_back(std::move(part));
    must(noor.save({entry}));
    REQUIRE(town.sync(kNoor, [&](const protocol::Request& request) {
        if (request.endpoint == Endpoint::Push)
            relayPush(older.hub(), town.house, kNoor, request.body, town.random);
        return std::optional(town.ask(request));
    }) == SyncTrouble::None);
    REQUIRE(older.hub().logSize() > older.parted()); // it took her entry
    REQUIRE(town.sync(kSaar, [&](const protocol::Request& request) {
        return std::optional(older.hub().handle(request, {"10.0.0.1"}).reply);
    }) == SyncTrouble::None);
    const auto notices = must(town.replica(kSaar).store().attention().all());
    CHECK(std::any_of(notices.begin(), notices.end(), [](const auto& notice) {
        return notice.kind == store::AttentionKind::SplitView &&
               notice.reason == static_cast<std::uint32_t>(HeadVerdict::Rollback);
    }));
}

TEST_CASE("the book of witnesses keeps one for each device, in order of waiting", "[engine]") {
    SeededRandom random(5);
    const auto a = random.makeId<DeviceId>();
    const auto b = random.makeId<DeviceId>();
    const auto root = random.makeId<TreeHash>();
    const auto saying = [&](LogSize size, const TreeHash& tree) {
        return envelope::Witness{0, size, tree, {}, {}};
    };
    WitnessBook book;
    CHECK(book.take(a, 0, 10, saying(4, root)) == HeadVerdict::Unchanged);
    CHECK(book.take(b, 0, 10, saying(4, root)) == HeadVerdict::Unchanged);
    CHECK(book.take(a, 0, 12, saying(9, root)) == HeadVerdict::Unchanged);
    CHECK(book.take(a, 0, 8, saying(9, root)) == HeadVerdict::Rollback);
    CHECK(book.take(a, 0, 12, saying(9, random.makeId<TreeHash>())) == HeadVerdict::SplitView);
    CHECK(book.take(a, 1, 12, saying(11, root)) == HeadVerdict::Unchanged); // of before a restore

    auto kept = must(WitnessBook::decode(book.encode()));
    REQUIRE(kept.next().has_value());
    CHECK(kept.next()->device == a);
    CHECK(kept.next()->size == 9);
    CHECK(kept.settle(*kept.next(), HeadVerdict::Unchanged).empty());
    REQUIRE(kept.next().has_value());
    CHECK(kept.next()->device == b);
    CHECK(kept.settle(*kept.next(), HeadVerdict::SplitView) == std::vector{b});
    CHECK_FALSE(kept.next().has_value());
    CHECK(kept.take(a, 0, 12, saying(7, root)) == HeadVerdict::Unchanged); // older: stood for
    CHECK_FALSE(kept.next().has_value());

    auto cut = book.encode();
    cut.pop_back();
    CHECK(WitnessBook::decode(cut).error().code == Code::Corrupt);
    for (std::size_t i = 0; i <= WitnessBook::kMaxDevices; ++i)
        book.take(random.makeId<DeviceId>(), 0, 10, saying(3, root));
    CHECK(WitnessBook::decode(book.encode()).has_value());
}

} // namespace vb::engine
