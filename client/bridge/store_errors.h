// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/key_file.h"
#include "crypto/page_vfs/database_fault.h"
#include "sync/base/result.h"

#include <string_view>

namespace vb::bridge {

// What crypto says by enums of its own, as our Error.

[[nodiscard]] Unexpected storeFailure(crypto::DatabaseFault fault, std::string_view doing);
[[nodiscard]] Unexpected keyFileFailure(crypto::KeyFileFailure failure);

} // namespace vb::bridge
