// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/store_scenario.h"

namespace vb::crash {

namespace {

constexpr std::string_view kNew = "een andere zin";
constexpr std::string_view kThird = "nog een andere zin";

// What an acknowledged step is called in the ledger.
constexpr std::int64_t kPassphraseChanged = 1;
constexpr std::int64_t kChangedAgain = 2;
constexpr std::int64_t kCaseErased = 3;
constexpr std::int64_t kNothingOwed = 4;

/// The passphrase changes: from its acknowledgement on only the new one opens, before it one of
/// the two.
class PassphraseScenario final : public StoreScenario {
public:
    using StoreScenario::StoreScenario;
    [[nodiscard]] std::string name() const override { return "passphrase"; }

    void run(SimDisk& disk, Ledger& ledger) override {
        WorkerLife life(disk, *m_town, 2);
        if (!life.unlock(kOldPassphrase))
            return;
        const auto from = crypto::SecretBytes::copyOf(asBytes(kOldPassphrase));
        if (life.store().changePassphrase(from, crypto::SecretBytes::copyOf(asBytes(kNew))))
            ledger.acknowledged.insert(kPassphraseChanged);
        static_cast<void>(life.start());
    }

protected:
    std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) override {
        std::string_view holds;
        if (auto wrong = whichOpens(life, ledger, holds))
            return wrong;
        if (auto wrong = wrongIn("starting", life.start()))
            return wrong;
        if (auto wrong = keptIsWaiting(life))
            return wrong;
        ledger.attempted.insert(kChangedAgain);
        const auto changed =
            life.store().changePassphrase(crypto::SecretBytes::copyOf(asBytes(holds)),
                                          crypto::SecretBytes::copyOf(asBytes(kThird)));
        if (auto wrong = wrongIn("changing it again", changed))
            return wrong;
        ledger.acknowledged.insert(kChangedAgain);
        if (auto wrong = wrongIn("opening with the third", life.unlock(kThird)))
            return wrong;
        if (auto wrong = wrongIn("starting", life.start()))
            return wrong;
        return worksOn(life, kThird);
    }

private:
    /// Leaves the store unlocked.
    static std::optional<std::string> whichOpens(WorkerLife& life, const Ledger& ledger,
                                                 std::string_view& holds) {
        int opened = 0;
        for (const auto passphrase : {kThird, kNew, kOldPassphrase}) {
            const auto unlocked = life.unlock(passphrase);
            if (unlocked) {
                holds = passphrase;
                ++opened;
            } else if (unlocked.error().code != Code::WrongPassphrase) {
                return wrongIn("unlocking", unlocked);
            }
        }
        if (opened != 1)
            return std::to_string(opened) + " passphrases open";
        const bool isLost =
            (holds == kOldPassphrase && ledger.acknowledged.contains(kPassphraseChanged)) ||
            (holds != kThird && ledger.acknowledged.contains(kChangedAgain)) ||
            (holds == kThird && !ledger.attempted.contains(kChangedAgain));
        return isLost ? std::optional<std::string>("another passphrase opens than was acknowledged")
                      : wrongIn("unlocking", life.unlock(holds));
    }
};

/// A case is erased, and the store rewritten under a new data key: the case goes at once and
/// wholly, and what is owed after it is done by the next start.
class ErasureScenario final : public StoreScenario {
public:
    using StoreScenario::StoreScenario;
    [[nodiscard]] std::string name() const override { return "erasure"; }

    void run(SimDisk& disk, Ledger& ledger) override {
        WorkerLife life(disk, *m_town, 2);
        if (!life.unlock(kOldPassphrase) || !life.start())
            return;
        const auto erased = life.replica().eraseEndedCases(life.replica().hubNow());
        if (!erased || erased->size() != 1)
            return;
        ledger.acknowledged.insert(kCaseErased);
        if (life.start() && owes(life) == 0) {
            ledger.acknowledged.insert(kNothingOwed);
            ledger.generation = life.store().generation();
        }
    }

protected:
    std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) override {
        if (auto wrong = wrongIn("unlocking", life.unlock(kOldPassphrase)))
            return wrong;
        if (life.store().generation() < ledger.generation)
            return "the store is back under its old key";
        if (const auto report = life.store().verify(); !report || !report->database.isSound())
            return "verify before opening";
        if (auto wrong = wrongIn("starting", life.start()))
            return wrong;
        bool isThere = false;
        if (auto wrong = endedIsThere(life, isThere))
            return wrong;
        if (isThere && ledger.acknowledged.contains(kCaseErased))
            return "an erased case is back";
        if (auto wrong = keptIsWaiting(life))
            return wrong;
        if (isThere) {
            const auto erased = life.replica().eraseEndedCases(life.replica().hubNow());
            if (!erased || erased->size() != 1)
                return "erasing it again";
            if (auto wrong = wrongIn("starting after it", life.start()))
                return wrong;
        }
        return erasedForGood(life);
    }

private:
    static std::int64_t owes(WorkerLife& life) {
        const auto owed = life.replica().store().meta().number(store::kErasureOwed);
        return owed ? owed->value_or(0) : 1;
    }

    std::optional<std::string> erasedForGood(WorkerLife& life) {
        if (owes(life) != 0)
            return "the erasure is still owed after a start";
        if (life.store().generation() < 2)
            return "erased without a new data key";
        if (auto left = wordLeft(life.replica().store().database(), kCanary))
            return left;
        bool isThere = false;
        if (auto wrong = endedIsThere(life, isThere))
            return wrong;
        if (isThere)
            return "the case is there after its erasure";
        if (auto wrong = keptIsWaiting(life))
            return wrong;
        return worksOn(life, kOldPassphrase);
    }
};

} // namespace

std::vector<std::unique_ptr<Scenario>> makeWorkerScenarios(const Setup& setup) {
    std::vector<std::unique_ptr<Scenario>> all;
    all.push_back(std::make_unique<PassphraseScenario>(setup));
    all.push_back(std::make_unique<ErasureScenario>(setup));
    all.push_back(makeSaving(setup));
    all.push_back(makeDelivering(setup));
    all.push_back(makeRepair(setup));
    all.push_back(makePurging(setup));
    return all;
}

} // namespace vb::crash
