// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/crash/case_town.h"

namespace vb::crash {

inline constexpr std::string_view kOldPassphrase = "een lange zin";

/// A worker's store with cases in it. One has a changeset that was never sent; of another the
/// membership has ended, and the device knows it and has not yet erased it; of a third it began,
/// and the device does not know. At the hub lies work of a colleague that it has not pulled.
class StoreScenario : public Scenario {
public:
    using Scenario::Scenario;

    [[nodiscard]] bool isHeavy() const override { return true; }
    void prepare(SimDisk& disk, Ledger& ledger) override;
    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override;

protected:
    /// Starts again, checks and works on, on a disk that may die under it.
    virtual std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) = 0;

    /// Everything of the case that nobody erases.
    std::optional<std::string> keptIsWhole(WorkerLife& life);
    /// The same, and the changeset that waits to be sent.
    std::optional<std::string> keptIsWaiting(WorkerLife& life);
    /// All of the case that ended, or nothing; which.
    std::optional<std::string> endedIsThere(WorkerLife& life, bool& isThere);
    /// Database, key file, outbox, and logs of what is open.
    static std::optional<std::string> leftOver(WorkerLife& life);
    /// A notice that says of somebody that he did what nobody here does.
    static std::optional<std::string> accusations(WorkerLife& life);
    /// A save is accepted, and the store opens once more.
    std::optional<std::string> worksOn(WorkerLife& life, std::string_view passphrase);

    std::unique_ptr<CaseTown> m_town;
};

/// The office says that the person is a member of the case, and syncs.
void assignTo(CaseTown& town, const Wire& wire, const CaseId& caseId, std::size_t person);
/// What went wrong while doing it, if anything.
std::optional<std::string> wrongIn(const char* doing, const Result<void>& done);

} // namespace vb::crash
