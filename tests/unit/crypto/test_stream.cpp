// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/padding.h"
#include "crypto/stream.h"
#include "tests/support/property.h"

using namespace vb::crypto;

namespace {

const AssociatedData kContext = AssociatedData(Kind::AttachmentStream).addNumber(1);

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 131 + i / 251);
    return bytes;
}

std::vector<Bytes> chunksOf(const Bytes& sealed) {
    std::vector<Bytes> chunks;
    for (std::size_t start = kStreamHeaderSize; start < sealed.size(); start += kSealedChunkSize) {
        const std::size_t end = std::min(sealed.size(), start + kSealedChunkSize);
        chunks.emplace_back(sealed.begin() + static_cast<std::ptrdiff_t>(start),
                            sealed.begin() + static_cast<std::ptrdiff_t>(end));
    }
    return chunks;
}

Bytes joined(const Bytes& sealed, const std::vector<Bytes>& chunks) {
    Bytes out(sealed.begin(), sealed.begin() + kStreamHeaderSize);
    for (const Bytes& chunk : chunks)
        out.insert(out.end(), chunk.begin(), chunk.end());
    return out;
}

} // namespace

TEST_CASE("a stream opens to what was sealed, at every size around a chunk", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    const std::size_t c = kStreamChunkSize;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{8}, c - 9, c - 8,
                                   c - 7, c, c + 1, 2 * c - 8, 3 * c + 77}) {
        CAPTURE(size);
        const Bytes content = pattern(size);
        const Bytes sealed = sealStream(key, kContext, content);
        CHECK(sealed.size() == sealedStreamLength(size));
        CHECK(openStream(key, kContext, sealed) == content);
    }
}

TEST_CASE("small streams of any content round-trip and hide their length", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    vb::test::holds("round trip", [&](const Bytes& content) {
        const Bytes sealed = sealStream(key, kContext, content);
        RC_ASSERT(openStream(key, kContext, sealed) == content);
        RC_ASSERT(sealed.size() ==
                  kStreamHeaderSize + paddedLength(content.size() + 8) + 17); // one chunk
    });
}

TEST_CASE("every flipped bit of a stream is refused", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    const Bytes sealed = sealStream(key, kContext, pattern(40));
    std::size_t opened = 0;
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        Bytes changed = sealed;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << bit % 8));
        opened += openStream(key, kContext, changed).has_value();
    }
    CHECK(opened == 0);
}

TEST_CASE("a stream cut anywhere is refused", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    const Bytes sealed = sealStream(key, kContext, pattern(3 * kStreamChunkSize));
    const auto chunks = chunksOf(sealed);
    REQUIRE(chunks.size() == 4);
    for (std::size_t keep = 0; keep < chunks.size(); ++keep) {
        const std::vector<Bytes> some(chunks.begin(),
                                      chunks.begin() + static_cast<std::ptrdiff_t>(keep));
        CHECK_FALSE(openStream(key, kContext, joined(sealed, some)).has_value());
    }
    for (const std::size_t size : {std::size_t{0}, std::size_t{23}, sealed.size() - 1})
        CHECK_FALSE(
            openStream(key, kContext,
                       Bytes(sealed.begin(), sealed.begin() + static_cast<std::ptrdiff_t>(size)))
                .has_value());
}

TEST_CASE("chunks swapped, repeated, added or of another stream are refused", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    const Bytes sealed = sealStream(key, kContext, pattern(3 * kStreamChunkSize));
    const Bytes other = sealStream(key, kContext, pattern(3 * kStreamChunkSize));
    const auto chunks = chunksOf(sealed);
    const auto refused = [&](const std::vector<Bytes>& changed) {
        return !openStream(key, kContext, joined(sealed, changed)).has_value();
    };
    CHECK_FALSE(refused(chunks));
    CHECK(refused({chunks[0], chunks[2], chunks[1], chunks[3]}));
    CHECK(refused({chunks[0], chunks[0], chunks[1], chunks[2], chunks[3]}));
    CHECK(refused({chunks[0], chunks[1], chunks[2], chunks[3], chunks[3]}));
    CHECK(refused({chunks[0], chunksOf(other)[1], chunks[2], chunks[3]}));
    CHECK(refused({chunks[1], chunks[2], chunks[3]}));
}

TEST_CASE("another key or context opens no stream", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    const Bytes sealed = sealStream(key, kContext, pattern(100));
    CHECK_FALSE(openStream(AttachmentKey::generate(), kContext, sealed).has_value());
    CHECK_FALSE(
        openStream(key, AssociatedData(Kind::AttachmentStream).addNumber(2), sealed).has_value());
}

TEST_CASE("a refused opener stays refused and a finished one takes no more", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    const Bytes sealed = sealStream(key, kContext, pattern(2 * kStreamChunkSize));
    const auto chunks = chunksOf(sealed);
    const auto header = ByteView(sealed).first<kStreamHeaderSize>();

    StreamOpener opener(key, kContext, header);
    CHECK(opener.next(chunks[0]).has_value());
    CHECK_FALSE(opener.finished());
    CHECK_FALSE(opener.next(chunks[2]).has_value());
    CHECK_FALSE(opener.next(chunks[1]).has_value());
    CHECK_FALSE(opener.finished());

    StreamOpener whole(key, kContext, header);
    for (const Bytes& chunk : chunks)
        CHECK(whole.next(chunk).has_value());
    CHECK(whole.finished());
    CHECK_FALSE(whole.next(chunks.back()).has_value());
    CHECK_FALSE(whole.finished());
}

TEST_CASE("arbitrary bytes are no stream", "[crypto][stream]") {
    const auto key = AttachmentKey::generate();
    vb::test::holds("refused",
                    [&](const Bytes& bytes) { RC_ASSERT(!openStream(key, kContext, bytes)); });
}

TEST_CASE("padding is monotone, small and never shortens", "[crypto][padding]") {
    vb::test::holds("Padmé", [](std::uint64_t length, std::uint16_t step, std::uint16_t floor) {
        length >>= *rc::gen::inRange(0, 64);
        const std::uint64_t padded = paddedLength(length, floor);
        RC_ASSERT(padded >= length);
        RC_ASSERT(padded >= floor);
        RC_ASSERT(paddedLength(paddedLength(length)) == paddedLength(length));
        if (length <= UINT64_MAX - step)
            RC_ASSERT(paddedLength(length + step, floor) >= padded);
        // The paper's bound, in integers: at most 12 % more, of lengths that are not tiny.
        if (floor <= length && length > 8)
            RC_ASSERT(padded - length <= length / 8);
    });
    CHECK(paddedLength(0) == 0);
    CHECK(paddedLength(9) == 10);
    CHECK(paddedLength(1, 256) == 256);
    CHECK(paddedLength(UINT64_MAX) == UINT64_MAX);
}
