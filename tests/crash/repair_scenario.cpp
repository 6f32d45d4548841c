// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/store_scenario.h"

#include "sync/base/check.h"
#include "sync/membership/readers.h"
#include "tests/support/lost_rows.h"

namespace vb::crash {

namespace {

/// A store that has lost rows of a case, which nobody told it: the next sync compares, reconciles
/// and fetches. It may die or fail at every change of the disk on the way, any number of which
/// leave a part of it mended; a start and a sync later the case is byte for byte what it was, found
/// by its words, and nobody is accused of anything.
class RepairScenario final : public StoreScenario {
public:
    using StoreScenario::StoreScenario;
    [[nodiscard]] std::string name() const override { return "repair"; }

    void prepare(SimDisk& disk, Ledger& ledger) override {
        StoreScenario::prepare(disk, ledger);
        m_town->clock.setWall(kRun);
        test::SeededRandom hubRandom(6);
        auto& cases = *ledger.cases;
        const auto hub = openHub(*m_town, cases.hub, hubRandom);
        WorkerLife life(disk, *m_town, 2);
        VB_CHECK(life.unlock(kOldPassphrase).has_value() && life.start().has_value());
        for (int i = 0; i < kMore; ++i) {
            const auto record = m_town->random.makeId<RecordId>();
            VB_CHECK(write(life.replica(), m_town->kept, record, "verdwijnt").has_value());
            m_town->keptRecords.push_back(record);
        }
        syncWell(life, *hub);
        syncWell(life, *hub);
        m_whole = life.replica().canonicalDump(team()).value();
        m_words = words(life).value();
        auto& database = life.replica().store().database();
        VB_CHECK(test::loseRows(database, accepted(database)).has_value());
        VB_CHECK(life.replica().canonicalDump(team()).value() != m_whole);
        VB_CHECK(database.checkpoint().has_value());
    }

    void run(SimDisk& disk, Ledger& ledger) override {
        m_town->clock.setWall(kRun + std::chrono::minutes(1));
        test::SeededRandom hubRandom(8);
        const auto hub = openHub(*m_town, ledger.cases->hub, hubRandom);
        WorkerLife life(disk, *m_town, 3);
        for (int times = 0; times < 3; ++times) {
            m_town->clock.advance(std::chrono::seconds(1));
            std::string error;
            if (life.isStarted() || (life.unlock(kOldPassphrase) && life.start()))
                static_cast<void>(sync(life.engine(), wireTo(*hub), error));
        }
        if (disk.isDead())
            return;
        // The same replica goes on when the disk works again.
        disk.mend();
        ledger.wrong = mended(life, *hub);
        if (ledger.wrong)
            *ledger.wrong = "when the disk works again: " + *ledger.wrong;
    }

protected:
    std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) override {
        m_town->clock.setWall(kRun + std::chrono::hours(ledger.lives));
        test::SeededRandom hubRandom(1000 + ledger.lives);
        const auto hub = openHub(*m_town, ledger.cases->hub, hubRandom);
        return mended(life, *hub);
    }

private:
    static constexpr Instant kRun{1'790'000'600'000};
    static constexpr int kMore = 12;

    [[nodiscard]] AudienceId team() const {
        return membership::wholeLevel(m_town->house.id, m_town->kept, membership::Level::Casusteam)
            .id;
    }

    static void syncWell(WorkerLife& life, server::Hub& hub) {
        std::string error;
        VB_CHECK(sync(life.engine(), wireTo(hub), error) == engine::SyncTrouble::None);
    }

    /// Every other changeset of the case that the hub has: what is left must not be taken along.
    std::vector<ChangesetId> accepted(sql::Database& database) const {
        auto query =
            database.prepare("SELECT e.id FROM envelope e JOIN audience USING (audience_no)"
                             " WHERE audience = :team AND e.position IS NOT NULL"
                             " AND e.envelope_no % 2 = 0 ORDER BY e.envelope_no");
        VB_CHECK(query.has_value());
        query->bind(":team", team());
        std::vector<ChangesetId> ids;
        while (query->step().value())
            ids.push_back(ChangesetId::fromBytes(query->blob(0)).value());
        VB_CHECK(ids.size() >= 6);
        return ids;
    }

    static Result<std::int64_t> words(WorkerLife& life) {
        VB_TRY(auto query, life.replica().store().database().prepare(
                               "SELECT count(*) FROM search WHERE search MATCH 'verdwijnt'"));
        VB_TRY(const bool row, query.step());
        return row ? query.int64(0) : 0;
    }

    std::optional<std::string> mended(WorkerLife& life, server::Hub& hub) {
        if (!life.isStarted()) {
            if (auto wrong = wrongIn("unlocking", life.unlock(kOldPassphrase)))
                return wrong;
            if (auto wrong = wrongIn("starting", life.start()))
                return wrong;
        }
        for (int times = 0; times < 2; ++times) {
            m_town->clock.advance(std::chrono::seconds(1));
            std::string error;
            if (sync(life.engine(), wireTo(hub), error) != engine::SyncTrouble::None)
                return "syncing: " + error;
        }
        return isWhole(life);
    }

    std::optional<std::string> isWhole(WorkerLife& life) {
        if (auto wrong = keptIsWhole(life))
            return wrong;
        const auto dump = life.replica().canonicalDump(team());
        if (!dump || *dump != m_whole)
            return "the case is not what it was";
        if (words(life).value_or(-1) != m_words)
            return "its words do not find it";
        if (life.replica().outbox().count().value_or(1) != 0)
            return "the outbox is not empty after a sync";
        return accusations(life);
    }

    std::string m_whole;
    std::int64_t m_words = 0;
};

} // namespace

std::unique_ptr<Scenario> makeRepair(const Setup& setup) {
    return std::make_unique<RepairScenario>(setup);
}

} // namespace vb::crash
