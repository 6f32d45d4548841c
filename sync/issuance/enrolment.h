// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/issuance/device_keys.h"
#include "sync/issuance/invitation.h"
#include "sync/issuance/sign.h"

#include <string>
#include <vector>

namespace vb::issuance {

// Enrolment, over a mailbox at the hub that is addressed by the hash of the invitation's secret:
//
//   issuer's device   device invite          notice  -> slot 0
//   new device        device enrol           slot 0, request -> slot 1
//   issuer's device   device approve         slot 1, certificate to the log, answer -> slot 2
//   new device        device enrol --finish  slot 2, then a session and the directory
//
// Every message is sealed under a key that follows from the secret and bound to house, mailbox and
// slot. The hub, which never sees the secret, can neither read nor make one. Messages are of fixed
// layout and at most protocol::kMaxMailboxBytes; reading is total: Unauthentic for a message that
// was not made with this secret for this slot, InvalidInput for one that was and is garbled.

/// Slot 0: that the invitation stands, and what the issuer put into it.
Bytes sealNotice(const Invitation& invitation);
/// Unauthentic also when issuer and device do not have the same invitation.
Result<void> openNotice(const Invitation& invitation, ByteView message);

/// Slot 1: a device asks to be certified.
struct EnrolmentRequest {
    DevicePublicKeys keys;
    std::vector<std::uint32_t> formats; ///< envelope formats that it reads, ascending
    friend bool operator==(const EnrolmentRequest&, const EnrolmentRequest&) = default;
};
/// Signed with both signing keys, so that nobody can have another's key certified.
Bytes sealRequest(const Invitation& invitation, const DeviceKeys& keys,
                  std::vector<std::uint32_t> formats);
Result<EnrolmentRequest> openRequest(const Invitation& invitation, ByteView message);

/// What approving makes: the certificate, to be pushed, and the message for slot 2.
struct Approval {
    membership::Statement certificate;
    Bytes answer;
};
/// Certifies what the invitation promised, once: the invitation is consumed, and the caller forgets
/// it for good before anything is sent. Refused when it has expired by the issuer's clock or the
/// signer may not certify this organisation's devices.
Result<Approval> approve(const SigningContext& issuer, Invitation&& invitation,
                         const EnrolmentRequest& request, membership::Period period);

/// Slot 2: the certificate that the device will find in the directory. Unauthentic unless it is for
/// these keys and for the worker whom the invitation names; that the issuer may issue it shows in
/// the directory, from the root on.
Result<membership::Statement> openAnswer(const Invitation& invitation, const DevicePublicKeys& keys,
                                         ByteView message);

/// Twelve groups of five digits that two persons read to each other: equal exactly when both
/// devices mean the same two devices and keys. Order does not matter.
std::string safetyNumber(HouseId house, const DevicePublicKeys& one, const DevicePublicKeys& other);

} // namespace vb::issuance
