// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/ctl/workplace.h"
#include "sync/issuance/enrolment.h"

#include <optional>
#include <string>
#include <vector>

namespace vb::ctl {

// The four steps of enrolment over the hub's mailbox (sync/issuance/enrolment.h), with what each
// side keeps in between: the issuer its open invitations, the new device its own, both inside their
// sealed stores.

/// What the office means to enrol.
struct InvitationWish {
    std::string name;     ///< of the worker; becomes a record of the house's own case
    std::string function; ///< a code of list `functie`; also the pet of the new device
    model::RoleSet roles; ///< of the whole house; given on approval
    /// None: a new worker. Otherwise one more device of that worker.
    std::optional<WorkerId> worker;
    std::chrono::hours lifetime{24 * 7};
};
/// Makes an invitation of the issuer's own organisation and leaves its notice at the hub. The text
/// is secret; it goes to the worker outside the system.
Result<std::string> invite(Workplace& issuer, const InvitationWish& wish);

/// An invitation that nobody has been enrolled with yet.
struct OpenInvitation {
    std::string name;
    std::string function;
    Instant expires;
    bool isAnswered = false; ///< a device has asked
    /// What lies in the mailbox was not made with the invitation: whoever has the hub can put
    /// something there first, and nobody can enrol with it any more. The remedy is a new one.
    bool isSpoilt = false;
};
Result<std::vector<OpenInvitation>> openInvitations(Workplace& issuer);

struct Approved {
    std::string name;
    DeviceId device;
    std::string safetyNumber; ///< to compare by telephone
    /// The roles that the invitation promised and this issuer may not give, or not any more.
    model::RoleSet notGiven;
};
/// Certifies every device that has asked, introduces its worker, gives the roles, syncs, and lets
/// the new devices know. Invitations that have expired are dropped; one that is spoilt stays and
/// keeps nobody else waiting.
Result<std::vector<Approved>> approveAll(Workplace& issuer);

/// Makes the store of a new device and asks for a certificate. `pet` empty: none in particular.
Result<std::unique_ptr<bridge::WorkerStore>>
enrol(Surroundings& around, const std::filesystem::path& directory,
      const crypto::SecretBytes& passphrase, std::string_view invitation, const std::string& pet);
/// Looks for the answer. False while there is none. True: the device is enrolled, and a sync can
/// begin.
Result<bool> finishEnrolment(Workplace& device);
/// Whether a device still waits for its answer.
Result<bool> isWaiting(engine::Replica& replica);
/// What the new device's worker compares with what the issuer reads out (Approved::safetyNumber).
/// From the directory, so after the first sync; nothing for a device that did not enrol this way.
Result<std::optional<std::string>> numberToCompare(engine::Replica& replica);

} // namespace vb::ctl
