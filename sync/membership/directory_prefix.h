// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/membership_log.h"
#include "sync/model/role.h"

#include <optional>
#include <vector>

namespace vb::membership {

/// The two chains as they were at given sizes: everything that a question of validity may look at.
/// A view, as long-lived as the chains; appending to them does not change what it answers.
struct DirectoryPrefix {
    const HouseDirectory& house;
    std::uint64_t houseSize = 0;
    /// Null where only the house is asked.
    const MembershipLog* caseLog = nullptr;
    std::uint64_t caseSize = 0;

    [[nodiscard]] DirectoryHead head() const;
};

/// All that the chains hold.
DirectoryPrefix wholeDirectory(const HouseDirectory& house, const MembershipLog& caseLog);
DirectoryPrefix wholeDirectory(const HouseDirectory& house);

/// Whether `head` names prefixes of these chains; the worse answer of the two.
Chain::Match match(const DirectoryHead& head, const HouseDirectory& house,
                   const MembershipLog* caseLog);
/// The prefix that `head` names, if it is one.
std::optional<DirectoryPrefix> prefixAt(const DirectoryHead& head, const HouseDirectory& house,
                                        const MembershipLog* caseLog);

// What is in force. Moments are hub times, or now where something not yet accepted is judged as if
// it were.

/// The holder of a device that was ever certified, as a device or as an issuer's.
std::optional<Affiliation> holderOf(const HouseDirectory& house, DeviceId device);

/// Certified and not ended. Expiry is certificateCovers().
bool isDeviceInForce(const DirectoryPrefix& prefix, DeviceId device);
/// Whether some certificate of the device, the first or a renewal, covers this moment.
bool certificateCovers(const DirectoryPrefix& prefix, DeviceId device, const Moment& when);
/// Whether a device of the holder is in force, under a certificate that fits.
bool isWorker(const DirectoryPrefix& prefix, const Affiliation& who, const Moment& when);
bool isIssuerInForce(const DirectoryPrefix& prefix, DeviceId device, Instant at);
/// House roles and roles in this case.
model::RoleSet roles(const DirectoryPrefix& prefix, const Affiliation& holder, Instant at);

/// Whether a member of the case, whatever the audience.
bool isMember(const DirectoryPrefix& prefix, const Affiliation& who,
              const Moment& when = Moment::any());
/// An audience with the declaration that its readers follow from, where it has one.
struct Readership {
    Audience audience;
    const NamedAudienceFact* declaration = nullptr;
};
/// Null declaration unless it is an audience of named persons that this prefix declares.
Readership readership(const DirectoryPrefix& prefix, const Audience& audience);

/// Whether a member of the audience. An observer is nowhere but among named persons and in own
/// working notes.
bool belongs(const DirectoryPrefix& prefix, const Affiliation& who, const Readership& readership,
             const Moment& when = Moment::any());
bool belongs(const DirectoryPrefix& prefix, const Affiliation& who, const Audience& audience,
             const Moment& when = Moment::any());
/// Whether one membership, by itself, is one of this audience; for all levels but named persons.
bool qualifies(const MemberFact& fact, Level level);

/// The definition of an audience that has an epoch or was declared in this prefix.
std::optional<Audience> findAudience(const DirectoryPrefix& prefix, AudienceId audience);

} // namespace vb::membership
