// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/changeset.h"

#include <map>

namespace vb::model {

/// Names versions as `names` has them: what was sealed anew is observed and quoted under its new
/// name. Two that get one name, because both were seen, are observed once.
void renameVersions(std::vector<Part>& parts, const std::map<ChangesetId, ChangesetId>& names);

} // namespace vb::model
