// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/envelope_header.h"
#include "sync/protocol/envelope.pb.h"
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"
#include "tests/unit/envelope/arbitrary.h"

#include <functional>

using namespace vb;
using namespace vb::membership;
using vb::test::SeededRandom;

namespace v0 = veldboek::v0;

namespace {

EnvelopeHeader arbitraryHeader(SeededRandom& random) {
    EnvelopeHeader header;
    header.kind = static_cast<EnvelopeKind>(1 + random.below(3));
    header.house = random.makeId<HouseId>();
    header.caseId = random.makeId<CaseId>();
    header.audience = random.makeId<AudienceId>();
    header.epoch = random.makeId<EpochId>();
    header.stream = random.makeId<StreamId>();
    header.counter = 1 + random.below(protocol::kMaxCounter);
    if (header.counter > 1)
        header.previous = random.makeId<ChangesetId>();
    if (random.chance(3, 4))
        header.directory.house = {1 + random.below(1000), random.makeId<Digest256>()};
    if (random.chance(3, 4))
        header.directory.caseLog = {1 + random.below(1000), random.makeId<Digest256>()};
    header.retentionClass = static_cast<std::uint32_t>(random.next());
    header.bulk = random.chance(1, 2);
    for (std::uint64_t count = 1 + random.below(5); count > 0; --count)
        header.parts.push_back(
            {random.makeId<PartHash>(), static_cast<std::uint32_t>(1 + random.below(10'000))});
    return header;
}

v0::EnvelopeHeader smallHeader() {
    SeededRandom random(7);
    EnvelopeHeader header = arbitraryHeader(random);
    header.counter = 2;
    header.previous = random.makeId<ChangesetId>();
    header.parts.resize(1);
    v0::EnvelopeHeader message;
    const Bytes bytes = encodeEnvelopeHeader(header);
    REQUIRE(message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    return message;
}

Code codeAfter(const std::function<void(v0::EnvelopeHeader&)>& change) {
    v0::EnvelopeHeader header = smallHeader();
    change(header);
    const auto parsed = parseEnvelopeHeader(asBytes(header.SerializeAsString()));
    REQUIRE_FALSE(parsed.has_value());
    return parsed.error().code;
}

} // namespace

TEST_CASE("A header parses to what was written", "[sync][membership][envelope]") {
    test::holds("parse(encode(x)) == x", [](std::uint64_t seed) {
        SeededRandom random(seed);
        const EnvelopeHeader header = arbitraryHeader(random);
        const auto parsed = parseEnvelopeHeader(encodeEnvelopeHeader(header));
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(*parsed == header);
    });
}

TEST_CASE("Any bytes are a header or are refused", "[sync][membership][envelope][I-10]") {
    test::holds("random and damaged headers never crash", [](std::uint64_t seed) {
        SeededRandom random(seed);
        (void)parseEnvelopeHeader(test::arbitraryBytes(random, 200));
        (void)parseEnvelope(HouseId{}, test::arbitraryBytes(random, 200));
        Bytes bytes = encodeEnvelopeHeader(arbitraryHeader(random));
        bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
        const auto parsed = parseEnvelopeHeader(bytes);
        if (parsed) {
            const auto again = parseEnvelopeHeader(encodeEnvelopeHeader(*parsed));
            RC_ASSERT(again.has_value());
            RC_ASSERT(*again == *parsed);
        }
    });
}

TEST_CASE("A header out of bounds is refused", "[sync][membership][envelope]") {
    const auto change = GENERATE(
        as<std::function<void(v0::EnvelopeHeader&)>>{}, //
        [](auto& header) { header.clear_suite(); }, [](auto& header) { header.clear_kind(); },
        [](auto& header) { header.set_house("short"); },
        [](auto& header) { header.clear_case_id(); }, [](auto& header) { header.clear_audience(); },
        [](auto& header) { header.set_epoch(std::string(31, 'x')); },
        [](auto& header) { header.set_stream(std::string(17, 'x')); },
        [](auto& header) { header.set_counter(0); },
        [](auto& header) { header.set_counter(protocol::kMaxCounter + 1); },
        [](auto& header) { header.set_counter(1); }, [](auto& header) { header.clear_previous(); },
        [](auto& header) { header.set_previous(std::string(33, 'x')); },
        [](auto& header) { header.mutable_directory()->clear_house_size(); },
        [](auto& header) { header.mutable_directory()->set_case_hash("x"); },
        [](auto& header) { header.clear_parts(); },
        [](auto& header) { header.mutable_parts(0)->clear_size(); },
        [](auto& header) { header.mutable_parts(0)->clear_hash(); });
    CHECK(codeAfter(change) == Code::InvalidInput);
}

TEST_CASE("A header over a size limit is refused", "[sync][membership][envelope]") {
    CHECK(codeAfter([](auto& header) {
              header.mutable_parts(0)->set_size(protocol::kMaxSealedPartBytes + 1);
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& header) {
              for (std::size_t i = 0; i < protocol::kMaxEnvelopeParts; ++i)
                  *header.add_parts() = header.parts(0);
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& header) {
              header.mutable_parts(0)->set_size(protocol::kMaxSealedPartBytes);
              for (int i = 0; i < 4; ++i)
                  *header.add_parts() = header.parts(0);
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& header) {
              header.GetReflection()->MutableUnknownFields(&header)->AddLengthDelimited(
                  900, std::string(protocol::kMaxHeaderBytes, 'x'));
          }) == Code::TooLarge);
}

TEST_CASE("A newer suite, format or kind is told apart from damage",
          "[sync][membership][envelope]") {
    CHECK(codeAfter([](auto& header) { header.set_suite(2); }) == Code::TooNew);
    CHECK(codeAfter([](auto& header) { header.set_format(1); }) == Code::TooNew);
    CHECK(codeAfter([](auto& header) { header.set_kind(static_cast<v0::EnvelopeKind>(4)); }) ==
          Code::TooNew);
}

TEST_CASE("A field of a newer version is ignored and hashed", "[sync][membership][envelope]") {
    v0::EnvelopeHeader header = smallHeader();
    const std::string before = header.SerializeAsString();
    header.GetReflection()->MutableUnknownFields(&header)->AddVarint(900, 1);
    const std::string after = header.SerializeAsString();
    const auto parsed = parseEnvelopeHeader(asBytes(after));
    REQUIRE(parsed.has_value());
    CHECK(*parsed == *parseEnvelopeHeader(asBytes(before)));
    CHECK(changesetId(parsed->house, asBytes(before)) !=
          changesetId(parsed->house, asBytes(after)));
}

TEST_CASE("Ids depend on the house and on every byte", "[sync][membership][envelope]") {
    const Bytes header{1, 2, 3};
    const HouseId house(ByteArray<16>{1});
    CHECK(changesetId(house, header) == changesetId(house, header));
    CHECK(changesetId(house, header) != changesetId(HouseId(ByteArray<16>{2}), header));
    CHECK(changesetId(house, header) != changesetId(house, Bytes{1, 2, 4}));
    CHECK(changesetId(house, header).bytes() != partHash(house, header).bytes());
}

TEST_CASE("Parts are checked against the header", "[sync][membership][envelope]") {
    EnvelopeHeader header;
    header.house = HouseId(ByteArray<16>{1});
    const Bytes first{1, 2, 3};
    const Bytes second{4, 5};
    for (const Bytes& part : {first, second})
        header.parts.push_back(
            {partHash(header.house, part), static_cast<std::uint32_t>(part.size())});
    const auto check = [&header](std::vector<Bytes> parts) { return checkParts(header, parts); };
    CHECK(check({first, second}).has_value());
    CHECK(check({first, {}}).has_value());
    CHECK(check({{}, {}}).has_value());
    CHECK(check({second, first}).error().code == Code::InvalidInput);
    CHECK(check({first}).error().code == Code::InvalidInput);
    CHECK(check({first, second, {}}).error().code == Code::InvalidInput);
    CHECK(check({{1, 2, 4}, second}).error().code == Code::Unauthentic);
}

TEST_CASE("The size of an envelope is what its encoding takes", "[sync][membership][envelope]") {
    test::holds("envelopeSize == encodeEnvelope().size()", [](std::uint64_t seed) {
        SeededRandom random(seed);
        const Bytes header = test::arbitraryBytes(random, 400);
        std::vector<Bytes> parts;
        for (std::uint64_t count = random.below(4); count > 0; --count)
            parts.push_back(test::arbitraryBytes(random, random.chance(1, 4) ? 20'000 : 200));
        std::vector<std::size_t> sizes;
        for (const Bytes& part : parts)
            sizes.push_back(part.size());
        RC_ASSERT(envelopeSize(header.size(), sizes) == encodeEnvelope(header, parts).size());
    });
}
