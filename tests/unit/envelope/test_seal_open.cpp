// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/aead.h"
#include "crypto/padding.h"
#include "sync/envelope/part_seal.h"
#include "sync/protocol/envelope.pb.h"
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/property.h"
#include "tests/unit/envelope/sealing_world.h"

#include <functional>

using namespace vb;
using namespace vb::envelope;
using membership::CheckedEnvelope;
using membership::EnvelopeHeader;
using membership::EnvelopeKind;
using vb::test::SealingWorld;

namespace {

model::Changeset contact(SealingWorld& world, std::size_t parts = 2) {
    model::Changeset changeset;
    changeset.caseId = world.caseId;
    changeset.audience = world.audience;
    changeset.author = world.random.makeId<WorkerId>();
    changeset.organisation = {12};
    changeset.hat = "wijkagent";
    changeset.stamp = {1'790'000'000'000, 0};
    for (std::size_t i = 0; i < parts; ++i)
        changeset.parts.push_back(
            {{3},
             world.random.makeId<RecordId>(),
             {{model::OperationKind::Write, {{33}, 1}, {"Niemand deed open."}, {}, {}, {}}},
             {}});
    return changeset;
}

/// The same sealed parts under another header, hashes and id made to fit: what somebody who holds
/// no key, or a member who signs anything, can do to an envelope.
CheckedEnvelope moved(const SealedEnvelope& envelope,
                      const std::function<void(EnvelopeHeader&, std::vector<Bytes>&)>& change) {
    EnvelopeHeader header = *membership::parseEnvelopeHeader(envelope.header);
    std::vector<Bytes> parts = envelope.parts;
    change(header, parts);
    header.parts.clear();
    for (const Bytes& part : parts)
        header.parts.push_back(
            {membership::partHash(header.house, part), static_cast<std::uint32_t>(part.size())});
    const Bytes bytes = membership::encodeEnvelopeHeader(header);
    return *membership::parseEnvelope(header.house, membership::encodeEnvelope(bytes, parts));
}

/// Seals any plaintext as the only part of an envelope: a member's device that writes nonsense.
CheckedEnvelope sealedRaw(SealingWorld& world, std::vector<Bytes> plaintexts) {
    EnvelopeHeader header;
    header.house = world.house;
    header.caseId = world.caseId;
    header.audience = world.audience;
    header.epoch = world.epoch;
    header.stream = world.stream;
    header.counter = 1;
    std::vector<Bytes> parts;
    for (std::size_t i = 0; i < plaintexts.size(); ++i) {
        parts.push_back(
            crypto::seal(world.key, partPlace(header, i, plaintexts.size()), plaintexts[i]));
        header.parts.push_back({membership::partHash(world.house, parts.back()),
                                static_cast<std::uint32_t>(parts.back().size())});
    }
    const Bytes bytes = membership::encodeEnvelopeHeader(header);
    return *membership::parseEnvelope(world.house, membership::encodeEnvelope(bytes, parts));
}

} // namespace

TEST_CASE("What is sealed opens to the same changeset", "[sync][envelope]") {
    SealingWorld world;
    test::holds("open(seal(x)) == x", [&world](std::uint64_t seed) {
        world.random = test::SeededRandom(seed);
        const model::Changeset changeset = world.changeset();
        auto context = world.context(1 + world.random.below(100));
        context.bulk = world.random.chance(1, 2);
        if (world.random.chance(1, 2))
            context.witness = test::arbitraryWitness(world.random);
        const auto kind =
            world.random.chance(1, 2) ? EnvelopeKind::Changeset : EnvelopeKind::ReadLog;
        const auto sealed = seal(world.packer, changeset, context, kind);
        RC_ASSERT(sealed.has_value());
        const auto checked = membership::parseEnvelope(world.house, sealed->encode());
        RC_ASSERT(checked.has_value());
        RC_ASSERT(checked->id == sealed->id);
        RC_ASSERT(checked->header.kind == kind);
        RC_ASSERT(checked->header.counter == context.position.counter);
        RC_ASSERT(checked->header.directory == context.directory);
        const auto opened = open(world.packer, *checked, world.key, world.author(changeset));
        RC_ASSERT(opened.has_value());
        RC_ASSERT(opened->content == changeset);
        RC_ASSERT(opened->witness == context.witness);
        RC_ASSERT(opened->id == sealed->id);
        RC_ASSERT(opened->partIndexes.size() == changeset.parts.size());
        RC_ASSERT(opened->partIndexes.back() + 1U == changeset.parts.size());
    });
}

TEST_CASE("A flipped bit anywhere in an envelope is found", "[sync][envelope][I-10]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world);
    const auto sealed = seal(world.packer, changeset, world.context(5)).value();
    const Bytes whole = sealed.encode();
    std::size_t unnoticed = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const std::uint8_t flip : {std::uint8_t{0x01}, std::uint8_t{0x80}}) {
            Bytes damaged = whole;
            damaged[at] ^= flip;
            const auto checked = membership::parseEnvelope(world.house, damaged);
            // What still parses is another changeset, and the chain and signature say so.
            if (checked && checked->id == sealed.id) {
                const auto opened =
                    open(world.packer, *checked, world.key, world.author(changeset));
                // A part that turned into nothing is a part that was dropped.
                const bool isWhole =
                    opened && opened->content.parts.size() == changeset.parts.size();
                unnoticed += isWhole ? 1U : 0U;
            }
        }
    }
    CHECK(unnoticed == 0);
}

TEST_CASE("An envelope cut short at any byte is found", "[sync][envelope][I-10]") {
    SealingWorld world;
    const auto sealed = seal(world.packer, contact(world), world.context()).value();
    const Bytes whole = sealed.encode();
    std::size_t unnoticed = 0;
    for (std::size_t length = 0; length < whole.size(); ++length)
        unnoticed +=
            membership::parseEnvelope(world.house, ByteView(whole).first(length)) ? 1U : 0U;
    CHECK(unnoticed == 0);
}

TEST_CASE("A sealed part opens in its own place only", "[sync][envelope][I-10]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world, 3);
    const auto sealed = seal(world.packer, changeset, world.context(5)).value();
    const auto openMoved =
        [&](const std::function<void(EnvelopeHeader&, std::vector<Bytes>&)>& change) {
            return open(world.packer, moved(sealed, change), world.key, world.author(changeset));
        };
    REQUIRE(openMoved([](auto&, auto&) {}).has_value());
    REQUIRE(openMoved([](auto& header, auto&) { header.retentionClass = 9; }).has_value());

    const auto change = GENERATE(
        as<std::function<void(EnvelopeHeader&, std::vector<Bytes>&)>>{}, //
        [](auto& header, auto&) { header.kind = EnvelopeKind::ReadLog; },
        [](auto& header, auto&) { header.caseId = CaseId(ByteArray<16>{1}); },
        [](auto& header, auto&) { header.stream = StreamId(ByteArray<16>{1}); },
        [](auto& header, auto&) { header.counter = 6; },
        [](auto& header, auto&) { header.previous = ChangesetId(ByteArray<32>{1}); },
        [](auto& header, auto&) {
            header.counter = 1;
            header.previous.reset();
        },
        [](auto&, auto& parts) { std::swap(parts[0], parts[1]); },
        [](auto&, auto& parts) { parts.pop_back(); },
        [](auto&, auto& parts) { parts.push_back(parts.back()); },
        [](auto&, auto& parts) { parts[1].back() ^= 1; });
    const auto opened = openMoved(change);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == Code::Unauthentic);
}

TEST_CASE("A sealed part is bound to house, audience and epoch even under the same key",
          "[sync][envelope][I-10]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world);
    const auto sealed = seal(world.packer, changeset, world.context()).value();
    const auto opened = [&](auto change) {
        return open(world.packer,
                    moved(sealed,
                          [&](auto& header, auto&) {
                              change(header);
                              // The epoch's id follows from house, audience and key; make it fit,
                              // so that only the seal itself can tell.
                              header.epoch = epochId(header.house, header.audience, world.key);
                          }),
                    world.key, world.author(changeset));
    };
    REQUIRE(opened([](auto&) {}).has_value());
    CHECK(opened([](auto& header) { header.house = HouseId(ByteArray<16>{1}); }).error().code ==
          Code::Unauthentic);
    CHECK(
        opened([](auto& header) { header.audience = AudienceId(ByteArray<16>{1}); }).error().code ==
        Code::Unauthentic);
}

TEST_CASE("Only the key that the epoch names opens", "[sync][envelope]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world);
    const auto sealed = seal(world.packer, changeset, world.context()).value();
    const auto other = crypto::EpochKey::generate();
    const auto opened = open(world.packer, world.checked(sealed), other, world.author(changeset));
    CHECK(opened.error().code == Code::Unauthentic);
}

TEST_CASE("An envelope of another house is not read", "[sync][envelope]") {
    SealingWorld world;
    const auto sealed = seal(world.packer, contact(world), world.context()).value();
    CHECK_FALSE(membership::parseEnvelope(HouseId(ByteArray<16>{1}), sealed.encode()).has_value());
}

TEST_CASE("Withdrawn parts are absent and the others keep their index", "[sync][envelope]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world, 3);
    auto context = world.context(2);
    context.witness = test::arbitraryWitness(world.random);
    auto sealed = seal(world.packer, changeset, context).value();
    const Author author = world.author(changeset);

    sealed.parts[0].clear();
    auto opened = open(world.packer, world.checked(sealed), world.key, author);
    REQUIRE(opened.has_value());
    CHECK(opened->partIndexes == std::vector<std::uint16_t>{1, 2});
    CHECK(opened->content.parts[0] == changeset.parts[1]);
    CHECK(opened->content.hat == changeset.hat);
    CHECK(opened->content.stamp == changeset.stamp);
    CHECK_FALSE(opened->witness.has_value());
    CHECK(opened->id == sealed.id);

    sealed.parts[1].clear();
    sealed.parts[2].clear();
    CHECK(open(world.packer, world.checked(sealed), world.key, author).error().code ==
          Code::NotFound);
}

TEST_CASE("Live parts have Padmé sizes from 256 bytes, bulk is not padded", "[sync][envelope]") {
    SealingWorld world;
    test::holds("sizes", [&world](std::uint64_t seed) {
        world.random = test::SeededRandom(seed);
        auto changeset = contact(world, 1);
        changeset.parts[0].operations[0].values[0] =
            model::FieldValue(test::arbitraryText(world.random, 3000));
        auto context = world.context();
        const auto live = seal(world.packer, changeset, context);
        context.bulk = true;
        const auto bulk = seal(world.packer, changeset, context);
        RC_ASSERT(live.has_value() && bulk.has_value());
        const std::size_t padded = live->parts[0].size() - crypto::kSealOverhead;
        const std::size_t packed = bulk->parts[0].size() - crypto::kSealOverhead;
        RC_ASSERT(padded >= protocol::kLivePaddingFloor);
        RC_ASSERT(padded == crypto::paddedLength(padded));
        RC_ASSERT(padded == crypto::paddedLength(packed, protocol::kLivePaddingFloor));
        RC_ASSERT(padded <= std::max<std::size_t>(256, packed + packed / 8));
    });
}

TEST_CASE("The same changeset sealed twice shares no byte but its place", "[sync][envelope]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world, 1);
    const auto context = world.context();
    const auto first = seal(world.packer, changeset, context).value();
    const auto second = seal(world.packer, changeset, context).value();
    CHECK(first.parts[0] != second.parts[0]);
    CHECK(first.id != second.id);
}

TEST_CASE("Author and organisation come from the certificate alone", "[sync][envelope]") {
    SealingWorld world;
    const model::Changeset changeset = contact(world, 1);
    const auto sealed = seal(world.packer, changeset, world.context()).value();
    const Author other{world.random.makeId<WorkerId>(), {99}};
    const auto opened = open(world.packer, world.checked(sealed), world.key, other).value();
    CHECK(opened.content.author == other.worker);
    CHECK(opened.content.organisation == other.organisation);
}

TEST_CASE("Content that breaks a bound is not sealed", "[sync][envelope]") {
    SealingWorld world;
    model::Changeset changeset = contact(world, 1);
    SECTION("no parts") {
        changeset.parts.clear();
        CHECK(seal(world.packer, changeset, world.context()).error().code == Code::InvalidInput);
    }
    SECTION("too many parts") {
        changeset.parts.resize(model::kMaxParts + 1, changeset.parts[0]);
        CHECK(seal(world.packer, changeset, world.context()).error().code == Code::TooLarge);
    }
    SECTION("a part that does not shrink") {
        // Letters without a pattern: 256 operations of 2 kB each.
        auto& operations = changeset.parts[0].operations;
        operations.resize(200, operations[0]);
        for (auto& operation : operations) {
            std::string text;
            while (text.size() < 2400)
                text.push_back(static_cast<char>(' ' + world.random.below(95)));
            operation.values.assign(1, model::FieldValue(text));
        }
        CHECK(seal(world.packer, changeset, world.context()).error().code == Code::TooLarge);
    }
    SECTION("text that is not UTF-8") {
        changeset.parts[0].operations[0].values[0] = std::string("\xff");
        CHECK(seal(world.packer, changeset, world.context()).error().code == Code::InvalidInput);
    }
}

TEST_CASE("A member's nonsense inside the seal is refused", "[sync][envelope][I-10]") {
    SealingWorld world;
    const auto codeOf = [&](std::vector<Bytes> plaintexts) {
        const auto opened =
            open(world.packer, sealedRaw(world, std::move(plaintexts)), world.key, {});
        REQUIRE_FALSE(opened.has_value());
        return opened.error().code;
    };
    const model::Part part{{3}, {}, {}, {}};
    const auto packed = [&](const Frame& frame) {
        return *world.packer.pack(*encodePart(frame, part));
    };
    const Frame frame{"wijkagent", {1000, 0}, {}, {}};
    REQUIRE(open(world.packer, sealedRaw(world, {packed(frame), packed(frame)}), world.key, {})
                .has_value());

    CHECK(codeOf({Bytes{}}) == Code::InvalidInput);
    CHECK(codeOf({Bytes(300, 0xaa)}) == Code::TooNew);
    CHECK(codeOf({*world.packer.pack(Bytes(10, 0xff))}) == Code::InvalidInput);
    SECTION("parts of different moments") {
        CHECK(codeOf({packed(frame), packed({"wijkagent", {1001, 0}, {}, {}})}) ==
              Code::InvalidInput);
    }
    SECTION("parts of different hats") {
        CHECK(codeOf({packed(frame), packed({"notulist", {1000, 0}, {}, {}})}) ==
              Code::InvalidInput);
    }
    SECTION("a witness in a later part") {
        const Frame witnessed{"wijkagent", {1000, 0}, Witness{}, {}};
        REQUIRE(
            open(world.packer, sealedRaw(world, {packed(witnessed), packed(frame)}), world.key, {})
                .has_value());
        CHECK(codeOf({packed(frame), packed(witnessed)}) == Code::InvalidInput);
    }
}

TEST_CASE("An acknowledgement opens as one and as nothing else", "[sync][envelope]") {
    SealingWorld world;
    const Acknowledgement acknowledgement{
        {"wijkagent", {1'790'000'000'000, 1}, test::arbitraryWitness(world.random), {}},
        {{world.stream, 4, world.random.makeId<ChangesetId>(), true}}};
    const auto sealed =
        sealAcknowledgement(world.packer, acknowledgement, world.context(3)).value();
    const auto checked = world.checked(sealed);
    CHECK(checked.header.kind == EnvelopeKind::Acknowledgement);
    const auto opened = openAcknowledgement(world.packer, checked, world.key);
    REQUIRE(opened.has_value());
    CHECK(opened->content == acknowledgement);
    CHECK(opened->id == sealed.id);
    CHECK_FALSE(open(world.packer, checked, world.key, {}).has_value());

    const auto changeset = seal(world.packer, contact(world, 1), world.context()).value();
    CHECK_FALSE(openAcknowledgement(world.packer, world.checked(changeset), world.key).has_value());
}
