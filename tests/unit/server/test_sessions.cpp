// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints hello, session and mailbox; limits.
#include "sync/server/rate_limiter.h"
#include "sync/server/sessions.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/pinned_head.h"
#include "tests/support/must.h"
#include "tests/unit/server/two_members.h"

#include <functional>

using namespace vb;
using namespace vb::test;
using protocol::Endpoint;
using std::chrono::milliseconds;

namespace {

/// A session request in parts, so that each can be spoilt.
struct Handshake {
    HubWorld& world;
    const TestDevice& device;
    wire::Challenge challenge;
    crypto::Kind kind = crypto::Kind::Challenge;

    Handshake(HubWorld& in, const TestDevice& of) : world(in), device(of) {
        wire::HelloRequest hello;
        hello.add_versions(protocol::kProtocolVersion);
        hello.set_house(text(world.house.view()));
        hello.set_device(text(device.id.view()));
        const auto reply = world.ask<wire::HelloReply>(Endpoint::Hello, device, hello);
        challenge.set_house(text(world.house.view()));
        challenge.set_device(text(device.id.view()));
        challenge.set_hub_key(reply.hub_key());
        challenge.set_hub_nonce(reply.hub_nonce());
        challenge.set_device_nonce(std::string(32, 'd'));
    }
    [[nodiscard]] wire::SessionRequest signedBy(const crypto::SigningKey& key) const {
        wire::SessionRequest request;
        request.set_challenge(challenge.SerializeAsString());
        request.set_signature(
            text(key.sign(kind, world.house.bytes(), asBytes(request.challenge())).bytes()));
        return request;
    }
    protocol::Reply send(const wire::SessionRequest& request) {
        return world.post(Endpoint::Session, {}, request.SerializeAsString());
    }
    wire::FailureReason failure() { return HouseWorld::failureOf(send(signedBy(device.signing))); }
};

} // namespace

TEST_CASE("a session opens for a device's signature over this hub's nonce", "[sync][server]") {
    TwoMembers t;
    Handshake shake(t.world, t.noor);
    wire::SessionRequest request = shake.signedBy(t.noor.signing);
    request.set_pinned_generation(1);
    request.set_pinned_size(2);
    const auto reply = shake.send(request);
    REQUIRE(reply.status == 200);
    wire::SessionReply session;
    REQUIRE(session.ParseFromString(std::string(asText(reply.body))));
    const Digest256 before = t.world.digest();
    CHECK(session.token().size() == 32);
    CHECK(session.scope() == wire::SESSION_SCOPE_FULL);
    CHECK(session.house_directory_size() == t.world.heads(CaseId()).house.size);
    transparency::PinnedHead pinned(
        t.world.hubKey.publicKey(),
        {t.world.house, 1, 2, must(transparency::rootAt(t.world.store, 2)), {}, 0});
    CHECK(pinned.advance(must(transparency::fromMessage(session.head())),
                         must(transparency::fromMessage(session.consistency()))) ==
          transparency::HeadVerdict::Advanced);

    SECTION("once") {
        CHECK(HouseWorld::failureOf(shake.send(request)) == wire::FAILURE_REASON_UNAUTHENTICATED);
    }
    SECTION("and ends") {
        TestDevice& device = t.noor;
        device.session = toBytes(asBytes(session.token()));
        t.world.clock.advance(protocol::kSessionLifetime);
        CHECK(t.world.failure(Endpoint::Poll, device, wire::PollRequest()) ==
              wire::FAILURE_REASON_UNAUTHENTICATED);
    }
    SECTION("and does not survive a restart") {
        t.world.restart();
        CHECK(t.world.failure(Endpoint::Poll, t.noor, wire::PollRequest()) ==
              wire::FAILURE_REASON_UNAUTHENTICATED);
    }
    CHECK(t.world.digest() == before);
}

TEST_CASE("a challenge that is not exactly right opens nothing", "[sync][server]") {
    TwoMembers t;
    const Digest256 before = t.world.digest();
    Handshake shake(t.world, t.noor);
    constexpr auto kRefused = wire::FAILURE_REASON_UNAUTHENTICATED;
    SECTION("of another hub") {
        shake.challenge.set_hub_key(text(crypto::SigningKey::generate().publicKey().bytes()));
        CHECK(shake.failure() == kRefused);
    }
    SECTION("of another house") {
        shake.challenge.set_house(std::string(16, 'h'));
        CHECK(shake.failure() == wire::FAILURE_REASON_HOUSE);
    }
    SECTION("signed by another device") {
        CHECK(HouseWorld::failureOf(shake.send(shake.signedBy(t.bram.signing))) == kRefused);
    }
    SECTION("signed by the push-only key for a full session") {
        CHECK(HouseWorld::failureOf(shake.send(shake.signedBy(t.noor.push))) == kRefused);
        shake.kind = crypto::Kind::PushChallenge;
        CHECK(HouseWorld::failureOf(shake.send(shake.signedBy(t.noor.push))) == kRefused);
    }
    SECTION("signed by the device key for a push-only session") {
        shake.challenge.set_push_only(true);
        CHECK(shake.failure() == kRefused);
    }
    SECTION("by a device that nobody certified") {
        const TestDevice unknown(t.world.house, t.noor.holder, t.world.random);
        Handshake other(t.world, unknown);
        CHECK(other.failure() == kRefused);
    }
    SECTION("after its time") {
        t.world.clock.advance(protocol::kChallengeLifetime);
        CHECK(shake.failure() == kRefused);
    }
    SECTION("with a nonce that the hub never made") {
        std::string nonce = shake.challenge.hub_nonce();
        nonce[9] = static_cast<char>(nonce[9] ^ 1);
        shake.challenge.set_hub_nonce(nonce);
        CHECK(shake.failure() == kRefused);
    }
    SECTION("with a nonce of the hub before its restart") {
        t.world.restart();
        CHECK(shake.failure() == kRefused);
    }
    SECTION("of the wrong size") {
        shake.challenge.set_device_nonce("short");
        CHECK(shake.failure() == wire::FAILURE_REASON_MALFORMED);
        shake.challenge.set_device_nonce(std::string(1'000, 'd'));
        CHECK(shake.failure() == wire::FAILURE_REASON_MALFORMED);
    }
    CHECK(t.world.digest() == before);
}

TEST_CASE("hello is for this house and a version that both speak", "[sync][server]") {
    TwoMembers t;
    const Digest256 before = t.world.digest();
    wire::HelloRequest hello;
    hello.add_versions(17);
    hello.set_house(text(t.world.house.view()));
    hello.set_device(text(t.noor.id.view()));
    CHECK(t.world.failure(Endpoint::Hello, t.noor, hello) == wire::FAILURE_REASON_VERSION);
    hello.add_versions(protocol::kProtocolVersion);
    hello.set_house(std::string(16, 'x'));
    CHECK(t.world.failure(Endpoint::Hello, t.noor, hello) == wire::FAILURE_REASON_HOUSE);
    hello.set_house("x");
    CHECK(t.world.failure(Endpoint::Hello, t.noor, hello) == wire::FAILURE_REASON_MALFORMED);
    CHECK(t.world.digest() == before);
}

TEST_CASE("every endpoint but three demands a session", "[sync][server]") {
    TwoMembers t;
    const Digest256 before = t.world.digest();
    for (const Endpoint endpoint :
         {Endpoint::Directory, Endpoint::Push, Endpoint::Pull, Endpoint::Compare, Endpoint::Fetch,
          Endpoint::Poll, Endpoint::Proof, Endpoint::Reconcile, Endpoint::Upload,
          Endpoint::Download}) {
        CHECK(HouseWorld::failureOf(t.world.post(endpoint, {}, "")) ==
              wire::FAILURE_REASON_UNAUTHENTICATED);
        CHECK(HouseWorld::failureOf(t.world.post(endpoint, Bytes(32, 7), "")) ==
              wire::FAILURE_REASON_UNAUTHENTICATED);
        CHECK(HouseWorld::failureOf(t.world.post(endpoint, Bytes(3, 7), "")) ==
              wire::FAILURE_REASON_UNAUTHENTICATED);
    }
    CHECK(t.world.digest() == before);
}

TEST_CASE("a device has few sessions, of which the oldest goes", "[sync][server]") {
    server::HubLimits limits;
    limits.maxSessionsPerDevice = 2;
    TwoMembers t(1, limits);
    const Bytes first = t.noor.session;
    REQUIRE(t.world.openSession(t.noor) == 200);
    CHECK(t.world.post(Endpoint::Poll, first, "").status == 200);
    REQUIRE(t.world.openSession(t.noor) == 200);
    CHECK(t.world.post(Endpoint::Poll, first, "").status == 401);
    CHECK(t.world.post(Endpoint::Poll, t.noor.session, "").status == 200);
    CHECK(t.world.post(Endpoint::Poll, t.bram.session, "").status == 200);
}

TEST_CASE("mailboxes hold three sealed messages for a while", "[sync][server]") {
    TwoMembers t;
    const TestDevice newcomer(t.world.house, t.noor.holder, t.world.random);
    const auto request = [&](std::uint32_t slot, const std::string& content) {
        wire::MailboxRequest mail;
        mail.set_address(std::string(32, 'm'));
        mail.set_slot(slot);
        mail.set_content(content);
        return mail;
    };
    const auto put = [&](const TestDevice& device, std::uint32_t slot, const std::string& content) {
        return t.world
            .post(Endpoint::Mailbox, device.session, request(slot, content).SerializeAsString())
            .status;
    };
    const auto get = [&](std::uint32_t slot) {
        return t.world.ask<wire::MailboxReply>(Endpoint::Mailbox, newcomer, request(slot, ""))
            .content();
    };
    CHECK(put(newcomer, 0, "notice") == 401);
    CHECK(put(newcomer, 1, "request") == 404);
    CHECK(put(t.world.police, 0, "notice") == 200);
    CHECK(get(0) == "notice");
    CHECK(put(newcomer, 1, "request") == 200);
    CHECK(put(newcomer, 2, "answer") == 401);
    CHECK(put(t.world.police, 2, "answer") == 200);
    CHECK(get(1) == "request");
    CHECK(get(2) == "answer");

    const Digest256 before = t.world.digest();
    CHECK(put(newcomer, 1, "request") == 200);
    CHECK(put(newcomer, 1, "another request") == 403);
    CHECK(put(t.world.police, 0, "another notice") == 403);
    CHECK(put(t.world.police, 3, "no such slot") == 400);
    CHECK(put(t.world.police, 2, std::string(protocol::kMaxMailboxBytes + 1, 'x')) == 413);
    CHECK(t.world.digest() == before);

    t.world.clock.advance(std::chrono::hours(24 * 14));
    CHECK(t.world.failure(Endpoint::Mailbox, newcomer, request(0, "")) ==
          wire::FAILURE_REASON_NOT_FOUND);
    CHECK(must(t.world.store.mailCount()) == 3);
    must(t.world.hub->tidy());
    CHECK(must(t.world.store.mailCount()) == 0);
}

TEST_CASE("mailboxes are counted", "[sync][server]") {
    server::HubLimits limits;
    limits.maxMail = 2;
    TwoMembers t(1, limits);
    wire::MailboxRequest mail;
    mail.set_content("notice");
    for (const char letter : {'a', 'b'}) {
        mail.set_address(std::string(32, letter));
        t.world.ask<wire::MailboxReply>(Endpoint::Mailbox, t.noor, mail);
    }
    mail.set_address(std::string(32, 'c'));
    CHECK(t.world.failure(Endpoint::Mailbox, t.noor, mail) == wire::FAILURE_REASON_QUOTA);
}

TEST_CASE("who asks too much is told to wait", "[sync][server]") {
    server::HubLimits limits;
    limits.requestsPerDevice = {20, 2};
    limits.anonymousPerAddress = {30, 1};
    TwoMembers t(1, limits);
    SECTION("a device") {
        while (t.world.post(Endpoint::Poll, t.noor.session, "").status == 200) {
        }
        const auto reply = t.world.post(Endpoint::Poll, t.noor.session, "");
        wire::Failure failure;
        REQUIRE(failure.ParseFromString(std::string(asText(reply.body))));
        CHECK(reply.status == 429);
        CHECK(failure.reason() == wire::FAILURE_REASON_QUOTA);
        CHECK(failure.retry_after_millis() == 500);
        CHECK(t.world.post(Endpoint::Poll, t.bram.session, "").status == 200);
        t.world.clock.advance(milliseconds(500));
        CHECK(t.world.post(Endpoint::Poll, t.noor.session, "").status == 200);
    }
    SECTION("an address") {
        const auto hello = [&](const char* address) {
            return t.world.hub->handle({Endpoint::Hello, {}, {}}, {address}).reply.status;
        };
        while (hello("192.0.2.7") == 400) {
        }
        CHECK(hello("192.0.2.7") == 429);
        CHECK(hello("192.0.2.8") == 400);
    }
}

TEST_CASE("token buckets fill, cap and forget", "[sync][server]") {
    server::RateLimiter limiter({10, 5}, 2);
    const milliseconds start(1'000);
    CHECK_FALSE(limiter.take("a", 10, start));
    CHECK(limiter.take("a", 1, start) == milliseconds(200));
    CHECK_FALSE(limiter.take("a", 1, start + milliseconds(200)));
    CHECK_FALSE(limiter.take("b", 1, start));
    CHECK(limiter.take("c", 1, start) == milliseconds(1'000));
    // More than the burst is taken once the bucket is full.
    CHECK(limiter.take("b", 50, start) == milliseconds(200));
    CHECK_FALSE(limiter.take("b", 50, start + milliseconds(200)));
    limiter.tidy(start + milliseconds(2'100));
    CHECK(limiter.size() == 2);
    CHECK_FALSE(limiter.take("c", 1, start + milliseconds(2'200)));
    CHECK(limiter.size() == 1);
}

TEST_CASE("nonces cost nothing until they are used", "[sync][server]") {
    SeededRandom random(3);
    server::Nonces nonces(HouseId(), random, milliseconds(100));
    server::Nonces others(HouseId(), random, milliseconds(100));
    for (int i = 0; i < 1'000; ++i)
        nonces.make(milliseconds(i));
    CHECK(nonces.usedCount() == 0);
    const auto nonce = nonces.make(milliseconds(50));
    CHECK(nonces.isOpen(nonce, milliseconds(149)));
    CHECK_FALSE(nonces.isOpen(nonce, milliseconds(150)));
    CHECK_FALSE(nonces.isOpen(nonce, milliseconds(49)));
    CHECK_FALSE(others.isOpen(nonce, milliseconds(60)));
    nonces.use(nonce, milliseconds(60));
    CHECK_FALSE(nonces.isOpen(nonce, milliseconds(61)));
    nonces.tidy(milliseconds(150));
    CHECK(nonces.usedCount() == 0);
}
