// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// I-10: whatever comes, there is a clear refusal and nothing changes.
#include "tests/support/must.h"
#include "tests/support/property.h"
#include "tests/unit/server/two_members.h"

using namespace vb;
using namespace vb::test;
using protocol::Endpoint;

namespace {

constexpr std::array<Endpoint, 13> kEndpoints{
    Endpoint::Hello,     Endpoint::Session, Endpoint::Directory, Endpoint::Push,  Endpoint::Pull,
    Endpoint::Compare,   Endpoint::Fetch,   Endpoint::Poll,      Endpoint::Proof, Endpoint::Mailbox,
    Endpoint::Reconcile, Endpoint::Upload,  Endpoint::Download};

/// One house for all cases of the properties: none of them may change it.
struct Target {
    Target() : t(1, generous()) {
        const auto envelopes = t.write(3, {{100, 50}, false, {}});
        t.world.push(t.noor, runOf(envelopes));
        next = t.write(2);
    }
    static server::HubLimits generous() {
        server::HubLimits limits;
        limits.requestsPerDevice = {1e9, 1e9};
        limits.anonymousPerAddress = {1e9, 1e9};
        limits.pushedBytesPerDevice = {1e12, 1e12};
        return limits;
    }
    TwoMembers t;
    std::vector<TestEnvelope> next;
};

Target& target() {
    static Target instance;
    return instance;
}

bool isClearRefusal(const protocol::Reply& reply) {
    wire::Failure failure;
    return reply.status >= 400 && reply.status < 500 &&
           failure.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())) &&
           failure.reason() != wire::FAILURE_REASON_UNSPECIFIED &&
           failure.reason() != wire::FAILURE_REASON_INTERNAL;
}

/// Replies that are no refusal must at least accept nothing.
bool acceptsNothing(Endpoint endpoint, const protocol::Reply& reply) {
    if (endpoint != Endpoint::Push)
        return true;
    wire::PushReply push;
    return push.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())) &&
           !push.has_receipt();
}

} // namespace

TEST_CASE("garbage at every endpoint changes nothing", "[sync][server][property]") {
    Target& at = target();
    const Digest256 before = at.t.world.digest();
    holds("random bytes are refused or mean nothing", [&] {
        const auto endpoint = kEndpoints[*rc::gen::inRange<std::size_t>(0, kEndpoints.size())];
        const auto body = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
        const bool inSession = *rc::gen::arbitrary<bool>();
        const auto reply =
            at.t.world.hub
                ->handle({endpoint, inSession ? at.t.noor.session : Bytes(), body}, {"192.0.2.9"})
                .reply;
        const bool fine =
            reply.status == 200 ? acceptsNothing(endpoint, reply) : isClearRefusal(reply);
        RC_ASSERT(fine);
        RC_ASSERT(at.t.world.digest() == before);
    });
}

TEST_CASE("a good push with a few bytes changed does harm to nobody", "[sync][server][property]") {
    Target& at = target();
    const std::string good = runOf(at.next).SerializeAsString();
    const Digest256 before = at.t.world.digest();
    holds("a spoilt push is refused", [&] {
        std::string body = good;
        const auto changes = *rc::gen::inRange<int>(1, 4);
        for (int i = 0; i < changes; ++i) {
            const auto place = *rc::gen::inRange<std::size_t>(0, body.size());
            body[place] = static_cast<char>(*rc::gen::arbitrary<std::uint8_t>());
        }
        if (*rc::gen::arbitrary<bool>())
            body.resize(*rc::gen::inRange<std::size_t>(0, body.size()));
        RC_PRE(body != good);
        const auto reply = at.t.world.post(Endpoint::Push, at.t.noor.session, body);
        // What is accepted of it must be what the author signed: then it is no forgery.
        wire::PushReply push;
        if (reply.status == 200 && push.ParseFromString(std::string(asText(reply.body))) &&
            push.has_receipt()) {
            at.t.world.restart();
            RC_FAIL("a changed push was accepted");
        }
        RC_ASSERT((reply.status == 200 || isClearRefusal(reply)));
        RC_ASSERT(at.t.world.digest() == before);
    });
}

TEST_CASE("what is too large is refused unread", "[sync][server]") {
    TwoMembers t;
    const Digest256 before = t.world.digest();
    for (const Endpoint endpoint : kEndpoints) {
        const auto reply = t.world.post(endpoint, t.noor.session,
                                        std::string(protocol::kMaxRequestBytes + 1, 'x'));
        CHECK(HouseWorld::failureOf(reply) == wire::FAILURE_REASON_TOO_LARGE);
    }
    wire::PushRequest items;
    for (std::size_t i = 0; i <= protocol::kMaxPushItems; ++i)
        items.add_items();
    CHECK(t.world.failure(Endpoint::Push, t.noor, items) == wire::FAILURE_REASON_TOO_LARGE);
    wire::PushRequest heads;
    for (std::size_t i = 0; i <= protocol::kMaxPushItems; ++i)
        heads.add_heads();
    CHECK(t.world.failure(Endpoint::Push, t.noor, heads) == wire::FAILURE_REASON_TOO_LARGE);
    wire::PullRequest cursors;
    for (std::size_t i = 0; i <= protocol::kMaxCursors; ++i)
        cursors.add_cursors();
    CHECK(t.world.failure(Endpoint::Pull, t.noor, cursors) == wire::FAILURE_REASON_TOO_LARGE);
    wire::FetchRequest ids;
    ids.set_case_id(std::string(16, 'c'));
    ids.set_audience(std::string(16, 'a'));
    for (std::size_t i = 0; i <= protocol::kMaxFetchIds; ++i)
        ids.add_ids(std::string(32, 'i'));
    CHECK(t.world.failure(Endpoint::Fetch, t.noor, ids) == wire::FAILURE_REASON_TOO_LARGE);

    const auto refusal = [&](const EnvelopeShape& shape) {
        TestStream copy = t.stream;
        return t.world.push(t.noor, pushOf(t.world.write(copy, shape))).verdicts(0).refusal();
    };
    CHECK(refusal({{protocol::kMaxSealedPartBytes + 1}, false, {}}) == wire::REFUSAL_TOO_LARGE);
    CHECK(refusal({std::vector<std::size_t>(5, 250'000), false, {}}) == wire::REFUSAL_TOO_LARGE);
    CHECK(refusal({std::vector<std::size_t>(65, 10), false, {}}) == wire::REFUSAL_TOO_LARGE);
    CHECK(t.world.digest() == before);
}

TEST_CASE("a device cannot write what it may not", "[sync][server]") {
    TwoMembers t;
    TestDevice& mallory = t.world.enrol(t.world.person(2));
    const CaseId ownCase = t.world.makeCase({&mallory});
    const EpochId ownEpoch = t.world.openEpoch(ownCase, mallory, {&mallory});
    const Digest256 before = t.world.digest();
    const auto push = [&](const wire::PushRequest& request) {
        return t.world.push(mallory, request).verdicts(0).refusal();
    };
    SECTION("in a case of others") {
        TestStream stream = t.world.stream(mallory, t.caseId, t.epoch);
        CHECK(push(pushOf(t.world.write(stream))) == wire::REFUSAL_MEMBERSHIP);
    }
    SECTION("in a case that does not exist") {
        TestStream stream = t.world.stream(mallory, t.world.random.makeId<CaseId>(), ownEpoch);
        CHECK(push(pushOf(t.world.write(stream))) != wire::REFUSAL_NONE);
    }
    SECTION("with another's epoch") {
        TestStream stream = t.world.stream(mallory, ownCase, t.epoch);
        CHECK(push(pushOf(t.world.write(stream))) == wire::REFUSAL_EPOCH);
    }
    SECTION("in another's stream") {
        const auto envelope = t.world.write(t.stream);
        CHECK(push(pushOf(envelope)) == wire::REFUSAL_AUTHORITY);
    }
    SECTION("in another's stream under a head of its own") {
        TestStream stolen = t.stream;
        stolen.device = &mallory;
        const auto envelope = t.world.write(stolen);
        CHECK(push(pushOf(envelope)) == wire::REFUSAL_AUTHORITY);
    }
    SECTION("without a head") {
        TestStream stream = t.world.stream(mallory, ownCase, ownEpoch);
        wire::PushRequest request = pushOf(t.world.write(stream));
        request.clear_heads();
        CHECK(push(request) == wire::REFUSAL_UNSIGNED);
    }
    SECTION("under a forged head") {
        TestStream stream = t.world.stream(mallory, ownCase, ownEpoch);
        wire::PushRequest request = pushOf(t.world.write(stream));
        (*request.mutable_heads(0)->mutable_signature())[5] ^= 1;
        CHECK(push(request) == wire::REFUSAL_UNSIGNED);
    }
    SECTION("under the head of another changeset") {
        TestStream stream = t.world.stream(mallory, ownCase, ownEpoch);
        TestStream twin = stream;
        wire::PushRequest request = pushOf(t.world.write(stream));
        *request.mutable_heads(0) = t.world.write(twin).head;
        CHECK(push(request) == wire::REFUSAL_UNSIGNED);
    }
    SECTION("with a part that is not what the header says") {
        TestStream stream = t.world.stream(mallory, ownCase, ownEpoch);
        wire::PushRequest request = pushOf(t.world.write(stream));
        (*request.mutable_items(0)->mutable_envelope()->mutable_parts(0))[3] ^= 1;
        CHECK(push(request) == wire::REFUSAL_MALFORMED);
    }
    SECTION("under a directory that never was") {
        TestStream stream = t.world.stream(mallory, ownCase, ownEpoch);
        DirectoryHead invented = t.world.heads(ownCase);
        invented.house.hash = Digest256(ByteArray<32>{9});
        CHECK(push(pushOf(t.world.write(stream, {{100}, false, invented}))) ==
              wire::REFUSAL_DIRECTORY);
        TestStream again = t.world.stream(mallory, ownCase, ownEpoch);
        invented = t.world.heads(ownCase);
        invented.house.size += 5;
        CHECK(push(pushOf(t.world.write(again, {{100}, false, invented}))) ==
              wire::REFUSAL_DIRECTORY);
    }
    SECTION("for another house") {
        TestStream stream = t.world.stream(mallory, ownCase, ownEpoch);
        auto envelope = t.world.write(stream);
        membership::EnvelopeHeader header =
            must(membership::parseEnvelopeHeader(asBytes(envelope.envelope.header())));
        header.house = HouseId(ByteArray<16>{1});
        envelope.envelope.set_header(text(membership::encodeEnvelopeHeader(header)));
        CHECK(push(pushOf(envelope)) == wire::REFUSAL_HOUSE);
    }
    SECTION("statements that are not hers to make") {
        const auto say = [&](const CaseId& caseId, membership::StatementBody body) {
            wire::PushRequest request;
            addItem(request, t.world.sign(mallory, caseId, std::move(body)));
            return push(request);
        };
        membership::MemberBody self;
        self.member = mallory.holder;
        self.hat = 1;
        CHECK(say(t.caseId, self) == wire::REFUSAL_AUTHORITY);
        CHECK(
            say(CaseId(), membership::RoleBody{mallory.holder, model::Role::Procesregisseur, {}}) ==
            wire::REFUSAL_AUTHORITY);
        CHECK(say(CaseId(),
                  membership::DeviceEndBody{t.bram.id, membership::EndReason::Retired, {}}) ==
              wire::REFUSAL_AUTHORITY);
        CHECK(say(t.caseId, membership::WithdrawalBody{{PartHash(ByteArray<32>{1})}}) ==
              wire::REFUSAL_MEMBERSHIP);
        CHECK(say(ownCase, membership::PurgeBody{{PartHash(ByteArray<32>{1})}, false}) ==
              wire::REFUSAL_AUTHORITY);
    }
    SECTION("statements in another's name") {
        membership::MemberBody self;
        self.member = mallory.holder;
        self.hat = 1;
        wire::PushRequest request;
        addItem(request, t.world.sign(t.world.office, t.caseId, self));
        (*request.mutable_items(0)->mutable_statement()->mutable_signature())[0] ^= 1;
        CHECK(push(request) == wire::REFUSAL_UNSIGNED);
    }
    SECTION("a stub in a case of others") {
        wire::PushRequest request;
        const TestStream stream = t.world.stream(mallory, t.caseId, t.epoch);
        const auto refused = t.world.random.makeId<ChangesetId>();
        addItem(request, t.world.signStub(HouseWorld::giveUp(stream, 1, refused), mallory));
        CHECK(push(request) == wire::REFUSAL_MEMBERSHIP);
    }
    CHECK(t.world.digest() == before);
}

TEST_CASE("requests out of order leave the log as it was", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(4);
    const Digest256 empty = t.world.digest();
    wire::PushRequest backwards;
    for (auto envelope = envelopes.rbegin(); envelope != envelopes.rend(); ++envelope)
        addItem(backwards, *envelope);
    *backwards.add_heads() = envelopes[3].head;
    const auto verdicts = t.world.push(t.noor, backwards);
    // Only the first of the stream can be next, and no head ends with it.
    CHECK(verdicts.verdicts(0).refusal() == wire::REFUSAL_GAP);
    CHECK(verdicts.verdicts(3).refusal() == wire::REFUSAL_RUN);
    CHECK(t.world.digest() == empty);
    CHECK(t.world.failure(Endpoint::Session, t.noor, wire::SessionRequest()) ==
          wire::FAILURE_REASON_MALFORMED);
    CHECK(t.world.digest() == empty);
}
