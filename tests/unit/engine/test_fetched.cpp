// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a repair brings back is judged as anything else that comes.
#include "sync/envelope/stream_signing.h"
#include "tests/unit/engine/lost_store.h"
#include "tests/unit/engine/purge_town.h"

#include <algorithm>

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttentionKind;
namespace v0 = veldboek::v0;

} // namespace

TEST_CASE("a fetched changeset is judged as any other", "[engine][I-10]") {
    Shared run(6);
    lose(run.town, kOffice, {run.ids[2]});
    const auto spoilt = [&](const std::function<void(v0::PulledEnvelope&)>& spoil) {
        run.wire.bend = [&, spoil](const Request& request) -> std::optional<Reply> {
            auto reply = run.town.ask(request);
            if (request.endpoint == Endpoint::Fetch) {
                auto fetched = readAs<v0::FetchReply>(reply.body);
                REQUIRE(fetched.envelopes_size() > 0);
                for (auto& envelope : *fetched.mutable_envelopes())
                    spoil(envelope);
                reply.body = bodyOf(fetched);
            }
            return reply;
        };
        return run.wire.sync(kOffice);
    };
    SECTION("a header that was changed") {
        REQUIRE(spoilt([](v0::PulledEnvelope& envelope) {
                    envelope.mutable_envelope()->mutable_header()->back() ^= 1;
                }) == SyncTrouble::None);
        CHECK(run.town.notices(kOffice, AttentionKind::Invalid) > 0);
    }
    SECTION("a leaf that the hub did not sign for") {
        REQUIRE(spoilt([](v0::PulledEnvelope& envelope) {
                    envelope.set_position(envelope.position() + 1);
                }) == SyncTrouble::HubMisbehaved);
    }
    SECTION("a part that nobody purged and that does not come") {
        REQUIRE(spoilt([](v0::PulledEnvelope& envelope) {
                    for (auto& part : *envelope.mutable_envelope()->mutable_parts())
                        part.clear();
                }) == SyncTrouble::None);
        CHECK(run.town.notices(kOffice, AttentionKind::Invalid) > 0);
    }
    CHECK(run.town.dump(kOffice, run.caseId) != run.before);
    run.wire.bend = {};
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    CHECK(run.town.dump(kOffice, run.caseId) == run.before);
}

TEST_CASE("what was purged comes back empty, and as often as it is lost", "[engine][I-6]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    const auto purged = town.write(kNoor, town.caseId, record, "KANARIE");
    const auto kept = town.write(kNoor, town.caseId, "blijft");
    town.syncAll({kNoor, kInfo, kOffice});
    const auto parts = must(town.replica(kInfo).partsOf(record));
    CountedWire wire{town, {}, {}};
    SECTION("by a statement that is here") {
        town.purge(parts);
        town.syncAll({kNoor, kInfo, kOffice});
        lose(town, kOffice, {purged, kept});
    }
    SECTION("by one that comes while the repair is under way") {
        lose(town, kOffice, {purged, kept});
        wire.bend = [&, isSaid = false](const Request& request) mutable -> std::optional<Reply> {
            if (request.endpoint == Endpoint::Fetch && !std::exchange(isSaid, true))
                town.purge(parts);
            return town.ask(request);
        };
    }
    REQUIRE(wire.sync(kOffice) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Fetch] == 1);
    town.syncAll({kNoor, kInfo, kOffice});
    CHECK(must(town.replica(kOffice).store().envelopes().holds(purged)));
    CHECK(must(town.replica(kOffice).store().envelopes().partsOf(purged)).empty());
    CHECK(town.dump(kOffice, town.caseId).find("blijft") != std::string::npos);
    CHECK(town.dump(kOffice, town.caseId) == town.dump(kNoor, town.caseId));
    CHECK(town.dump(kOffice, town.caseId).find("KANARIE") == std::string::npos);
    CHECK(town.notices(kOffice, AttentionKind::Invalid) == 0);
    wire.bend = {};
    REQUIRE(wire.sync(kOffice) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Reconcile] == 0);
}

TEST_CASE("the place of what was given up comes back as well", "[engine][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "vooraf");
    town.syncAll({kNoor, kOffice});
    const auto refused = town.write(kNoor, caseId, "wil niemand");
    // It is refused once; the stub that stands for it passes.
    const auto picky = [&, isRefused = false](const Request& request) mutable {
        if (request.endpoint != Endpoint::Push || std::exchange(isRefused, true))
            return std::optional(town.ask(request));
        const auto asked = readAs<v0::PushRequest>(request.body);
        v0::PushReply reply;
        for (int i = 0; i < asked.items_size(); ++i)
            reply.add_verdicts()->set_refusal(v0::REFUSAL_TOO_LARGE);
        return std::optional(Reply{200, bodyOf(reply)});
    };
    REQUIRE(town.sync(kNoor, picky) == SyncTrouble::None);
    town.write(kNoor, caseId, "daarna");
    town.syncAll({kNoor, kOffice});
    const auto atHub = stubOf(town, kNoor, refused);
    REQUIRE(atHub.has_value());
    const auto stub = must(town.replica(kOffice).store().envelopes().facts(atHub->id));
    REQUIRE(stub.has_value());
    CHECK(stub->state == store::EnvelopeState::Stub);
    const auto before = town.dump(kOffice, caseId);

    lose(town, kOffice, {atHub->id});
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kOffice) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Fetch] == 1);
    const auto again = must(town.replica(kOffice).store().envelopes().facts(atHub->id));
    REQUIRE(again.has_value());
    CHECK(again->state == store::EnvelopeState::Stub);
    CHECK(again->position == stub->position);
    CHECK(again->refusal == stub->refusal);
    CHECK(town.dump(kOffice, caseId) == before);
    REQUIRE(wire.sync(kOffice) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Reconcile] == 0);
    CHECK(town.notices(kOffice, AttentionKind::Invalid) == 0);
}

TEST_CASE("an entry that is passed off as given up is had after all", "[engine][I-10]") {
    Shared run(3);
    auto& town = run.town;
    const auto id = town.write(kNoor, run.caseId, "niet opgegeven");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto& noor = town.replica(kNoor).identity();
    const auto row = must(town.hubStore.envelope(id));
    run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
        const auto reply = town.ask(request);
        if (request.endpoint != Endpoint::Pull)
            return reply;
        return changedReply<v0::PullReply>(reply, [&](v0::PullReply& message) {
            for (auto& item : *message.mutable_envelopes()) {
                if (item.position() != row->position)
                    continue;
                // Even one that she signed: it has no leaf.
                const auto signedStub =
                    envelope::signStub(noor.house,
                                       {row->stream, row->counter, id, v0::REFUSAL_TOO_LARGE,
                                        run.caseId, row->audience, noor.incarnation, noor.device},
                                       noor.signingKey);
                const auto sent = membership::encodeSignedStub(signedStub);
                REQUIRE(item.mutable_stub()->ParseFromArray(sent.data(),
                                                            static_cast<int>(sent.size())));
                item.clear_envelope();
            }
        });
    };
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    const auto notices = must(town.replica(kOffice).store().attention().all());
    CHECK(std::any_of(notices.begin(), notices.end(), [&](const auto& notice) {
        return notice.kind == AttentionKind::Invalid && notice.subject == toBytes(id.view());
    }));
    const auto held = must(town.replica(kOffice).store().envelopes().facts(id));
    REQUIRE(held.has_value());
    CHECK(held->state == store::EnvelopeState::Accepted);
    CHECK(town.dump(kOffice, run.caseId) == town.dump(kNoor, run.caseId));
    CHECK(town.dump(kOffice, run.caseId).find("niet opgegeven") != std::string::npos);
}

} // namespace vb::engine
