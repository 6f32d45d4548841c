// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"
#include "sync/store/rows.h"

#include <functional>
#include <vector>

namespace vb::store {

/// An envelope with what decides whether a statement that names parts is about its parts.
struct SealedRow {
    ChangesetId id;
    WorkerId author;
    OrganisationCode organisation;
    std::uint8_t kind = 0; ///< protocol EnvelopeKind
    EnvelopeState state = EnvelopeState::Unsent;
    bool isAccepted = false; ///< has a position in the log, itself and not by a stub
    Bytes sealed;            ///< Envelope
};

/// Content that goes while its place stays: parts that a purge or withdrawal named. Row, position,
/// leaf and header of the envelope are left as they are, so that chain, log and comparison digest
/// do not change. In the caller's transaction; the bytes are overwritten in the pages by SQLite,
/// and gone from the file when it is rewritten under a new key (kErasureOwed).
class PurgeTable {
public:
    explicit PurgeTable(sql::Database& database) : m_database(database) {}

    /// Every envelope of the case that is no stub, in the order of arrival. The visit must not
    /// write.
    Result<void> each(const CaseId& caseId, const std::function<Result<void>(SealedRow&&)>& visit);
    Result<std::optional<SealedRow>> find(const ChangesetId& id);
    /// Takes the content of these parts away and puts `sealed` in the place of the envelope. The
    /// records that they were parts of.
    Result<std::vector<RecordId>>
    dropParts(const ChangesetId& id, const std::vector<std::uint16_t>& parts, ByteView sealed);
    /// A record without any part left goes, with its line in lists, its unread mark and its words
    /// in the index. Whether it went.
    Result<bool> dropBare(const RecordId& record);
    /// What waits to be sent and writes to this record.
    Result<std::vector<ChangesetId>> unsentTo(const RecordId& record);
    /// Deleting alone leaves words in the segments of the full-text index.
    Result<void> cleanIndex();

private:
    sql::Database& m_database;
};

} // namespace vb::store
