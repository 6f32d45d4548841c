// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <compare>
#include <cstdint>

namespace vb {

/// How far a chain of statements goes: so many of them, and the running hash with the last one in
/// it. The hash of an empty chain is none.
struct ChainHead {
    std::uint64_t size = 0;
    Digest256 hash;
    friend auto operator<=>(const ChainHead&, const ChainHead&) = default;
};

/// The two chains that decide validity: the house directory and the membership log of one case.
/// Written d where an author names it and a where the hub stamps it into a leaf. In statements
/// about the house itself the case's half is empty.
struct DirectoryHead {
    ChainHead house;
    ChainHead caseLog;
    friend auto operator<=>(const DirectoryHead&, const DirectoryHead&) = default;
};

} // namespace vb
