// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/record_state.h"

#include <algorithm>

namespace vb::model {

std::string_view statusName(VersionStatus status) {
    switch (status) {
    case VersionStatus::InForce:
        return "in-force";
    case VersionStatus::AlsoLive:
        return "also-live";
    case VersionStatus::Corrected:
        return "corrected";
    case VersionStatus::Proposal:
        return "proposal";
    case VersionStatus::Refused:
        return "refused";
    case VersionStatus::Superseded:
        return "superseded";
    case VersionStatus::Withdrawn:
        return "withdrawn";
    case VersionStatus::Confirmed:
        return "confirmed";
    case VersionStatus::Declined:
        return "declined";
    case VersionStatus::NotUnderstood:
        return "not-understood";
    }
    return "unknown";
}

const Version* FieldState::shownVersion() const {
    return shown ? &versions[*shown] : nullptr;
}

const FieldValue* FieldState::value() const {
    return shown ? &versions[*shown].value : nullptr;
}

std::vector<FieldValue> FieldState::values() const {
    std::vector<FieldValue> out;
    for (const Version& version : versions)
        if (version.status == VersionStatus::InForce)
            out.push_back(version.value);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

const Version* FieldState::find(const VersionId& id) const {
    const auto at = std::find_if(versions.begin(), versions.end(),
                                 [&](const Version& version) { return version.id == id; });
    return at != versions.end() ? &*at : nullptr;
}

bool FieldState::has(VersionStatus status) const {
    return std::any_of(versions.begin(), versions.end(),
                       [&](const Version& version) { return version.status == status; });
}

const FieldState* RecordState::find(FieldId field) const {
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const FieldState& state) {
        return state.isKnown && state.key.field == field;
    });
    return at != fields.end() ? &*at : nullptr;
}

bool RecordState::isWithdrawn() const {
    return std::any_of(withdrawals.begin(), withdrawals.end(), [](const Withdrawal& withdrawal) {
        return withdrawal.by.standing == Standing::Effective;
    });
}

} // namespace vb::model
