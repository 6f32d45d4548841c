// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/statement.h"
#include "sync/membership/terms.h"
#include "sync/model/role.h"

#include <map>
#include <vector>

namespace vb::membership {

struct RoleFact {
    model::Role role = model::Role::Procesregisseur;
    InForce inForce;
    Period period;
    bool replaced = false; ///< ended by being said again, not by an end
};

/// Roles of every holder, each with its whole history, in order of number. Used by both chains: the
/// house's roles and a case's.
using RoleFacts = std::map<Affiliation, std::vector<RoleFact>>;

/// A role that is said again is replaced: the new period counts.
void beginRole(RoleFacts& facts, const RoleBody& body, std::uint64_t number);
void endRole(RoleFacts& facts, const RoleEndBody& body, std::uint64_t number);

/// The roles in force in the first `size` statements at that moment.
model::RoleSet rolesAt(const RoleFacts& facts, const Affiliation& holder, std::uint64_t size,
                       Instant at);
/// Whether anybody has the role at that moment.
bool isRoleHeld(const RoleFacts& facts, model::Role role, std::uint64_t size, Instant at);
/// Whether the role of this holder was ended by a statement numbered `since` or later, below
/// `size`.
bool wasRoleEnded(const RoleFacts& facts, const Affiliation& holder, model::Role role,
                  std::uint64_t since, std::uint64_t size);

} // namespace vb::membership
