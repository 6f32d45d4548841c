// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/directory_head.h"
#include "sync/base/result.h"

namespace veldboek::v0 {
class DirectoryHead;
}

namespace vb::protocol {

/// The pair of chain heads to its message and back. Reading refuses (InvalidInput) a hash of the
/// wrong length, a hash without a size and a size without a hash.
void writeDirectoryHead(const DirectoryHead& head, veldboek::v0::DirectoryHead& message);
Result<DirectoryHead> readDirectoryHead(const veldboek::v0::DirectoryHead& message);

} // namespace vb::protocol
