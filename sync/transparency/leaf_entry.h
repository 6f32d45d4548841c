// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/directory_head.h"

#include <cstdint>
#include <optional>

namespace vb::transparency {

/// What a leaf is about. Numbers are on the wire.
enum class ItemKind : std::uint8_t {
    Statement = 1,
    Envelope = 2,
    /// A number of a stream that its author gave up.
    Stub = 3,
};

/// One entry of the log. Bytes as sent are what is hashed: whoever checks a leaf hashes what came,
/// not what encodeLeafEntry() makes of this value.
struct LeafEntry {
    ItemKind kind = ItemKind::Envelope;
    /// Statement id or changeset id.
    Digest256 item;
    /// a: the directory at acceptance, without the item itself.
    DirectoryHead directory;
    /// The legal time of receipt; never smaller than that of the leaf before.
    Instant hubTime;
    /// Statements alone: their chain with the statement in it, so that its number is size - 1.
    std::optional<ChainHead> chain;
    friend bool operator==(const LeafEntry&, const LeafEntry&) = default;
};

/// Total; InvalidInput for anything that is not an entry as above.
Result<LeafEntry> parseLeafEntry(ByteView entry);
Bytes encodeLeafEntry(const LeafEntry& entry);

} // namespace vb::transparency
