// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/directory_prefix.h"
#include "sync/membership/statement.h"

namespace vb::membership {

/// Whether `statement` may be the next one of its chain: form, signature, house, the heads it is
/// based on, and the authority of its signer. A pure function of the statement, the directory at
/// acceptance and the hub's time; hub and devices ask the same question and get the same answer, so
/// that no device takes the hub's word for it.
///
/// `atAcceptance` is what precedes it: for a statement about the house the caseLog is null; for one
/// of a case houseSize is what the leaf says and caseSize all of the log.
///
/// Authority (P procesregisseur, I informatievoorziening, K casusregisseur; roles as at
/// acceptance):
///
/// | statement      | signer                                                                    |
/// |----------------|---------------------------------------------------------------------------|
/// | root           | itself, as the first statement; later the successor that it committed to   |
/// | hub, issuer    | root                                                                      |
/// | device         | issuer of that organisation; a renewal keeps holder and keys               |
/// | device end     | root; issuer of that organisation, unless the device is another issuer's    |
/// | role P, I      | P or I; an issuer of the house's own organisation while nobody has the role |
/// | role N, O, man | P or I (whole house)                                                      |
/// | role K, case   | P, or K of the case                                                       |
/// | role N, case   | P, I, or K of the case                                                    |
/// | role O, case   | P or I                                                                    |
/// | role end       | whoever may give it; its holder                                           |
/// | member, end    | P or I                                                                    |
/// | transfer       | P or I; of a place in force that was not handed over yet, to a worker with  |
/// |                | a device in force, with the part of the place or none                       |
/// | audience       | a member of the case, at the heads it is based on                          |
/// | epoch          | a member of the audience, at the heads it is based on                      |
/// | grant          | a member of the audience                                                  |
/// | withdrawal     | a member of the case; mayWithdraw() decides part by part                    |
/// | purge          | I                                                                         |
/// | adoption       | P, or K of the case                                                       |
///
/// Epochs and named audiences are judged at the heads they are based on, because sealed work that
/// already exists may need them: whoever is removed meanwhile must still be able to deliver
/// (I-13). Such an epoch is accepted, and is not sound for anybody who knows of the removal.
/// Everything else is judged at acceptance, and a removal that its signer did not know of wins
/// (Stale).
///
/// A statement about a log generation is of no chain, and is refused here (Authority).
Refusal admit(const Statement& statement, const DirectoryPrefix& atAcceptance, Instant hubTime);

/// Whether a statement about a log generation is the root's or that of an issuer in force. Asked by
/// hub and devices with the directory that each of them holds: an issuer whose end the restored
/// hub forgot convinces no device that knows of it. Authority for any other statement.
Refusal vouchesFor(const Statement& statement, const HouseDirectory& house, Instant now);

/// Whether the author of the part, known by the certificate of the device that wrote it, and the
/// signer of a withdrawal are of one organisation.
bool mayWithdraw(const Affiliation& withdrawer, const Affiliation& author);
/// Whether a part is withdrawn in this prefix: named by somebody who may.
bool isWithdrawn(const DirectoryPrefix& prefix, PartHash part, const Affiliation& author);
/// Whether a part, or its whole case, is purged in this prefix.
bool isPurged(const DirectoryPrefix& prefix, PartHash part);
/// The same of an attachment.
bool isPurged(const DirectoryPrefix& prefix, const NamedAttachment& attachment);
/// Whether an attachment of this organisation is purged, or withdrawn by a statement of the number
/// `since` or a later one. Who knows a withdrawal and names the same again is not bound by it.
bool isDropped(const DirectoryPrefix& prefix, const NamedAttachment& attachment,
               OrganisationCode organisation, std::uint64_t since = 0);

/// A statement as the hub hands it out: with what its leaf says and its place in its chain. The
/// leaf's directory does not count the statement itself; `chain` does. The leaf of a statement
/// about the house has no case half.
struct LoggedStatement {
    SignedStatement statement;
    LeafFacts leaf;
    ChainHead chain; ///< with this statement in it
};

/// The way of a logged statement into a replica's or a restarting hub's chains: read, in place,
/// admitted, appended. Nothing changes on failure. Conflict: it does not continue the chain that is
/// held (a gap, or one that is there already), or its leaf or running hash contradicts what is held
/// (the hub tells two stories). Unavailable: its leaf names a house directory beyond the one held.
/// Refused: not admissible, so the hub broke its promise; the context names the refusal.
/// InvalidInput, TooLarge, TooNew from readStatement().
Result<void> accept(HouseDirectory& house, const LoggedStatement& logged);
/// The same without appending: what a hub asks of a statement that is brought back.
Result<Statement> acceptable(const HouseDirectory& house, const LoggedStatement& logged);
Result<Statement> acceptable(const MembershipLog& caseLog, const HouseDirectory& house,
                             const LoggedStatement& logged);
Result<void> accept(MembershipLog& caseLog, const HouseDirectory& house,
                    const LoggedStatement& logged);

} // namespace vb::membership
