// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/ids.h"

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace vb::membership {

/// Who may read a record, from narrow to wide (domain specification, section 6). Numbers are on the
/// wire. Care and justice part are incomparable.
enum class Level : std::uint8_t {
    EigenWerkaantekening = 1,
    EigenOrganisatie = 2,
    Casusteam = 3,
    Zorgdeel = 4,
    Strafdeel = 5,
    GenoemdePersonen = 6,
};
std::string_view levelName(Level level);

/// The part of a case that a member has. Numbers are on the wire.
enum class CarePart : std::uint8_t { None = 0, Straf = 1, Zorg = 2 };

/// Why a device or a membership ended. Numbers are on the wire.
enum class EndReason : std::uint8_t {
    Unassigned = 1,
    Transferred = 2,
    Expired = 3,
    LeftOrganisation = 4,
    Retired = 5, ///< a device that was handed in
    ForCause = 6,
    LostDevice = 7,
};
/// Whether an end for this reason carries cuts: beyond them nothing has effect.
constexpr bool cutsStreams(EndReason reason) {
    return reason == EndReason::ForCause || reason == EndReason::LostDevice;
}

/// Why something is not accepted. Numbers are those of protocol's Refusal (a test holds it).
enum class Refusal : std::uint8_t {
    None = 0,
    Malformed = 1,
    TooLarge = 2,
    Unsigned = 3,    ///< no validly signed head, or not the signer's signature
    Certificate = 4, ///< unknown, ended or expired; the last is mended by a renewal
    Membership = 5,  ///< not a member of the audience
    Epoch = 6,       ///< unknown, another audience's, not yet logged, or a reader is gone
    Directory = 7,   ///< names a head that never was, or one newer than its own acceptance
    Chain = 8,
    Gap = 9,
    Fork = 10,
    Purged = 11,
    Authority = 12, ///< the signer may not say this
    Quota = 13,
    Stale = 14, ///< made without knowing what forbids it
    House = 15, ///< of another house
    Run = 16,   ///< a later one of its run was refused: push it again under a head of its own
    // 17 is protocol's alone: whatever waits for a hub to recover is pushed again.
    Said = 18, ///< a copy of the device has said it, under another number
};
std::string_view refusalName(Refusal refusal);

/// Issuers of this organisation, the Veiligheidshuis itself, name the first procesregisseur and the
/// first medewerker informatievoorziening. Its number in the domain's list of organisations (a test
/// of the client holds that they are the same).
inline constexpr OrganisationCode kHouseOrganisation{24};

/// A worker in one organisation: what a certificate, a role and a membership are about. The same
/// worker id under another organisation's certificate is another affiliation with nothing in
/// common, so no issuer can speak for another organisation's people.
struct Affiliation {
    WorkerId worker;
    OrganisationCode organisation;
    friend auto operator<=>(const Affiliation&, const Affiliation&) = default;
};

/// From `from` on and before `until`. Only ever compared with the hub's time of a leaf.
struct Period {
    Instant from;
    std::optional<Instant> until;
    [[nodiscard]] bool hasBegun(Instant at) const { return from <= at; }
    [[nodiscard]] bool hasExpired(Instant at) const { return until && *until <= at; }
    [[nodiscard]] bool covers(Instant at) const { return hasBegun(at) && !hasExpired(at); }
    friend bool operator==(const Period&, const Period&) = default;
};

/// How a question looks at periods. Implicit from an Instant, which is what most questions mean.
class Moment {
public:
    /// The period must cover this moment.
    Moment(Instant at) : m_at(at) {}
    /// The period must have begun by this moment and may have expired since.
    static Moment begunBy(Instant at) {
        Moment moment(at);
        moment.m_expiryCounts = false;
        return moment;
    }
    /// Only statements count.
    static Moment any() {
        Moment moment(Instant{});
        moment.m_at.reset();
        return moment;
    }
    [[nodiscard]] bool fits(const Period& period) const {
        return !m_at || (period.hasBegun(*m_at) && !(m_expiryCounts && period.hasExpired(*m_at)));
    }

private:
    std::optional<Instant> m_at;
    bool m_expiryCounts = true;
};

inline constexpr std::uint64_t kNotEnded = std::numeric_limits<std::uint64_t>::max();

/// In which prefixes of a chain a fact is in force: `from` is the number of the statement that says
/// it, `until` the number of the one that ends it. A prefix of size n has the statements below n.
struct InForce {
    std::uint64_t from = 0;
    std::uint64_t until = kNotEnded;
    [[nodiscard]] bool at(std::uint64_t size) const { return from < size && until >= size; }
    friend bool operator==(const InForce&, const InForce&) = default;
};

} // namespace vb::membership
