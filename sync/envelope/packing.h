// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <cstdint>
#include <memory>

namespace vb::envelope {

/// Which dictionary a text was compressed with. The number is inside the seal. Every dictionary
/// ships for ever, because what was sealed with it stays sealed with it.
enum class Dictionary : std::uint8_t {
    None = 0,
    /// 16 kB, trained on generated Dutch case files (docs/protocol.md has the figures).
    First = 1,
};

/// Compresses and decompresses plaintext (zstd, RFC 8878, with a shared dictionary, because one
/// entry alone is too short to compress). Owns zstd's contexts with the dictionaries digested, a
/// few hundred kilobytes, made once; used by one thread at a time.
///
/// Packed form: one byte, the dictionary's number, then one zstd frame that states its content
/// size. No checksum: the seal around it is one.
class Packer {
public:
    Packer();
    ~Packer();
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    /// TooLarge over protocol::kMaxContentBytes.
    Result<Bytes> pack(ByteView plain, Dictionary dictionary = Dictionary::First);

    /// `packed` may have zeros after the frame (padding). The size that the frame states is checked
    /// against `maxBytes` before anything is allocated, and the frame must then hold exactly that.
    /// TooLarge over `maxBytes`, TooNew for a dictionary of a newer version, InvalidInput
    /// otherwise.
    Result<Bytes> unpack(ByteView packed, std::size_t maxBytes);

private:
    class Contexts;
    std::unique_ptr<Contexts> m_contexts;
};

} // namespace vb::envelope
