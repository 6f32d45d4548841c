// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"
#include "sync/store/rows.h"

namespace vb::store {

/// From here on positions are no places in the hub's log: what stands there was accepted in a
/// generation before, and the restored hub has not been heard to have it back. Their order is kept.
inline constexpr std::uint64_t kLostFrom = std::uint64_t{1} << 62;
[[nodiscard]] constexpr bool isLost(std::uint64_t position) {
    return position >= kLostFrom;
}

struct LostStatement {
    StatementId id;
    Bytes signedStatement;
    Bytes leaf;
    std::uint64_t position = 0;
};

struct LostEnvelope {
    ChangesetId id;
    StreamRow stream; ///< as it stands; `counter` and `head` are the stream's newest
    std::uint64_t counter = 0;
    Bytes sealed;
    Bytes leaf;
    std::uint64_t position = 0;
    Bytes runHead;       ///< SignedStreamHead of the end of its run; empty when none is held
    bool isStub = false; ///< and `sealed` a SignedStub
};

/// A number of an own stream that was given up, in a case that left the device since.
struct LeftStub {
    ChangesetId id; ///< what was refused, while there is no `sealed`
    Bytes sealed;   ///< SignedStub, once the hub had it
    CaseId caseId;
    AudienceId audience;
    IncarnationId incarnation;
    std::uint32_t refusal = 0;
};

/// An own envelope, or an own stub, that is not in the store.
struct LeftWork {
    ChangesetId id;
    CaseId caseId;
    StreamRow stream;
    std::uint64_t counter = 0;
    Bytes sealed;
    Bytes leaf;
    std::uint64_t position = 0;
    std::uint32_t refusal = 0; ///< of a stub
};

/// Statements and envelopes that a restored hub lacks, across the tables that hold them, and the
/// signed heads that prove other authors' work. In the caller's transaction; core thread.
class LostTable {
public:
    explicit LostTable(sql::Database& database) : m_database(database) {}

    /// The hub goes on from `restoredTo`: everything at or beyond it, as `generation` had it, is
    /// lost, and the cursors go back to there. What was lost before stays so.
    Result<void> lose(std::uint64_t restoredTo, std::uint64_t generation);
    /// Beyond `after`, in order of the log that was.
    Result<std::vector<LostStatement>> statements(std::uint64_t after, std::size_t limit);
    /// The same of stubs, and of envelopes whose content is held; no further one once they weigh
    /// `bytes`.
    Result<std::vector<LostEnvelope>> envelopes(std::uint64_t after, std::size_t limit,
                                                std::size_t bytes);
    /// Whether work of this device's own in a case is lost that it can bring back.
    Result<bool> hasOwn(const CaseId& caseId, const DeviceId& own);

    /// Before a case is erased: own work in it that the hub has beyond `secured`, sealed as it is,
    /// with the statements of the case from there on.
    Result<void> keepLeaving(const CaseId& caseId, const DeviceId& own, std::uint64_t secured);
    /// Own, accepted, and not shown by the directory yet.
    Result<void> keep(const LostStatement& statement);
    /// Own, accepted out of the outbox, and not in the store: a power loss took it there.
    Result<void> keep(const LeftWork& work);
    // It came (back) with its case.
    Result<void> cameBack(const StatementId& id);
    Result<void> cameBack(const ChangesetId& id);
    Result<std::optional<StreamId>> leftStreamOf(const ChangesetId& id);
    Result<std::optional<LeftStub>> leftStub(const StreamId& stream, std::uint64_t counter);
    /// A copy off the hub's machine has everything below this.
    Result<void> letGoBelow(std::uint64_t secured);

    // The hub has it back. Nothing happens to what is not lost.
    Result<void> place(const StatementId& id, std::uint64_t position);
    Result<void> place(const ChangesetId& id, std::uint64_t position, Instant hubTime,
                       ByteView leaf);
    Result<void> judge(const ChangesetId& id, model::RoleSet roles, model::Standing standing,
                       bool late);

    Result<void> putRunHead(const StreamId& stream, std::uint64_t counter, ByteView signedHead);

private:
    sql::Database& m_database;
};

} // namespace vb::store
