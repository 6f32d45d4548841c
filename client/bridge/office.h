// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/replica.h"

#include <string_view>

namespace vb::bridge {

// What the office decides, as signed statements in the outbox: durable when a function returns, in
// force when the hub has numbered them. Refused, with nothing queued, where the hub would refuse.

/// A place in a case's team.
struct Assignment {
    membership::Affiliation member;
    std::string_view hat; ///< a code of list `functie`; empty: none in particular
    membership::CarePart part = membership::CarePart::None;
    bool observer = false;
    bool withoutHistory = false;
    std::optional<Instant> until;
};
/// Also the way to open a case: it exists from its first member on. Needs the role of
/// procesregisseur or informatievoorziening.
Result<void> assign(engine::Replica& replica, const CaseId& caseId, const Assignment& assignment);
Result<void> unassign(engine::Replica& replica, const CaseId& caseId,
                      const membership::Affiliation& member,
                      membership::EndReason reason = membership::EndReason::Unassigned);

/// Somebody takes over the place that `giver` has in the case under this hat (empty: none in
/// particular), with what belongs to it, once they have accepted; the giver goes on for
/// issuance::kGiverGoesOn. NotFound where the giver has no such place.
Result<void> handOver(engine::Replica& replica, const CaseId& caseId,
                      const membership::Affiliation& giver, std::string_view hat,
                      const membership::Affiliation& receiver);

/// A role in one case, or in the whole house where no case is named.
Result<void> giveRole(engine::Replica& replica, const std::optional<CaseId>& caseId,
                      const membership::Affiliation& holder, model::Role role);
Result<void> takeRole(engine::Replica& replica, const std::optional<CaseId>& caseId,
                      const membership::Affiliation& holder, model::Role role);

/// Ends a device of the signer's organisation. With a reason that cuts, everything beyond what the
/// log holds of the device's streams now is without effect until somebody adopts it.
Result<void> endDevice(engine::Replica& replica, const DeviceId& device,
                       membership::EndReason reason);

/// Takes a record away for good, everywhere: the parts of it that this device holds, by their
/// hashes. What the hub accepts of it meanwhile stays and takes another purge. Needs the role of
/// informatievoorziening. NotFound for a record that is not here; how many parts were named.
Result<std::size_t> purgeRecord(engine::Replica& replica, const CaseId& caseId,
                                const RecordId& record);
/// The same for everything in the case; it takes nothing any more.
Result<void> purgeCase(engine::Replica& replica, const CaseId& caseId);

/// The number under which a code of list `functie` stands in a statement; 0 for none.
std::uint16_t hatNumber(std::string_view function);
/// Empty for 0 and for a number of a newer version.
std::string_view hatOf(std::uint16_t number);

} // namespace vb::bridge
