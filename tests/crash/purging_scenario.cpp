// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/store_scenario.h"

#include "sync/base/check.h"

#include <algorithm>

namespace vb::crash {

namespace {

constexpr std::string_view kPurged = "purgekanarie";
constexpr std::string_view kMoving = "verhuisbericht";
constexpr std::size_t kInfo = 1; ///< informatievoorziening: whose word a purge is

/// Somebody narrows a record to the own organisation, and the sync that follows brings a purge of
/// another one. The text that moves is shown in exactly one place at every start, never in none and
/// never in both; a move that was acknowledged stands. What the purge names is gone in the end from
/// lists, full text and every page of the database, and everything else is there.
class PurgingScenario final : public StoreScenario {
public:
    using StoreScenario::StoreScenario;
    [[nodiscard]] std::string name() const override { return "purging"; }

    void prepare(SimDisk& disk, Ledger& ledger) override {
        StoreScenario::prepare(disk, ledger);
        m_town->clock.setWall(kRun);
        test::SeededRandom random(6);
        auto& cases = *ledger.cases;
        const auto hub = openHub(*m_town, cases.hub, random);
        test::SimDevice info(m_town->house, kInfo,
                             test::SimStores(m_town->dir.path() / "info", kInfo), m_town->clock,
                             random);
        info.open();
        assignTo(*m_town, wireTo(*hub), m_town->kept, kInfo);
        WorkerLife life(disk, *m_town, 2);
        VB_CHECK(life.unlock(kOldPassphrase).has_value() && life.start().has_value());
        m_purged = m_town->random.makeId<RecordId>();
        m_moving = m_town->random.makeId<RecordId>();
        const auto say = [&](const RecordId& record, std::string_view text) {
            VB_CHECK(write(life.replica(), m_town->kept, record, std::string(text)).has_value());
        };
        say(m_purged, kPurged);
        say(m_moving, kMoving);
        const auto syncAll = [&] {
            m_town->clock.advance(std::chrono::seconds(1));
            std::string error;
            for (auto* engine : {&life.engine(), &info.engine()})
                VB_CHECK(sync(*engine, wireTo(*hub), error) == engine::SyncTrouble::None);
        };
        for (int times = 0; times < 3; ++times)
            syncAll();
        // What the device under test is to learn of in its run.
        membership::PurgeBody body;
        body.parts = info.replica().partsOf(m_purged).value();
        VB_CHECK(!body.parts.empty());
        auto statement = info.replica().sign(m_town->kept, std::move(body));
        VB_CHECK(statement.has_value() && info.replica().queueStatement(*statement).has_value());
        std::string error;
        VB_CHECK(sync(info.engine(), wireTo(*hub), error) == engine::SyncTrouble::None);
    }

    void run(SimDisk& disk, Ledger& ledger) override {
        m_town->clock.setWall(kRun + std::chrono::minutes(1));
        test::SeededRandom hubRandom(8);
        const auto hub = openHub(*m_town, ledger.cases->hub, hubRandom);
        WorkerLife life(disk, *m_town, 3);
        for (int times = 0; times < 3; ++times) {
            m_town->clock.advance(std::chrono::seconds(1));
            if (!life.isStarted() && !(life.unlock(kOldPassphrase) && life.start()))
                continue;
            if (!ledger.acknowledged.contains(kMoved) && move(life))
                ledger.acknowledged.insert(kMoved);
            std::string error;
            static_cast<void>(sync(life.engine(), wireTo(*hub), error));
        }
    }

protected:
    std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) override {
        m_town->clock.setWall(kRun + std::chrono::hours(ledger.lives));
        test::SeededRandom hubRandom(1000 + ledger.lives);
        const auto hub = openHub(*m_town, ledger.cases->hub, hubRandom);
        if (auto wrong = wrongIn("unlocking", life.unlock(kOldPassphrase)))
            return wrong;
        if (auto wrong = wrongIn("starting", life.start()))
            return wrong;
        if (auto wrong = isShownOnce(life, ledger))
            return wrong;
        if (!ledger.acknowledged.contains(kMoved)) {
            if (auto wrong = wrongIn("moving", move(life)))
                return wrong;
            ledger.acknowledged.insert(kMoved);
        }
        for (int times = 0; times < 3; ++times) {
            m_town->clock.advance(std::chrono::seconds(1));
            std::string error;
            if (sync(life.engine(), wireTo(*hub), error) != engine::SyncTrouble::None)
                return "syncing: " + error;
        }
        if (auto wrong = isShownOnce(life, ledger))
            return wrong;
        return isSettled(life);
    }

private:
    static constexpr Instant kRun{1'790'000'600'000};
    static constexpr std::int64_t kMoved = 1;

    Result<void> move(WorkerLife& life) const {
        VB_TRY(const auto moved,
               life.replica().moveTo(m_moving, {membership::Level::EigenOrganisatie, {}}, "reden"));
        static_cast<void>(moved);
        return {};
    }

    static bool shows(const model::RecordState& state, std::string_view text) {
        return std::any_of(state.fields.begin(), state.fields.end(), [&](const auto& field) {
            const auto values = field.values();
            return std::find(values.begin(), values.end(), model::FieldValue(std::string(text))) !=
                   values.end();
        });
    }

    std::optional<std::string> isShownOnce(WorkerLife& life, const Ledger& ledger) const {
        const auto states = life.replica().records(m_town->kept, {{1}});
        if (!states)
            return "reading the records: " + states.error().context;
        const auto times = std::count_if(states->begin(), states->end(),
                                         [](const auto& state) { return shows(state, kMoving); });
        if (times != 1)
            return "what moves is shown in " + std::to_string(times) + " places";
        const auto origin = life.replica().record(m_moving);
        const bool isThere = origin && *origin && shows(**origin, kMoving);
        return isThere && ledger.acknowledged.contains(kMoved)
                   ? std::optional<std::string>("an acknowledged move is undone")
                   : std::nullopt;
    }

    std::optional<std::string> isSettled(WorkerLife& life) {
        if (auto wrong = keptIsWhole(life))
            return wrong;
        const auto purged = life.replica().record(m_purged);
        if (!purged || (*purged && shows(**purged, kPurged)))
            return "what was purged is shown";
        if (life.replica().outbox().count().value_or(1) != 0)
            return "the outbox is not empty after a sync";
        if (auto wrong = accusations(life))
            return wrong;
        // What is owed of it is done by the next start at the latest.
        if (auto wrong = wrongIn("starting after it", life.start()))
            return wrong;
        return wordLeft(life.replica().store().database(), kPurged);
    }

    RecordId m_purged;
    RecordId m_moving;
};

} // namespace

std::unique_ptr<Scenario> makePurging(const Setup& setup) {
    return std::make_unique<PurgingScenario>(setup);
}

} // namespace vb::crash
