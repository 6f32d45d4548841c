// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/stream.h"

#include "crypto/big_endian.h"
#include "crypto/padding.h"

#include <sodium.h>

#include <algorithm>

namespace vb::crypto {
namespace {

constexpr std::size_t kLengthSize = 8;
constexpr std::size_t kChunkOverhead = kSealedChunkSize - kStreamChunkSize;

static_assert(kStreamHeaderSize == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(kChunkOverhead == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(StreamKey::kSize == crypto_secretstream_xchacha20poly1305_KEYBYTES);

using State = crypto_secretstream_xchacha20poly1305_state;

State* stateOf(SecretBytes& secret) {
    // The state holds bytes only, so its place needs no alignment.
    static_assert(alignof(State) == 1);
    return reinterpret_cast<State*>(secret.mutableBytes().data());
}

std::uint64_t paddedStreamLength(std::uint64_t length) {
    return paddedLength(length + kLengthSize);
}

} // namespace

std::uint64_t sealedStreamLength(std::uint64_t length) {
    VB_CRYPTO_CHECK(length <= kMaxStreamLength);
    const std::uint64_t padded = paddedStreamLength(length);
    const std::uint64_t chunks = (padded + kStreamChunkSize - 1) / kStreamChunkSize;
    return kStreamHeaderSize + padded + chunks * kChunkOverhead;
}

StreamSealer::StreamSealer(const AttachmentKey& key, const AssociatedData& associatedData,
                           std::uint64_t length)
    : m_state(sizeof(State)),
      m_associatedData(associatedData.bytes()),
      m_length(length),
      m_contentLeft(length),
      m_paddedLeft(0) {
    VB_CRYPTO_CHECK(length <= kMaxStreamLength);
    m_paddedLeft = paddedStreamLength(length);
    crypto_secretstream_xchacha20poly1305_init_push(stateOf(m_state), m_header.data(),
                                                    key.bytes().data());
}

std::size_t StreamSealer::wanted() const {
    const bool first = m_paddedLeft == paddedStreamLength(m_length);
    const std::uint64_t room = kStreamChunkSize - (first ? kLengthSize : 0);
    return static_cast<std::size_t>(std::min(room, m_contentLeft));
}

Bytes StreamSealer::next(ByteView content) {
    VB_CRYPTO_CHECK(!finished() && content.size() == wanted());
    const bool first = m_paddedLeft == paddedStreamLength(m_length);
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(kStreamChunkSize, m_paddedLeft));
    Bytes plain;
    plain.reserve(size);
    if (first)
        appendBigEndian(plain, m_length);
    plain.insert(plain.end(), content.begin(), content.end());
    plain.resize(size, 0);

    m_contentLeft -= content.size();
    m_paddedLeft -= size;
    Bytes sealed(size + kChunkOverhead);
    const unsigned char tag = finished() ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                         : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(stateOf(m_state), sealed.data(), nullptr,
                                               plain.data(), plain.size(), m_associatedData.data(),
                                               m_associatedData.size(), tag);
    m_associatedData.clear();
    return sealed;
}

StreamOpener::StreamOpener(const AttachmentKey& key, const AssociatedData& associatedData,
                           FixedView<kStreamHeaderSize> header)
    : m_state(sizeof(State)), m_associatedData(associatedData.bytes()) {
    // Fails for no input; a wrong header shows at the first chunk.
    VB_CRYPTO_CHECK(crypto_secretstream_xchacha20poly1305_init_pull(stateOf(m_state), header.data(),
                                                                    key.bytes().data()) == 0);
}

std::optional<Bytes> StreamOpener::refuse() {
    m_stage = Stage::Refused;
    return std::nullopt;
}

std::optional<Bytes> StreamOpener::next(ByteView sealedChunk) {
    const bool first = m_stage == Stage::First;
    if ((!first && m_stage != Stage::Following) || sealedChunk.size() <= kChunkOverhead ||
        sealedChunk.size() > kSealedChunkSize)
        return refuse();
    Bytes plain(sealedChunk.size() - kChunkOverhead);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(
            stateOf(m_state), plain.data(), nullptr, &tag, sealedChunk.data(), sealedChunk.size(),
            m_associatedData.data(), m_associatedData.size()) != 0)
        return refuse();
    m_associatedData.clear();

    std::size_t start = 0;
    if (first) {
        if (plain.size() < kLengthSize)
            return refuse();
        m_contentLeft = fromBigEndian<std::uint64_t>(ByteView(plain).first<kLengthSize>());
        if (m_contentLeft > kMaxStreamLength)
            return refuse();
        m_paddedLeft = paddedStreamLength(m_contentLeft);
        start = kLengthSize;
    }
    // One content has one sealed form: chunks are full but for the last, the length is the padded
    // one, and the padding is zero.
    if (plain.size() != std::min<std::uint64_t>(kStreamChunkSize, m_paddedLeft))
        return refuse();
    m_paddedLeft -= plain.size();
    const bool final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (final != (m_paddedLeft == 0) ||
        (!final && tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE))
        return refuse();
    const auto end = start + static_cast<std::size_t>(
                                 std::min<std::uint64_t>(plain.size() - start, m_contentLeft));
    m_contentLeft -= end - start;
    const auto at = [&](std::size_t index) {
        return plain.begin() + static_cast<std::ptrdiff_t>(index);
    };
    if (std::any_of(at(end), plain.end(), [](auto byte) { return byte != 0; }))
        return refuse();
    m_stage = final ? Stage::Finished : Stage::Following;
    return Bytes(at(start), at(end));
}

Bytes sealStream(const AttachmentKey& key, const AssociatedData& associatedData, ByteView content) {
    StreamSealer sealer(key, associatedData, content.size());
    Bytes sealed(sealer.header().begin(), sealer.header().end());
    sealed.reserve(static_cast<std::size_t>(sealedStreamLength(content.size())));
    while (!sealer.finished()) {
        const std::size_t size = sealer.wanted();
        const Bytes chunk = sealer.next(content.first(size));
        sealed.insert(sealed.end(), chunk.begin(), chunk.end());
        content = content.subspan(size);
    }
    return sealed;
}

std::optional<Bytes> openStream(const AttachmentKey& key, const AssociatedData& associatedData,
                                ByteView sealed) {
    if (sealed.size() < kStreamHeaderSize)
        return std::nullopt;
    StreamOpener opener(key, associatedData, sealed.first<kStreamHeaderSize>());
    sealed = sealed.subspan(kStreamHeaderSize);
    Bytes content;
    while (!sealed.empty()) {
        const std::size_t size = std::min(sealed.size(), kSealedChunkSize);
        const auto piece = opener.next(sealed.first(size));
        if (!piece)
            return std::nullopt;
        content.insert(content.end(), piece->begin(), piece->end());
        sealed = sealed.subspan(size);
    }
    if (!opener.finished())
        return std::nullopt;
    return content;
}

} // namespace vb::crypto
