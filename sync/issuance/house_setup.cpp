// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/house_setup.h"

#include "sync/issuance/sign.h"

#include <utility>

namespace vb::issuance {
namespace {

Result<void> say(NewHouse& house, const RootKeys& root, Instant now,
                 membership::StatementBody body) {
    const auto directory = membership::wholeDirectory(house.directory);
    VB_TRY(membership::Statement statement,
           sign(signingContext(directory, DeviceId{}, root.signing, now), std::move(body)));
    house.directory.append(statement, {directory.head(), now});
    house.statements.push_back(std::move(statement));
    return {};
}

} // namespace

Result<NewHouse> setUpHouse(const HousePlan& plan, const RootKeys& root, Instant now) {
    const Digest256 fingerprint = membership::rootFingerprint(plan.house, root.signing.publicKey());
    NewHouse house{fingerprint, {}, membership::HouseDirectory(plan.house, fingerprint)};
    const membership::RootBody rootBody{root.signing.publicKey(),
                                        membership::rootFingerprint(plan.house, plan.successor),
                                        root.recovery.publicKey()};
    VB_TRY_VOID(say(house, root, now, rootBody));
    VB_TRY_VOID(say(house, root, now, plan.hub));
    for (const OrganisationPlan& organisation : plan.organisations) {
        const DevicePublicKeys& keys = organisation.device;
        VB_TRY_VOID(
            say(house, root, now,
                membership::IssuerBody{keys.device, organisation.issuer, keys.signing, keys.box,
                                       organisation.recoveryKey, organisation.period}));
    }
    return house;
}

} // namespace vb::issuance
