// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/associated_data.h"
#include "crypto/keys.h"

#include <optional>

namespace vb::crypto {

// An attachment as a stream: libsodium's secretstream (XChaCha20-Poly1305, chunks chained, the last
// one tagged final), so that a chunk changed, missing, repeated or out of order is refused, and so
// is a stream that ends early.
//
//   sealed  = header (24 bytes) || chunk...      every chunk but the last is kSealedChunkSize long
//   chunk   = secretstream message of up to kStreamChunkSize bytes, 17 bytes longer
//   content = length (8 bytes, big-endian) || the attachment || zeros, up to paddedLength()
//
// The associated data goes with the first chunk; the chain binds the others to it.

inline constexpr std::size_t kStreamHeaderSize = 24;
inline constexpr std::size_t kStreamChunkSize = std::size_t{64} * 1024;
inline constexpr std::size_t kSealedChunkSize = kStreamChunkSize + 17;
/// Far above any attachment, far below where lengths overflow.
inline constexpr std::uint64_t kMaxStreamLength = std::uint64_t{1} << 40;

/// How long the sealed form of `length` bytes is.
[[nodiscard]] std::uint64_t sealedStreamLength(std::uint64_t length);

/// Seals one attachment of a known length, chunk by chunk. A value used once, from one thread. Its
/// state is secret and lives in the arena.
class StreamSealer {
public:
    /// `length` at most kMaxStreamLength (VB_CRYPTO_CHECK).
    StreamSealer(const AttachmentKey& key, const AssociatedData& associatedData,
                 std::uint64_t length);

    /// The first bytes of the sealed stream.
    [[nodiscard]] const ByteArray<kStreamHeaderSize>& header() const { return m_header; }
    /// How many bytes of the attachment the next chunk takes; 0 for a chunk of padding.
    [[nodiscard]] std::size_t wanted() const;
    [[nodiscard]] bool finished() const { return m_paddedLeft == 0; }
    /// The next chunk. `content` has exactly wanted() bytes and the stream is not finished
    /// (VB_CRYPTO_CHECK).
    [[nodiscard]] Bytes next(ByteView content);

private:
    SecretBytes m_state;
    ByteArray<kStreamHeaderSize> m_header{};
    Bytes m_associatedData;
    std::uint64_t m_length;
    std::uint64_t m_contentLeft;
    std::uint64_t m_paddedLeft;
};

/// Opens what StreamSealer made. What next() returned may be used only once finished() is true: a
/// stream cut short is found out at its end and not before.
class StreamOpener {
public:
    StreamOpener(const AttachmentKey& key, const AssociatedData& associatedData,
                 FixedView<kStreamHeaderSize> header);

    /// The attachment's bytes in this chunk (maybe none: padding). nullopt: refused, and every
    /// further chunk is refused too.
    [[nodiscard]] std::optional<Bytes> next(ByteView sealedChunk);
    /// Whether the final chunk was there and every byte of the stated length has come.
    [[nodiscard]] bool finished() const { return m_stage == Stage::Finished; }

private:
    enum class Stage { First, Following, Finished, Refused };
    std::optional<Bytes> refuse();

    SecretBytes m_state;
    Bytes m_associatedData;
    Stage m_stage = Stage::First;
    std::uint64_t m_contentLeft = 0;
    std::uint64_t m_paddedLeft = 0;
};

/// A whole small attachment at once.
[[nodiscard]] Bytes sealStream(const AttachmentKey& key, const AssociatedData& associatedData,
                               ByteView content);
/// nullopt unless the stream is whole and right to its last byte.
[[nodiscard]] std::optional<Bytes>
openStream(const AttachmentKey& key, const AssociatedData& associatedData, ByteView sealed);

} // namespace vb::crypto
