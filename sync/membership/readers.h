// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/directory_prefix.h"

#include <vector>

namespace vb::membership {

// Who reads what. `at` is a moment of hub time: the hub's own when it serves, the device's best
// knowledge of it when it seals.

/// The workers who may read this audience, in order.
std::vector<Affiliation> members(const DirectoryPrefix& prefix, const Audience& audience,
                                 Instant at);

/// The audiences of this case that a worker may read and that are in use (an epoch or a declaration
/// exists), in order of id. What the hub serves and a device pulls.
std::vector<Audience> readableAudiences(const DirectoryPrefix& prefix, const Affiliation& who,
                                        Instant at);

/// Whether content that was narrowed to `wide` may stay in `narrow`, by the order of the levels:
/// own working note, named persons, own organisation, care or justice part, case team. Of one level
/// only the same audience, and named persons who are all named in the other.
bool isWithin(const DirectoryPrefix& prefix, const Audience& narrow, const Audience& wide);
/// A strict order: of two audiences that cannot be compared neither is wider, nor of two of the
/// same readers.
bool isWider(const DirectoryPrefix& prefix, const Audience& wide, const Audience& narrow);

/// Whether a worker may have the key of this epoch, and so whatever was sealed under it: a member
/// of its audience who, if added without history, was so before the epoch began.
bool mayHold(const DirectoryPrefix& prefix, const Affiliation& who, const EpochFact& epoch,
             Instant at);

/// Somebody that an epoch key is sealed to.
struct Recipient {
    Digest256 id; ///< device id, or recoveryRecipient()
    crypto::BoxPublicKey boxKey;
    friend auto operator<=>(const Recipient&, const Recipient&) = default;
};

/// The recovery keys of a level: the house's for case team, care and justice part and named
/// persons, the organisation's for its own organisation; none for own working notes.
std::vector<Recipient> recoveryRecipients(const DirectoryPrefix& prefix, const Audience& audience);

/// Everybody that a new epoch of this audience is sealed to: the members' devices in force and the
/// recovery keys, in order of id.
std::vector<Recipient> recipients(const DirectoryPrefix& prefix, const Audience& audience,
                                  Instant at);

/// Whether whoever has the key of this epoch may still read its audience, by statements alone. A
/// device seals only under such an epoch; the validity function holds it to that.
bool isSound(const DirectoryPrefix& prefix, const EpochFact& epoch);

/// The epochs of the audience under which a device may seal now, newest first: sound, none of its
/// holders expired, and every reader may have it. A device takes the first whose key it has; if
/// there is none, it opens a new epoch.
std::vector<EpochId> sealingEpochs(const DirectoryPrefix& prefix, AudienceId audience, Instant at);

/// One key that one device should have and was never handed.
struct MissingKey {
    EpochId epoch;
    Recipient recipient;
    friend auto operator<=>(const MissingKey&, const MissingKey&) = default;
};
/// What a grant has to hand over so that every member's device has what mayHold() allows and every
/// recovery key everything, in order.
std::vector<MissingKey> missingKeys(const DirectoryPrefix& prefix, AudienceId audience, Instant at);

/// A box that a statement carries for somebody. The view lives as long as the statement.
struct ReceivedBox {
    AudienceId audience;
    EpochId epoch;
    ByteView box;
};
/// What an epoch or grant statement hands to this recipient.
std::vector<ReceivedBox> boxesFor(const Statement& statement, const Digest256& recipient);

} // namespace vb::membership
