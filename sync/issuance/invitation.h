// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "sync/base/bytes.h"
#include "sync/base/clock.h"
#include "sync/base/ids.h"
#include "sync/membership/terms.h"
#include "sync/model/role.h"

#include <string>
#include <string_view>

namespace vb::issuance {

/// What the office gives to a worker, by QR code or on paper, so that a new device can be trusted:
/// 256 secret bits that the hub never sees, whom the house's root must be, where the hub is and
/// which key it must show, and what the device will be certified as. Whoever holds it can enrol in
/// its place until it is burned, so it travels outside the system. Move-only, because of the
/// secret.
struct Invitation {
    HouseId house;
    crypto::InvitationSecret secret;
    Digest256 rootFingerprint;
    std::string hubAddress; ///< at most kMaxHubAddress bytes of printable ASCII
    Digest256 hubPin;       ///< SHA-256 of the hub's TLS key's subject public key
    membership::Affiliation holder;
    model::RoleSet roles; ///< what the office means to give; each is a statement of its own
    Instant expires;      ///< judged by the issuer's clock when it approves
};

inline constexpr std::size_t kMaxHubAddress = 255;

/// The secret is random.
struct InvitationPlan {
    HouseId house;
    Digest256 rootFingerprint;
    std::string hubAddress;
    Digest256 hubPin;
    membership::Affiliation holder;
    model::RoleSet roles;
    Instant expires;
};
/// InvalidInput for an address that is empty, too long or not printable ASCII.
Result<Invitation> invite(InvitationPlan plan);

/// As text: `VELDBOEK-` and groups of five signs of Crockford's base 32, the last forty bits a
/// checksum. Upper case, digits and hyphens alone, so that a QR code takes it in its short form.
/// The text is as secret as the invitation.
std::string invitationText(const Invitation& invitation);
/// Reads what a person typed or a camera saw: letters of either case, blanks, line ends and hyphens
/// anywhere, O for 0 and I or L for 1. InvalidInput for anything else or a wrong checksum, TooNew
/// for another version.
Result<Invitation> parseInvitation(std::string_view text);

/// Hash of everything in the invitation: what both sides mean when they speak of it.
Digest256 invitationDigest(const Invitation& invitation);
/// Where issuer and device meet at the hub: hash of the secret.
Digest256 mailboxAddress(const Invitation& invitation);

} // namespace vb::issuance
