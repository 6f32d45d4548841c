// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/merge_policy.h"

namespace vb::model {

std::string_view policyName(MergePolicy policy) {
    switch (policy) {
    case MergePolicy::Append:
        return "append";
    case MergePolicy::RegisterAsk:
        return "register-ask";
    case MergePolicy::RegisterLatest:
        return "register-latest";
    case MergePolicy::MostRestrictive:
        return "most-restrictive";
    case MergePolicy::MostCautious:
        return "most-cautious";
    case MergePolicy::Earliest:
        return "earliest";
    case MergePolicy::LatestDate:
        return "latest-date";
    case MergePolicy::Union:
        return "union";
    case MergePolicy::Counter:
        return "counter";
    case MergePolicy::Lattice:
        return "lattice";
    case MergePolicy::Protected:
        return "protected";
    }
    return "unknown";
}

std::optional<MergePolicy> policyFromCode(std::uint32_t code) {
    if (code < 1 || code > 11)
        return std::nullopt;
    return static_cast<MergePolicy>(code);
}

bool doWritesSupersede(MergePolicy policy) {
    switch (policy) {
    case MergePolicy::RegisterAsk:
    case MergePolicy::RegisterLatest:
    case MergePolicy::Protected:
    case MergePolicy::MostRestrictive:
    case MergePolicy::MostCautious:
    case MergePolicy::Lattice:
        return true;
    case MergePolicy::Append:
    case MergePolicy::Earliest:
    case MergePolicy::LatestDate:
    case MergePolicy::Union:
    case MergePolicy::Counter:
        return false;
    }
    return false;
}

} // namespace vb::model
