// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sqlite3.h>

#include <string>

namespace vb::crash {

/// What a sealing VFS could get wrong towards SQLite. Each is a known trap; the harness and the
/// tests must notice each.
enum class Mistake {
    None,
    ClaimsPowersafeOverwrite, ///< so that SQLite does not pad a synced commit over a chunk's end
    KeepsNonceAndTag,         ///< reserved bytes of a database page do not read back as zero
    SealsFramesInPlace,       ///< nonce and tag go into the reserved bytes of pages in the log
};

/// A VFS above the sealing one that makes one mistake in its stead and passes everything else on.
/// Outlives its connections.
class OverlayVfs {
public:
    OverlayVfs(const std::string& sealing, Mistake mistake);
    OverlayVfs(const OverlayVfs&) = delete;
    OverlayVfs& operator=(const OverlayVfs&) = delete;
    ~OverlayVfs();

    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    friend struct OverlayCalls;
    std::string m_name;
    Mistake m_mistake;
    sqlite3_vfs* m_below;
    sqlite3_vfs m_vfs{};
};

} // namespace vb::crash
