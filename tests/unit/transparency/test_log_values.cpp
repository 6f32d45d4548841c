// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.h"
#include "crypto/signing.h"
#include "sync/protocol/log.pb.h"
#include "sync/transparency/comparison.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/page.h"
#include "sync/transparency/pinned_head.h"
#include "sync/transparency/receipt.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

#include <functional>

using namespace vb;
using namespace vb::transparency;

namespace {

/// A hub's log with its key: grows, signs heads, gives receipts and proofs.
class TestLog {
public:
    TestLog() : m_random(7), key(makeKey()), house(m_random.makeId<HouseId>()) {}

    /// Appends `count` envelopes and gives the receipt that a device would get.
    Receipt push(std::size_t count) {
        Receipt receipt;
        receipt.house = house;
        receipt.device = device;
        receipt.batch = batchId(house, asBytes("the request"));
        receipt.before = m_range;
        for (std::size_t i = 0; i < count; ++i) {
            LeafEntry entry;
            entry.item = m_random.makeId<Digest256>();
            entry.hubTime = m_time = m_time + std::chrono::milliseconds(1);
            receipt.leaves.push_back(encodeLeafEntry(entry));
            m_range.append(
                hashLogLeaf(house, receipt.leaves.back()),
                [this](NodePlace place, const TreeHash& hash) { nodes.add(place, hash); });
        }
        receipt.head = head();
        return receipt;
    }
    [[nodiscard]] LogHead head() const {
        return {house, generation, m_range.size(), m_range.root(), m_time, 0};
    }
    [[nodiscard]] SignedLogHead sign(const LogHead& head) const {
        Bytes bytes = encodeLogHead(head);
        const auto signature = key.sign(crypto::Kind::LogHead, house.bytes(), bytes);
        return {std::move(bytes), signature};
    }
    [[nodiscard]] SignedReceipt sign(const Receipt& receipt) const {
        Bytes bytes = encodeReceipt(receipt);
        const auto signature = key.sign(crypto::Kind::Receipt, house.bytes(), bytes);
        return {std::move(bytes), signature};
    }
    [[nodiscard]] ReceiptExpectation expectation() const {
        return {key.publicKey(), house, device, batchId(house, asBytes("the request"))};
    }

private:
    crypto::SigningKey makeKey() {
        REQUIRE_FALSE(crypto::init().has_value());
        return crypto::SigningKey::generate();
    }
    vb::test::SeededRandom m_random;
    CompactRange m_range;
    Instant m_time{1'000};

public:
    crypto::SigningKey key;
    HouseId house;
    DeviceId device = DeviceId(ByteArray<32>{9});
    std::uint64_t generation = 1;
    MemoryTreeNodes nodes;
};

} // namespace

TEST_CASE("leaf entries survive encoding and are refused when malformed", "[sync][transparency]") {
    LeafEntry entry;
    entry.item = Digest256(ByteArray<32>{1});
    entry.hubTime = {1'790'000'000'000};
    entry.directory.house = {3, Digest256(ByteArray<32>{2})};
    CHECK(parseLeafEntry(encodeLeafEntry(entry)).value() == entry);
    entry.kind = ItemKind::Statement;
    entry.chain = ChainHead{1, Digest256(ByteArray<32>{5})};
    entry.directory.caseLog = {9, Digest256(ByteArray<32>{4})};
    CHECK(parseLeafEntry(encodeLeafEntry(entry)).value() == entry);

    const auto spoilt = [&](const std::function<void(veldboek::v0::LeafEntry&)>& change) {
        veldboek::v0::LeafEntry message;
        const Bytes bytes = encodeLeafEntry(entry);
        REQUIRE(message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        change(message);
        return parseLeafEntry(asBytes(message.SerializeAsString()));
    };
    CHECK(spoilt([](auto&) {}).has_value());
    CHECK_FALSE(spoilt([](auto& m) { m.set_kind(veldboek::v0::ITEM_KIND_UNSPECIFIED); }));
    CHECK_FALSE(spoilt([](auto& m) { m.set_kind(veldboek::v0::ITEM_KIND_ENVELOPE); }));
    CHECK_FALSE(spoilt([](auto& m) { m.set_item("short"); }));
    CHECK_FALSE(spoilt([](auto& m) { m.clear_chain_hash(); }));
    CHECK_FALSE(spoilt([](auto& m) { m.set_chain_number(~std::uint64_t{0}); }));
    CHECK_FALSE(spoilt([](auto& m) { m.mutable_directory()->set_house_size(0); }));
    CHECK_FALSE(spoilt([](auto& m) { m.set_chain_hash(std::string(600, 'x')); }));
    CHECK_FALSE(parseLeafEntry({}));
}

TEST_CASE("a log head counts only with the hub's signature for this house",
          "[sync][transparency]") {
    TestLog log;
    log.push(5);
    const SignedLogHead head = log.sign(log.head());
    CHECK(verifyLogHead(log.key.publicKey(), log.house, head).value() == log.head());

    const HouseId other(ByteArray<16>{1});
    CHECK(verifyLogHead(log.key.publicKey(), other, head).error().code == Code::Unauthentic);
    CHECK(verifyLogHead(crypto::SigningKey::generate().publicKey(), log.house, head).error().code ==
          Code::Unauthentic);
    SignedLogHead changed = head;
    changed.head.back() ^= 1;
    CHECK(verifyLogHead(log.key.publicKey(), log.house, changed).error().code == Code::Unauthentic);

    LogHead impossible = log.head();
    impossible.secured = impossible.size + 1;
    CHECK(parseLogHead(encodeLogHead(impossible)).error().code == Code::InvalidInput);
    impossible = log.head();
    impossible.size = 0;
    CHECK(parseLogHead(encodeLogHead(impossible)).error().code == Code::InvalidInput);
    impossible.root = emptyRoot();
    CHECK(parseLogHead(encodeLogHead(impossible)).has_value());
}

TEST_CASE("a receipt proves its leaves in its tree", "[sync][transparency]") {
    TestLog log;
    log.push(11);
    const Receipt receipt = log.push(6);
    CHECK(verifyReceipt(log.expectation(), log.sign(receipt)).value() == receipt);

    SECTION("for another batch, device or hub it is refused") {
        ReceiptExpectation other = log.expectation();
        other.batch = batchId(log.house, asBytes("another request"));
        CHECK(verifyReceipt(other, log.sign(receipt)).error().code == Code::Unauthentic);
        other = log.expectation();
        other.device = DeviceId();
        CHECK(verifyReceipt(other, log.sign(receipt)).error().code == Code::Unauthentic);
        other = log.expectation();
        other.hub = crypto::SigningKey::generate().publicKey();
        CHECK(verifyReceipt(other, log.sign(receipt)).error().code == Code::Unauthentic);
    }
    SECTION("a leaf, the range or the head that does not fit is refused") {
        Receipt lie = receipt;
        lie.leaves[2].back() ^= 1;
        CHECK(verifyReceipt(log.expectation(), log.sign(lie)).error().code == Code::Unauthentic);
        lie = receipt;
        lie.leaves.pop_back();
        CHECK(verifyReceipt(log.expectation(), log.sign(lie)).error().code == Code::Unauthentic);
        lie = receipt;
        lie.before = CompactRange::fromRoots(11, {TreeHash(), TreeHash(), TreeHash()}).value();
        CHECK(verifyReceipt(log.expectation(), log.sign(lie)).error().code == Code::Unauthentic);
        lie = receipt;
        lie.head.house = HouseId();
        CHECK(verifyReceipt(log.expectation(), log.sign(lie)).error().code == Code::InvalidInput);
    }
}

TEST_CASE("a page answers for exactly the leaves beside it", "[sync][transparency]") {
    TestLog log;
    const Receipt receipt = log.push(4);
    std::vector<PageLeaf> leaves;
    for (std::size_t i = 0; i < 3; ++i)
        leaves.push_back({i, receipt.leaves[i]});
    const auto sign = [&](const Page& page) {
        Bytes bytes = encodePage(page);
        const auto signature = log.key.sign(crypto::Kind::Page, log.house.bytes(), bytes);
        return SignedPage{std::move(bytes), signature};
    };
    const Page page{log.house, hashPageLeaves(log.house, leaves), 1, 4, {1'790'000'000'000}};
    const auto hub = log.key.publicKey();
    CHECK(verifyPage(hub, log.house, sign(page), leaves).value() == page);

    auto swapped = leaves;
    std::swap(swapped[0], swapped[1]);
    CHECK_FALSE(verifyPage(hub, log.house, sign(page), swapped));
    auto moved = leaves;
    moved[2].position = 3;
    CHECK_FALSE(verifyPage(hub, log.house, sign(page), moved));
    moved.pop_back();
    CHECK_FALSE(verifyPage(hub, log.house, sign(page), moved));
    Page tooShort = page;
    tooShort.logSize = 2;
    CHECK_FALSE(verifyPage(hub, log.house, sign(tooShort), leaves));
    CHECK_FALSE(
        verifyPage(crypto::SigningKey::generate().publicKey(), log.house, sign(page), leaves));
    CHECK_FALSE(verifyPage(hub, HouseId(), sign(page), leaves));
}

TEST_CASE("a pinned head moves only to trees that extend it", "[sync][transparency]") {
    TestLog log;
    log.push(5);
    PinnedHead pinned(log.key.publicKey(), log.house);
    CHECK(pinned.advance(log.sign(log.head()), std::nullopt) == HeadVerdict::Advanced);
    CHECK(pinned.advance(log.sign(log.head()), std::nullopt) == HeadVerdict::Unchanged);
    const LogHead old = log.head();

    const Receipt receipt = log.push(4);
    const ConsistencyProof proof = proveConsistency(log.nodes, 5, 9).value();
    const auto expectStill = [&](HeadVerdict verdict, HeadVerdict expected) {
        CHECK(verdict == expected);
        CHECK(pinned.head() == old);
    };

    SECTION("with a proof, or with a receipt that begins where it ends") {
        expectStill(pinned.advance(log.sign(log.head()), std::nullopt), HeadVerdict::ProofNeeded);
        PinnedHead other = pinned;
        CHECK(pinned.advance(log.sign(log.head()), proof) == HeadVerdict::Advanced);
        CHECK(other.advance(receipt, std::nullopt) == HeadVerdict::Advanced);
        CHECK(other.head() == pinned.head());
        const Receipt next = log.push(1);
        const Receipt afterNext = log.push(1);
        CHECK(other.advance(next, std::nullopt) == HeadVerdict::Advanced);
        CHECK(other.advance(afterNext, std::nullopt) == HeadVerdict::Advanced);
        CHECK(pinned.advance(afterNext, std::nullopt) == HeadVerdict::ProofNeeded);
    }
    SECTION("never to a tree that rewrites or forgets") {
        TestLog fork;
        fork.push(5);
        LogHead other = fork.head();
        other.house = log.house;
        other.root = TreeHash();
        expectStill(pinned.advance(log.sign(other), std::nullopt), HeadVerdict::SplitView);

        LogHead rewritten = log.head();
        rewritten.root = TreeHash();
        expectStill(pinned.advance(log.sign(rewritten), proof), HeadVerdict::Rewritten);
        expectStill(pinned.advance(log.sign(log.head()), proveConsistency(log.nodes, 4, 9).value()),
                    HeadVerdict::Rewritten);

        Receipt lying = receipt;
        lying.before = CompactRange::fromRoots(5, {TreeHash(), TreeHash()}).value();
        expectStill(pinned.advance(lying, std::nullopt), HeadVerdict::SplitView);

        LogHead smaller = old;
        smaller.size = 4;
        smaller.root = rootAt(log.nodes, 4).value();
        expectStill(pinned.advance(log.sign(smaller), std::nullopt), HeadVerdict::Rollback);
        LogHead older = log.head();
        older.generation = 0;
        expectStill(pinned.advance(log.sign(older), proof), HeadVerdict::Rollback);
        LogHead earlier = log.head();
        earlier.hubTime = old.hubTime - std::chrono::milliseconds(1);
        expectStill(pinned.advance(log.sign(earlier), proof), HeadVerdict::TimeReversed);
        SignedLogHead forged = log.sign(log.head());
        forged.head.back() ^= 1;
        expectStill(pinned.advance(forged, proof), HeadVerdict::BadSignature);
    }
    SECTION("to a new generation only when told to") {
        LogHead restored = old;
        restored.generation = 2;
        expectStill(pinned.advance(log.sign(restored), std::nullopt), HeadVerdict::NewGeneration);
        expectStill(pinned.beginGeneration(log.sign(old)), HeadVerdict::Rollback);
        CHECK(pinned.beginGeneration(log.sign(restored)) == HeadVerdict::Advanced);
        CHECK(pinned.head() == restored);
    }
    SECTION("what another had pinned is held against it") {
        const auto witness = [&](LogSize size, const TreeHash& root,
                                 const std::optional<ConsistencyProof>& given) {
            return pinned.checkWitness(1, size, root, given);
        };
        const TreeHash threeRoot = rootAt(log.nodes, 3).value();
        const TreeHash nineRoot = log.head().root;
        CHECK(witness(5, old.root, {}) == HeadVerdict::Unchanged);
        CHECK(witness(5, nineRoot, {}) == HeadVerdict::SplitView);
        CHECK(witness(3, threeRoot, {}) == HeadVerdict::ProofNeeded);
        CHECK(witness(3, threeRoot, proveConsistency(log.nodes, 3, 5).value()) ==
              HeadVerdict::Unchanged);
        CHECK(witness(3, nineRoot, proveConsistency(log.nodes, 3, 5).value()) ==
              HeadVerdict::SplitView);
        CHECK(witness(9, nineRoot, proof) == HeadVerdict::Unchanged);
        CHECK(witness(9, threeRoot, proof) == HeadVerdict::SplitView);
        CHECK(pinned.head() == old);
    }
    CHECK_FALSE(isAlarm(HeadVerdict::NewGeneration));
    CHECK(isAlarm(HeadVerdict::BadSignature));
    CHECK(verdictName(HeadVerdict::SplitView) == "split view");
}

TEST_CASE("comparison digests depend on ids, order and house alone", "[sync][transparency]") {
    const HouseId house(ByteArray<16>{1});
    const ChangesetId one(ByteArray<32>{1});
    const ChangesetId two(ByteArray<32>{2});
    ComparisonDigest forward(house);
    CHECK_FALSE(forward.digest().has_value());
    forward.add(one);
    ComparisonDigest resumed(house, forward.count(), forward.digest());
    forward.add(two);
    resumed.add(two);
    CHECK(resumed.digest() == forward.digest());
    CHECK(resumed.count() == 2);
    ComparisonDigest backward(house);
    backward.add(two);
    backward.add(one);
    CHECK(backward.digest() != forward.digest());
    ComparisonDigest elsewhere{HouseId()};
    elsewhere.add(one);
    elsewhere.add(two);
    CHECK(elsewhere.digest() != forward.digest());
}

TEST_CASE("messages of the log carry values there and back", "[sync][transparency]") {
    TestLog log;
    log.push(7);
    const ConsistencyProof consistency = proveConsistency(log.nodes, 3, 7).value();
    veldboek::v0::ConsistencyProof consistencyMessage;
    toMessage(consistency, consistencyMessage);
    CHECK(fromMessage(consistencyMessage).value() == consistency);
    const InclusionProof inclusion = proveInclusion(log.nodes, 3, 7).value();
    veldboek::v0::InclusionProof inclusionMessage;
    toMessage(inclusion, inclusionMessage);
    CHECK(fromMessage(inclusionMessage).value() == inclusion);
    veldboek::v0::SignedLogHead headMessage;
    toMessage(log.sign(log.head()), headMessage);
    CHECK(fromMessage(headMessage).value() == log.sign(log.head()));
    headMessage.set_signature("short");
    CHECK(fromMessage(headMessage).error().code == Code::InvalidInput);
    inclusionMessage.add_path("short");
    CHECK(fromMessage(inclusionMessage).error().code == Code::InvalidInput);
    for (std::size_t i = 0; i <= kMaxProofHashes; ++i)
        consistencyMessage.add_path(std::string(32, 'x'));
    CHECK(fromMessage(consistencyMessage).error().code == Code::InvalidInput);
}

TEST_CASE("decoders of the log are total", "[sync][transparency][property]") {
    vb::test::holds("random and spoilt bytes give an error or a value, never a crash", [] {
        auto bytes = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
        if (*rc::gen::arbitrary<bool>()) {
            TestLog log;
            bytes = encodeReceipt(log.push(2));
            const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
            bytes[at] = *rc::gen::arbitrary<std::uint8_t>();
        }
        const auto entry = parseLeafEntry(bytes);
        if (entry)
            RC_ASSERT(parseLeafEntry(encodeLeafEntry(*entry)).value() == *entry);
        const auto head = parseLogHead(bytes);
        if (head)
            RC_ASSERT(parseLogHead(encodeLogHead(*head)).value() == *head);
        const auto receipt = parseReceipt(bytes);
        if (receipt)
            RC_ASSERT(parseReceipt(encodeReceipt(*receipt)).value() == *receipt);
        const auto page = parsePage(bytes);
        if (page)
            RC_ASSERT(parsePage(encodePage(*page)).value() == *page);
    });
}
