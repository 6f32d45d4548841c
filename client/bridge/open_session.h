// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"

#include <filesystem>

namespace vb::bridge {

struct SessionConfig {
    /// The directory of one store: of one worker in one house.
    std::filesystem::path store;
};

/// A session over the store named by `config`, locked; in Phase::Failed with StoreMissing when
/// there is none. Starts the core thread; the session's destructor stops and joins it.
std::unique_ptr<Session> openSession(const SessionConfig& config);

} // namespace vb::bridge
