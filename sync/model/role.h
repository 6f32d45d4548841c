// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace vb::model {

/// Roles that are signed statements (the letters of the domain specification in brackets). Numbers
/// are on the wire.
enum class Role : std::uint8_t {
    Procesregisseur = 1,       ///< P
    Informatievoorziening = 2, ///< I
    Casusregisseur = 3,        ///< K
    Notulist = 4,              ///< N
    OmMedewerker = 5,          ///< O
    Manager = 6,
};

std::string_view roleName(Role role);

/// A small set of roles, by value.
class RoleSet {
public:
    constexpr RoleSet() = default;
    constexpr RoleSet(std::initializer_list<Role> roles) {
        for (const Role role : roles)
            add(role);
    }
    constexpr void add(Role role) { m_bits |= bit(role); }
    constexpr void remove(Role role) { m_bits &= static_cast<std::uint16_t>(~bit(role)); }
    [[nodiscard]] constexpr bool has(Role role) const { return (m_bits & bit(role)) != 0; }
    [[nodiscard]] constexpr bool intersects(RoleSet other) const {
        return (m_bits & other.m_bits) != 0;
    }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] constexpr std::uint16_t bits() const { return m_bits; }
    static constexpr RoleSet fromBits(std::uint16_t bits) {
        RoleSet set;
        set.m_bits = bits;
        return set;
    }
    friend constexpr bool operator==(RoleSet, RoleSet) = default;

private:
    static constexpr std::uint16_t bit(Role role) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(role));
    }
    std::uint16_t m_bits = 0;
};

} // namespace vb::model
