// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Numbers that their authors give up: who may, and what that is to the others.
#include "sync/transparency/leaf_entry.h"
#include "tests/support/must.h"
#include "tests/unit/server/two_members.h"

using namespace vb;
using namespace vb::test;
using Refusals = std::vector<wire::Refusal>;

namespace {

/// One envelope of Noor's is in the log; her second was refused, and her third stands on it.
struct GivenUp {
    GivenUp() {
        REQUIRE(t.refusals(runOf(t.write(1))) == Refusals{wire::REFUSAL_NONE});
        t.stream.epoch = t.world.random.makeId<EpochId>();
        refused = t.world.write(t.stream);
        REQUIRE(t.refusals(pushOf(refused)) == Refusals{wire::REFUSAL_EPOCH});
        t.stream.epoch = t.epoch;
        next = t.world.write(t.stream);
        said = HouseWorld::giveUp(t.stream, 2, refused.id);
    }
    [[nodiscard]] wire::SignedStub sent() const { return t.world.signStub(said, t.noor); }
    [[nodiscard]] ChangesetId id() const {
        return membership::stubId(t.world.house, membership::encodeStub(said));
    }
    /// The stub and what stands behind it.
    [[nodiscard]] wire::PushRequest request(const wire::SignedStub& stub) const {
        wire::PushRequest request;
        addItem(request, stub);
        addItem(request, next);
        *request.add_heads() = next.head;
        return request;
    }
    wire::Refusal refusalOf(const TestDevice& device, const wire::SignedStub& stub) {
        wire::PushRequest request;
        addItem(request, stub);
        return t.world.push(device, request).verdicts(0).refusal();
    }

    TwoMembers t;
    TestEnvelope refused;
    TestEnvelope next;
    membership::Stub said;
};

} // namespace

TEST_CASE("an author gives up a number and goes on over a stub", "[sync][server]") {
    GivenUp g;
    const auto request = g.request(g.sent());
    CHECK(g.t.refusals(request) == Refusals(2, wire::REFUSAL_NONE));

    // Readers get it in its place, as it was signed, under an id of its own.
    const wire::PullReply pulled = g.t.world.pull(g.t.bram, g.t.caseId);
    REQUIRE(pulled.envelopes_size() == 3);
    const auto& item = pulled.envelopes(1);
    CHECK_FALSE(item.has_envelope());
    CHECK(item.stub().SerializeAsString() == g.sent().SerializeAsString());
    const auto leaf = must(transparency::parseLeafEntry(asBytes(item.leaf())));
    CHECK(leaf.kind == transparency::ItemKind::Stub);
    CHECK(leaf.item == Digest256(g.id().bytes()));
    CHECK(pulled.heads_size() == 2);
    CHECK(must(g.t.world.store.envelope(g.id()))->stubReason == wire::REFUSAL_EPOCH);
    CHECK_FALSE(must(g.t.world.store.envelope(g.refused.id)).has_value());

    // Again, it is there; what it stands for, or another reason, is not the same again.
    CHECK(g.t.world.push(g.t.noor, request).verdicts(0).duplicate());
    CHECK(g.t.refusals(pushOf(g.refused)) == Refusals{wire::REFUSAL_FORK});
    auto other = g.said;
    other.reason = wire::REFUSAL_PURGED;
    CHECK(g.refusalOf(g.t.noor, g.t.world.signStub(other, g.t.noor)) == wire::REFUSAL_FORK);
    // After a restart as well.
    g.t.world.restart();
    REQUIRE(g.t.world.openSession(g.t.noor) == 200);
    CHECK(g.t.world.push(g.t.noor, request).verdicts(0).duplicate());
}

TEST_CASE("within one request a stub is as good as before it", "[sync][server]") {
    GivenUp g;
    wire::PushRequest request;
    addItem(request, g.sent());
    addItem(request, g.sent());
    addItem(request, g.refused);
    *request.add_heads() = g.refused.head;
    const auto reply = g.t.world.push(g.t.noor, request);
    CHECK(reply.verdicts(0).refusal() == wire::REFUSAL_NONE);
    CHECK(reply.verdicts(1).duplicate());
    CHECK(reply.verdicts(1).position() == reply.verdicts(0).position());
    CHECK(reply.verdicts(2).refusal() == wire::REFUSAL_FORK);
}

TEST_CASE("who gives up what the hub has is told that it is there", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(2);
    REQUIRE(t.refusals(runOf(envelopes)) == Refusals(2, wire::REFUSAL_NONE));
    wire::PushRequest request;
    addItem(request, t.world.signStub(HouseWorld::giveUp(t.stream, 2, envelopes[1].id), t.noor));
    const auto verdict = t.world.push(t.noor, request).verdicts(0);
    CHECK(verdict.duplicate());
    const auto leaf = must(transparency::parseLeafEntry(asBytes(verdict.leaf())));
    CHECK(leaf.kind == transparency::ItemKind::Envelope);
    CHECK(leaf.item == Digest256(envelopes[1].id.bytes()));
    request.Clear();
    addItem(request, t.world.signStub(HouseWorld::giveUp(t.stream, 1, envelopes[1].id), t.noor));
    CHECK(t.refusals(request) == Refusals{wire::REFUSAL_FORK});
}

TEST_CASE("a stub takes nobody's name", "[sync][server][I-1]") {
    GivenUp g;
    TestStream other = g.t.world.stream(g.t.bram, g.t.caseId, g.t.epoch);
    const auto hers = g.t.world.write(other);
    const bool isKnown = GENERATE(false, true);
    if (isKnown) // or was about to be
        REQUIRE(g.t.world.push(g.t.bram, pushOf(hers)).verdicts(0).refusal() == wire::REFUSAL_NONE);
    g.said.hash = hers.id;
    CHECK(g.refusalOf(g.t.noor, g.sent()) == wire::REFUSAL_NONE);
    const auto verdict = g.t.world.push(g.t.bram, pushOf(hers)).verdicts(0);
    CHECK(verdict.refusal() == wire::REFUSAL_NONE);
    CHECK(verdict.duplicate() == isKnown);
    const auto row = must(g.t.world.store.envelope(hers.id));
    REQUIRE(row.has_value());
    CHECK(row->stubReason == 0);
    CHECK(row->stream == other.id);
    // The chain of the one who did it goes on over what they named, and no other.
    wire::PushRequest behind;
    addItem(behind, g.next);
    *behind.add_heads() = g.next.head;
    CHECK(g.t.refusals(behind) == Refusals{wire::REFUSAL_CHAIN});
}

TEST_CASE("a number is given up by the device whose it is, and in its place", "[sync][server]") {
    GivenUp g;
    const Digest256 before = g.t.world.digest();
    SECTION("signed by another") {
        CHECK(g.refusalOf(g.t.noor, g.t.world.signStub(g.said, g.t.bram)) ==
              wire::REFUSAL_UNSIGNED);
        CHECK(g.refusalOf(g.t.bram, g.t.world.signStub(g.said, g.t.bram)) ==
              wire::REFUSAL_AUTHORITY);
    }
    SECTION("brought by another") {
        CHECK(g.refusalOf(g.t.bram, g.sent()) == wire::REFUSAL_AUTHORITY);
    }
    SECTION("of another's stream, in one's own name") {
        g.said.device = g.t.bram.id;
        CHECK(g.refusalOf(g.t.bram, g.t.world.signStub(g.said, g.t.bram)) ==
              wire::REFUSAL_UNSIGNED);
        g.said.incarnation = g.t.bram.incarnation;
        CHECK(g.refusalOf(g.t.bram, g.t.world.signStub(g.said, g.t.bram)) ==
              wire::REFUSAL_UNSIGNED);
    }
    SECTION("signed by nobody, or for something else") {
        auto sent = g.sent();
        sent.clear_signature();
        CHECK(g.refusalOf(g.t.noor, sent) == wire::REFUSAL_UNSIGNED);
        const auto signature = g.t.noor.signing.sign(crypto::Kind::StreamHead,
                                                     g.t.world.house.bytes(), asBytes(sent.stub()));
        sent.set_signature(text(signature.bytes()));
        CHECK(g.refusalOf(g.t.noor, sent) == wire::REFUSAL_UNSIGNED);
    }
    SECTION("with a byte of it changed, whichever") {
        const auto sent = g.sent();
        for (std::size_t at = 0; at < sent.stub().size(); ++at) {
            auto bent = sent;
            (*bent.mutable_stub())[at] ^= 1;
            CHECK(g.refusalOf(g.t.noor, bent) != wire::REFUSAL_NONE);
        }
        for (std::size_t at = 0; at < sent.signature().size(); ++at) {
            auto bent = sent;
            (*bent.mutable_signature())[at] ^= 1;
            CHECK(g.refusalOf(g.t.noor, bent) == wire::REFUSAL_UNSIGNED);
        }
    }
    SECTION("ahead of its turn") {
        g.said.counter = 4;
        CHECK(g.refusalOf(g.t.noor, g.sent()) == wire::REFUSAL_GAP);
    }
    SECTION("without a reason, or for one that is none") {
        for (const std::uint32_t reason : {0U, 77U}) {
            g.said.reason = reason;
            CHECK(g.refusalOf(g.t.noor, g.sent()) == wire::REFUSAL_MALFORMED);
        }
    }
    SECTION("longer than any") {
        auto sent = g.sent();
        sent.mutable_stub()->append("\xfa\x3f\xff\x07", 4); // field 1023, 1023 bytes long
        sent.mutable_stub()->append(1023, 'x');
        const auto signature = g.t.noor.signing.sign(crypto::Kind::StubSignature,
                                                     g.t.world.house.bytes(), asBytes(sent.stub()));
        sent.set_signature(text(signature.bytes()));
        CHECK(g.refusalOf(g.t.noor, sent) == wire::REFUSAL_TOO_LARGE);
    }
    SECTION("by who may only deliver, and has the push-only key alone") {
        REQUIRE(g.t.world.openSession(g.t.noor, true) == 200);
        auto sent = g.sent();
        sent.clear_signature();
        CHECK(g.refusalOf(g.t.noor, sent) == wire::REFUSAL_UNSIGNED);
        const auto signature = g.t.noor.push.sign(crypto::Kind::StubSignature,
                                                  g.t.world.house.bytes(), asBytes(sent.stub()));
        sent.set_signature(text(signature.bytes()));
        CHECK(g.refusalOf(g.t.noor, sent) == wire::REFUSAL_UNSIGNED);
        CHECK(g.refusalOf(g.t.noor, g.t.world.signStub(g.said, g.t.bram)) ==
              wire::REFUSAL_UNSIGNED);
    }
    CHECK(g.t.world.digest() == before);
}

TEST_CASE("what the device signed to give a number up is delivered by its push-only key",
          "[sync][server][I-13]") {
    GivenUp g;
    REQUIRE(g.t.world.openSession(g.t.noor, true) == 200);
    const auto request = g.request(g.sent());
    CHECK(g.t.refusals(request) == Refusals(2, wire::REFUSAL_NONE));
    // The full session that follows is told so.
    REQUIRE(g.t.world.openSession(g.t.noor) == 200);
    const auto reply = g.t.world.push(g.t.noor, request);
    CHECK(reply.verdicts(0).duplicate());
    CHECK(reply.verdicts(1).duplicate());
}
