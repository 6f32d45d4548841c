// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vb::model {

/// How concurrent writes of one field meet; names as in the domain specification. The number is
/// on the wire inside every field key and is never reused. docs/merge.md has the laws.
enum class MergePolicy : std::uint8_t {
    Append = 1,
    RegisterAsk = 2,
    RegisterLatest = 3,
    MostRestrictive = 4,
    MostCautious = 5,
    Earliest = 6,
    LatestDate = 7,
    Union = 8,
    Counter = 9,
    Lattice = 10,
    Protected = 11,
};

std::string_view policyName(MergePolicy policy);
/// Empty for a code of a newer version: its versions are kept outside the dump.
std::optional<MergePolicy> policyFromCode(std::uint32_t code);
/// Whether a write takes the place of the versions that its author saw. It names them then, and
/// stands beside those that it does not name.
bool doWritesSupersede(MergePolicy policy);

} // namespace vb::model
