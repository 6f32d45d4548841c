// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What waits in the outbox goes to the hub while the store is closed, attachments too.
#include "sync/protocol/attachment.pb.h"
#include "tests/unit/engine/attach_town.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttachmentState;
namespace v0 = veldboek::v0;

struct Counted {
    explicit Counted(AttachTown& town) : m_town(town) {}
    SyncTrouble deliver(std::size_t person) {
        asked.clear();
        return m_town.deliver(person, [this](const Request& request) {
            ++asked[request.endpoint];
            return std::optional(m_town.ask(request));
        });
    }
    std::map<Endpoint, std::size_t> asked;

private:
    AttachTown& m_town;
};

std::size_t attachmentsIn(store::Outbox& outbox) {
    return must(outbox.attachments()).size();
}

/// What the hub would say to everything of one push.
Reply refusingAll(const Request& request, v0::Refusal refusal) {
    v0::PushReply reply;
    for (int i = 0; i < readAs<v0::PushRequest>(request.body).items_size(); ++i)
        reply.add_verdicts()->set_refusal(refusal);
    return replyOf(reply);
}

} // namespace

TEST_CASE("unsent work is delivered while the store is closed, and its attachments behind it",
          "[engine][attachment][I-13]") {
    AttachTown town;
    const auto size = GENERATE(std::size_t{1}, kChunk, 2 * kChunk + 100);
    const Bytes sealed = town.bytes(size);
    const auto address = town.write(kNoor, sealed);
    const auto text = town.write(kNoor, town.caseId, "vanaf de stoep");
    const auto waiting = must(town.replica(kNoor).outbox().count());
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 1);

    town.lock(kNoor);
    Counted counted(town);
    REQUIRE(counted.deliver(kNoor) == SyncTrouble::None);
    for (const auto endpoint : {Endpoint::Directory, Endpoint::Pull, Endpoint::Download})
        CHECK(counted.asked[endpoint] == 0);
    CHECK(must(town.hubStore.envelope(text)).has_value());
    CHECK(town.isAtHub(address));
    auto& outbox = town.device(kNoor).lockedOutbox();
    CHECK(must(outbox.count()) == waiting); // the store does not know yet
    CHECK(attachmentsIn(outbox) == 0);
    REQUIRE(counted.deliver(kNoor) == SyncTrouble::None);
    CHECK(counted.asked[Endpoint::Push] == 0);
    CHECK(counted.asked[Endpoint::Upload] == 0);
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);

    town.unlock(kNoor);
    CHECK(town.state(kNoor, address) == AttachmentState::Owed);
    town.requireSync(kNoor);
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.state(kNoor, address) == AttachmentState::Held);
    CHECK(town.dump(kNoor, town.caseId) == town.dump(kBram, town.caseId));
    CHECK(town.read(kNoor, address) == sealed);
}

TEST_CASE("a delivery goes on after cuts at any request", "[engine][attachment][I-9][I-13]") {
    AttachTown town;
    std::map<AttachmentId, Bytes> made;
    for (const std::size_t size : {std::size_t{10}, 3 * kChunk, kChunk + 1}) {
        const Bytes sealed = town.bytes(size);
        made[town.write(kNoor, sealed)] = sealed;
    }
    const bool isReplyLost = GENERATE(false, true);
    town.lock(kNoor);
    std::size_t rounds = 0;
    SyncTrouble trouble = SyncTrouble::Unreachable;
    while (trouble != SyncTrouble::None) {
        REQUIRE(++rounds < 40);
        std::size_t sent = 0;
        trouble = town.deliver(kNoor, [&](const Request& request) -> std::optional<Reply> {
            const bool isCut = ++sent > 2 + rounds;
            if (isCut && !isReplyLost)
                return std::nullopt;
            auto reply = town.ask(request);
            return isCut ? std::nullopt : std::optional(std::move(reply));
        });
        if (rounds % 2 == 0)
            town.lock(kNoor);
    }
    CHECK(rounds > 3);
    town.requireSync(kBram);
    for (const auto& [address, sealed] : made)
        CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("what the hub refuses waits for the store, and its attachment with it",
          "[engine][attachment][I-13]") {
    AttachTown town;
    const auto address = town.write(kNoor, town.bytes(10));
    town.lock(kNoor);
    town.purge({}); // the whole case
    Counted counted(town);
    REQUIRE(counted.deliver(kNoor) == SyncTrouble::None);
    CHECK(counted.asked[Endpoint::Push] > 0);
    CHECK(counted.asked[Endpoint::Upload] == 0);
    auto& outbox = town.device(kNoor).lockedOutbox();
    CHECK(must(outbox.count()) > 0);
    CHECK(attachmentsIn(outbox) == 1);
    town.unlock(kNoor);
    town.requireSync(kNoor);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) > 0);
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 0);
    CHECK_FALSE(town.isAtHub(address));
}

TEST_CASE("nothing is delivered to another hub", "[engine][I-13]") {
    AttachTown town;
    town.write(kNoor, town.bytes(10));
    town.lock(kNoor);
    std::size_t asked = 0;
    const auto other = crypto::SigningKey::generate();
    CHECK(town.deliver(kNoor, [&](const Request& request) -> std::optional<Reply> {
        ++asked;
        return changedReply<v0::HelloReply>(town.ask(request), [&](v0::HelloReply& reply) {
            reply.set_hub_key(std::string(asText(other.publicKey().bytes())));
        });
    }) == SyncTrouble::NotTrusted);
    CHECK(asked == 1);
    REQUIRE(town.deliver(kNoor) == SyncTrouble::None);
}

TEST_CASE("a delivery believes no receipt that the hub did not sign", "[engine][I-8][I-13]") {
    AttachTown town;
    town.write(kNoor, town.bytes(10));
    town.lock(kNoor);
    CHECK(town.deliver(kNoor, [&](const Request& request) -> std::optional<Reply> {
        auto reply = town.ask(request);
        if (request.endpoint != Endpoint::Push)
            return reply;
        return changedReply<v0::PushReply>(reply, [](v0::PushReply& push) {
            (*push.mutable_receipt()->mutable_signature())[5] ^= 1;
        });
    }) == SyncTrouble::HubMisbehaved);
    auto& outbox = town.device(kNoor).lockedOutbox();
    CHECK(must(outbox.undelivered(0, 100)).size() == must(outbox.count()));
    REQUIRE(town.deliver(kNoor) == SyncTrouble::None);
    CHECK(must(outbox.undelivered(0, 100)).empty());
}

TEST_CASE("an attachment that the store lost with its log comes back from the outbox",
          "[engine][attachment][I-1]") {
    AttachTown town;
    const Bytes sealed = town.bytes(2 * kChunk + 3);
    town.device(kNoor).kill();
    town.device(kNoor).stores().copyTo("before");
    town.device(kNoor).open();
    const auto address = town.write(kNoor, sealed);
    town.device(kNoor).kill();
    // The outbox as it is, beside the store as it was.
    const auto place = town.device(kNoor).place();
    for (const char* end : {"/store.db", "/store.db-wal"}) {
        std::filesystem::remove(place.string() + end);
        if (std::filesystem::exists(place.string() + ".before" + end))
            std::filesystem::copy(place.string() + ".before" + end, place.string() + end);
    }
    town.device(kNoor).open();
    CHECK(town.read(kNoor, address) == sealed);
    CHECK(town.state(kNoor, address) == AttachmentState::Owed);
    town.requireSync(kNoor);
    CHECK(town.isAtHub(address));
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 0);
}

TEST_CASE("an outbox of an older program gets the attachments of its work at the next start",
          "[engine][attachment][I-12][I-13]") {
    AttachTown town;
    const Bytes sealed = town.bytes(kChunk + 3);
    const auto address = town.write(kNoor, sealed);
    must(town.replica(kNoor).outbox().dropAttachment(town.team(town.caseId), address));
    town.reopen(kNoor);
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 1);
    town.lock(kNoor);
    REQUIRE(town.deliver(kNoor) == SyncTrouble::None);
    CHECK(town.isAtHub(address));
}

TEST_CASE("an attachment that nobody is to get any more leaves the outbox",
          "[engine][attachment]") {
    AttachTown town;
    const auto address = town.attach(kNoor, town.bytes(10));
    const auto record = town.name(kNoor, {address});
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 1);
    SECTION("once the hub has it") {
        town.requireSync(kNoor);
    }
    SECTION("once its record was purged after it was accepted") {
        REQUIRE(town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
            return request.endpoint == Endpoint::Upload ? std::nullopt
                                                        : std::optional(town.ask(request));
        }) == SyncTrouble::Unreachable);
        CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 1);
        town.purge(must(town.replica(kNoor).partsOf(record)));
        town.requireSync(kNoor);
    }
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 0);
}

TEST_CASE("of what was refused for good nobody is to get the attachment, also not by a delivery",
          "[engine][attachment][I-13]") {
    AttachTown town;
    const auto other = town.write(kNoor, town.caseId, "wel");
    town.requireSync(kNoor);
    const auto address = town.attach(kNoor, town.bytes(10));
    town.name(kNoor, {address});
    const auto refusal = GENERATE(v0::REFUSAL_MEMBERSHIP, v0::REFUSAL_SAID);
    CAPTURE(refusal);
    // It hears that it was refused, and the network is gone before it could give the number up; of
    // what the hub has already under another name there is nothing to give up.
    std::size_t pushes = 0;
    const auto refused = town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        return ++pushes == 1 ? std::optional(refusingAll(request, refusal)) : std::nullopt;
    });
    CHECK(refused == (refusal == v0::REFUSAL_SAID ? SyncTrouble::None : SyncTrouble::Unreachable));
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) > 0);
    CHECK(town.device(kNoor).engine().status().attachmentsOwed == 0);
    CHECK(attachmentsIn(town.replica(kNoor).outbox()) == 0);
    town.lock(kNoor);
    Counted counted(town);
    REQUIRE(counted.deliver(kNoor) == SyncTrouble::None);
    CHECK(counted.asked[Endpoint::Upload] == 0);
    town.unlock(kNoor);
    town.requireSync(kNoor);
    CHECK_FALSE(town.isAtHub(address));
    CHECK(town.has(kNoor, address)); // for its author
    CHECK(must(town.hubStore.envelope(other)).has_value());
}

TEST_CASE("an attachment that accepted work names too is delivered, whatever becomes of the rest",
          "[engine][attachment][I-13]") {
    AttachTown town;
    const auto address = town.write(kNoor, town.bytes(10));
    CHECK(town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Upload ? std::nullopt
                                                    : std::optional(town.ask(request));
    }) == SyncTrouble::Unreachable);
    town.name(kNoor, {address});
    std::size_t pushes = 0;
    CHECK(town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        return ++pushes == 1 ? std::optional(refusingAll(request, v0::REFUSAL_MEMBERSHIP))
                             : std::nullopt;
    }) == SyncTrouble::Unreachable);
    CHECK(town.device(kNoor).engine().status().attachmentsOwed == 1);
    town.lock(kNoor);
    REQUIRE(town.deliver(kNoor) == SyncTrouble::None);
    CHECK(town.isAtHub(address));
}

} // namespace vb::engine
