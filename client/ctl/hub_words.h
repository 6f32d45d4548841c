// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/statement.h"

#include <string_view>

namespace vb::ctl {

// What veldboekd printed, one JSON object on the first line, as an operator brings it over. Total:
// InvalidInput for whatever it did not print, members of another type included.

/// After --init: the keys that the house says are its hub's.
Result<membership::HubBody> readHubIdentity(std::string_view said);
/// After --head: the head that a restored hub goes on from, everything of it kept, and the next
/// generation.
Result<membership::LogGenerationBody> readHubHead(std::string_view said);

} // namespace vb::ctl
