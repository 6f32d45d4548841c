// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a restored hub takes back, from whom, and what it does not.
#include "sync/server/generation.h"
#include "sync/transparency/leaf_entry.h"
#include "tests/support/must.h"
#include "tests/unit/server/two_members.h"

using namespace vb;
using namespace vb::test;
using Refusals = std::vector<wire::Refusal>;

namespace {

wire::PushItem returned(const TestEnvelope& envelope, const std::string& leaf) {
    wire::PushItem item;
    item.mutable_returned()->set_leaf(leaf);
    *item.mutable_returned()->mutable_envelope() = envelope.envelope;
    return item;
}

Refusals refusalsOf(const wire::PushReply& reply) {
    Refusals refusals;
    for (const wire::PushVerdict& verdict : reply.verdicts())
        refusals.push_back(verdict.refusal());
    return refusals;
}

/// Noor's three envelopes were accepted and are lost: the hub goes on from a copy without them.
struct Restored {
    Restored() : copy(dynamic_cast<server::MemoryHubStore&>(t.world.store)) {
        envelopes = t.write(3);
        const auto reply = t.world.push(t.noor, runOf(envelopes));
        REQUIRE(refusalsOf(reply) == Refusals(3, wire::REFUSAL_NONE));
        const wire::PullReply pulled = t.world.pull(t.bram, t.caseId);
        for (const wire::PulledEnvelope& item : pulled.envelopes())
            leaves.push_back(item.leaf());
        head = pulled.heads(0);
        t.world.clock.advance(std::chrono::minutes(1));
        t.world.hub.reset();
        dynamic_cast<server::MemoryHubStore&>(t.world.store) = copy;
        REQUIRE(begin(t.world.police).has_value());
        restart();
    }
    void restart() {
        t.world.restart();
        for (TestDevice* device : {&t.noor, &t.bram, &t.world.office})
            REQUIRE(t.world.openSession(*device) == 200);
    }
    Result<void> begin(const TestDevice& signer, std::uint64_t generation = 2) {
        const auto at = must(server::headToRestore(t.world.store));
        const auto said = t.world.sign(
            signer, CaseId(),
            membership::LogGenerationBody{generation, at.size, Digest256(at.root.bytes()),
                                          std::min(at.generation, generation - 1), at.size},
            DirectoryHead{});
        return server::beginGeneration(t.world.store, asBytes(said.SerializeAsString()),
                                       t.world.clock);
    }
    wire::PushRequest all() {
        wire::PushRequest request;
        for (std::size_t i = 0; i < envelopes.size(); ++i)
            *request.add_items() = returned(envelopes[i], leaves[i]);
        *request.add_heads() = head;
        return request;
    }

    TwoMembers t;
    server::MemoryHubStore copy;
    std::vector<TestEnvelope> envelopes;
    std::vector<std::string> leaves;
    wire::SignedStreamHead head;
};

bool isInMemory() {
    WorldStore store;
    return dynamic_cast<server::MemoryHubStore*>(&store.store()) != nullptr;
}

} // namespace

TEST_CASE("a colleague brings back what a restored hub lost", "[sync][server][I-1]") {
    if (!isInMemory())
        return; // the copy is taken of the store in memory
    Restored r;
    const wire::PushReply reply = r.t.world.push(r.t.bram, r.all());
    CHECK(refusalsOf(reply) == Refusals(3, wire::REFUSAL_NONE));
    // Under their own leaves, and in their author's stream.
    const wire::PullReply pulled = r.t.world.pull(r.t.bram, r.t.caseId);
    REQUIRE(pulled.envelopes_size() == 3);
    for (int i = 0; i < 3; ++i)
        CHECK(pulled.envelopes(i).leaf() == r.leaves[static_cast<std::size_t>(i)]);
    CHECK(must(r.t.world.store.stream(r.t.stream.id))->device == r.t.noor.id);

    // Again, by anybody, changes nothing.
    const auto digest = r.t.world.digest();
    for (TestDevice* device : {&r.t.bram, &r.t.noor}) {
        const wire::PushReply again = r.t.world.push(*device, r.all());
        for (const wire::PushVerdict& verdict : again.verdicts())
            CHECK(verdict.duplicate());
    }
    CHECK(r.t.world.digest() == digest);
    // The author goes on behind it, and a restart reads it all.
    CHECK(r.t.refusals(runOf(r.t.write(1))) == Refusals{wire::REFUSAL_NONE});
    r.restart();
}

TEST_CASE("a restored hub takes nothing back on a stranger's or a bad word", "[sync][server]") {
    if (!isInMemory())
        return;
    Restored r;
    auto request = r.all();
    SECTION("by one who does not read the audience") {
        CHECK(refusalsOf(r.t.world.push(r.t.world.office, request)) ==
              Refusals{wire::REFUSAL_MEMBERSHIP, wire::REFUSAL_GAP, wire::REFUSAL_GAP});
    }
    SECTION("without a head that covers it") {
        request.clear_heads();
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)).front() == wire::REFUSAL_UNSIGNED);
    }
    SECTION("with a head that somebody else signed") {
        *request.mutable_heads(0)->mutable_signature() = std::string(64, 'x');
        for (const auto refusal : refusalsOf(r.t.world.push(r.t.bram, request)))
            CHECK(refusal == wire::REFUSAL_UNSIGNED);
    }
    SECTION("out of order") {
        request.mutable_items()->SwapElements(0, 2);
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)).front() == wire::REFUSAL_GAP);
        return; // the first of the chain came along and was taken
    }
    SECTION("as colleagues' work without its leaf") {
        wire::PushRequest plain;
        addItem(plain, r.envelopes.front());
        *plain.add_heads() = r.head;
        // Put off: whoever recovers may not know the author's device yet.
        CHECK(refusalsOf(r.t.world.push(r.t.bram, plain)) == Refusals{wire::REFUSAL_RECOVERING});
    }
    SECTION("under another item's leaf, no leaf, or one of another time") {
        auto leaf = must(transparency::parseLeafEntry(asBytes(r.leaves[0])));
        request.mutable_items(0)->mutable_returned()->set_leaf(r.leaves[1]);
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)).front() == wire::REFUSAL_MALFORMED);
        request.mutable_items(0)->mutable_returned()->set_leaf("rubbish");
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)).front() == wire::REFUSAL_MALFORMED);
        leaf.hubTime = Instant{1};
        const Bytes early = transparency::encodeLeafEntry(leaf);
        request.mutable_items(0)->mutable_returned()->set_leaf(std::string(asText(early)));
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)).front() == wire::REFUSAL_AUTHORITY);
        leaf.hubTime = r.t.world.clock.now() + std::chrono::hours(1);
        const Bytes ahead = transparency::encodeLeafEntry(leaf);
        request.mutable_items(0)->mutable_returned()->set_leaf(std::string(asText(ahead)));
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)).front() == wire::REFUSAL_RECOVERING);
    }
    SECTION("nothing at all") {
        request.Clear();
        request.add_items()->mutable_returned()->set_leaf(r.leaves[0]);
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)) == Refusals{wire::REFUSAL_MALFORMED});
    }
    for (const auto& envelope : r.envelopes)
        CHECK_FALSE(must(r.t.world.store.envelope(envelope.id)).has_value());
}

TEST_CASE("a recovery goes on while something rests on what is not back", "[sync][server][I-1]") {
    if (!isInMemory())
        return;
    Restored r;
    wire::PushRequest rest = r.all();
    rest.mutable_items()->DeleteSubrange(0, 1); // the first of the chain is on another device
    REQUIRE(refusalsOf(r.t.world.push(r.t.bram, rest)) == Refusals(2, wire::REFUSAL_GAP));
    CHECK(server::endRecovery(r.t.world.store).error().code == Code::Conflict);
    r.restart(); // a new session: it offers again what is not back
    REQUIRE(refusalsOf(r.t.world.push(r.t.bram, rest)) == Refusals(2, wire::REFUSAL_GAP));
    CHECK(server::endRecovery(r.t.world.store).error().code == Code::Conflict);

    SECTION("until it is") {
        wire::PushRequest first = r.all();
        REQUIRE(refusalsOf(r.t.world.push(r.t.noor, first)) == Refusals(3, wire::REFUSAL_NONE));
        must(server::endRecovery(r.t.world.store));
    }
    SECTION("until its device offers it no more") {
        REQUIRE(r.t.world.openSession(r.t.bram) == 200);
        must(server::endRecovery(r.t.world.store));
    }
    SECTION("or it is given up") {
        must(server::endRecovery(r.t.world.store, true));
        CHECK_FALSE(must(r.t.world.store.logState()).isRecovering);
    }
    SECTION("but not for what is no part of the log") {
        wire::PushRequest malformed = r.all();
        REQUIRE(r.t.world.openSession(r.t.bram) == 200);
        malformed.mutable_items(0)->mutable_returned()->set_leaf("rubbish");
        malformed.mutable_items()->DeleteSubrange(1, 2);
        r.t.world.push(r.t.bram, malformed);
        must(server::endRecovery(r.t.world.store));
    }
}

TEST_CASE("whose certificate ran out brings back what they said, and nothing else",
          "[sync][server][I-1]") {
    if (!isInMemory())
        return;
    Restored r;
    must(server::endRecovery(r.t.world.store));
    r.restart();
    auto& store = dynamic_cast<server::MemoryHubStore&>(r.t.world.store);
    const server::MemoryHubStore before = store;
    const membership::GrantBody grant{r.t.stream.audience.id,
                                      {{Digest256(r.t.bram.id.bytes()), r.t.epoch, Bytes(80, 3)}}};
    r.t.world.say(r.t.noor, r.t.caseId, grant);
    wire::DirectoryRequest ask;
    auto* known = ask.add_cases();
    known->set_case_id(text(r.t.caseId.view()));
    const auto shown =
        r.t.world.ask<wire::DirectoryReply>(protocol::Endpoint::Directory, r.t.bram, ask);
    wire::PushRequest request;
    auto* said = request.add_items()->mutable_returned();
    const auto& last = shown.cases(0).statements(shown.cases(0).statements_size() - 1);
    said->set_leaf(last.leaf());
    *said->mutable_statement() = last.statement();
    r.t.world.hub.reset();
    store = before;
    REQUIRE(r.begin(r.t.world.police, 3).has_value());

    SECTION("while it recovers") {
        r.t.world.clock.advance(std::chrono::hours(24 * 91));
        r.restart();
        CHECK(refusalsOf(r.t.world.push(r.t.bram, request)) == Refusals{wire::REFUSAL_AUTHORITY});
        CHECK(refusalsOf(r.t.world.push(r.t.noor, request)) == Refusals{wire::REFUSAL_NONE});
    }
    SECTION("but not when the device was ended meanwhile") {
        must(server::endRecovery(r.t.world.store));
        r.restart();
        REQUIRE(r.t.world.openSession(r.t.world.police) == 200);
        r.t.world.say(
            r.t.world.police, CaseId(),
            membership::DeviceEndBody{r.t.noor.id, membership::EndReason::LostDevice, {}});
        REQUIRE(r.t.world.openSession(r.t.noor) == 200); // to deliver, and no more
        CHECK(refusalsOf(r.t.world.push(r.t.noor, request)) == Refusals{wire::REFUSAL_AUTHORITY});
    }
}

TEST_CASE("nobody names a time for their own work once they were removed", "[sync][server][I-10]") {
    if (!isInMemory())
        return;
    Restored r;
    must(server::endRecovery(r.t.world.store));
    r.restart();
    const membership::MemberEndBody end{r.t.noor.holder, membership::EndReason::Unassigned, {}};
    wire::PushRequest said;
    addItem(said, r.t.world.sign(r.t.world.office, r.t.caseId, end));
    REQUIRE(refusalsOf(r.t.world.push(r.t.world.office, said)) == Refusals{wire::REFUSAL_NONE});
    r.t.world.clock.advance(std::chrono::hours(1));
    REQUIRE(r.t.world.openSession(r.t.noor) == 200); // the one before has run out

    const wire::PushReply reply = r.t.world.push(r.t.noor, r.all());
    REQUIRE(refusalsOf(reply) == Refusals(3, wire::REFUSAL_NONE));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto row = must(r.t.world.store.envelope(r.envelopes[i].id));
        REQUIRE(row.has_value());
        const auto claimed = must(transparency::parseLeafEntry(asBytes(r.leaves[i])));
        const auto given = must(transparency::parseLeafEntry(row->leaf));
        CHECK(given.hubTime >= claimed.hubTime + std::chrono::hours(1));
        CHECK(given.directory.caseLog.size > claimed.directory.caseLog.size);
    }
}

TEST_CASE("a restored hub keeps one chain", "[sync][server]") {
    if (!isInMemory())
        return;
    Restored r;
    // Her restored device wrote something else under the numbers that were lost.
    r.t.stream.counter -= 3;
    r.t.stream.last.reset();
    const auto other = r.t.write(1);
    REQUIRE(r.t.refusals(runOf(other)) == Refusals{wire::REFUSAL_NONE});
    const auto refusals = refusalsOf(r.t.world.push(r.t.bram, r.all()));
    CHECK(refusals.front() == wire::REFUSAL_FORK);
    CHECK(refusals[1] == wire::REFUSAL_CHAIN);
    CHECK(must(r.t.world.store.envelope(other.front().id)).has_value());
}

TEST_CASE("a generation begins on an issuer's word about this very head", "[sync][server]") {
    if (!isInMemory())
        return;
    Restored r;
    CHECK(must(r.t.world.store.logState()).isRecovering);
    CHECK(r.begin(r.t.world.police, 2).error().code == Code::Conflict);
    CHECK(r.begin(r.t.bram, 3).error().code == Code::Refused);
    CHECK(server::beginGeneration(r.t.world.store, asBytes(std::string_view("rubbish")),
                                  r.t.world.clock)
              .error()
              .code == Code::InvalidInput);
    // It is of no chain.
    wire::PushRequest request;
    addItem(request,
            r.t.world.sign(r.t.world.police, CaseId(),
                           membership::LogGenerationBody{
                               4, 1, Digest256(r.t.world.random.makeId<Digest256>()), 2, 1},
                           DirectoryHead{}));
    must(server::endRecovery(r.t.world.store));
    r.restart();
    CHECK(refusalsOf(r.t.world.push(r.t.world.office, request)) ==
          Refusals{wire::REFUSAL_AUTHORITY});
    CHECK(must(r.t.world.store.generations()).size() == 1);
}
