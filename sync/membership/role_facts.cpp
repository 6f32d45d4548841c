// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/role_facts.h"

#include <algorithm>

namespace vb::membership {
namespace {

void close(RoleFacts& facts, const Affiliation& holder, model::Role role, std::uint64_t number,
           bool replaced) {
    const auto of = facts.find(holder);
    if (of == facts.end())
        return;
    for (RoleFact& fact : of->second) {
        if (fact.role == role && fact.inForce.until == kNotEnded) {
            fact.inForce.until = number;
            fact.replaced = replaced;
        }
    }
}

} // namespace

void beginRole(RoleFacts& facts, const RoleBody& body, std::uint64_t number) {
    close(facts, body.holder, body.role, number, true);
    facts[body.holder].push_back({body.role, {number, kNotEnded}, body.period, false});
}

void endRole(RoleFacts& facts, const RoleEndBody& body, std::uint64_t number) {
    close(facts, body.holder, body.role, number, false);
}

model::RoleSet rolesAt(const RoleFacts& facts, const Affiliation& holder, std::uint64_t size,
                       Instant at) {
    model::RoleSet roles;
    const auto of = facts.find(holder);
    if (of == facts.end())
        return roles;
    for (const RoleFact& fact : of->second) {
        if (fact.inForce.at(size) && fact.period.covers(at))
            roles.add(fact.role);
    }
    return roles;
}

bool isRoleHeld(const RoleFacts& facts, model::Role role, std::uint64_t size, Instant at) {
    return std::any_of(facts.begin(), facts.end(), [&](const auto& holder) {
        return rolesAt(facts, holder.first, size, at).has(role);
    });
}

bool wasRoleEnded(const RoleFacts& facts, const Affiliation& holder, model::Role role,
                  std::uint64_t since, std::uint64_t size) {
    const auto of = facts.find(holder);
    if (of == facts.end())
        return false;
    return std::any_of(of->second.begin(), of->second.end(), [&](const RoleFact& fact) {
        return fact.role == role && !fact.replaced && fact.inForce.until >= since &&
               fact.inForce.until < size;
    });
}

} // namespace vb::membership
