// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/harness.h"

#include "tests/support/seeded_entropy.h"

#include <sqlite3.h>

#include <algorithm>

namespace vb::crash {

const char* nameOf(Failure failure) {
    switch (failure) {
    case Failure::Kill:
        return "kill";
    case Failure::PowerLoss:
        return "power loss";
    case Failure::Error:
        return "error";
    case Failure::Full:
        return "full";
    case Failure::Io:
        return "io";
    case Failure::Busy:
        return "busy";
    case Failure::Read:
        return "read";
    }
    return "?";
}

namespace {

/// One call, some, or all until the disk is mended.
std::uint64_t lastingOf(Failure failure, std::uint64_t draw) {
    if (failure != Failure::Full && failure != Failure::Io && failure != Failure::Busy &&
        failure != Failure::Read)
        return 1;
    return draw % 3 == 0 ? 1 : draw % 3 == 1 ? 5 : std::uint64_t{1} << 40;
}

/// One scenario on one prepared disk.
class Trial {
public:
    Trial(Scenario& scenario, const Setup& setup, const Effort& effort, Verdict& verdict)
        : m_scenario(scenario), m_effort(effort), m_verdict(verdict), m_prepared(DiskFlaws{}) {
        seed(0);
        SimDisk disk(DiskFlaws{});
        m_scenario.prepare(disk, m_ledger);
        m_prepared = disk.copy();
        m_prepared.setFlaws(setup.flaws);
    }

    /// Of a failure of this kind.
    std::uint64_t countPoints(Failure failure) {
        seed(0);
        SimDisk disk = m_prepared.copy();
        Ledger ledger = m_ledger;
        disk.plan({failure});
        m_scenario.run(disk, ledger);
        return disk.changes();
    }

    void fail(const FailurePlan& plan) {
        const test::SeededEntropy entropy(seed(plan.seed));
        SimDisk disk = m_prepared.copy();
        Ledger ledger = m_ledger;
        disk.plan(plan);
        m_scenario.run(disk, ledger);
        ++m_verdict.runs;
        SimDisk after = disk.afterDeath();
        for (std::uint64_t i = 1; i <= m_effort.again; ++i)
            failAgain(plan, after, ledger, i);
        note(plan, m_scenario.recover(after, ledger), "");
        m_recoveryChanges = std::max<std::uint64_t>(1, after.changes());
    }

private:
    // Everything that is random, SQLite's salts included, follows from the seed.
    static std::uint64_t seed(std::uint64_t value) {
        sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(value + 1),
                             static_cast<sqlite3*>(nullptr));
        return value + 1;
    }

    void failAgain(const FailurePlan& plan, const SimDisk& left, Ledger ledger, std::uint64_t i) {
        test::SeededRandom random(plan.at * 131 + plan.seed * 17 + i);
        SimDisk disk = left.copy();
        const FailurePlan second{plan.failure == Failure::PowerLoss ? plan.failure : Failure::Kill,
                                 1 + random.below(m_recoveryChanges), random.next()};
        disk.plan(second);
        const auto during = m_scenario.recover(disk, ledger);
        ++m_verdict.secondRuns;
        const std::string again = ", again at " + std::to_string(second.at);
        if (!disk.isDead()) {
            note(plan, during, again);
            return;
        }
        SimDisk after = disk.afterDeath();
        note(plan, m_scenario.recover(after, ledger), again);
    }

    void note(const FailurePlan& plan, const std::optional<std::string>& wrong,
              const std::string& again) {
        if (!wrong)
            return;
        ++m_verdict.violations;
        if (m_verdict.told.size() < Verdict::kMaxTold)
            m_verdict.told.push_back(std::string(nameOf(plan.failure)) + " at " +
                                     std::to_string(plan.at) + ", seed " +
                                     std::to_string(plan.seed) + again + ": " + *wrong);
    }

    Scenario& m_scenario;
    const Effort& m_effort;
    Verdict& m_verdict;
    SimDisk m_prepared;
    Ledger m_ledger;
    std::uint64_t m_recoveryChanges = 40;
};

} // namespace

Verdict tryAll(Scenario& scenario, const Setup& setup, const Effort& effort) {
    Verdict verdict;
    verdict.scenario = scenario.name();
    Trial trial(scenario, setup, effort, verdict);
    verdict.points = trial.countPoints(Failure::Kill);
    for (const Failure failure : effort.failures) {
        const auto points = trial.countPoints(failure);
        const std::uint64_t stride =
            effort.atMost == 0 ? effort.stride : std::max<std::uint64_t>(1, points / effort.atMost);
        // One beyond the last: the plug is pulled when everything is done.
        const std::uint64_t first = effort.onlyAt == 0 ? 1 : effort.onlyAt;
        const std::uint64_t last = effort.onlyAt == 0 ? points + 1 : first;
        for (std::uint64_t at = first; at <= last; at += stride) {
            for (std::uint64_t i = 0; i < effort.seeds; ++i) {
                if (effort.until && std::chrono::steady_clock::now() >= *effort.until) {
                    verdict.isCutOff = true;
                    return verdict;
                }
                const std::uint64_t seed = effort.firstSeed + i;
                trial.fail({failure, at, seed, lastingOf(failure, at + seed)});
                if (effort.stopAfter != 0 && verdict.violations >= effort.stopAfter)
                    return verdict;
            }
        }
    }
    return verdict;
}

} // namespace vb::crash
