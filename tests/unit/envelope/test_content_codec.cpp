// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/content_codec.h"
#include "sync/protocol/content.pb.h"
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/property.h"
#include "tests/unit/envelope/arbitrary.h"

#include <functional>

using namespace vb;
using namespace vb::envelope;
using vb::test::SeededRandom;

namespace v0 = veldboek::v0;

namespace {

std::string id(std::size_t size, char fill = 'x') {
    return std::string(size, fill);
}

/// The smallest part that decodes: one write of a text.
v0::PartContent smallPart() {
    v0::PartContent part;
    part.mutable_frame()->set_hat("wijkagent");
    part.mutable_frame()->set_stamp_millis(1'790'000'000'000);
    part.set_type(7);
    part.set_record(id(16));
    auto* operation = part.add_operations();
    operation->set_kind(1);
    operation->set_field(3);
    operation->set_policy(1);
    operation->add_values()->set_text("Niemand deed open.");
    return part;
}

Result<PartContent> decode(const v0::PartContent& message) {
    return decodePart(asBytes(message.SerializeAsString()));
}

Code codeAfter(const std::function<void(v0::PartContent&)>& change) {
    v0::PartContent part = smallPart();
    change(part);
    const auto decoded = decode(part);
    REQUIRE_FALSE(decoded.has_value());
    return decoded.error().code;
}

v0::OperationContent& firstOperation(v0::PartContent& part) {
    return *part.mutable_operations(0);
}
v0::ValueContent& firstValue(v0::PartContent& part) {
    return *firstOperation(part).mutable_values(0);
}

/// What a version after ours adds: a field number that we do not have.
template <typename Message>
void addNewer(Message& message, int number = 900) {
    message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(number, "newer");
}

} // namespace

TEST_CASE("What is encoded decodes to the same and encodes to the same bytes", "[sync][envelope]") {
    test::holds("decode(encode(x)) == x and encode(decode(b)) == b", [](std::uint64_t seed) {
        SeededRandom random(seed);
        const Frame frame = test::arbitraryFrame(random);
        const model::Part part = test::arbitraryPart(random);
        const auto bytes = encodePart(frame, part);
        RC_ASSERT(bytes.has_value());
        const auto decoded = decodePart(*bytes);
        RC_ASSERT(decoded.has_value());
        RC_ASSERT(decoded->frame == frame);
        RC_ASSERT(decoded->part == part);
        const auto again = encodePart(decoded->frame, decoded->part);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == *bytes);
    });
}

TEST_CASE("An acknowledgement decodes to what was encoded", "[sync][envelope]") {
    test::holds("decode(encode(x)) == x", [](std::uint64_t seed) {
        SeededRandom random(seed);
        const Acknowledgement acknowledgement{test::arbitraryFrame(random),
                                              test::arbitraryWitness(random).applied};
        const auto bytes = encodeAcknowledgement(acknowledgement);
        RC_ASSERT(bytes.has_value());
        const auto decoded = decodeAcknowledgement(*bytes);
        RC_ASSERT(decoded.has_value());
        RC_ASSERT(*decoded == acknowledgement);
    });
}

TEST_CASE("Any bytes give a value or an error", "[sync][envelope]") {
    test::holds("random bytes are decoded or refused", [](std::uint64_t seed) {
        SeededRandom random(seed);
        const Bytes bytes = test::arbitraryBytes(random, 300);
        const auto part = decodePart(bytes);
        if (part)
            RC_ASSERT(encodePart(part->frame, part->part).has_value());
        (void)decodeAcknowledgement(bytes);
    });
    test::holds("damaged content that still decodes can be encoded, and is stable from then on",
                [](std::uint64_t seed) {
                    SeededRandom random(seed);
                    Bytes bytes =
                        *encodePart(test::arbitraryFrame(random), test::arbitraryPart(random));
                    for (std::uint64_t count = 1 + random.below(3); count > 0; --count)
                        bytes[random.below(bytes.size())] =
                            static_cast<std::uint8_t>(random.next());
                    if (random.chance(1, 4))
                        bytes.resize(random.below(bytes.size()));
                    const auto first = decodePart(bytes);
                    if (!first)
                        return;
                    const auto encoded = encodePart(first->frame, first->part);
                    RC_ASSERT(encoded.has_value());
                    const auto second = decodePart(*encoded);
                    RC_ASSERT(second.has_value());
                    RC_ASSERT(*second == *first);
                });
}

TEST_CASE("Fields of a newer version survive a round trip", "[sync][envelope]") {
    v0::PartContent message = smallPart();
    addNewer(message);
    addNewer(*message.mutable_frame(), 901);
    addNewer(firstOperation(message), 902);
    const auto decoded = decode(message);
    REQUIRE(decoded.has_value());
    CHECK_FALSE(decoded->part.unknown.empty());
    CHECK_FALSE(decoded->frame.unknown.empty());
    CHECK_FALSE(decoded->part.operations.front().unknown.empty());
    const auto again = encodePart(decoded->frame, decoded->part);
    REQUIRE(again.has_value());
    CHECK(std::string(asText(*again)) == message.SerializeAsString());
}

TEST_CASE("A value of a newer kind is carried and not taken for another", "[sync][envelope]") {
    v0::PartContent message = smallPart();
    SECTION("a kind that we do not have") {
        firstValue(message).Clear();
        addNewer(firstValue(message));
    }
    SECTION("more than we know beside a kind that we have") {
        addNewer(firstValue(message));
    }
    SECTION("more than we know inside a date") {
        firstValue(message).mutable_date()->set_days(20'000);
        addNewer(*firstValue(message).mutable_date());
    }
    SECTION("more than we know inside a tuple") {
        firstValue(message).mutable_tuple()->add_members()->set_number(4);
        addNewer(*firstValue(message).mutable_tuple());
    }
    const auto decoded = decode(message);
    REQUIRE(decoded.has_value());
    const model::FieldValue& value = decoded->part.operations.front().values.front();
    CHECK(value.as<model::UnknownValue>() != nullptr);
    const auto again = encodePart(decoded->frame, decoded->part);
    REQUIRE(again.has_value());
    CHECK(std::string(asText(*again)) == message.SerializeAsString());
}

TEST_CASE("A newer value inside a tuple leaves the other members readable", "[sync][envelope]") {
    v0::PartContent message = smallPart();
    auto* tuple = firstValue(message).mutable_tuple();
    tuple->add_members()->set_number(4);
    addNewer(*tuple->add_members());
    const auto decoded = decode(message);
    REQUIRE(decoded.has_value());
    const auto* members =
        decoded->part.operations.front().values.front().as<model::FieldValue::Tuple>();
    REQUIRE(members != nullptr);
    CHECK((*members)[0] == model::FieldValue(std::int64_t{4}));
    CHECK((*members)[1].as<model::UnknownValue>() != nullptr);
}

TEST_CASE("A newer kind of operation is carried", "[sync][envelope]") {
    v0::PartContent message = smallPart();
    firstOperation(message).set_kind(4);
    firstOperation(message).add_values()->set_number(7);
    const auto decoded = decode(message);
    REQUIRE(decoded.has_value());
    CHECK(decoded->part.operations.front().kind == static_cast<model::OperationKind>(4));
    CHECK(decoded->part.operations.front().values.size() == 2);
    const auto again = encodePart(decoded->frame, decoded->part);
    REQUIRE(again.has_value());
    CHECK(std::string(asText(*again)) == message.SerializeAsString());
}

TEST_CASE("A version reference of a newer form is refused as too new", "[sync][envelope]") {
    CHECK(codeAfter([](auto& part) {
              auto* observed = firstOperation(part).add_observed();
              observed->set_changeset(id(32));
              addNewer(*observed);
          }) == Code::TooNew);
}

TEST_CASE("A copy says whose words it repeats and where it comes from, within bounds",
          "[sync][envelope][moves]") {
    const auto quoted = [](v0::PartContent& part) -> v0::QuotedContent& {
        v0::QuotedContent& made = *firstOperation(part).mutable_quoted();
        made.mutable_version()->set_changeset(std::string(32, 'c'));
        made.set_author(std::string(16, 'a'));
        return made;
    };
    const auto moved = [](v0::PartContent& part) -> v0::MovedContent& {
        v0::OperationContent& taking = firstOperation(part);
        taking.set_kind(2);
        taking.set_field(0);
        taking.set_policy(0);
        taking.clear_values();
        v0::MovedContent& made = *taking.mutable_moved();
        made.set_record(std::string(16, 'r'));
        made.set_audience(std::string(16, 'p'));
        made.set_root(std::string(16, 'o'));
        return made;
    };
    v0::PartContent good = smallPart();
    quoted(good);
    CHECK(decode(good).has_value());
    good = smallPart();
    moved(good);
    CHECK(decode(good).has_value());

    CHECK(codeAfter([&](auto& part) { addNewer(quoted(part)); }) == Code::TooNew);
    CHECK(codeAfter([&](auto& part) { quoted(part).mutable_version()->set_item(1); }) ==
          Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) { quoted(part).set_author("kort"); }) == Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) { quoted(part).set_hat(std::string(65, 'h')); }) ==
          Code::TooLarge);
    CHECK(codeAfter([&](auto& part) { quoted(part).set_said_counter(70'000); }) ==
          Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) { quoted(part).clear_version(); }) == Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) { addNewer(moved(part)); }) == Code::TooNew);
    CHECK(codeAfter([&](auto& part) { moved(part).clear_root(); }) == Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) {
              moved(part);
              firstOperation(part).set_field(3);
          }) == Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) {
              for (char name = 'a'; name < 'a' + 17; ++name)
                  part.add_lineage(std::string(16, name));
          }) == Code::TooLarge);
    CHECK(codeAfter([&](auto& part) { part.add_lineage("kort"); }) == Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) { part.add_lineage(part.record()); }) == Code::InvalidInput);
    CHECK(codeAfter([&](auto& part) {
              part.add_lineage(std::string(16, 'z'));
              part.add_lineage(std::string(16, 'z'));
          }) == Code::InvalidInput);
}

TEST_CASE("Numbers and lengths outside their range are refused", "[sync][envelope]") {
    const auto change = GENERATE(
        as<std::function<void(v0::PartContent&)>>{}, //
        [](auto& part) { part.clear_frame(); }, [](auto& part) { part.set_type(65'536); },
        [](auto& part) { part.set_record(id(15)); }, [](auto& part) { part.set_record(""); },
        [](auto& part) { part.mutable_frame()->set_hat("a b"); },
        [](auto& part) { part.mutable_frame()->set_stamp_millis(std::uint64_t{1} << 48); },
        [](auto& part) { part.mutable_frame()->set_stamp_counter(65'536); },
        [](auto& part) { firstOperation(part).set_kind(0); },
        [](auto& part) { firstOperation(part).set_field(65'536); },
        [](auto& part) { firstOperation(part).set_policy(256); },
        [](auto& part) { firstOperation(part).set_reason("\xff"); },
        [](auto& part) { firstValue(part).set_text("\xc0\x80"); },
        [](auto& part) { firstValue(part).set_code("niet thuis"); },
        [](auto& part) { firstValue(part).set_organisation(65'536); },
        [](auto& part) { firstValue(part).set_worker(id(17)); },
        [](auto& part) { firstValue(part).set_attachment(id(16)); },
        [](auto& part) { firstValue(part).mutable_date()->set_precision(4); },
        [](auto& part) {
            firstValue(part).mutable_date()->set_days(1);
            firstValue(part).mutable_date()->set_precision(3);
        });
    CHECK(codeAfter(change) == Code::InvalidInput);
}

TEST_CASE("Sizes over a bound are refused", "[sync][envelope]") {
    CHECK(codeAfter([](auto& part) {
              firstValue(part).set_text(std::string(model::kMaxTextBytes + 1, 'a'));
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              firstOperation(part).set_reason(std::string(model::kMaxTextBytes + 1, 'a'));
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              firstValue(part).set_code(std::string(model::kMaxCodeBytes + 1, 'a'));
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              for (std::size_t i = 0; i < model::kMaxOperations; ++i)
                  *part.add_operations() = firstOperation(part);
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              for (std::size_t i = 0; i < kMaxOperationValues; ++i)
                  firstOperation(part).add_values()->set_truth(true);
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              for (std::size_t i = 0; i <= model::kMaxTupleSize; ++i)
                  firstValue(part).mutable_tuple()->add_members();
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              for (std::size_t i = 0; i <= model::kMaxObserved; ++i) {
                  auto* observed = firstOperation(part).add_observed();
                  observed->set_changeset(id(32, static_cast<char>(i)));
              }
          }) == Code::TooLarge);
    CHECK(codeAfter([](auto& part) {
              addNewer(part);
              part.GetReflection()->MutableUnknownFields(&part)->AddLengthDelimited(
                  903, std::string(protocol::kMaxContentBytes, 'a'));
          }) == Code::TooLarge);
}

TEST_CASE("Tuples nest as deep as the model allows and no deeper", "[sync][envelope]") {
    const int depth = GENERATE(4, 5, 90, 1000);
    CAPTURE(depth);
    static_assert(model::kMaxValueDepth == 4);
    model::FieldValue value(std::int64_t{1});
    for (int i = 0; i < std::min(depth, 90); ++i)
        value = model::FieldValue::Tuple{value};
    v0::PartContent message = smallPart();
    v0::ValueContent* inner = &firstValue(message);
    for (int i = 0; i < depth; ++i)
        inner = inner->mutable_tuple()->add_members();
    inner->set_number(1);
    const auto decoded = decode(message);
    const auto encoded =
        encodePart({}, {{1}, {}, {{model::OperationKind::Write, {}, {value}, {}, {}, {}}}, {}});
    if (depth == model::kMaxValueDepth) {
        REQUIRE(decoded.has_value());
        CHECK(decoded->part.operations.front().values.front() == value);
        CHECK(encoded.has_value());
    } else {
        CHECK_FALSE(decoded.has_value());
        CHECK(encoded.error().code == Code::TooLarge);
    }
}

TEST_CASE("An operation has as many values as its kind asks", "[sync][envelope]") {
    const auto withValues = [](std::uint32_t kind, int count) {
        v0::PartContent part = smallPart();
        firstOperation(part).set_kind(kind);
        firstOperation(part).clear_values();
        for (int i = 0; i < count; ++i)
            firstOperation(part).add_values()->set_number(i);
        return decode(part).has_value();
    };
    CHECK(withValues(1, 1));
    CHECK_FALSE(withValues(1, 0));
    CHECK_FALSE(withValues(1, 2));
    CHECK(withValues(2, 0));
    CHECK_FALSE(withValues(2, 1));
    CHECK_FALSE(withValues(3, 0));
    CHECK(withValues(3, 1));
    CHECK(withValues(3, static_cast<int>(kMaxOperationValues)));
}

TEST_CASE("Observed versions and applied heads have one order", "[sync][envelope]") {
    const auto observing = [](std::initializer_list<std::pair<char, std::uint32_t>> versions) {
        v0::PartContent part = smallPart();
        for (const auto& [fill, item] : versions) {
            auto* observed = firstOperation(part).add_observed();
            observed->set_changeset(id(32, fill));
            observed->set_item(item);
        }
        return decode(part).has_value();
    };
    CHECK(observing({{'a', 0}, {'a', 1}, {'b', 0}}));
    CHECK_FALSE(observing({{'a', 0}, {'a', 0}}));
    CHECK_FALSE(observing({{'b', 0}, {'a', 0}}));
    CHECK_FALSE(observing({{'a', 64}}));

    Acknowledgement acknowledgement;
    const StreamId first(ByteArray<16>{1});
    const StreamId second(ByteArray<16>{2});
    acknowledgement.heads = {{first, 1, {}, false}, {second, 1, {}, true}};
    CHECK(encodeAcknowledgement(acknowledgement).has_value());
    std::swap(acknowledgement.heads[0], acknowledgement.heads[1]);
    CHECK_FALSE(encodeAcknowledgement(acknowledgement).has_value());
    acknowledgement.heads = {{first, 0, {}, false}};
    CHECK_FALSE(encodeAcknowledgement(acknowledgement).has_value());
}

TEST_CASE("Encoding refuses what decoding would", "[sync][envelope]") {
    model::Part part;
    part.operations.push_back({model::OperationKind::Write, {}, {"tekst"}, {}, {}, {}});
    REQUIRE(encodePart({}, part).has_value());
    SECTION("text that is not UTF-8") {
        part.operations[0].values[0] = std::string("\xed\xa0\x80");
    }
    SECTION("a write without a value") {
        part.operations[0].values.clear();
    }
    SECTION("an operation without a kind") {
        part.operations[0].kind = {};
    }
    SECTION("a date that contradicts itself") {
        part.operations[0].values[0] = model::Date{5, model::Precision::Unknown};
    }
    SECTION("known fields passed off as unknown ones") {
        part.operations[0].unknown = {0x08, 0x01};
    }
    SECTION("unknown bytes that are no fields") {
        part.unknown = {0xff, 0xff};
    }
    SECTION("a known value passed off as an unknown one") {
        part.operations[0].values[0] = model::UnknownValue{{0x08, 0x01}};
    }
    SECTION("an unknown value that is nothing") {
        part.operations[0].values[0] = model::UnknownValue{};
    }
    CHECK_FALSE(encodePart({}, part).has_value());
}

TEST_CASE("A known field in another form is malformed, not newer", "[sync][envelope]") {
    // Field 2 (type) as a string instead of a varint: protobuf files it under unknown.
    std::string bytes = smallPart().SerializeAsString();
    bytes += std::string("\x12\x01\x41", 3);
    const auto decoded = decodePart(asBytes(bytes));
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().code == Code::InvalidInput);
}
