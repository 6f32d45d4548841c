// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/property.h"
#include "tests/unit/envelope/sealing_world.h"

#include <functional>

using namespace vb;
using namespace vb::membership;
using vb::envelope::signStreamHead;
using vb::test::SealingWorld;

namespace {

/// `count` envelopes of one stream, chained from counter 1.
std::vector<ChainLink> chain(SealingWorld& world, std::size_t count) {
    std::vector<ChainLink> links;
    std::optional<ChangesetId> previous;
    for (std::size_t i = 0; i < count; ++i) {
        model::Changeset changeset;
        changeset.caseId = world.caseId;
        changeset.audience = world.audience;
        changeset.parts.push_back({{1}, world.random.makeId<RecordId>(), {}, {}});
        auto context = world.context();
        context.position = {world.stream, i + 1, previous};
        const auto sealed = envelope::seal(world.packer, changeset, context).value();
        links.push_back(chainLink(sealed.id, *parseEnvelopeHeader(sealed.header)));
        previous = sealed.id;
    }
    return links;
}

} // namespace

TEST_CASE("A signed head verifies to what was signed", "[sync][membership][envelope]") {
    SealingWorld world;
    const StreamHead head = world.head(9, world.random.makeId<ChangesetId>());
    const SignedStreamHead signedHead = signStreamHead(world.house, head, world.device);
    const auto travelled = parseSignedStreamHead(encodeSignedStreamHead(signedHead));
    REQUIRE(travelled.has_value());
    CHECK(*travelled == signedHead);
    const auto verified = verifyStreamHead(world.house, *travelled, world.device.publicKey());
    REQUIRE(verified.has_value());
    CHECK(*verified == head);
}

TEST_CASE("A head proves nothing under another key, house or stream",
          "[sync][membership][envelope]") {
    SealingWorld world;
    const StreamHead head = world.head(9, world.random.makeId<ChangesetId>());
    SignedStreamHead signedHead = signStreamHead(world.house, head, world.device);
    const auto codeOf = [&](HouseId house, const crypto::SigningPublicKey& key) {
        const auto verified = verifyStreamHead(house, signedHead, key);
        REQUIRE_FALSE(verified.has_value());
        return verified.error().code;
    };
    const auto& key = world.device.publicKey();
    CHECK(codeOf(world.house, crypto::SigningKey::generate().publicKey()) == Code::Unauthentic);
    CHECK(codeOf(HouseId(ByteArray<16>{1}), key) == Code::Unauthentic);

    SECTION("any byte of it changed") {
        for (std::size_t at = 0; at < signedHead.head.size(); ++at) {
            signedHead.head[at] ^= 1;
            CHECK_FALSE(verifyStreamHead(world.house, signedHead, key).has_value());
            signedHead.head[at] ^= 1;
        }
    }
    SECTION("a device that signs for another's stream, rightly otherwise") {
        StreamHead foreign = head;
        foreign.stream = StreamId(ByteArray<16>{1});
        signedHead.head = encodeStreamHead(foreign);
        signedHead.signature =
            world.device.sign(crypto::Kind::StreamHead, world.house.bytes(), signedHead.head);
        CHECK(codeOf(world.house, key) == Code::Unauthentic);
    }
    SECTION("a signature made for another purpose") {
        signedHead.signature =
            world.device.sign(crypto::Kind::Challenge, world.house.bytes(), signedHead.head);
        CHECK(codeOf(world.house, key) == Code::Unauthentic);
    }
}

TEST_CASE("Any bytes are a head or are refused", "[sync][membership][envelope][I-10]") {
    SealingWorld world;
    test::holds("random and damaged heads never crash", [&world](std::uint64_t seed) {
        test::SeededRandom random(seed);
        (void)parseStreamHead(test::arbitraryBytes(random, 200));
        (void)parseSignedStreamHead(test::arbitraryBytes(random, 200));
        Bytes bytes = encodeStreamHead(world.head(9, random.makeId<ChangesetId>()));
        bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
        const auto parsed = parseStreamHead(bytes);
        if (parsed)
            RC_ASSERT(parseStreamHead(encodeStreamHead(*parsed)).value() == *parsed);
    });
    CHECK(parseStreamHead(Bytes(protocol::kMaxStreamHeadBytes + 1)).error().code == Code::TooLarge);
    CHECK(parseSignedStreamHead(Bytes(2000)).error().code == Code::TooLarge);
    StreamHead head = world.head(0, {});
    CHECK_FALSE(parseStreamHead(encodeStreamHead(head)).has_value());
    head.counter = protocol::kMaxCounter + 1;
    CHECK_FALSE(parseStreamHead(encodeStreamHead(head)).has_value());
}

TEST_CASE("One head covers a run", "[sync][membership][envelope]") {
    SealingWorld world;
    const auto links = chain(world, 5);
    const StreamHead head = world.head(5, links.back().id);
    CHECK(verifyRun(head, links).has_value());
    // Whoever has the first ones already checks the rest.
    CHECK(verifyRun(head, std::span(links).subspan(3)).has_value());
}

TEST_CASE("A run with anything out of place is refused", "[sync][membership][envelope]") {
    SealingWorld world;
    auto links = chain(world, 4);
    StreamHead head = world.head(4, links.back().id);
    REQUIRE(verifyRun(head, links).has_value());
    SECTION("an envelope exchanged") {
        links[1].id = world.random.makeId<ChangesetId>();
    }
    SECTION("an envelope left out") {
        links.erase(links.begin() + 1);
    }
    SECTION("an envelope twice") {
        links.insert(links.begin() + 1, links[1]);
    }
    SECTION("the last one missing") {
        links.pop_back();
    }
    SECTION("another order") {
        std::swap(links[0], links[1]);
    }
    SECTION("another stream") {
        links[2].stream = StreamId(ByteArray<16>{1});
    }
    SECTION("another audience") {
        links[2].audience = AudienceId(ByteArray<16>{1});
    }
    SECTION("another counter") {
        links[2].counter = 7;
    }
    SECTION("a head of another changeset") {
        head.head = links[2].id;
    }
    SECTION("a head of another counter") {
        head.counter = 5;
    }
    SECTION("something before the first") {
        links.insert(links.begin(), links[0]);
        links[0].counter = 0;
    }
    const auto verified = verifyRun(head, links);
    REQUIRE_FALSE(verified.has_value());
    CHECK(verified.error().code == Code::Unauthentic);
}

TEST_CASE("A run is at least one and at most 64 envelopes", "[sync][membership][envelope]") {
    SealingWorld world;
    const auto links = chain(world, protocol::kMaxRunLength + 1);
    const StreamHead head = world.head(links.size(), links.back().id);
    CHECK(verifyRun(head, std::span(links).subspan(1)).has_value());
    CHECK(verifyRun(head, links).error().code == Code::InvalidInput);
    CHECK(verifyRun(head, {}).error().code == Code::InvalidInput);
}
