// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/store_scenario.h"

#include "sync/base/check.h"
#include "sync/server/bootstrap.h"
#include "tests/support/seeded_entropy.h"

#include <algorithm>
#include <array>

namespace vb::crash {

namespace {

constexpr std::size_t kNoorPlace = 2;

void assign(CaseTown& town, const Wire& wire, const CaseId& caseId, std::size_t person,
            bool isMember) {
    membership::StatementBody body;
    if (isMember) {
        membership::MemberBody member;
        member.member = town.house.people[person].who;
        member.hat = 1;
        member.period.from = town.clock.now() - std::chrono::hours(1);
        body = member;
    } else {
        body = membership::MemberEndBody{
            town.house.people[person].who, membership::EndReason::Unassigned, {}};
    }
    auto& office = town.office.replica();
    auto statement = office.sign(caseId, std::move(body));
    VB_CHECK(statement.has_value() && office.queueStatement(*statement).has_value());
    std::string error;
    VB_CHECK(sync(town.office.engine(), wire, error) == engine::SyncTrouble::None);
}

constexpr std::array kAccusations{
    store::AttentionKind::Refused,     store::AttentionKind::SplitView,
    store::AttentionKind::HubRestored, store::AttentionKind::Fork,
    store::AttentionKind::Invalid,     store::AttentionKind::Unreadable};

} // namespace

void assignTo(CaseTown& town, const Wire& wire, const CaseId& caseId, std::size_t person) {
    assign(town, wire, caseId, person, true);
}

std::optional<std::string> wrongIn(const char* doing, const Result<void>& done) {
    return done ? std::nullopt
                : std::optional(std::string(doing) + ": " +
                                std::string(codeName(done.error().code)) + ", " +
                                done.error().context);
}

void StoreScenario::prepare(SimDisk& disk, Ledger& ledger) {
    const test::SeededEntropy entropy(5);
    m_town = std::make_unique<CaseTown>();
    auto& hubStore = ledger.cases.emplace().hub;
    VB_CHECK(server::openHouse(hubStore, m_town->house.bootstrap,
                               {m_town->house.hub.signingKey, m_town->house.hub.tlsPin},
                               m_town->clock)
                 .has_value());
    const auto hub = openHub(*m_town, hubStore, m_town->random);
    const Wire wire = wireTo(*hub);
    m_town->office.open();
    WorkerLife life(disk, *m_town, 1);
    life.create(kOldPassphrase);
    VB_CHECK(life.unlock(kOldPassphrase).has_value() && life.start().has_value());
    const auto syncBoth = [&] {
        std::string error;
        m_town->clock.advance(std::chrono::seconds(1));
        VB_CHECK(sync(m_town->office.engine(), wire, error) == engine::SyncTrouble::None);
        VB_CHECK(sync(life.engine(), wire, error) == engine::SyncTrouble::None);
    };
    syncBoth();
    for (const CaseId& caseId : {m_town->kept, m_town->ended}) {
        assign(*m_town, wire, caseId, 0, true);
        assign(*m_town, wire, caseId, kNoorPlace, true);
    }
    syncBoth();
    const auto writeIn = [&](const CaseId& caseId, std::vector<RecordId>& records,
                             std::string text) {
        records.push_back(m_town->random.makeId<RecordId>());
        VB_CHECK(write(life.replica(), caseId, records.back(), std::move(text)).has_value());
    };
    for (int i = 0; i < 4; ++i) {
        writeIn(m_town->kept, m_town->keptRecords, "blijft staan");
        writeIn(m_town->ended, m_town->endedRecords, std::string(kCanary) + " gaat weg");
    }
    syncBoth();
    syncBoth();
    writeIn(m_town->kept, m_town->keptRecords, "wacht nog");
    assign(*m_town, wire, m_town->ended, kNoorPlace, false);
    assign(*m_town, wire, m_town->fresh, 0, true);
    for (const CaseId& caseId : {m_town->fresh, m_town->kept})
        VB_CHECK(write(m_town->office.replica(), caseId, m_town->random.makeId<RecordId>(),
                       "van de regie")
                     .has_value());
    // The line goes down once the directory has come.
    std::string error;
    const auto trouble = sync(
        life.engine(),
        [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            const bool passes = request.endpoint == protocol::Endpoint::Hello ||
                                request.endpoint == protocol::Endpoint::Session ||
                                request.endpoint == protocol::Endpoint::Directory;
            return passes ? wire(request) : std::nullopt;
        },
        error);
    VB_CHECK(trouble == engine::SyncTrouble::Unreachable);
    // What the device does not know yet.
    assign(*m_town, wire, m_town->fresh, kNoorPlace, true);
    VB_CHECK(sync(m_town->office.engine(), wire, error) == engine::SyncTrouble::None);
}

std::optional<std::string> StoreScenario::recover(SimDisk& disk, Ledger& ledger) {
    if (ledger.wrong)
        return ledger.wrong;
    WorkerLife life(disk, *m_town, 77 + ++ledger.lives);
    auto wrong = recoverIn(life, ledger);
    life.stop();
    if (disk.isDead())
        return std::nullopt;
    return wrong ? wrong : inClear(disk, kCanary);
}

std::optional<std::string> StoreScenario::keptIsWhole(WorkerLife& life) {
    if (auto wrong = unsound(life.replica()))
        return wrong;
    for (const RecordId& record : m_town->keptRecords) {
        const auto state = life.replica().record(record);
        if (!state || !*state)
            return "a record of the case that stays is gone";
    }
    return std::nullopt;
}

std::optional<std::string> StoreScenario::keptIsWaiting(WorkerLife& life) {
    if (auto wrong = keptIsWhole(life))
        return wrong;
    const auto waiting = life.replica().outbox().count();
    return waiting.value_or(0) >= 1 ? std::nullopt
                                    : std::optional<std::string>("unsent work is gone");
}

std::optional<std::string> StoreScenario::endedIsThere(WorkerLife& life, bool& isThere) {
    std::size_t found = 0;
    for (const RecordId& record : m_town->endedRecords) {
        const auto state = life.replica().record(record);
        found += state && *state ? 1U : 0U;
    }
    const auto row = life.replica().store().audiences().findCase(m_town->ended);
    const auto cases = life.replica().directory().cases();
    if (!row || !cases)
        return "asking for the case";
    const bool isListed = std::find(cases->begin(), cases->end(), m_town->ended) != cases->end();
    isThere = found > 0;
    const bool isHalf = (found != 0 && found != m_town->endedRecords.size()) ||
                        row->has_value() != isThere || isListed != isThere;
    return isHalf ? std::optional<std::string>("half of a case") : std::nullopt;
}

std::optional<std::string> StoreScenario::leftOver(WorkerLife& life) {
    const std::string current = crypto::databaseName(life.store().generation());
    for (const std::string& name : life.names()) {
        const bool belongs = name == current || name == current + "-wal" ||
                             name == crypto::kKeyFileName || name == bridge::kOutboxName ||
                             name == std::string(bridge::kOutboxName) + "-wal";
        if (!belongs)
            return "left over: " + name;
    }
    return std::nullopt;
}

std::optional<std::string> StoreScenario::accusations(WorkerLife& life) {
    const auto notices = life.replica().store().attention().all();
    if (!notices)
        return "reading notices";
    for (const auto& notice : *notices) {
        if (std::find(kAccusations.begin(), kAccusations.end(), notice.kind) != kAccusations.end())
            return "a notice of kind " + std::to_string(static_cast<int>(notice.kind)) +
                   " with reason " + std::to_string(notice.reason);
    }
    return std::nullopt;
}

std::optional<std::string> StoreScenario::worksOn(WorkerLife& life, std::string_view passphrase) {
    const auto record = m_town->random.makeId<RecordId>();
    const auto written = write(life.replica(), m_town->kept, record, "gaat door");
    if (!written)
        return "writing on: " + written.error().context;
    if (auto wrong = wrongIn("opening again", life.unlock(passphrase)))
        return wrong;
    if (const auto report = life.store().verify(); !report || !report->isSound())
        return "verify: " + (report ? report->integrity : report.error().context);
    if (auto wrong = wrongIn("starting again", life.start()))
        return wrong;
    const auto state = life.replica().record(record);
    return state && *state ? leftOver(life)
                           : std::optional<std::string>("what was written after it is gone");
}

} // namespace vb::crash
