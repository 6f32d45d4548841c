// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/directory_prefix.h"
#include "sync/membership/envelope_header.h"
#include "sync/membership/stream_head.h"
#include "sync/model/changeset.h"

#include <cstdint>
#include <vector>

namespace vb::membership {

/// What validity asks of an envelope. It must be authentic already: a head that verifyStreamHead()
/// passed covers it.
struct EnvelopeFacts {
    ChangesetId id;
    HouseId house;
    CaseId caseId;
    AudienceId audience;
    EpochId epoch;
    StreamId stream;
    std::uint64_t counter = 0;
    DeviceId device;
    IncarnationId incarnation;
    DirectoryHead directory; ///< d
};
EnvelopeFacts envelopeFacts(ChangesetId id, const EnvelopeHeader& header, const StreamHead& head);

/// What the log says of an envelope.
struct Verdict {
    Refusal refusal = Refusal::None;
    /// Accepted after the author's certificate or membership had ended, which d did not know; or
    /// after the membership's own end. A mark, not invalidity.
    bool late = false;
    /// As at acceptance. Later cuts and adoptions change it: standingAt().
    model::Standing standing = model::Standing::Effective;
    Affiliation author;
    /// What the author held at acceptance; nothing once no longer a member.
    model::RoleSet rolesAtAcceptance;

    [[nodiscard]] bool isValid() const { return refusal == Refusal::None; }
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// THE validity function: pure, of (envelope, leaf, the chains up to a) and nothing else; no local
/// clock, no content. A longer chain never changes the answer.
///
/// Valid iff d is a prefix of the chains and not newer than a; the device is certified and not
/// ended in d, and some certificate in a covers the leaf's time; its holder belongs to the audience
/// in d, the membership having begun by the leaf's time; and the epoch is that audience's, precedes
/// the envelope in the log, is based on heads not newer than d, and is sound in d. A membership
/// whose own end has passed makes the envelope late, as a removal does, because what was written
/// before is delivered (I-13); an expired certificate makes it invalid until it is renewed.
///
/// Fails Unavailable when the chains do not reach a (pull first), Conflict when a names a fork:
/// then the hub shows different logs to different people, which is an alarm and no verdict.
Result<Verdict> judge(const EnvelopeFacts& envelope, const LeafFacts& leaf,
                      const HouseDirectory& house, const MembershipLog& caseLog);

/// The leaf of own unsent work: judged as if accepted now.
LeafFacts asIfAcceptedNow(const HouseDirectory& house, const MembershipLog& caseLog, Instant now);

/// Whether a valid envelope counts in the state of this log prefix: signed cuts of for-cause and
/// lost-device ends take effect backwards, an adoption brings an entry back. A function of the
/// prefix, so replicas with the same log agree; to be asked again when changesStandings() says so.
model::Standing standingAt(const EnvelopeFacts& envelope, const LeafFacts& leaf,
                           const DirectoryPrefix& prefix);
/// Whether a statement can change the standing of envelopes that are already judged.
bool changesStandings(const Statement& statement);

/// A leaf with its place in the log.
struct PlacedLeaf {
    std::uint64_t position = 0;
    LeafFacts leaf;
};
/// Whether the hub's leaves tell one story: with rising positions, sizes of the chains and hub time
/// never fall, and equal sizes have equal hashes. Leaves of one house, and of one case as far as
/// their case halves go, in order of position. Conflict names the first that does not fit.
Result<void> checkOrder(const std::vector<PlacedLeaf>& leaves);

} // namespace vb::membership
