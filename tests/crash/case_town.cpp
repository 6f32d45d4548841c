// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/case_town.h"

#include "sync/base/check.h"
#include "sync/model/edit.h"
#include "sync/server/bootstrap.h"
#include "tests/crash/sim_files.h"
#include "tests/support/merge_world.h"
#include "tests/support/run_to_end.h"
#include "tests/unit/crypto/cheap.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace vb::crash {

namespace {

constexpr Instant kStart{1'790'000'000'000};
constexpr std::size_t kNoor = 2;
constexpr model::RecordTypeId kProef{1};

const bridge::PassphraseCost& cheap() {
    static const bridge::PassphraseCost cost{test::kCheapPolicy, test::kCheapCost};
    return cost;
}

const model::Schema& schema() {
    static const model::Schema schema = test::everyPolicySchema();
    return schema;
}

/// Puts every text into the index, so that lists and full text have something to lose.
class TextProjector final : public engine::Projector {
public:
    [[nodiscard]] engine::Projection project(const CaseId&,
                                             const model::RecordState& state) const override {
        engine::Projection projection;
        for (const auto& field : state.fields) {
            for (const auto& version : field.versions) {
                if (const auto* text = version.value.as<std::string>())
                    projection.searchText += *text + " ";
            }
        }
        projection.summary = toBytes(asBytes(projection.searchText));
        return projection;
    }
};

const TextProjector kProjector;

} // namespace

CaseTown::CaseTown()
    : clock(kStart),
      random(41),
      house(test::SimHouse::make(random, kStart)),
      office(house, 0, test::SimStores(dir.path() / "office", 0), clock, random),
      kept(random.makeId<CaseId>()),
      fresh(random.makeId<CaseId>()),
      ended(random.makeId<CaseId>()) {}

std::unique_ptr<server::Hub> openHub(const CaseTown& town, server::MemoryHubStore& store,
                                     RandomSource& random) {
    auto hub = server::Hub::open(store, town.house.hubKey, town.clock, random);
    VB_CHECK(hub.has_value());
    return std::move(hub).value();
}

Wire wireTo(server::Hub& hub) {
    return [&hub](const protocol::Request& request) {
        return std::optional(hub.handle(request, {"10.0.0.1"}).reply);
    };
}

engine::SyncTrouble sync(engine::SyncEngine& engine, const Wire& wire, std::string& error) {
    return test::runToEnd(engine, wire, error);
}

engine::SyncTrouble deliver(engine::Delivery& delivery, const Wire& wire, std::string& error) {
    return test::runToEnd(delivery, wire, error);
}

Result<ChangesetId> write(engine::Replica& replica, const CaseId& caseId, const RecordId& record,
                          const std::string& text) {
    const auto* field = replica.schema().find(kProef)->findByName("append");
    model::Part part{kProef, record, {}, {}};
    VB_TRY(auto operation, model::writeOperation(*field, nullptr, text, {}, "reden"));
    part.operations.push_back(std::move(operation));
    engine::Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    VB_TRY(const auto ids, replica.save({entry}));
    return ids.front();
}

// ---- One start of the program

/// Nothing is sent and nobody is told: a scenario syncs by itself.
class WorkerLife::Nobody final : public protocol::Transport, public bridge::CoreHost {
public:
    void send(protocol::RequestNumber, protocol::Request) override {}
    void cancel(protocol::RequestNumber) override {}
    void startTimer(engine::TimerNumber, std::chrono::milliseconds) override {}
};

WorkerLife::WorkerLife(SimDisk& disk, CaseTown& town, std::uint64_t seed)
    : m_disk(disk),
      m_town(town),
      m_random(seed),
      m_base(disk, "simulated-disk"),
      m_nobody(std::make_unique<Nobody>()) {}

WorkerLife::~WorkerLife() {
    stop();
}

void WorkerLife::stop() {
    m_engine.reset();
    m_core.reset();
    m_store.reset();
}

void WorkerLife::create(std::string_view passphrase) {
    const auto& person = m_town.house.people[kNoor];
    bridge::StoreOwner owner;
    owner.house = m_town.house.id;
    owner.holder = person.who;
    owner.rootFingerprint = m_town.house.rootFingerprint;
    owner.hub = {"hub.example:7443", {}};
    owner.hat = "wijkagent";
    auto made = bridge::WorkerStore::createIn(
        {std::make_unique<SimFiles>(m_disk, kDirectory), m_base.name()},
        test::passphrase(passphrase), owner, person.keys, m_random, cheap());
    VB_CHECK(made.has_value());
}

Result<void> WorkerLife::unlock(std::string_view passphrase) {
    stop();
    VB_TRY(m_store, bridge::WorkerStore::openIn(
                        {std::make_unique<SimFiles>(m_disk, kDirectory), m_base.name()},
                        test::passphrase(passphrase), m_random, cheap()));
    return {};
}

Result<void> WorkerLife::start() {
    if (m_core) {
        m_engine.reset();
        m_store = m_core->end();
        m_core.reset();
    }
    VB_TRY(m_core, bridge::Core::start(
                       std::move(m_store),
                       {{m_town.clock, m_random, schema(), kProjector}, *m_nobody, *m_nobody}));
    m_engine = std::make_unique<engine::SyncEngine>(m_core->replica(), engine::SyncOptions{});
    return {};
}

std::vector<std::string> WorkerLife::names() const {
    return SimFiles(m_disk, kDirectory).list().value();
}

// ---- Looking

std::optional<std::string> inClear(const SimDisk& disk, std::string_view word) {
    for (const std::string& name : disk.names()) {
        const Bytes& bytes = disk.find(name)->current;
        if (asText(bytes).find(word) != std::string_view::npos)
            return "in clear in " + name;
    }
    return std::nullopt;
}

std::optional<std::string> wordLeft(sql::Database& database, std::string_view word) {
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> bytes(
        sqlite3_serialize(database.handle(), "main", &size, 0), &sqlite3_free);
    // A second crash may fall between the last commit and this look.
    if (bytes == nullptr)
        return "the database could not be read whole";
    const auto text = asText({bytes.get(), static_cast<std::size_t>(size)});
    return text.find(word) == std::string_view::npos
               ? std::nullopt
               : std::optional<std::string>(std::string(word).append(" is still in the database"));
}

std::optional<std::string> unsound(engine::Replica& replica) {
    auto& database = replica.store().database();
    auto checked = database.checkIntegrity();
    if (checked)
        checked = database.execute("INSERT INTO search (search) VALUES ('integrity-check')");
    if (checked)
        checked = replica.outbox().checkIntegrity();
    return checked ? std::nullopt : std::optional("unsound: " + checked.error().context);
}

} // namespace vb::crash
