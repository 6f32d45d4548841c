// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/issuance/device_keys.h"
#include "sync/issuance/offline_keys.h"
#include "sync/membership/house_directory.h"
#include "sync/membership/statement.h"

#include <vector>

namespace vb::issuance {

/// One organisation of a new house: who certifies its devices, on which device, and its recovery
/// key (whose secret is sealed with sealRecoveryFile() and kept by the organisation).
struct OrganisationPlan {
    membership::Affiliation issuer;
    DevicePublicKeys device;
    crypto::BoxPublicKey recoveryKey;
    membership::Period period;
};

struct HousePlan {
    HouseId house; ///< random
    membership::HubBody hub;
    crypto::SigningPublicKey successor; ///< of the root; its secret in a file of its own
    std::vector<OrganisationPlan> organisations;
};

/// A new house: what its root says. Handed to the hub (bootstrap) and to every device's directory.
struct NewHouse {
    Digest256 rootFingerprint;
    std::vector<membership::Statement> statements; ///< root, hub, issuers, in order
    /// The same, accepted, to go on from: the issuers certify their own devices, the house's own
    /// organisation names its first procesregisseur.
    membership::HouseDirectory directory;
};

/// Refused or InvalidInput when the plan holds something that the directory would not take.
Result<NewHouse> setUpHouse(const HousePlan& plan, const RootKeys& root, Instant now);

} // namespace vb::issuance
