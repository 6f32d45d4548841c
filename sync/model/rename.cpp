// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/rename.h"

#include <algorithm>

namespace vb::model {

void renameVersions(std::vector<Part>& parts, const std::map<ChangesetId, ChangesetId>& names) {
    const auto rename = [&names](VersionId& version) {
        const auto found = names.find(version.changeset);
        if (found != names.end())
            version.changeset = found->second;
    };
    for (Part& part : parts) {
        for (Operation& operation : part.operations) {
            auto& observed = operation.observed;
            std::for_each(observed.begin(), observed.end(), rename);
            std::sort(observed.begin(), observed.end());
            observed.erase(std::unique(observed.begin(), observed.end()), observed.end());
            if (operation.quoted)
                rename(operation.quoted->version);
        }
    }
}

} // namespace vb::model
