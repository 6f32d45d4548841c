// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A device that was put back from a backup, and one that was copied.
#include "sync/model/edit.h"
#include "sync/protocol/sync.pb.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
namespace fs = std::filesystem;

using Texts = std::vector<std::string>;

/// The files of a device as they are now, it being closed for a moment.
fs::path backUp(EngineTown& town, std::size_t person) {
    auto& device = town.device(person);
    fs::path copy;
    for (int i = 0; copy.empty() || fs::exists(copy); ++i)
        copy = device.place().string() + ".copy" + std::to_string(i);
    device.kill();
    fs::copy(device.place(), copy);
    device.open();
    return copy;
}

void restore(EngineTown& town, std::size_t person, const fs::path& backup) {
    auto& device = town.device(person);
    device.kill();
    fs::remove_all(device.place());
    fs::copy(backup, device.place());
    device.open();
}

/// The files of an open device's store. Nothing is under way in it between two requests.
void copyStore(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    for (const char* file : {"store.db", "store.db-wal"}) {
        fs::remove(to / file);
        if (fs::exists(from / file))
            fs::copy(from / file, to / file);
    }
}

/// Down from the first push after the comparison: what was sealed anew does not get out.
EngineTown::Wire downAfterRenewal(EngineTown& town) {
    return [&town, hasCompared = false](
               const protocol::Request& request) mutable -> std::optional<protocol::Reply> {
        hasCompared = hasCompared || request.endpoint == Endpoint::Compare;
        if (request.endpoint == Endpoint::Push && hasCompared)
            return std::nullopt;
        return town.ask(request);
    };
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++found;
    return found;
}

void checkAllOnce(EngineTown& town, const CaseId& caseId, const Texts& texts) {
    town.syncAll({kNoor, kOffice, kNoor});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.device(kNoor).engine().status().unsent == 0);
    const auto dump = town.dump(kOffice, caseId);
    CHECK(town.dump(kNoor, caseId) == dump);
    for (const auto& text : texts) {
        CAPTURE(text);
        CHECK(count(dump, "\"" + text + "\"") == 1);
    }
}

/// Decides `ask`, having seen what the device shows of it.
void decide(EngineTown& town, std::size_t person, const CaseId& caseId, const RecordId& record,
            const std::string& code) {
    auto& replica = town.replica(person);
    const auto* type = replica.schema().find(model::RecordTypeId{1});
    const auto* field = type->findByName("ask");
    const auto known = must(replica.record(record));
    const auto* state = known ? known->find(field->id) : nullptr;
    const auto shown = state ? model::shownVersions(*state) : std::vector<model::VersionId>{};
    model::Part part{type->id, record, {}, {}};
    part.operations.push_back(
        must(model::writeOperation(*field, state, model::CodeValue{code}, shown, "reden")));
    Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    must(replica.save({entry}));
}

/// One device was backed up, went on and delivered; then the backup came back.
struct Restored {
    explicit Restored(const Texts& unsentInBackup = {}) : caseId(town.openCase({kOffice, kNoor})) {
        town.write(kNoor, caseId, "voor de kopie");
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        for (const auto& text : unsentInBackup)
            town.write(kNoor, caseId, text);
        const auto backup = backUp(town, kNoor);
        for (const char* text : {"na de kopie", "en nog een"})
            town.write(kNoor, caseId, text);
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        restore(town, kNoor, backup);
    }

    EngineTown town;
    CaseId caseId;
    const Texts delivered{"voor de kopie", "na de kopie", "en nog een"};

    Texts with(const Texts& more) const {
        auto all = delivered;
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
};

} // namespace

TEST_CASE("a device put back from a backup goes on under new numbers", "[engine][I-1][I-3]") {
    Restored run;
    auto& town = run.town;
    const auto before = town.replica(kNoor).identity().incarnation;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, run.caseId, record, "eerste na herstel");
    town.write(kNoor, run.caseId, record, "tweede na herstel");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(town.replica(kNoor).identity().incarnation != before);
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    checkAllOnce(town, run.caseId, run.with({"eerste na herstel", "tweede na herstel"}));

    // And stays there.
    const auto after = town.replica(kNoor).identity().incarnation;
    town.device(kNoor).kill();
    town.device(kNoor).open();
    CHECK(town.replica(kNoor).identity().incarnation == after);
    town.write(kNoor, run.caseId, "en verder");
    checkAllOnce(town, run.caseId, {"eerste na herstel", "en verder"});
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
}

TEST_CASE("a device put back with nothing to say goes on where its copy was", "[engine][I-1]") {
    Restored run;
    REQUIRE(run.town.sync(kNoor) == SyncTrouble::None);
    run.town.write(kNoor, run.caseId, "daarna");
    checkAllOnce(run.town, run.caseId, run.with({"daarna"}));
    CHECK(run.town.notices(kNoor, store::AttentionKind::Fork) == 0);
}

TEST_CASE("what waited in the backup and was delivered since is not said twice",
          "[engine][I-1][I-3]") {
    Restored run({"wachtte in de kopie", "wachtte ook"});
    run.town.write(kNoor, run.caseId, "na herstel");
    checkAllOnce(run.town, run.caseId,
                 run.with({"wachtte in de kopie", "wachtte ook", "na herstel"}));
    CHECK(run.town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

TEST_CASE("what was replaced before the renewal stays replaced after it", "[engine][I-3]") {
    Restored run;
    auto& town = run.town;
    const auto record = town.random.makeId<RecordId>();
    decide(town, kNoor, run.caseId, record, "a");
    decide(town, kNoor, run.caseId, record, "b");
    decide(town, kNoor, run.caseId, record, "c");
    checkAllOnce(town, run.caseId, run.delivered);
    CHECK(must(town.replica(kOffice).conflicts()).empty());
    const auto state = must(town.replica(kOffice).record(record));
    const auto* field = state->find({2});
    REQUIRE(field != nullptr);
    CHECK(*field->value() == model::FieldValue(model::CodeValue{"c"}));
    decide(town, kOffice, run.caseId, record, "d");
    checkAllOnce(town, run.caseId, run.delivered);
    CHECK(must(town.replica(kNoor).conflicts()).empty());
}

TEST_CASE("of two copies of a device both deliver", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "van voor het splitsen");
    const auto copy = backUp(town, kNoor);
    town.write(kNoor, caseId, "van de ene");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto first = backUp(town, kNoor);

    restore(town, kNoor, copy);
    town.write(kNoor, caseId, "van de andere");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
    const auto second = backUp(town, kNoor);

    restore(town, kNoor, first);
    town.write(kNoor, caseId, "weer van de ene");
    const Texts all{"van voor het splitsen", "van de ene", "van de andere", "weer van de ene"};
    checkAllOnce(town, caseId, all);
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 0);

    restore(town, kNoor, second);
    checkAllOnce(town, caseId, all);
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
}

TEST_CASE("what two copies both say anew is said once", "[engine][I-1][I-3]") {
    Restored run;
    auto& town = run.town;
    town.write(kNoor, run.caseId, "wacht op beide");
    const auto copy = backUp(town, kNoor);
    town.write(kNoor, run.caseId, "van de ene");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);

    restore(town, kNoor, copy);
    town.write(kNoor, run.caseId, "van de andere");
    checkAllOnce(town, run.caseId, run.with({"wacht op beide", "van de ene", "van de andere"}));
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

/// Two copies have the same work waiting and both were told of a fork. The first seals it anew and
/// is cut off before it gets that out; the second delivers; then the first comes again.
struct BothAnew : Restored {
    BothAnew() {
        town.write(kNoor, caseId, "wacht op beide");
        const auto other = backUp(town, kNoor);
        REQUIRE(town.sync(kNoor, downAfterRenewal(town)) == SyncTrouble::Unreachable);
        const auto first = backUp(town, kNoor);
        restore(town, kNoor, other);
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        REQUIRE(must(town.replica(kNoor).outbox().count()) == 0);
        restore(town, kNoor, first);
    }

    std::uint64_t timesSaid() { return town.hub->figures().refusals[veldboek::v0::REFUSAL_SAID]; }
};

TEST_CASE("what a copy sealed anew and another delivered meanwhile stands there once",
          "[engine][I-1][I-3]") {
    BothAnew run;
    run.town.write(kNoor, run.caseId, "en verder");
    checkAllOnce(run.town, run.caseId, run.with({"wacht op beide", "en verder"}));
    CHECK(run.timesSaid() > 0);
    CHECK(run.town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

TEST_CASE("what another copy delivered of a case that is no longer ours holds nothing up",
          "[engine][I-9][I-13]") {
    BothAnew run;
    auto& town = run.town;
    town.assign(run.caseId, kNoor, false);
    town.syncAll({kNoor, kNoor, kOffice});
    CHECK(run.timesSaid() > 0);
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.device(kNoor).engine().status().unsent == 0);
    // With the case the notice goes too; that it went is said.
    CHECK(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    CHECK(count(town.dump(kOffice, run.caseId), "\"wacht op beide\"") == 1);
}

TEST_CASE("of what a hub says falsely that it has the author keeps the text and is told",
          "[engine][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "eerst");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto id = town.write(kNoor, caseId, "nergens anders");
    const auto claiming = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        veldboek::v0::PushRequest asked;
        REQUIRE(asked.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())));
        veldboek::v0::PushReply reply;
        for (int i = 0; i < asked.items_size(); ++i)
            reply.add_verdicts()->set_refusal(veldboek::v0::REFUSAL_SAID);
        return protocol::Reply{200, toBytes(asBytes(reply.SerializeAsString()))};
    };
    REQUIRE(town.sync(kNoor, claiming) == SyncTrouble::None);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 1);
    CHECK(town.device(kNoor).engine().status().unsent == 0);
    CHECK(must(town.replica(kNoor).store().envelopes().partsOf(id)).size() == 1);
    town.write(kNoor, caseId, "daarna");
    town.syncAll({kNoor, kOffice});
    CHECK(count(town.dump(kOffice, caseId), "\"daarna\"") == 1);
}

TEST_CASE("a hub that denies what it took does not make us say it twice", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const bool isFirst = GENERATE(true, false); // of its audience, with an epoch to be opened
    if (!isFirst) {
        town.write(kNoor, caseId, "eerder");
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    }
    town.write(kNoor, caseId, "een keer");
    const auto denying = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        auto reply = town.ask(request);
        if (request.endpoint != Endpoint::Push)
            return reply;
        veldboek::v0::PushReply said;
        REQUIRE(said.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())));
        veldboek::v0::PushReply denied;
        for (int i = 0; i < said.verdicts_size(); ++i)
            denied.add_verdicts()->set_refusal(veldboek::v0::REFUSAL_FORK);
        const std::string body = denied.SerializeAsString();
        return protocol::Reply{200, toBytes(asBytes(body))};
    };
    REQUIRE(town.sync(kNoor, denying) == SyncTrouble::None);
    checkAllOnce(town, caseId, {"een keer"});
}

TEST_CASE("work for a case that is no longer ours is delivered late, under new numbers",
          "[engine][I-1][I-13]") {
    Restored run;
    auto& town = run.town;
    town.write(kNoor, run.caseId, "van wie nog niet wist");
    town.assign(run.caseId, kNoor, false);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.device(kNoor).engine().status().unsent == 0);
    CHECK(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    const auto dump = town.dump(kOffice, run.caseId);
    for (const auto& text : run.with({"van wie nog niet wist"}))
        CHECK(count(dump, "\"" + text + "\"") == 1);
}

TEST_CASE("a kill at any moment of the renewal loses nothing and doubles nothing",
          "[engine][I-1][I-3]") {
    const bool isHeard = GENERATE(true, false);
    std::size_t asked = 1;
    for (std::size_t dies = 0; dies < asked; ++dies) {
        CAPTURE(isHeard, dies);
        Restored run;
        auto& town = run.town;
        town.write(kNoor, run.caseId, "na herstel");
        town.write(kNoor, run.caseId, "en daarna");
        asked = 0;
        const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            const bool isEnd = asked++ == dies;
            if (!isEnd)
                return town.ask(request);
            if (isHeard)
                town.ask(request);
            return std::nullopt;
        };
        // As long as it has not got to its end, a later moment is to come.
        if (town.sync(kNoor, wire) != SyncTrouble::None)
            asked = dies + 2;
        town.device(kNoor).kill();
        town.device(kNoor).open();
        checkAllOnce(town, run.caseId, run.with({"na herstel", "en daarna"}));
        CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    }
    CHECK(asked > 6);
}

TEST_CASE("a kill between outbox and store is made good when the device opens",
          "[engine][I-1][I-3]") {
    Restored run;
    auto& town = run.town;
    town.write(kNoor, run.caseId, "na herstel");
    town.write(kNoor, run.caseId, "en daarna");
    // The store as it was before each request; the outbox has the new numbers in the end.
    std::vector<fs::path> stores;
    const auto place = town.device(kNoor).place();
    const auto down = downAfterRenewal(town);
    const auto wire = [&](const protocol::Request& request) {
        auto reply = down(request);
        if (reply) {
            stores.emplace_back(place.string() + ".store" + std::to_string(stores.size()));
            copyStore(place, stores.back());
        }
        return reply;
    };
    const auto before = town.replica(kNoor).identity().incarnation;
    REQUIRE(town.sync(kNoor, wire) == SyncTrouble::Unreachable);
    const auto incarnation = town.replica(kNoor).identity().incarnation;
    REQUIRE(incarnation != before);
    // Backwards from the last; an older one is a store that lost what was not synced, and more.
    const std::size_t back = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
    CAPTURE(back);
    REQUIRE(stores.size() >= back);
    town.device(kNoor).kill();
    copyStore(stores[stores.size() - back], place);
    town.device(kNoor).open();
    CHECK(town.replica(kNoor).identity().incarnation == incarnation);
    CHECK(town.device(kNoor).engine().status().unsent == 2);
    town.write(kNoor, run.caseId, "na de val");
    checkAllOnce(town, run.caseId, run.with({"na herstel", "en daarna", "na de val"}));
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
}

TEST_CASE("a kill before the outbox lets go of what is settled is made good", "[engine][I-9]") {
    Restored run;
    auto& town = run.town;
    // An acknowledgement of the office's word waits beside the work.
    town.write(kOffice, run.caseId, "van het bureau");
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    const auto deaf = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint == Endpoint::Push)
            return std::nullopt;
        return town.ask(request);
    };
    REQUIRE(town.sync(kNoor, deaf) == SyncTrouble::Unreachable);
    town.write(kNoor, run.caseId, "na herstel");
    auto waiting = must(town.replica(kNoor).outbox().items(0, 100));
    REQUIRE(waiting.size() == 2);
    REQUIRE(town.sync(kNoor, downAfterRenewal(town)) == SyncTrouble::Unreachable);
    town.device(kNoor).kill();
    {
        auto outbox =
            must(store::Outbox::open((town.device(kNoor).place() / "outbox.db").string()));
        std::vector<store::OutboxItem> settled;
        settled.push_back(waiting.front());
        must(outbox.append(settled));
    }
    town.device(kNoor).open();
    checkAllOnce(town, run.caseId, run.with({"van het bureau", "na herstel"}));
}

TEST_CASE("numbers that wait in the outbox count, also where their key went with the power",
          "[engine][I-1][I-3]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice});
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.write(kOffice, caseId, "van kantoor");
    town.assign(caseId, kNoor, true);
    const auto before = backUp(town, kNoor);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.write(kNoor, caseId, "voor de stroomuitval");
    const auto place = town.device(kNoor).place();
    town.device(kNoor).kill();
    // What was pulled was not synced to the disk; what was saved was.
    copyStore(before, place);
    town.device(kNoor).open();
    REQUIRE(must(town.replica(kNoor).outbox().count()) > 0);
    town.syncAll({kNoor, kOffice, kNoor});
    town.write(kNoor, caseId, "en daarna");
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 0);
    CHECK(town.notices(kOffice, store::AttentionKind::Fork) == 0);
    checkAllOnce(town, caseId, {"van kantoor", "voor de stroomuitval", "en daarna"});
}

TEST_CASE("who lost a key with the power and writes on at once takes the next number",
          "[engine][I-1][I-3]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto before = backUp(town, kNoor); // a member, and nobody has opened an epoch
    town.write(kOffice, caseId, "van kantoor");
    town.syncAll({kOffice, kNoor});
    const auto first = town.write(kNoor, caseId, "voor de stroomuitval");
    const auto number = must(town.replica(kNoor).store().envelopes().facts(first))->counter;
    const auto place = town.device(kNoor).place();
    town.device(kNoor).kill();
    copyStore(before, place);
    town.device(kNoor).open();
    const auto second = town.write(kNoor, caseId, "en meteen daarna");
    CHECK(must(town.replica(kNoor).store().envelopes().facts(second))->counter == number + 1);
    checkAllOnce(town, caseId, {"van kantoor", "voor de stroomuitval", "en meteen daarna"});
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 0);
}

TEST_CASE("what waits under a key that went with the power is said anew too",
          "[engine][I-1][I-3]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice});
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.write(kOffice, caseId, "van kantoor"); // under a key that Noor is handed
    town.assign(caseId, kNoor, true);
    const auto before = backUp(town, kNoor);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto copy = backUp(town, kNoor);
    town.write(kNoor, caseId, "voor de stroomuitval");
    const auto place = town.device(kNoor).place();
    town.device(kNoor).kill();
    copyStore(before, place);
    const auto afterwards = place.string() + ".later";
    fs::copy(place, afterwards);
    town.device(kNoor).open();

    // Meanwhile the copy takes the same number.
    restore(town, kNoor, copy);
    town.write(kNoor, caseId, "van de kopie");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);

    restore(town, kNoor, afterwards);
    REQUIRE(must(town.replica(kNoor).outbox().count()) > 0);
    checkAllOnce(town, caseId, {"van kantoor", "voor de stroomuitval", "van de kopie"});
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

TEST_CASE("an epoch that waits is not used by a directory that went back with the power",
          "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.syncAll({kNoor, kOffice});
    const auto before = backUp(town, kNoor);
    // The log grows by what changes nothing for who may read.
    membership::RoleBody role;
    role.holder = town.house.people[kOffice].who;
    role.role = model::Role::Casusregisseur;
    role.period.from = town.clock.now() - std::chrono::hours(1);
    auto& office = town.replica(kOffice);
    must(office.queueStatement(must(office.sign(caseId, role))));
    town.syncAll({kOffice, kNoor});
    town.write(kNoor, caseId, "voor de stroomuitval");
    const auto place = town.device(kNoor).place();
    town.device(kNoor).kill();
    copyStore(before, place);
    town.device(kNoor).open();
    town.write(kNoor, caseId, "en daarna");
    checkAllOnce(town, caseId, {"voor de stroomuitval", "en daarna"});
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

TEST_CASE("a renewal that the disk cannot take is made good by the next sync",
          "[engine][I-1][I-3]") {
    Restored run;
    auto& town = run.town;
    town.write(kNoor, run.caseId, "na herstel");
    town.write(kNoor, run.caseId, "en daarna");
    auto& database = town.replica(kNoor).store().database();
    const auto failing = [&](const protocol::Request& request) {
        auto reply = town.ask(request);
        if (request.endpoint == Endpoint::Compare)
            must(database.execute("CREATE TEMP TRIGGER IF NOT EXISTS broken BEFORE INSERT ON "
                                  "envelope BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        return std::optional(std::move(reply));
    };
    REQUIRE(town.sync(kNoor, failing) != SyncTrouble::None);
    must(database.execute("DROP TRIGGER broken"));
    const bool isRestarted = GENERATE(false, true);
    if (isRestarted) {
        town.device(kNoor).kill();
        town.device(kNoor).open();
    }
    checkAllOnce(town, run.caseId, run.with({"na herstel", "en daarna"}));
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 1);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

TEST_CASE("what was given up before the renewal is not said anew", "[engine][I-9]") {
    Restored run;
    auto& town = run.town;
    const auto refused = town.write(kNoor, run.caseId, "wil niemand");
    const auto picky = [&, pushes = 0](const protocol::Request& request) mutable {
        if (request.endpoint != Endpoint::Push)
            return std::optional(town.ask(request));
        if (++pushes > 1)
            return std::optional<protocol::Reply>(); // and the stub does not get out
        veldboek::v0::PushReply reply;
        reply.add_verdicts()->set_refusal(veldboek::v0::REFUSAL_TOO_LARGE);
        return std::optional(protocol::Reply{200, toBytes(asBytes(reply.SerializeAsString()))});
    };
    REQUIRE(town.sync(kNoor, picky) == SyncTrouble::Unreachable);
    REQUIRE(must(town.replica(kNoor).outbox().count()) == 1);
    town.write(kNoor, run.caseId, "na herstel");
    checkAllOnce(town, run.caseId, run.with({"na herstel"}));
    CHECK(town.dump(kOffice, run.caseId).find("wil niemand") == std::string::npos);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 1);
    const auto row = must(town.replica(kNoor).store().envelopes().facts(refused));
    REQUIRE(row.has_value());
    CHECK(row->state == store::EnvelopeState::Refused);
    CHECK(must(town.replica(kNoor).store().envelopes().partsOf(refused)).size() == 1);
}

TEST_CASE("what was taken back before the renewal is not said anew", "[engine][I-1][I-3]") {
    Restored run;
    auto& town = run.town;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, run.caseId, record, "KANARIE");
    auto& replica = town.replica(kNoor);
    const auto state = must(replica.record(record));
    std::vector<model::VersionId> shown;
    for (const auto& field : state->fields) {
        for (const auto& version : field.versions)
            shown.push_back(version.id);
    }
    Entry entry;
    entry.caseId = run.caseId;
    entry.parts.push_back({state->type, record, {}, {}});
    entry.parts.back().operations =
        must(model::withdrawRecordOperations(*state, shown, "verkeerd"));
    must(replica.save({entry}));
    town.write(kNoor, run.caseId, "na herstel");
    checkAllOnce(town, run.caseId, run.with({"na herstel"}));
    for (const std::size_t person : {kNoor, kOffice})
        CHECK(town.dump(person, run.caseId).find("KANARIE") == std::string::npos);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
}

} // namespace vb::engine
