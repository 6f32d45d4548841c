// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/unit/engine/engine_town.h"

#include <set>

namespace vb::test {

inline constexpr std::size_t kInfo = 1; ///< informatievoorziening: whose word a purge is

/// A town with one case of the office, Noor and Bram, where things are purged.
struct PurgeTown : EngineTown {
    PurgeTown();

    /// Says it, by the informatievoorziening, which syncs. No parts: the whole case.
    void purge(std::vector<PartHash> parts);
    /// The record as `person` has it, with the attachments that nothing else there needs.
    void purgeRecord(std::size_t person, const RecordId& record);
    /// Everything of the record that `person` sees now.
    void withdraw(std::size_t person, const RecordId& record);
    /// Everything that a device has on its disk, once its program was closed.
    std::string filesOf(std::size_t person);
    /// Whether these bytes are in any file of a device.
    bool isAnywhere(std::size_t person, const std::string& canary);
    bool isEmptyAtHub(const ChangesetId& id) const;

    CaseId caseId;
};

/// Draws what people and the world do, and knows what must be gone in the end.
class PurgeScript {
public:
    PurgeScript(PurgeTown& town, std::uint64_t seed);
    void step();
    /// How many changesets went.
    std::size_t check();

private:
    void write();
    void purge();
    void withdraw();
    void loseRecord();
    void sync();
    std::size_t somebody() { return kPeople[m_random.below(3)]; }

    static constexpr std::size_t kPeople[] = {kOffice, kNoor, kBram};
    PurgeTown& m_town;
    SeededRandom m_random;
    std::vector<RecordId> m_records;
    std::map<ChangesetId, std::string> m_written;
    std::set<PartHash> m_purged;
};

} // namespace vb::test
