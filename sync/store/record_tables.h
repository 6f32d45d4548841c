// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"
#include "sync/store/rows.h"

#include <functional>
#include <string_view>

namespace vb::store {

/// Envelopes and the plaintext of their parts.
class EnvelopeTable {
public:
    explicit EnvelopeTable(sql::Database& database) : m_database(database) {}

    /// The row number. AlreadyExists when the id is there; nothing is changed then.
    Result<std::int64_t> insert(const EnvelopeRow& row, std::int64_t audienceNumber,
                                std::int64_t streamNumber);
    Result<bool> holds(const ChangesetId& id);
    /// Makes room for the same envelope with its content, once its key is there.
    /// What is accepted and was not ours to open when it came, as it was sent.
    Result<void> eachSealed(const std::function<Result<void>(const ChangesetId&, ByteView)>& visit);
    Result<void> dropSealed(const ChangesetId& id);
    Result<std::optional<EnvelopeRow>> find(const ChangesetId& id);
    /// The same without `sealed` and `leaf`.
    Result<std::optional<EnvelopeRow>> facts(const ChangesetId& id);
    /// What the hub said of one of ours. A position is never taken back by a later call.
    Result<void> accept(const ChangesetId& id, std::uint64_t position, Instant hubTime,
                        ByteView leaf, model::RoleSet roles, model::Standing standing, bool late);
    Result<void> refuse(const ChangesetId& id, std::uint32_t refusal);
    Result<void> setStanding(const ChangesetId& id, model::Standing standing);
    /// Facts only: `sealed` and `leaf` stay empty.
    Result<std::vector<EnvelopeRow>> inState(EnvelopeState state, std::size_t limit);
    Result<std::uint64_t> countInState(EnvelopeState state);
    /// Whether the audience has one that is not ours to open yet.
    Result<bool> hasSealed(const AudienceId& audience);
    /// The one at this place of a stream, if it is held: the stub rather than what it stands for.
    Result<std::optional<ChangesetId>> atCounter(const StreamId& stream, std::uint64_t counter);
    /// Ids accepted at positions [from, upTo) in order of position, stubs included: what
    /// comparison digests are over.
    Result<std::vector<ChangesetId>> acceptedIds(const AudienceId& audience, std::uint64_t from,
                                                 std::uint64_t upTo);
    /// Every accepted changeset's facts in an audience, by position.
    Result<void> eachAccepted(const AudienceId& audience,
                              const std::function<Result<void>(const EnvelopeRow&)>& visit);
    Result<std::vector<RecordId>> recordsOf(const ChangesetId& id);
    /// In the order of the changeset.
    Result<std::vector<PartRow>> partsOf(const ChangesetId& id);
    /// What was accepted of a device in an audience, read or sealed, by position; no stubs.
    Result<std::vector<ChangesetId>> acceptedOf(const AudienceId& audience, const DeviceId& device);
    /// What the hub never took and this device says anew under another number. Its records stay.
    Result<void> drop(const ChangesetId& id);
    Result<void> acknowledge(const DeviceId& device, const StreamId& stream, std::uint64_t counter,
                             bool displayed);

private:
    sql::Database& m_database;
};

/// One part of a record with the facts of its changeset: the input of the merge.
struct LoggedPartRow {
    EnvelopeRow facts; ///< without `sealed` and `leaf`
    PartRow part;
};

/// What the client's projection made of a merged record; `summary` need only last for the call.
struct Projected {
    std::int64_t sortMillis = 0;
    ByteView summary;
    std::uint32_t conflicts = 0;
    std::uint32_t marks = 0;
    bool becomesUnread = false; ///< by its newest envelope; otherwise it stays as it was
};

/// Records: their parts, and what the client's projection made of them.
class RecordTable {
public:
    explicit RecordTable(sql::Database& database) : m_database(database) {}

    /// Nothing when the record is not here. Conflict when it is known in another audience or with
    /// another type: a record lives in one audience for its whole life.
    Result<std::optional<std::int64_t>> numberOf(const RecordId& record, model::RecordTypeId type,
                                                 std::int64_t audienceNumber);
    /// Of a record that is not here.
    Result<std::int64_t> add(const RecordId& record, model::RecordTypeId type,
                             std::int64_t audienceNumber);
    Result<void> addPart(std::int64_t recordNumber, std::int64_t envelopeNumber,
                         const PartRow& part);
    Result<std::vector<LoggedPartRow>> parts(const RecordId& record);
    /// Whether changesets of no other stream than this one made the record what it is, and none
    /// that was refused, which never gets a position, is among them.
    Result<bool> isOfOneStream(const RecordId& record, const StreamId& stream);
    /// The record's number, for setSearchText().
    Result<std::int64_t> project(const RecordId& record, const Projected& made);
    /// What search finds a record by; empty takes it out. Of many records in one transaction first
    /// project all and then set the texts: a write to another table in between makes SQLite put the
    /// index's few words on disk as a segment of their own.
    Result<void> setSearchText(std::int64_t recordNumber, std::string_view text);
    /// Records that last changed by an envelope of this number or before. Numbers are this file's
    /// own and rise with arrival.
    Result<void> markCaseRead(const CaseId& caseId, std::int64_t upTo = INT64_MAX);
    /// The number of the newest envelope; 0 while there is none.
    Result<std::int64_t> newestEnvelope();

    Result<std::optional<RecordRow>> find(const RecordId& record);
    /// Newest first by sort time; `types` empty is all.
    Result<std::vector<RecordRow>> ofCase(const CaseId& caseId,
                                          const std::vector<model::RecordTypeId>& types,
                                          std::size_t limit, std::int64_t beforeMillis = INT64_MAX);
    Result<std::vector<RecordRow>> ofType(model::RecordTypeId type);
    Result<std::vector<RecordRow>> conflicted();
    // Copies of one origin, by the oldest record of them (007_kin.sql).

    /// It is of this family, which is to be looked at.
    Result<void> setRoot(const RecordId& record, const RecordId& root);
    /// Everything here of the family, the root itself too, in order of id.
    Result<std::vector<RecordRow>> kin(const RecordId& root);
    /// Roots of families that changed since they were settled, in order.
    Result<std::vector<RecordId>> dueRoots();
    Result<void> settleKin(const RecordId& root);

    /// Sorted by type and id.
    Result<std::vector<RecordKey>> inAudience(const AudienceId& audience);
    Result<std::uint64_t> count();
    Result<std::uint64_t> conflictCount();
    /// `query` is an FTS5 expression that the client built; InvalidInput when it is not one. Newest
    /// event first. Of more than kMostRanked matches only the records that came to this device last
    /// are looked at: who types a word that is everywhere types another one.
    static constexpr std::size_t kMostRanked = 2000;
    Result<std::vector<SearchHit>> search(std::string_view query, std::size_t limit);

private:
    sql::Database& m_database;
};

} // namespace vb::store
