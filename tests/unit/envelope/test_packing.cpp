// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/packing.h"
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/property.h"
#include "tests/support/sample_changesets.h"
#include "tests/unit/envelope/arbitrary.h"

#include <zstd.h>

using namespace vb;
using namespace vb::envelope;
using vb::test::SeededRandom;

namespace {

constexpr std::size_t kMax = protocol::kMaxContentBytes;

/// A frame of ours around any zstd bytes.
Bytes framed(ByteView zstd, Dictionary dictionary = Dictionary::None) {
    Bytes packed{static_cast<std::uint8_t>(dictionary)};
    append(packed, zstd);
    return packed;
}

Bytes compressed(ByteView plain) {
    Bytes bytes(ZSTD_compressBound(plain.size()));
    bytes.resize(ZSTD_compress(bytes.data(), bytes.size(), plain.data(), plain.size(), 3));
    return bytes;
}

Code codeOf(Packer& packer, ByteView packed, std::size_t maxBytes = kMax) {
    const auto plain = packer.unpack(packed, maxBytes);
    REQUIRE_FALSE(plain.has_value());
    return plain.error().code;
}

} // namespace

TEST_CASE("What is packed unpacks to the same, with padding and without", "[sync][envelope]") {
    Packer packer;
    test::holds("unpack(pack(x) + zeros) == x", [&packer](std::uint64_t seed) {
        SeededRandom random(seed);
        Bytes plain = test::arbitraryBytes(random, 2000);
        if (random.chance(1, 2))
            plain = toBytes(asBytes(test::arbitraryText(random, 2000)));
        const auto dictionary = random.chance(1, 2) ? Dictionary::First : Dictionary::None;
        auto packed = packer.pack(plain, dictionary);
        RC_ASSERT(packed.has_value());
        packed->resize(packed->size() + random.below(300));
        const auto again = packer.unpack(*packed, plain.size());
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == plain);
    });
}

TEST_CASE("Any bytes unpack or are refused", "[sync][envelope]") {
    Packer packer;
    test::holds("random and damaged bytes never crash", [&packer](std::uint64_t seed) {
        SeededRandom random(seed);
        Bytes bytes = test::arbitraryBytes(random, 200);
        (void)packer.unpack(bytes, 4096);
        bytes = *packer.pack(test::arbitraryBytes(random, 500),
                             random.chance(1, 2) ? Dictionary::First : Dictionary::None);
        bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
        bytes.resize(1 + random.below(bytes.size()));
        const auto plain = packer.unpack(bytes, 4096);
        if (plain)
            RC_ASSERT(plain->size() <= 4096U);
    });
}

TEST_CASE("Plaintext up to its limit is packed and no more", "[sync][envelope]") {
    Packer packer;
    const Bytes plain(kMax, 0x2a);
    const auto packed = packer.pack(plain);
    REQUIRE(packed.has_value());
    CHECK(packer.unpack(*packed, kMax)->size() == kMax);
    CHECK(codeOf(packer, *packed, kMax - 1) == Code::TooLarge);
    CHECK(packer.pack(Bytes(kMax + 1)).error().code == Code::TooLarge);
    CHECK(packer.unpack(*packer.pack({}), kMax)->empty());
}

TEST_CASE("A bomb is refused before it is unpacked", "[sync][envelope]") {
    Packer packer;
    // 64 MiB of zeros in a few kilobytes.
    const Bytes bomb = compressed(Bytes(std::size_t{64} * 1024 * 1024));
    REQUIRE(bomb.size() < 10'000);
    CHECK(codeOf(packer, framed(bomb)) == Code::TooLarge);
}

TEST_CASE("A frame that lies about its size is refused", "[sync][envelope]") {
    Packer packer;
    Bytes frame = compressed(Bytes(200, 0x2a));
    // Byte 4 is the frame's descriptor, byte 5 here the content size (RFC 8878, 3.1.1.1).
    REQUIRE(ZSTD_getFrameContentSize(frame.data(), frame.size()) == 200);
    const std::uint8_t lie = GENERATE(std::uint8_t{0}, std::uint8_t{199}, std::uint8_t{201});
    frame[5] = lie;
    CHECK(codeOf(packer, framed(frame)) == Code::InvalidInput);
}

TEST_CASE("Only one plain zstd frame is accepted", "[sync][envelope]") {
    Packer packer;
    const Bytes plain(100, 0x2a);
    const Bytes frame = compressed(plain);
    REQUIRE(packer.unpack(framed(frame), kMax).value() == plain);

    SECTION("nothing at all") {
        CHECK(codeOf(packer, {}) == Code::InvalidInput);
    }
    SECTION("no frame") {
        CHECK(codeOf(packer, Bytes{0}) == Code::InvalidInput);
    }
    SECTION("a dictionary of a newer version") {
        Bytes packed = framed(frame);
        packed[0] = 2;
        CHECK(codeOf(packer, packed) == Code::TooNew);
    }
    SECTION("a skippable frame") {
        CHECK(codeOf(packer, framed(Bytes{0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7})) ==
              Code::InvalidInput);
    }
    SECTION("a second frame") {
        Bytes two = frame;
        append(two, frame);
        CHECK(codeOf(packer, framed(two)) == Code::InvalidInput);
    }
    SECTION("padding that is not zero") {
        Bytes padded = framed(frame);
        padded.resize(256);
        padded.back() = 1;
        CHECK(codeOf(packer, padded) == Code::InvalidInput);
    }
    SECTION("cut short") {
        const Bytes packed = framed(frame);
        for (std::size_t length = 1; length < packed.size(); ++length)
            CHECK(codeOf(packer, ByteView(packed).first(length)) == Code::InvalidInput);
    }
    SECTION("a frame without a content size") {
        ZSTD_CCtx* context = ZSTD_createCCtx();
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
        Bytes bytes(1000);
        bytes.resize(
            ZSTD_compress2(context, bytes.data(), bytes.size(), plain.data(), plain.size()));
        ZSTD_freeCCtx(context);
        CHECK(codeOf(packer, framed(bytes)) == Code::InvalidInput);
    }
}

TEST_CASE("What was packed with a dictionary needs it", "[sync][envelope]") {
    Packer packer;
    test::SampleChangesets samples(3);
    const model::Changeset changeset = samples.next();
    const Bytes plain =
        *encodePart({changeset.hat, changeset.stamp, {}, {}}, changeset.parts.front());
    Bytes packed = *packer.pack(plain, Dictionary::First);
    CHECK(packer.unpack(packed, kMax).value() == plain);
    packed[0] = static_cast<std::uint8_t>(Dictionary::None);
    const auto without = packer.unpack(packed, kMax);
    CHECK((!without.has_value() || *without != plain));
}

TEST_CASE("The dictionary makes typical entries at least half as large", "[sync][envelope]") {
    Packer packer;
    // Another seed than the one that the dictionary was trained with (docs/protocol.md).
    test::SampleChangesets samples(4711);
    std::size_t with = 0;
    std::size_t without = 0;
    for (int i = 0; i < 200; ++i) {
        const model::Changeset changeset = samples.next();
        for (const model::Part& part : changeset.parts) {
            const Bytes plain = *encodePart({changeset.hat, changeset.stamp, {}, {}}, part);
            with += packer.pack(plain, Dictionary::First)->size();
            without += packer.pack(plain, Dictionary::None)->size();
        }
    }
    CHECK(with * 2 < without);
}
