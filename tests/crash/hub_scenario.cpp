// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/case_town.h"

#include "sync/base/check.h"
#include "sync/engine/wire_attachment.h"
#include "sync/membership/readers.h"
#include "sync/protocol/limits.h"
#include "sync/server/bootstrap.h"
#include "sync/server/sqlite/sqlite_store.h"
#include "sync/transparency/compact_range.h"
#include "sync/transparency/tree_hash.h"
#include "tests/support/hub_session.h"
#include "tests/support/seeded_entropy.h"

#include <algorithm>

namespace vb::crash {

namespace {

constexpr std::size_t kOffice = 0;
constexpr std::size_t kInfo = 1; ///< informatievoorziening: whose word a purge is
constexpr std::size_t kNoor = 2;
constexpr const char* kPath = "/store/hub.db";
constexpr std::size_t kAttachmentBytes = protocol::kAttachmentChunkBytes + 20;

/// Everything of one case, and the house's chain, as a store has it.
struct Rows {
    std::map<StatementId, server::StatementRow> statements;
    std::map<ChangesetId, server::EnvelopeRow> envelopes;
    [[nodiscard]] std::size_t size() const { return statements.size() + envelopes.size(); }
};

/// What a device asked of the hub that changes something there, and what is there since.
struct Sent {
    std::size_t person = 0;
    protocol::Request request;
    std::vector<StatementId> statements;
    std::vector<ChangesetId> envelopes;
    bool bringsAttachment = false;
    /// Parts that are empty since.
    std::vector<std::pair<ChangesetId, std::size_t>> dropped;
};

/// One start of the hub's program.
class HubLife {
public:
    HubLife(SimDisk& disk, const CaseTown& town, std::uint64_t seed)
        : m_town(town), m_random(seed), m_vfs(disk, "simulated-disk") {}

    Result<void> start() {
        if (m_hub)
            return {};
        m_sessions.clear();
        VB_TRY(m_store, server::SqliteHubStore::open(kPath, sql::Access::Create, m_vfs.name()));
        VB_TRY(m_hub, server::Hub::open(*m_store, m_town.house.hubKey, m_town.clock, m_random));
        return {};
    }
    void stop() {
        m_hub.reset();
        m_store.reset();
    }
    Result<server::Answer> send(const Sent& sent) {
        VB_TRY_VOID(start());
        auto& session = m_sessions[sent.person];
        if (session.empty()) {
            VB_TRY(session, test::openHubSession(*m_hub, m_town.house, sent.person, m_random));
        }
        return m_hub->handle({sent.request.endpoint, session, sent.request.body}, {"10.0.0.1"});
    }
    [[nodiscard]] server::SqliteHubStore& store() { return *m_store; }
    [[nodiscard]] const std::string& vfs() const { return m_vfs.name(); }

private:
    const CaseTown& m_town;
    test::SeededRandom m_random;
    DiskVfs m_vfs;
    std::unique_ptr<server::SqliteHubStore> m_store;
    std::unique_ptr<server::Hub> m_hub;
    std::map<std::size_t, Bytes> m_sessions;
};

/// The hub's own store: what three devices once pushed and uploaded, a purge among it, comes to a
/// hub whose disk fails. What it acknowledged is there after any crash, in a log whose leaves, tree
/// and rows agree; when the devices say all of it again everything is there once, and what a purge
/// emptied is in no file.
class HubScenario final : public Scenario {
public:
    using Scenario::Scenario;
    [[nodiscard]] std::string name() const override { return "hub"; }
    [[nodiscard]] bool isHeavy() const override { return true; }

    void prepare(SimDisk& disk, Ledger&) override {
        const test::SeededEntropy entropy(5);
        m_town = std::make_unique<CaseTown>();
        {
            const DiskVfs vfs(disk, "simulated-disk");
            auto store = server::SqliteHubStore::open(kPath, sql::Access::Create, vfs.name());
            VB_CHECK(store.has_value());
            for (server::HubStore* one : {static_cast<server::HubStore*>(store->get()),
                                          static_cast<server::HubStore*>(&m_model)})
                VB_CHECK(server::openHouse(*one, m_town->house.bootstrap,
                                           {m_town->house.hub.signingKey, m_town->house.hub.tlsPin},
                                           m_town->clock)
                             .has_value());
            VB_CHECK((*store)->checkpoint().has_value());
        }
        record();
        VB_CHECK(m_sent.size() >= 8 && m_hasPurge && m_hasAttachment);
        m_whole = rowsOf(m_model).value();
    }

    void run(SimDisk& disk, Ledger& ledger) override {
        m_town->clock.setWall(kRun);
        HubLife life(disk, *m_town, 2);
        for (std::size_t i = 0; i < m_sent.size(); ++i) {
            m_town->clock.advance(std::chrono::seconds(1));
            // A device that got no answer asks once more.
            for (int times = 0; times < 2; ++times) {
                const auto answer = life.send(m_sent[i]);
                if (!answer || !isAcknowledged(m_sent[i], *answer))
                    continue;
                ledger.acknowledged.insert(static_cast<std::int64_t>(i));
                break;
            }
        }
    }

    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        std::optional<std::string> wrong;
        {
            m_town->clock.setWall(kRun + std::chrono::hours(++ledger.lives));
            HubLife life(disk, *m_town, 77 + ledger.lives);
            const auto whole = recoverIn(life, ledger);
            wrong = whole ? std::nullopt : std::optional(whole.error().context);
            life.stop();
        }
        if (disk.isDead())
            return std::nullopt;
        return wrong ? wrong : droppedIsOnDisk(disk);
    }

private:
    static constexpr Instant kRun{1'790'000'600'000};

    [[nodiscard]] AudienceId team() const {
        return membership::wholeLevel(m_town->house.id, m_town->kept, membership::Level::Casusteam)
            .id;
    }

    Result<Rows> rowsOf(const server::HubStore& store) const {
        Rows rows;
        for (const CaseId& chain : {CaseId(), m_town->kept}) {
            VB_TRY_VOID(store.eachStatement(chain, 0, [&](server::StatementRow&& row) {
                const auto id = row.id;
                rows.statements.emplace(id, std::move(row));
                return true;
            }));
        }
        VB_TRY_VOID(store.eachEnvelope(m_town->kept, team(), server::Share::Everything, 0,
                                       [&](server::EnvelopeRow&& row) {
                                           const auto id = row.id;
                                           rows.envelopes.emplace(id, std::move(row));
                                           return true;
                                       }));
        return rows;
    }

    // ---- What the devices say, once, to a hub that works

    void record() {
        test::SeededRandom random(6);
        const auto hub = openHub(*m_town, m_model, random);
        test::SimDevice noor(m_town->house, kNoor, storesOf("noor", kNoor), m_town->clock, random);
        test::SimDevice info(m_town->house, kInfo, storesOf("info", kInfo), m_town->clock, random);
        for (auto* device : {&m_town->office, &noor, &info})
            device->open();
        const auto syncAll = [&] {
            for (auto* device : {&m_town->office, &noor, &info}) {
                m_town->clock.advance(std::chrono::seconds(1));
                std::string error;
                VB_CHECK(sync(device->engine(), listening(*hub, device->person()), error) ==
                         engine::SyncTrouble::None);
            }
        };
        syncAll();
        for (const std::size_t person : {kOffice, kInfo, kNoor})
            assign(person);
        syncAll();
        syncAll();
        std::vector<RecordId> records;
        for (int i = 0; i < 3; ++i) {
            records.push_back(random.makeId<RecordId>());
            VB_CHECK(write(noor.replica(), m_town->kept, records.back(), "een regel").has_value());
            syncAll();
        }
        attach(noor, random);
        syncAll();
        purge(info, records.front());
        syncAll();
    }

    [[nodiscard]] test::SimStores storesOf(const char* name, std::size_t person) const {
        return {m_town->dir.path() / name, person};
    }

    void assign(std::size_t person) {
        membership::MemberBody member;
        member.member = m_town->house.people[person].who;
        member.hat = 1;
        member.period.from = m_town->clock.now() - std::chrono::hours(1);
        queue(m_town->office, member);
    }
    void purge(test::SimDevice& info, const RecordId& record) {
        membership::PurgeBody body;
        body.parts = info.replica().partsOf(record).value();
        VB_CHECK(!body.parts.empty());
        queue(info, std::move(body));
    }
    void queue(test::SimDevice& device, membership::StatementBody body) {
        const auto statement = device.replica().sign(m_town->kept, std::move(body));
        VB_CHECK(statement && device.replica().queueStatement(*statement));
    }
    void attach(test::SimDevice& device, test::SeededRandom& random) {
        Bytes sealed(kAttachmentBytes);
        random.fill(sealed);
        const auto address = device.replica().attachments().attach(m_town->kept, team(), sealed);
        VB_CHECK(address.has_value());
        m_attachment = *address;
        model::Operation operation;
        operation.field = {{1}, static_cast<std::uint8_t>(model::MergePolicy::Append)};
        operation.values = {model::AttachmentRef{*address}};
        model::Part part{{1}, random.makeId<RecordId>(), {}, {}};
        part.operations.push_back(std::move(operation));
        engine::Entry entry;
        entry.caseId = m_town->kept;
        entry.parts.push_back(std::move(part));
        VB_CHECK(device.replica().save({entry}).has_value());
    }

    Wire listening(server::Hub& hub, std::size_t person) {
        return [this, &hub, person](const protocol::Request& request) {
            const auto before = rowsOf(m_model).value();
            const bool hadAttachment = hasAttachment(m_model);
            auto reply = hub.handle(request, {"10.0.0.1"}).reply;
            if (request.endpoint == protocol::Endpoint::Push ||
                request.endpoint == protocol::Endpoint::Upload)
                note({person, request, {}, {}, false, {}}, before, hadAttachment);
            return std::optional(std::move(reply));
        };
    }

    void note(Sent sent, const Rows& before, bool hadAttachment) {
        const auto after = rowsOf(m_model).value();
        for (const auto& [id, row] : after.statements) {
            if (!before.statements.contains(id))
                sent.statements.push_back(id);
        }
        for (const auto& [id, row] : after.envelopes) {
            const auto old = before.envelopes.find(id);
            if (old == before.envelopes.end())
                sent.envelopes.push_back(id);
            for (std::size_t i = 0; old != before.envelopes.end() && i < row.parts.size(); ++i) {
                if (!row.parts[i].content.empty() || old->second.parts[i].content.empty())
                    continue;
                sent.dropped.emplace_back(id, i);
                m_gone.push_back(old->second.parts[i].content);
                m_hasPurge = true;
            }
        }
        sent.bringsAttachment = !hadAttachment && hasAttachment(m_model);
        m_hasAttachment = m_hasAttachment || sent.bringsAttachment;
        m_sent.push_back(std::move(sent));
    }

    [[nodiscard]] bool hasAttachment(const server::HubStore& store) const {
        const auto row = store.attachment({m_town->kept, team(), m_attachment}, DeviceId());
        return row && *row && (*row)->held == (*row)->total;
    }

    // ---- What must hold

    static bool isAcknowledged(const Sent& sent, const server::Answer& answer) {
        if (answer.reply.status != 200 || answer.facts.refused > 0)
            return false;
        // An upload is told how far the hub has it, which may be short of this chunk.
        if (sent.bringsAttachment)
            return engine::wire::readUploaded(answer.reply.body).value_or(0) == kAttachmentBytes;
        return answer.facts.accepted + answer.facts.duplicates >=
               sent.statements.size() + sent.envelopes.size();
    }

    Result<void> recoverIn(HubLife& life, Ledger& ledger) {
        VB_TRY_VOID(life.start());
        VB_TRY_VOID(life.store().checkIntegrity());
        VB_TRY_VOID(logAgrees(life.store()));
        VB_TRY_VOID(hasAcknowledged(life.store(), ledger));
        for (std::size_t i = 0; i < m_sent.size(); ++i) {
            VB_TRY(const auto answer, life.send(m_sent[i]));
            if (answer.facts.trouble)
                return Unexpected(*answer.facts.trouble);
            ledger.acknowledged.insert(static_cast<std::int64_t>(i));
        }
        VB_TRY_VOID(life.store().checkIntegrity());
        VB_TRY_VOID(logAgrees(life.store()));
        VB_TRY_VOID(hasAcknowledged(life.store(), ledger));
        VB_TRY_VOID(isWhole(life.store()));
        return life.store().checkpoint();
    }

    /// Every position has one row, and the tree is that of the rows' leaves.
    Result<void> logAgrees(const server::HubStore& store) const {
        VB_TRY(const auto rows, rowsOf(store));
        VB_TRY(const auto log, store.logState());
        std::map<server::LogSize, Bytes> leaves;
        for (const auto& [id, row] : rows.statements)
            leaves[row.position] = row.leaf;
        for (const auto& [id, row] : rows.envelopes)
            leaves[row.position] = row.leaf;
        if (leaves.size() != rows.size() || log.size != rows.size() ||
            (log.size != 0 && leaves.rbegin()->first != log.size - 1))
            return fail(Code::Corrupt, "the log has " + std::to_string(log.size) + " leaves of " +
                                           std::to_string(rows.size()) + " rows");
        transparency::CompactRange tree;
        Result<void> agrees;
        for (const auto& [position, leaf] : leaves) {
            tree.append(transparency::hashLogLeaf(m_town->house.id, leaf),
                        [&](transparency::NodePlace place, const TreeHash& hash) {
                            const auto kept = store.node(place);
                            if (!kept || *kept != hash)
                                agrees = fail(Code::Corrupt, "the tree is not that of the leaves");
                        });
        }
        return agrees;
    }

    Result<void> hasAcknowledged(const server::HubStore& store, const Ledger& ledger) const {
        VB_TRY(const auto rows, rowsOf(store));
        for (const std::int64_t index : ledger.acknowledged) {
            const Sent& sent = m_sent[static_cast<std::size_t>(index)];
            for (const auto& id : sent.statements) {
                if (!rows.statements.contains(id))
                    return fail(Code::NotFound, "an acknowledged statement is lost");
            }
            for (const auto& id : sent.envelopes) {
                if (!rows.envelopes.contains(id))
                    return fail(Code::NotFound, "an acknowledged changeset is lost");
            }
            for (const auto& [id, part] : sent.dropped) {
                const auto found = rows.envelopes.find(id);
                if (found == rows.envelopes.end() || !found->second.parts[part].content.empty())
                    return fail(Code::Corrupt, "what an acknowledged purge dropped is back");
            }
            if (sent.bringsAttachment && !hasAttachment(store))
                return fail(Code::NotFound, "an acknowledged attachment is lost");
        }
        return {};
    }

    /// What a hub has to which nothing ever happened, its positions and times aside.
    Result<void> isWhole(const server::HubStore& store) const {
        VB_TRY(const auto rows, rowsOf(store));
        bool isSame = rows.size() == m_whole.size();
        for (const auto& [id, row] : m_whole.statements) {
            const auto found = rows.statements.find(id);
            isSame = isSame && found != rows.statements.end() &&
                     found->second.statement == row.statement;
        }
        for (const auto& [id, row] : m_whole.envelopes) {
            const auto found = rows.envelopes.find(id);
            isSame = isSame && found != rows.envelopes.end() && found->second.parts == row.parts &&
                     found->second.header == row.header;
        }
        VB_TRY(const auto compared, store.comparison(m_town->kept, team(), ~server::LogSize{0}));
        isSame = isSame && compared.count == m_whole.envelopes.size() && hasAttachment(store);
        return isSame ? Result<void>()
                      : Result<void>(fail(Code::Corrupt, "the hub has not what was said to it"));
    }

    std::optional<std::string> droppedIsOnDisk(const SimDisk& disk) const {
        for (const Bytes& content : m_gone) {
            for (const std::string& name : disk.names()) {
                const Bytes& bytes = disk.find(name)->current;
                if (std::search(bytes.begin(), bytes.end(), content.begin(), content.end()) !=
                    bytes.end())
                    return "what a purge dropped is still in " + name;
            }
        }
        return std::nullopt;
    }

    std::unique_ptr<CaseTown> m_town;
    server::MemoryHubStore m_model;
    AttachmentId m_attachment;
    std::vector<Sent> m_sent;
    Rows m_whole;
    /// The contents that a purge dropped.
    std::vector<Bytes> m_gone;
    bool m_hasPurge = false;
    bool m_hasAttachment = false;
};

} // namespace

std::unique_ptr<Scenario> makeHub(const Setup& setup) {
    return std::make_unique<HubScenario>(setup);
}

} // namespace vb::crash
