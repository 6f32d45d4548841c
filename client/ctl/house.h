// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/ctl/workplace.h"
#include "sync/issuance/house_setup.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vb::ctl {

/// Somebody who certifies the devices of one organisation, and the device that does it.
struct IssuerWish {
    OrganisationCode organisation;
    std::string name;
    std::string function;
    std::filesystem::path store;
    /// House roles to begin with; only for the house's own organisation.
    model::RoleSet roles;
};

struct HouseWish {
    membership::HubBody hub;
    std::string hubAddress;
    std::vector<IssuerWish> issuers;
    /// Of the issuers' stores.
    std::function<Result<crypto::SecretBytes>(const IssuerWish&)> passphrase;
};

/// An organisation's recovery key, sealed.
struct RecoveryFile {
    OrganisationCode organisation;
    Bytes content;
};

/// A new house: what its operator puts into the hub, what goes into the safe, and the issuers'
/// stores, which know nothing yet but who they are: a first sync brings the rest.
struct MadeHouse {
    HouseId house;
    Digest256 rootFingerprint;
    Bytes statements; ///< a PushRequest: for veldboekd --house-statements
    Bytes rootFile;
    Bytes successorFile;
    std::vector<RecoveryFile> recoveryFiles;
    std::vector<std::unique_ptr<bridge::WorkerStore>> stores; ///< in the order of the issuers
};

/// Whether recovery keys are sealed into files of their own, each of which costs a hash, or thrown
/// away, as in a house that nobody will ever have to recover.
enum class Safe : std::uint8_t { AllFiles, RootAlone };

/// `recovery` seals what goes into the safe. Makes every store; on failure, those made so far stay.
Result<MadeHouse> makeHouse(Surroundings& around, const HouseWish& wish,
                            const crypto::SecretBytes& recovery, Safe safe = Safe::AllFiles);

/// What an issuer still owes its house after the first sync: its own name.
Result<void> oweIntroduction(store::ReplicaStore& store, const std::string& name,
                             const std::string& function);
/// True when something was saved that has to be sent.
Result<bool> introduceIfOwed(engine::Replica& replica);

} // namespace vb::ctl
