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

// What is in force. With `at` the periods must cover that moment (always a hub time, or now where
// something not yet accepted is judged as if it were); without it only statements count.

/// Certified and not ended. Expiry is certificateCovers().
bool isDeviceInForce(const DirectoryPrefix& prefix, DeviceId device);
/// Whether some certificate of the device, the first or a renewal, covers this moment.
bool certificateCovers(const DirectoryPrefix& prefix, DeviceId device, Instant at);
bool isIssuerInForce(const DirectoryPrefix& prefix, DeviceId device, Instant at);
/// House roles and roles in this case.
model::RoleSet roles(const DirectoryPrefix& prefix, const Affiliation& holder, Instant at);

/// Whether a member of the case, whatever the audience.
bool isMember(const DirectoryPrefix& prefix, const Affiliation& who,
              std::optional<Instant> at = std::nullopt);
/// Whether a member of the audience.
bool belongs(const DirectoryPrefix& prefix, const Affiliation& who, const Audience& audience,
             std::optional<Instant> at = std::nullopt);
/// The definition of an audience that has an epoch or was declared in this prefix.
std::optional<Audience> findAudience(const DirectoryPrefix& prefix, AudienceId audience);

} // namespace vb::membership
