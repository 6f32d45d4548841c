// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"

#include <cstdint>

namespace vb::crypto {

// A file of the store is a row of units: 4056 bytes of content, sealed, and the nonce and tag.
inline constexpr std::size_t kUnitSize = 4096;
inline constexpr std::size_t kUnitContent = 4056;
inline constexpr std::size_t kUnitOverhead = kUnitSize - kUnitContent;

using UnitContent = ByteArray<kUnitContent>;
using SealedUnit = ByteArray<kUnitSize>;

/// Where a unit belongs; bound to it, so that a unit of one place is refused in any other.
enum class UnitRole : std::uint8_t {
    Page = 1,  ///< a database page, numbered from 1
    Chunk = 2, ///< 4056 bytes of the write-ahead log's stream, numbered from 0
    Spare = 3, ///< the earlier content of the log chunk of that number, while it is rewritten
};

/// Which database a unit belongs to. Random store id and the number of its data key, both from the
/// key file; a file that was made anew under the next key is another database.
struct DatabaseId {
    ByteArray<16> store{};
    std::uint32_t generation = 0;

    friend bool operator==(const DatabaseId&, const DatabaseId&) = default;
};

/// Seals and opens the units of one database. Layout of a sealed unit: 4056 bytes of ciphertext,
/// 24 of random nonce, 16 of tag; XChaCha20-Poly1305 under the page subkey of the data key, with
/// database id, role and number as associated data (`docs/storage.md`). Immutable, hence usable
/// from any thread. What it cannot see is age: an earlier unit of the same place is authentic.
class UnitSealer {
public:
    UnitSealer(const DatabaseId& database, const DataKey& dataKey);

    void seal(UnitRole role, std::uint64_t number, FixedView<kUnitContent> content,
              SealedUnit& out) const;
    /// False, with `out` all zero, unless exactly this was sealed for this place.
    [[nodiscard]] bool open(UnitRole role, std::uint64_t number, FixedView<kUnitSize> sealed,
                            UnitContent& out) const;

private:
    static constexpr std::size_t kBindingSize = 78;
    using Binding = ByteArray<kBindingSize>;
    [[nodiscard]] Binding bind(UnitRole role, std::uint64_t number) const;

    PageKey m_key;
    Binding m_binding; ///< of role and number 0; bind() puts the real ones in
};

} // namespace vb::crypto
