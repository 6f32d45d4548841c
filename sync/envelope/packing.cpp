// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/packing.h"

#include "sync/envelope/dictionary_1_bin.h"
#include "sync/protocol/limits.h"

#include <algorithm>
#include <string>

#include <zstd.h>

namespace vb::envelope {
namespace {

/// Measured on generated entries (docs/protocol.md): higher levels gain under 1 % and cost more
/// than sealing does.
constexpr int kLevel = 6;

struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

void set(ZSTD_CCtx* context, ZSTD_cParameter parameter, int value) {
    VB_CHECK(!ZSTD_isError(ZSTD_CCtx_setParameter(context, parameter, value)));
}

/// The four bytes that every zstd frame with content starts with. Skippable and legacy frames have
/// others and are none of ours.
bool isFrame(ByteView bytes) {
    constexpr ByteArray<4> kMagic{0x28, 0xb5, 0x2f, 0xfd};
    return bytes.size() > kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

} // namespace

class Packer::Contexts {
public:
    Contexts()
        : m_compression(ZSTD_createCCtx()),
          m_decompression(ZSTD_createDCtx()),
          m_firstCompression(ZSTD_createCDict(kDictionary1.data(), kDictionary1.size(), kLevel)),
          m_firstDecompression(ZSTD_createDDict(kDictionary1.data(), kDictionary1.size())) {
        VB_CHECK(m_compression && m_decompression && m_firstCompression && m_firstDecompression);
        set(m_compression.get(), ZSTD_c_compressionLevel, kLevel);
        set(m_compression.get(), ZSTD_c_contentSizeFlag, 1);
        set(m_compression.get(), ZSTD_c_checksumFlag, 0);
        // Our own byte before the frame says which; four more bytes in it would not.
        set(m_compression.get(), ZSTD_c_dictIDFlag, 0);
    }

    ZSTD_CCtx* compression(Dictionary dictionary) {
        const ZSTD_CDict* digested =
            dictionary == Dictionary::First ? m_firstCompression.get() : nullptr;
        VB_CHECK(!ZSTD_isError(ZSTD_CCtx_refCDict(m_compression.get(), digested)));
        return m_compression.get();
    }
    ZSTD_DCtx* decompression(Dictionary dictionary) {
        const ZSTD_DDict* digested =
            dictionary == Dictionary::First ? m_firstDecompression.get() : nullptr;
        VB_CHECK(!ZSTD_isError(ZSTD_DCtx_refDDict(m_decompression.get(), digested)));
        return m_decompression.get();
    }

private:
    Owned<ZSTD_CCtx> m_compression;
    Owned<ZSTD_DCtx> m_decompression;
    Owned<ZSTD_CDict> m_firstCompression;
    Owned<ZSTD_DDict> m_firstDecompression;
};

Packer::Packer() : m_contexts(std::make_unique<Contexts>()) {}
Packer::~Packer() = default;

Result<Bytes> Packer::pack(ByteView plain, Dictionary dictionary) {
    if (plain.size() > protocol::kMaxContentBytes)
        return fail(Code::TooLarge, "plaintext");
    Bytes packed(1 + ZSTD_compressBound(plain.size()));
    packed[0] = static_cast<std::uint8_t>(dictionary);
    const std::size_t size = ZSTD_compress2(m_contexts->compression(dictionary), packed.data() + 1,
                                            packed.size() - 1, plain.data(), plain.size());
    // With room for the worst case, only a lack of memory can fail.
    VB_CHECK(!ZSTD_isError(size));
    packed.resize(1 + size);
    return packed;
}

Result<Bytes> Packer::unpack(ByteView packed, std::size_t maxBytes) {
    if (packed.empty())
        return fail(Code::InvalidInput, "nothing packed");
    if (packed[0] > static_cast<std::uint8_t>(Dictionary::First))
        return fail(Code::TooNew, "dictionary");
    const auto dictionary = static_cast<Dictionary>(packed[0]);
    const ByteView frame = packed.subspan(1);
    if (!isFrame(frame))
        return fail(Code::InvalidInput, "no compressed frame");
    const auto stated = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (stated == ZSTD_CONTENTSIZE_ERROR || stated == ZSTD_CONTENTSIZE_UNKNOWN)
        return fail(Code::InvalidInput, "frame without a size");
    if (stated > maxBytes)
        return fail(Code::TooLarge, "plaintext of a frame");
    const std::size_t length = ZSTD_findFrameCompressedSize(frame.data(), frame.size());
    if (ZSTD_isError(length))
        return fail(Code::InvalidInput, "broken frame");
    const ByteView padding = frame.subspan(length);
    if (!std::all_of(padding.begin(), padding.end(), [](auto byte) { return byte == 0; }))
        return fail(Code::InvalidInput, "padding is not zero");
    Bytes plain(static_cast<std::size_t>(stated));
    const std::size_t size = ZSTD_decompressDCtx(m_contexts->decompression(dictionary),
                                                 plain.data(), plain.size(), frame.data(), length);
    if (ZSTD_isError(size) || size != plain.size())
        return fail(Code::InvalidInput, "broken frame");
    return plain;
}

} // namespace vb::envelope
