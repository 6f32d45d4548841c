// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/device_identity.h"
#include "sync/issuance/device_keys.h"
#include "sync/issuance/house_setup.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <map>
#include <string>
#include <vector>

namespace vb::test {

/// A person of the simulated house with the keys of their one device.
struct SimPerson {
    std::string name;
    membership::Affiliation who;
    issuance::DeviceKeys keys;
};

/// A whole small house, made with the product's own issuance: root, hub, three organisations, a
/// procesregisseur, an informatievoorziening, two wijkagenten and a reclasseringswerker, each with
/// a certified device. `bootstrap` is what the hub opens the house from.
struct SimHouse {
    HouseId id;
    Digest256 rootFingerprint;
    crypto::SigningKey hubKey;
    std::vector<SimPerson> people;
    Bytes bootstrap;
    membership::HubBody hub;

    /// Certificates of these people run out then, of all others years after the run.
    using Ends = std::map<std::size_t, Instant>;
    static SimHouse make(SeededRandom& random, Instant now, const Ends& ends = {});
    /// Somebody with a device; of who stands there twice, the second is another device.
    struct Role {
        std::string name;
        OrganisationCode organisation;
    };
    /// Others: the first two are procesregisseur and informatievoorziening, of the house itself;
    /// the first of each organisation is its issuer.
    static SimHouse of(const std::vector<Role>& cast, SeededRandom& random, Instant now,
                       const Ends& ends = {});
    /// The identity of person `index`, as enrolment would have left it on their device.
    [[nodiscard]] engine::DeviceIdentity identity(std::size_t index, SeededRandom& random) const;
};

inline constexpr OrganisationCode kPolitie{2};
inline constexpr OrganisationCode kReclassering{3};

} // namespace vb::test
