// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/store_scenario.h"

namespace vb::crash {

namespace {

/// The word by which full text finds what was written to this record.
std::string wordOf(const RecordId& record) {
    return "woord" + record.hex();
}

/// Somebody writes and syncs by turns, goes on when a call fails, and starts the program again when
/// it cannot be started. What was acknowledged is at the hub in the end, once, and here, with the
/// words that find it; what was refused is nowhere. When the disk works again the same replica and
/// engine go on as if nothing had been: what they keep in memory is what is on the disk.
class SavingScenario final : public StoreScenario {
public:
    using StoreScenario::StoreScenario;
    [[nodiscard]] std::string name() const override { return "saving"; }

    void run(SimDisk& disk, Ledger& ledger) override {
        m_town->clock.setWall(kRun);
        test::SeededRandom hubRandom(8);
        test::SeededRandom ids(9);
        auto& cases = *ledger.cases;
        const auto hub = openHub(*m_town, cases.hub, hubRandom);
        WorkerLife life(disk, *m_town, 2);
        for (int step = 0; step < kSteps; ++step) {
            m_town->clock.advance(std::chrono::seconds(1));
            if (!isUp(life))
                continue;
            if (step % 3 == 2)
                static_cast<void>(syncOnce(life, *hub));
            else
                static_cast<void>(save(life, ids, cases));
        }
        if (disk.isDead())
            return;
        disk.mend();
        ledger.wrong = worksAgain(life, ids, *hub, cases);
        if (ledger.wrong)
            *ledger.wrong = "when the disk works again: " + *ledger.wrong;
    }

protected:
    std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) override {
        m_town->clock.setWall(kRun + std::chrono::hours(ledger.lives));
        test::SeededRandom hubRandom(1000 + ledger.lives);
        test::SeededRandom ids(2000 + ledger.lives);
        auto& cases = *ledger.cases;
        const auto hub = openHub(*m_town, cases.hub, hubRandom);
        if (auto wrong = wrongIn("unlocking", life.unlock(kOldPassphrase)))
            return wrong;
        if (auto wrong = wrongIn("starting", life.start()))
            return wrong;
        // What was refused when the program died may have come through all the same.
        cases.refused.clear();
        return worksAgain(life, ids, *hub, cases);
    }

private:
    static constexpr Instant kRun{1'790'000'600'000};
    static constexpr int kSteps = 8;

    static bool isUp(WorkerLife& life) {
        return life.isStarted() || (life.unlock(kOldPassphrase) && life.start());
    }

    Result<void> save(WorkerLife& life, test::SeededRandom& ids, CaseLedger& cases) {
        const auto record = ids.makeId<RecordId>();
        const auto saved = write(life.replica(), m_town->kept, record, wordOf(record));
        if (saved)
            cases.saved.emplace(record, *saved);
        else
            cases.refused.insert(record);
        return saved ? Result<void>() : Result<void>(Unexpected(saved.error()));
    }

    static Result<void> syncOnce(WorkerLife& life, server::Hub& hub) {
        std::string error;
        const auto trouble = sync(life.engine(), wireTo(hub), error);
        return trouble == engine::SyncTrouble::None
                   ? Result<void>()
                   : Result<void>(fail(Code::Refused,
                                       std::to_string(static_cast<int>(trouble)) + ", " + error));
    }

    std::optional<std::string> worksAgain(WorkerLife& life, test::SeededRandom& ids,
                                          server::Hub& hub, CaseLedger& cases) {
        if (!life.isStarted()) {
            if (auto wrong = wrongIn("unlocking", life.unlock(kOldPassphrase)))
                return wrong;
            if (auto wrong = wrongIn("starting", life.start()))
                return wrong;
        }
        if (auto wrong = wrongIn("saving", save(life, ids, cases)))
            return wrong;
        for (int times = 0; times < 2; ++times) {
            m_town->clock.advance(std::chrono::seconds(1));
            if (auto wrong = wrongIn("syncing", syncOnce(life, hub)))
                return wrong;
        }
        return agrees(life, cases);
    }

    std::optional<std::string> agrees(WorkerLife& life, CaseLedger& cases) {
        auto& replica = life.replica();
        if (auto wrong = keptIsWhole(life))
            return wrong;
        if (replica.outbox().count().value_or(1) != 0)
            return "the outbox is not empty after a sync";
        const auto counted = countWords(replica);
        if (!counted)
            return "counting words: " + counted.error().context;
        if (*counted < cases.saved.size() ||
            (!cases.refused.empty() && *counted != cases.saved.size()))
            return "full text has " + std::to_string(*counted) + " of " +
                   std::to_string(cases.saved.size());
        for (const auto& [record, changeset] : cases.saved) {
            const auto state = replica.record(record);
            if (!state || !*state)
                return "an acknowledged save is not here";
            const auto atHub = cases.hub.envelope(changeset);
            if (!atHub || !*atHub)
                return "an acknowledged save is not at the hub";
        }
        for (const RecordId& record : cases.refused) {
            const auto state = replica.record(record);
            if (!state || *state)
                return "a save that was refused is here";
        }
        return accusations(life);
    }

    static Result<std::size_t> countWords(engine::Replica& replica) {
        VB_TRY(auto query, replica.store().database().prepare(
                               "SELECT count(*) FROM search WHERE search MATCH 'woord*'"));
        VB_TRY(const bool row, query.step());
        return static_cast<std::size_t>(row ? query.int64(0) : 0);
    }
};

} // namespace

std::unique_ptr<Scenario> makeSaving(const Setup& setup) {
    return std::make_unique<SavingScenario>(setup);
}

} // namespace vb::crash
