// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// How much of attachments a device fetches unasked, and how long it offers what the hub refuses.
#include "sync/issuance/device_keys.h"
#include "sync/protocol/attachment.pb.h"
#include "tests/unit/engine/attach_town.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttachmentState;
namespace v0 = veldboek::v0;

TEST_CASE("what nobody asked for is fetched up to a bound, and the rest stays at the hub",
          "[engine][attachment][I-10]") {
    AttachTown town;
    town.device(kBram).unaskedBytes = 3 * kChunk;
    town.reopen(kBram);
    const Bytes small = town.bytes(kChunk);
    const Bytes large = town.bytes(3 * kChunk);
    const Bytes last = town.bytes(2 * kChunk);
    const auto first = town.write(kNoor, small);
    const auto left = town.write(kNoor, large);
    const auto second = town.write(kNoor, last);
    const auto beyond = town.write(kNoor, town.bytes(1));
    town.requireSync(kNoor);
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == 1 + 1 + 2 + 1);
    CHECK(town.read(kBram, first) == small);
    CHECK(town.read(kBram, second) == last);
    auto attachments = town.replica(kBram).attachments();
    for (const auto& address : {left, beyond}) {
        CHECK(must(attachments.sight(address)).place == AttachmentPlace::AtHub);
        CHECK(attachments.read(address).error().code == Code::NotFound);
    }
    CHECK(must(attachments.sight(left)).total == large.size());
    CHECK(must(attachments.sight(first)).place == AttachmentPlace::Here);
    CHECK(must(attachments.sight(town.random.makeId<AttachmentId>())).place ==
          AttachmentPlace::Nowhere);
    CHECK(town.device(kBram).engine().status().attachmentsWanted == 0);
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == 0); // and is not asked about again

    must(attachments.want(left));
    CHECK(must(attachments.sight(left)).place == AttachmentPlace::Coming);
    town.requireSync(kBram);
    CHECK(town.read(kBram, left) == large);
    CHECK(must(attachments.sight(beyond)).place == AttachmentPlace::AtHub);
    CHECK(attachments.want(town.random.makeId<AttachmentId>()).error().code == Code::NotFound);
    // Of another case nothing is counted here.
    const auto other = town.openCase({kOffice, kNoor, kBram});
    const auto team = town.team(other);
    const auto there = must(town.replica(kNoor).attachments().attach(other, team, last));
    auto entry = town.naming({there});
    entry.caseId = other;
    must(town.replica(kNoor).save({entry}));
    town.syncAll({kNoor, kBram});
    CHECK(must(town.replica(kBram).store().attachments().find(team, there))->state ==
          AttachmentState::Held);
}

TEST_CASE("what was left at the hub goes up again where a person here names it too",
          "[engine][attachment]") {
    AttachTown town;
    town.device(kBram).unaskedBytes = 0;
    town.reopen(kBram);
    const Bytes sealed = town.bytes(kChunk + 1);
    const auto address = town.write(kNoor, sealed);
    town.syncAll({kNoor, kBram});
    CHECK(town.state(kBram, address) == AttachmentState::Left);
    SECTION("without having it") {
        town.name(kBram, {address});
        town.requireSync(kBram);
    }
    SECTION("having it from elsewhere") {
        CHECK(town.write(kBram, sealed) == address);
    }
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("what came to be here while it was asked for is not taken a second time, nor left",
          "[engine][attachment]") {
    AttachTown town;
    const Bytes sealed = town.bytes(2 * kChunk + 1);
    const auto address = town.write(kNoor, sealed);
    town.requireSync(kNoor);
    const std::size_t after = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{3});
    std::uint64_t unasked = kUnaskedBytesOfCase;
    SECTION("where there is room for it") {}
    SECTION("where there is none") {
        unasked = kChunk;
    }
    town.device(kBram).unaskedBytes = unasked;
    town.reopen(kBram);
    std::size_t asked = 0;
    const auto attaching = [&](const Request& request) {
        auto reply = town.ask(request);
        // The same bytes, from a colleague's stick: they are here, and a reply is under way.
        if (request.endpoint == Endpoint::Download && ++asked == after)
            CHECK(town.attach(kBram, sealed) == address);
        return std::optional(std::move(reply));
    };
    town.requireSync(kBram, attaching);
    if (asked < after) { // it was too much already
        CHECK(town.state(kBram, address) == AttachmentState::Left);
        return;
    }
    CHECK(asked == after);
    CHECK(town.state(kBram, address) == AttachmentState::Owed);
    CHECK(town.read(kBram, address) == sealed);
    town.requireSync(kBram);
    CHECK(town.state(kBram, address) == AttachmentState::Held);
}

TEST_CASE("bytes that the hub refuses again and again are given up, and somebody is told",
          "[engine][attachment][I-9]") {
    AttachTown town;
    const auto address = town.write(kNoor, town.bytes(kChunk + 5));
    CHECK(town.device(kNoor).engine().refreshStatus().size() == 1);
    CHECK(town.device(kNoor).engine().status().attachmentsOwed == 1);
    const auto other = town.write(kNoor, town.bytes(10));
    // As a hub does that has the first chunk, and drops it with the last.
    const auto refusing = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Upload)
            return town.ask(request);
        const auto asked = readAs<v0::UploadRequest>(request.body);
        if (asked.offset() > 0)
            return failureReply(v0::FAILURE_REASON_MALFORMED);
        if (asked.total() < kChunk)
            return town.ask(request);
        v0::UploadReply reply;
        reply.set_held(asked.chunk().size());
        return Reply{200, bodyOf(reply)};
    };
    SECTION("after some times, but for those of which the hub had a part that may be another's") {
        const auto resuming = [&](const Request& request) -> std::optional<Reply> {
            auto reply = refusing(request);
            if (request.endpoint == Endpoint::Upload &&
                readAs<v0::UploadRequest>(request.body).chunk().empty()) {
                v0::UploadReply held;
                held.set_held(kChunk);
                reply = Reply{200, bodyOf(held)};
            }
            return reply;
        };
        for (std::uint32_t times = 0; times <= kMaxUploadRefusals; ++times)
            town.requireSync(kNoor, resuming);
        for (std::uint32_t times = 1; times < kMaxUploadRefusals; ++times) {
            town.requireSync(kNoor, refusing);
            CHECK(town.state(kNoor, address) == AttachmentState::Owed);
            CHECK(town.notices(kNoor, store::AttentionKind::AttachmentRefused) == 0);
        }
    }
    SECTION("at once when they are not those of the address here either") {
        must(town.replica(kNoor).store().database().execute(
            "UPDATE attachment_chunk SET content = zeroblob(5) WHERE number = 1"));
    }
    town.requireSync(kNoor, refusing);
    CHECK(town.state(kNoor, address) == AttachmentState::GivenUp);
    CHECK(town.notices(kNoor, store::AttentionKind::AttachmentRefused) == 1);
    CHECK(town.device(kNoor).engine().status().attachmentsOwed == 0);
    CHECK(must(town.replica(kNoor).outbox().attachments()).empty());
    CHECK(town.isAtHub(other));
    std::size_t asked = 0;
    town.requireSync(kNoor, [&](const Request& request) {
        asked += request.endpoint == Endpoint::Upload ? 1U : 0U;
        return std::optional(town.ask(request));
    });
    CHECK(asked == 0);
}

TEST_CASE("what a former member owes waits until their certificate is renewed",
          "[engine][attachment][I-1]") {
    using namespace std::chrono_literals;
    AttachTown town;
    const auto renew = [&](std::size_t person) {
        const auto& one = town.house.people[person];
        auto& issuer = town.replica(kNoor);
        must(issuer.queueStatement(must(issuer.signAboutHouse(issuance::certificateBody(
            one.keys.publicKeys(town.house.id), one.who,
            {town.clock.now() - 1h, town.clock.now() + 48h}, {protocol::kEnvelopeFormat})))));
        town.requireSync(kNoor);
    };
    town.assign(town.caseId, kSaar, true);
    town.syncAll({kOffice, kSaar});
    const auto address = town.write(kSaar, town.bytes(1'000));
    CHECK(town.sync(kSaar, [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Upload ? std::nullopt
                                                    : std::optional(town.ask(request));
    }) == SyncTrouble::Unreachable);
    town.assign(town.caseId, kSaar, false);
    town.clock.advance(24h * 3650);
    town.requireSync(kSaar);
    CHECK_FALSE(town.isAtHub(address));
    CHECK(town.state(kSaar, address) == AttachmentState::Owed);
    CHECK(town.has(kSaar, address));

    renew(kNoor);
    renew(kSaar);
    town.requireSync(kSaar);
    CHECK(town.isAtHub(address));
    CHECK_FALSE(must(town.replica(kSaar).store().audiences().findCase(town.caseId)).has_value());
}

TEST_CASE("a hub that lost an attachment is asked after a day, and gets it again",
          "[engine][attachment][I-1]") {
    AttachTown town;
    const auto size = GENERATE(std::size_t{10}, 2 * kChunk + 1);
    const Bytes sealed = town.bytes(size);
    const auto address = town.write(kNoor, sealed);
    for (std::size_t i = 0; i < kAskedAboutAtOnce; ++i)
        town.write(kNoor, town.bytes(20));
    town.syncAll({kNoor, kBram});
    must(town.hubStore.dropUpload(town.place(address), DeviceId()));
    must(town.hubStore.commit());
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Upload] == 0); // not at every sync
    std::size_t days = 0;
    while (!town.isAtHub(address)) {
        REQUIRE(++days <= 2);
        town.clock.advance(kAskedAboutEvery);
        REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
        CHECK(wire.asked[Endpoint::Upload] <= kAskedAboutAtOnce + protocol::attachmentChunks(size));
        CHECK(wire.asked[Endpoint::Upload] >= kAskedAboutAtOnce);
    }
    CHECK(town.state(kNoor, address) == AttachmentState::Held);
    // A reader, whose it is not, asks about none.
    town.clock.advance(kAskedAboutEvery);
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Upload] == 0);
}

} // namespace vb::engine
