// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/import.h"
#include "client/ctl/workplace.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace vb::ctl {

/// Saves entries in groups: one durable moment for many of them, as history in bulk.
class BulkSaver {
public:
    explicit BulkSaver(engine::Replica& replica) : m_replica(replica) {}

    /// Before an input becomes an entry: what it changes or looks at must not be in the group that
    /// is not saved yet, or it would not be seen.
    Result<void> prepare(const casework::EntryInput& input);
    Result<void> add(const CaseId& caseId, const casework::Entry& entry);
    Result<void> flush();
    /// Changesets saved by flush() so far.
    [[nodiscard]] std::uint64_t changesets() const { return m_changesets; }
    [[nodiscard]] std::uint64_t records() const { return m_records; }

private:
    static constexpr std::size_t kGroup = 256;

    engine::Replica& m_replica;
    std::vector<engine::Entry> m_group;
    std::set<RecordId> m_pending; ///< records in the group
    std::uint64_t m_changesets = 0;
    std::uint64_t m_records = 0;
};

/// The id that an import's key has in this house: of a case for "zaak/<key>", of a record for
/// "<case>/<entry>".
CaseId importedCase(HouseId house, std::string_view key);
RecordId importedRecord(HouseId house, std::string_view key);

/// What came of one import on one device.
struct ImportReport {
    std::uint64_t cases = 0;   ///< opened, by somebody whose role it is
    std::uint64_t entries = 0; ///< saved now
    std::uint64_t changesets = 0;
    std::uint64_t records = 0;
    std::uint64_t present = 0; ///< were there already
    std::uint64_t others = 0;  ///< of colleagues, who import them on their own devices
    /// Wait for what a colleague has not imported or this device has not received yet.
    std::uint64_t waiting = 0;
    std::map<std::string, std::uint64_t> leftOut; ///< by kind that this version has no record for
};

/// The files, understood for this house as it is known here: people by their names.
Result<casework::ImportBatch> readBatch(Workplace& place,
                                        std::span<const casework::ImportFile> files);
/// Opens the cases of the batch that are not there yet and assigns their members. Only for a
/// procesregisseur, who also names the casusregisseurs, or informatievoorziening; the statements
/// wait in the outbox for a sync. The number of cases opened.
Result<std::uint64_t> openImportedCases(Workplace& place, const casework::ImportBatch& batch);
/// Saves the entries of this device's own worker in the cases of which they are a member.
Result<ImportReport> importEntries(Workplace& place, const casework::ImportBatch& batch);

} // namespace vb::ctl
