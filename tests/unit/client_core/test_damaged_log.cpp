// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Damage in the log of a store ends the log there; the next sync shows and repairs what is missing.
#include "client/bridge/core.h"
#include "client/bridge/office.h"
#include "sync/model/edit.h"
#include "sync/server/bootstrap.h"
#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/sim/sim_house.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/must.h"
#include "tests/support/temp_dir.h"

#include <deque>
#include <functional>
#include <map>

namespace vb::bridge {
namespace {

using namespace vb::test;
namespace fs = std::filesystem;

constexpr Instant kStart{1'790'000'000'000};
constexpr std::size_t kChunk = 4096;
constexpr model::RecordTypeId kProef{1};
constexpr std::size_t kOffice = 0;
constexpr std::size_t kNoor = 2;
constexpr std::size_t kBram = 3;

class NoProjection final : public engine::Projector {
public:
    [[nodiscard]] engine::Projection project(const CaseId&,
                                             const model::RecordState&) const override {
        return {};
    }
};

class SilentHost final : public CoreHost {
public:
    void startTimer(engine::TimerNumber, std::chrono::milliseconds) override {}
};

/// Asks the hub in this process; the answers wait until somebody takes them.
class DirectTransport final : public protocol::Transport {
public:
    explicit DirectTransport(server::Hub& hub) : m_hub(hub) {}
    void send(protocol::RequestNumber number, protocol::Request request) override {
        ++asked[request.endpoint];
        auto reply = m_hub.handle(request, {"192.0.2.1"}).reply;
        if (request.endpoint == protocol::Endpoint::Reconcile && spoilRanges)
            spoilRanges(reply);
        answers.push_back({number, std::move(reply)});
    }
    void cancel(protocol::RequestNumber) override {}

    std::deque<engine::ReplyArrived> answers;
    std::map<protocol::Endpoint, int> asked;
    std::function<void(protocol::Reply&)> spoilRanges;

private:
    server::Hub& m_hub;
};

/// A house with its hub, and stores as the app has them.
struct Town {
    TempDir dir;
    SeededRandom random{23};
    FakeClock clock{kStart};
    SimHouse house = SimHouse::make(random, kStart);
    server::MemoryHubStore hubStore;
    std::unique_ptr<server::Hub> hub;
    model::Schema schema = everyPolicySchema();
    NoProjection projector;
    SilentHost host;
    crypto::SecretBytes passphrase = secretText("drie losse woorden");
    CaseId caseId = random.makeId<CaseId>();

    Town() {
        must(server::openHouse(hubStore, house.bootstrap, {house.hub.signingKey, house.hub.tlsPin},
                               clock));
        hub = must(server::Hub::open(hubStore, house.hubKey, clock, random));
    }
    AudienceId team() const {
        return membership::wholeLevel(house.id, caseId, membership::Level::Casusteam).id;
    }
};

/// One worker at work.
class Desk {
public:
    Desk(Town& town, std::size_t person)
        : m_town(town), m_place(town.dir.path() / std::to_string(person)), m_transport(*town.hub) {
        const SimPerson& who = town.house.people[person];
        StoreOwner owner{town.house.id,
                         who.who,
                         town.house.rootFingerprint,
                         {"hub.example:1", town.house.hub.tlsPin},
                         "wijkagent"};
        start(must(WorkerStore::create(m_place, town.passphrase, owner, who.keys, town.random,
                                       cheapPassphrase())));
    }

    engine::Replica& replica() { return m_core->replica(); }
    Core& core() { return *m_core; }
    DirectTransport& transport() { return m_transport; }
    [[nodiscard]] const fs::path& place() const { return m_place; }

    engine::SyncTrouble sync() {
        return m_core->runSync([this] {
            if (m_transport.answers.empty())
                return false;
            auto answer = std::move(m_transport.answers.front());
            m_transport.answers.pop_front();
            m_core->handle(std::move(answer));
            return true;
        });
    }
    void write(const std::string& text) {
        const auto* field = m_town.schema.find(kProef)->findByName("append");
        model::Part part{kProef, m_town.random.makeId<RecordId>(), {}, {}};
        part.operations.push_back(must(model::writeOperation(*field, nullptr, text, {}, "")));
        engine::Entry entry;
        entry.caseId = m_town.caseId;
        entry.parts.push_back(std::move(part));
        must(replica().save({entry}));
    }
    std::string dump() { return must(replica().canonicalDump(m_town.team())); }

    /// Killed now: the files stay as they lie there, and `damage` is done to the log.
    template <typename Damage>
    void kill(Damage damage) {
        const fs::path image = m_place.string() + ".image";
        fs::copy(m_place, image);
        m_core.reset();
        fs::remove_all(m_place);
        fs::rename(image, m_place);
        const fs::path log = m_place / (crypto::databaseName(1) + "-wal");
        auto bytes = fileContent(log);
        REQUIRE(bytes.size() > 20 * kChunk);
        damage(bytes);
        writeFile(log, bytes);
    }
    std::unique_ptr<WorkerStore> open() {
        return must(
            WorkerStore::open(m_place, m_town.passphrase, m_town.random, cheapPassphrase()));
    }
    void start(std::unique_ptr<WorkerStore> store) {
        m_core = must(Core::start(std::move(store),
                                  {{m_town.clock, m_town.random, m_town.schema, m_town.projector},
                                   m_transport,
                                   m_town.host,
                                   {}}));
    }

private:
    Town& m_town;
    fs::path m_place;
    DirectTransport m_transport;
    std::unique_ptr<Core> m_core;
};

void assignAll(Town& town, Desk& office, std::initializer_list<Desk*> desks) {
    REQUIRE(office.sync() == engine::SyncTrouble::None);
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        Assignment assignment;
        assignment.member = town.house.people[person].who;
        assignment.hat = "wijkagent";
        must(assign(office.replica(), town.caseId, assignment));
    }
    REQUIRE(office.sync() == engine::SyncTrouble::None);
    for (Desk* desk : desks)
        REQUIRE(desk->sync() == engine::SyncTrouble::None);
}

TEST_CASE("damage in the log costs what came after it until the next sync, and no longer",
          "[client][store][I-1][I-2]") {
    Town town;
    Desk office(town, kOffice);
    Desk noor(town, kNoor);
    Desk bram(town, kBram);
    assignAll(town, office, {&noor, &bram});
    const IncarnationId incarnation = noor.replica().identity().incarnation;
    for (int i = 0; i < 12; ++i) {
        noor.write("gesprek " + std::to_string(i));
        REQUIRE(noor.sync() == engine::SyncTrouble::None);
    }
    bram.write("van bram");
    REQUIRE(bram.sync() == engine::SyncTrouble::None);
    REQUIRE(noor.sync() == engine::SyncTrouble::None);
    REQUIRE(bram.sync() == engine::SyncTrouble::None);
    const std::string whole = bram.dump();
    REQUIRE(noor.dump() == whole);
    noor.write("nog niet verzonden");

    // From the log's first chunk, with everything since the store was made, to its last ones.
    const double where = GENERATE(0.0, 0.2, 0.5, 0.8);
    CAPTURE(where);
    noor.kill([&](std::string& log) {
        const std::size_t chunks = log.size() / kChunk - 1;
        const auto chunk =
            static_cast<std::size_t>(where * static_cast<double>(chunks)) + std::size_t{1};
        log[chunk * kChunk + 99] ^= 1;
    });

    const auto found = filesIn(noor.place());
    const auto refused = WorkerStore::open(noor.place(), secretText("drie andere woorden"),
                                           town.random, cheapPassphrase());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::WrongPassphrase);
    auto store = noor.open();
    const auto report = must(store->verify());
    CHECK(report.database.damagedChunkCount == 1);
    CHECK(report.database.logEndsInDamage);
    CHECK_FALSE(report.isSound());
    // Neither looking nor a wrong passphrase touched a byte.
    CHECK(changedSince(found, noor.place()) == std::vector<std::string>());
    noor.start(std::move(store));
    must(noor.replica().store().database().checkIntegrity());
    CHECK(noor.dump() != whole);
    // A device that forgot which numbers it gave away does not give them again.
    CHECK(noor.replica().identity().incarnation != incarnation);

    REQUIRE(noor.sync() == engine::SyncTrouble::None);
    CHECK(noor.core().figures().pulled > 0);
    CHECK(noor.core().status().unsent == 0);
    noor.write("na het herstel");
    REQUIRE(noor.sync() == engine::SyncTrouble::None);
    CHECK(noor.core().figures().refused == 0);
    CHECK(noor.core().status().unsent == 0);
    REQUIRE(bram.sync() == engine::SyncTrouble::None);
    CHECK(noor.dump() == bram.dump());
    for (const char* text :
         {"gesprek 0", "gesprek 11", "van bram", "nog niet verzonden", "na het herstel"})
        CHECK(noor.dump().find(text) != std::string::npos);
    // Shown: how many changesets the sync found missing here and brought back.
    const auto attention = must(noor.replica().store().attention().all());
    REQUIRE(attention.size() == 1);
    CHECK(attention[0].kind == store::AttentionKind::StoreRepaired);
    CHECK(attention[0].reason > 0);
    must(noor.replica().store().database().checkIntegrity());
}

/// Noor and Bram with twelve entries each has; then some of them are gone from Noor's store.
struct Hole {
    Hole() : office(town, kOffice), noor(town, kNoor), bram(town, kBram) {
        assignAll(town, office, {&noor, &bram});
        for (int i = 0; i < 12; ++i) {
            Desk& writer = i % 2 == 0 ? noor : bram;
            writer.write("gesprek " + std::to_string(i));
            REQUIRE(writer.sync() == engine::SyncTrouble::None);
        }
        REQUIRE(noor.sync() == engine::SyncTrouble::None);
        REQUIRE(bram.sync() == engine::SyncTrouble::None);
        whole = bram.dump();
        REQUIRE(noor.dump() == whole);
        noor.transport().asked.clear();
    }
    void change(const char* sql) { must(noor.replica().store().database().execute(sql)); }
    void forget() {
        change("DELETE FROM part WHERE envelope_no IN "
               "(SELECT envelope_no FROM envelope WHERE kind = 1 AND envelope_no % 3 = 0)");
        change("DELETE FROM envelope WHERE kind = 1 AND envelope_no % 3 = 0");
        REQUIRE(noor.dump() != whole);
    }
    [[nodiscard]] int asked(protocol::Endpoint endpoint) {
        return noor.transport().asked[endpoint];
    }
    /// The one thing that asks for attention now.
    store::AttentionRow attention() {
        const auto rows = must(noor.replica().store().attention().all());
        REQUIRE(rows.size() == 1);
        return rows[0];
    }

    Town town;
    Desk office;
    Desk noor;
    Desk bram;
    std::string whole;
};

TEST_CASE("what a store lost is found by ranges and fetched, and nothing else",
          "[client][engine][I-2][I-9]") {
    Hole hole;
    hole.forget();
    hole.noor.write("nog niet verzonden");
    REQUIRE(hole.noor.sync() == engine::SyncTrouble::None);
    CHECK(hole.asked(protocol::Endpoint::Reconcile) == 1);
    CHECK(hole.asked(protocol::Endpoint::Fetch) == 1);
    CHECK(hole.noor.core().status().unsent == 0);
    CHECK(hole.attention().kind == store::AttentionKind::StoreRepaired);
    CHECK(hole.attention().reason == hole.noor.core().figures().repaired);
    REQUIRE(hole.bram.sync() == engine::SyncTrouble::None);
    CHECK(hole.noor.dump() == hole.bram.dump());

    hole.noor.transport().asked.clear();
    REQUIRE(hole.noor.sync() == engine::SyncTrouble::None);
    CHECK(hole.asked(protocol::Endpoint::Reconcile) == 0);
}

TEST_CASE("where ranges do not help, the list of everything does", "[client][engine][I-9][I-10]") {
    Hole hole;
    hole.forget();
    hole.noor.write("nog niet verzonden");
    SECTION("a hub that does not know how") {
        hole.noor.transport().spoilRanges = [](protocol::Reply& reply) { reply = {404, {}}; };
    }
    SECTION("a hub that answers nonsense") {
        hole.noor.transport().spoilRanges = [](protocol::Reply& reply) {
            reply.body = Bytes(50, 0x0a);
        };
    }
    SECTION("a hub that says that nothing differs") {
        hole.noor.transport().spoilRanges = [&](protocol::Reply& reply) { reply.body.clear(); };
    }
    REQUIRE(hole.noor.sync() == engine::SyncTrouble::None);
    // The list, and then what is missing.
    CHECK(hole.asked(protocol::Endpoint::Fetch) == 2);
    CHECK(hole.noor.core().status().unsent == 0);
    CHECK(hole.attention().kind == store::AttentionKind::StoreRepaired);
    REQUIRE(hole.bram.sync() == engine::SyncTrouble::None);
    CHECK(hole.noor.dump() == hole.bram.dump());
}

TEST_CASE("what the hub had accepted and lacks is an alarm, and stays here",
          "[client][engine][I-1]") {
    Hole hole;
    // The hub holds a statement at this position, and of this envelope it never heard.
    hole.change("UPDATE envelope SET id = randomblob(32) WHERE envelope_no = "
                "(SELECT max(envelope_no) FROM envelope WHERE kind = 2)");
    REQUIRE(hole.noor.sync() == engine::SyncTrouble::None);
    const auto rows = must(hole.noor.replica().store().attention().all());
    CHECK(std::any_of(rows.begin(), rows.end(), [](const auto& row) {
        return row.kind == store::AttentionKind::SplitView && row.reason == 1;
    }));
    CHECK(hole.noor.dump() == hole.whole);
}

} // namespace
} // namespace vb::bridge
