// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/directory_head.h"
#include "sync/base/ids.h"
#include "sync/membership/terms.h"

namespace vb::membership {

// Every id that follows from something else, with its label (crypto/kinds.h). All are BLAKE2b-256
// over label, house and the fields in the order of the arguments; fields have fixed lengths.

DeviceId deviceId(HouseId house, const crypto::SigningPublicKey& signingKey);

/// One device incarnation writes one stream in an audience, and nobody can name another's: the id
/// is the first 16 bytes of the hash.
StreamId streamId(HouseId house, DeviceId device, IncarnationId incarnation, AudienceId audience);

StatementId statementId(HouseId house, ByteView statement);

/// The running hash of the house directory (`caseId` none) or of a case's membership log, with one
/// statement more.
ChainHead extended(HouseId house, CaseId caseId, const ChainHead& head, StatementId statement);

/// What an invitation carries and a device pins. A root commits to its successor's fingerprint.
Digest256 rootFingerprint(HouseId house, const crypto::SigningPublicKey& rootKey);

/// How a recovery key is named as the recipient of a box.
Digest256 recoveryRecipient(HouseId house, const crypto::BoxPublicKey& recoveryKey);

/// The house is itself a case, with all its workers as members.
CaseId houseCase(HouseId house);

/// The set of workers of one case that may read something, by its definition. `organisation` is set
/// for EigenOrganisatie and EigenWerkaantekening, `worker` for the latter alone; both are none
/// otherwise.
struct Audience {
    AudienceId id;
    Level level = Level::Casusteam;
    OrganisationCode organisation;
    WorkerId worker;
    friend auto operator<=>(const Audience&, const Audience&) = default;
};

using AudienceSalt = StrongId<struct AudienceSaltTag, 16>;

// The first 16 bytes of the hash over (case, level, organisation, worker or salt).
Audience ownNote(HouseId house, CaseId caseId, Affiliation author);
Audience ownOrganisation(HouseId house, CaseId caseId, OrganisationCode organisation);
/// Casusteam, Zorgdeel or Strafdeel (VB_CHECK).
Audience wholeLevel(HouseId house, CaseId caseId, Level level);
Audience namedPersons(HouseId house, CaseId caseId, AudienceSalt salt);

} // namespace vb::membership
