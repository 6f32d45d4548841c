// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub that fails, refuses, or answers what is none: it changes nothing, and the next sync goes
// on.
#include "sync/protocol/limits.h"
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
namespace v0 = veldboek::v0;

using Spoil = std::function<Reply(Reply)>;

template <typename Message>
Spoil changing(std::function<void(Message&)> change) {
    return
        [change = std::move(change)](Reply reply) { return changedReply<Message>(reply, change); };
}

/// Work waits on both sides, so that every step of a sync has something to do.
struct Busy {
    Busy() : caseId(town.openCase({kOffice, kNoor})) {
        town.write(kOffice, caseId, "vooraf");
        town.syncAll({kOffice, kNoor});
        town.write(kOffice, caseId, "van het kantoor");
        REQUIRE(town.sync(kOffice) == SyncTrouble::None);
        town.write(kNoor, caseId, "van noor");
        waiting = must(town.replica(kNoor).outbox().count());
    }
    EngineTown::Wire spoiling(Endpoint endpoint, const Spoil& spoil) {
        return [this, endpoint, spoil](const Request& request) {
            auto reply = town.ask(request);
            return std::optional(request.endpoint == endpoint ? spoil(std::move(reply))
                                                              : std::move(reply));
        };
    }
    void checkGoesOn() {
        CHECK(must(town.replica(kNoor).store().attention().all()).empty());
        town.syncAll({kNoor, kOffice});
        CHECK(must(town.replica(kNoor).outbox().count()) == 0);
        CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
        for (const char* text : {"van noor", "van het kantoor"})
            CHECK(town.dump(kNoor, caseId).find(text) != std::string::npos);
    }

    EngineTown town;
    CaseId caseId;
    std::uint64_t waiting = 0;
};

constexpr Endpoint kAll[] = {Endpoint::Hello, Endpoint::Session, Endpoint::Directory,
                             Endpoint::Push,  Endpoint::Pull,    Endpoint::Compare};

} // namespace

TEST_CASE("what is no message is no answer", "[engine][I-10]") {
    Busy run;
    const auto endpoint = GENERATE(from_range(std::begin(kAll), std::end(kAll)));
    CAPTURE(protocol::endpointName(endpoint));
    const auto body = GENERATE(Bytes{0xff, 0xff, 0xff}, Bytes(protocol::kMaxReplyBytes + 1, 0));
    const auto spoil = [&](Reply) { return Reply{200, body}; };
    REQUIRE(run.town.sync(kNoor, run.spoiling(endpoint, spoil)) == SyncTrouble::HubMisbehaved);
    run.checkGoesOn();
}

TEST_CASE("what a failure means for the person", "[engine][I-8]") {
    Busy run;
    const auto endpoint = GENERATE(from_range(std::begin(kAll), std::end(kAll)));
    CAPTURE(protocol::endpointName(endpoint));
    const auto [reason, trouble] = GENERATE(table<v0::FailureReason, SyncTrouble>(
        {{v0::FAILURE_REASON_UNAUTHENTICATED, SyncTrouble::NotAdmitted},
         {v0::FAILURE_REASON_UNAUTHORISED, SyncTrouble::NotAdmitted},
         {v0::FAILURE_REASON_HOUSE, SyncTrouble::NotAdmitted},
         {v0::FAILURE_REASON_VERSION, SyncTrouble::VersionTooOld},
         {v0::FAILURE_REASON_BUSY, SyncTrouble::HubBusy},
         {v0::FAILURE_REASON_QUOTA, SyncTrouble::HubBusy},
         {v0::FAILURE_REASON_INTERNAL, SyncTrouble::HubBusy},
         {v0::FAILURE_REASON_NOT_FOUND, SyncTrouble::HubMisbehaved},
         {v0::FAILURE_REASON_TOO_LARGE, SyncTrouble::HubMisbehaved}}));
    CAPTURE(reason);
    CountedWire wire{run.town, {}, {}};
    wire.bend = [&, failing = failureReply(reason)](const Request& request) {
        return std::optional(request.endpoint == endpoint ? failing : run.town.ask(request));
    };
    REQUIRE(wire.sync(kNoor) == trouble);
    // A session that ended is begun anew, once.
    const bool isAgain = reason == v0::FAILURE_REASON_UNAUTHENTICATED &&
                         endpoint != Endpoint::Hello && endpoint != Endpoint::Session;
    CHECK(wire.asked[Endpoint::Hello] == (isAgain ? 2 : 1));
    CHECK(run.town.device(kNoor).engine().status().trouble == trouble);
    CHECK(run.town.lastError.find("reason " + std::to_string(static_cast<int>(reason))) !=
          std::string::npos);
    run.checkGoesOn();
}

TEST_CASE("a failure that cannot be read is a hub that misbehaves", "[engine]") {
    Busy run;
    const auto spoil = [](Reply) { return Reply{502, toBytes(asBytes("<html>Bad Gateway"))}; };
    REQUIRE(run.town.sync(kNoor, run.spoiling(Endpoint::Pull, spoil)) ==
            SyncTrouble::HubMisbehaved);
    run.checkGoesOn();
}

TEST_CASE("a session that ended under way is begun anew and the sync gets on", "[engine][I-9]") {
    Busy run;
    const auto endpoint =
        GENERATE(Endpoint::Directory, Endpoint::Push, Endpoint::Pull, Endpoint::Compare);
    CAPTURE(protocol::endpointName(endpoint));
    bool isOver = false;
    const auto wire = [&](const Request& request) {
        if (request.endpoint == endpoint && !std::exchange(isOver, true))
            return std::optional(failureReply(v0::FAILURE_REASON_UNAUTHENTICATED));
        return std::optional(run.town.ask(request));
    };
    REQUIRE(run.town.sync(kNoor, wire) == SyncTrouble::None);
    CHECK(isOver);
    run.checkGoesOn();
}

TEST_CASE("whose greeting does not fit is not greeted back", "[engine][I-10]") {
    Busy run;
    Spoil spoil;
    auto trouble = SyncTrouble::HubMisbehaved;
    SECTION("a challenge that is too short") {
        spoil =
            changing<v0::HelloReply>([](auto& reply) { reply.mutable_hub_nonce()->pop_back(); });
    }
    SECTION("a key that is none") {
        spoil = changing<v0::HelloReply>([](auto& reply) { reply.mutable_hub_key()->pop_back(); });
    }
    SECTION("a key that the house does not name") {
        trouble = SyncTrouble::NotTrusted;
        spoil = changing<v0::HelloReply>([](auto& reply) {
            const auto other = crypto::SigningKey::generate();
            reply.set_hub_key(std::string(asText(ByteView(other.publicKey().bytes()))));
        });
    }
    CountedWire wire{run.town, run.spoiling(Endpoint::Hello, spoil), {}};
    REQUIRE(wire.sync(kNoor) == trouble);
    CHECK(wire.asked[Endpoint::Session] == 0);
    run.checkGoesOn();
}

TEST_CASE("a session is what was agreed, or none", "[engine][I-10]") {
    Busy run;
    Spoil spoil;
    auto trouble = SyncTrouble::HubMisbehaved;
    SECTION("a token of another length") {
        spoil = changing<v0::SessionReply>([](auto& reply) { reply.mutable_token()->pop_back(); });
    }
    SECTION("for what nobody knows") {
        spoil = changing<v0::SessionReply>(
            [](auto& reply) { reply.set_scope(static_cast<v0::SessionScope>(9)); });
    }
    SECTION("without a scope") {
        spoil = changing<v0::SessionReply>([](auto& reply) { reply.clear_scope(); });
    }
    SECTION("under a head that is not signed") {
        trouble = SyncTrouble::HubAlarm;
        spoil = changing<v0::SessionReply>(
            [](auto& reply) { reply.mutable_head()->mutable_signature()->front() ^= 1; });
    }
    CountedWire wire{run.town, run.spoiling(Endpoint::Session, spoil), {}};
    REQUIRE(wire.sync(kNoor) == trouble);
    CHECK(wire.asked[Endpoint::Directory] == 0);
    CHECK(wire.asked[Endpoint::Push] == 0);
    if (trouble == SyncTrouble::HubAlarm) {
        CHECK(run.town.notices(kNoor, store::AttentionKind::SplitView) == 1);
        must(run.town.replica(kNoor).store().attention().dismiss(
            must(run.town.replica(kNoor).store().attention().all()).front().number));
    }
    run.checkGoesOn();
}

TEST_CASE("who may only deliver delivers, and asks for nothing", "[engine][I-13]") {
    Busy run;
    const auto scope = GENERATE(v0::SESSION_SCOPE_PUSH_ONLY, v0::SESSION_SCOPE_ENDED);
    const auto before = run.town.dump(kNoor, run.caseId);
    const auto spoil = changing<v0::SessionReply>([scope](auto& reply) { reply.set_scope(scope); });
    CountedWire wire{run.town, run.spoiling(Endpoint::Session, spoil), {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(must(run.town.replica(kNoor).outbox().count()) == 0);
    for (const auto endpoint : {Endpoint::Pull, Endpoint::Compare, Endpoint::Fetch})
        CHECK(wire.asked[endpoint] == 0);
    CHECK(run.town.dump(kNoor, run.caseId).find("van het kantoor") == std::string::npos);
    run.checkGoesOn();
}

TEST_CASE("a directory without end, or that does not hold, is not taken", "[engine][I-10]") {
    Busy run;
    run.town.assign(run.caseId, kSaar, true); // something to tell
    const auto before = must(run.town.replica(kNoor).directory().caseLog(run.caseId))->size();
    Spoil spoil;
    std::size_t most = 1;
    SECTION("without end") {
        most = 6;
        spoil = changing<v0::DirectoryReply>([](auto& reply) { reply.set_more(true); });
    }
    SECTION("a statement under the leaf of something else") {
        spoil = changing<v0::DirectoryReply>([](auto& reply) {
            for (auto& chain : *reply.mutable_cases()) {
                for (auto& logged : *chain.mutable_statements())
                    logged.mutable_leaf()->back() ^= 1;
            }
        });
    }
    SECTION("without the hub's word") {
        spoil = changing<v0::DirectoryReply>([](auto& reply) { reply.clear_page(); });
    }
    SECTION("with a hole") {
        spoil = changing<v0::DirectoryReply>([](auto& reply) {
            for (auto& chain : *reply.mutable_cases()) {
                auto& statements = *chain.mutable_statements();
                if (statements.size() > 1)
                    statements.erase(statements.begin());
            }
        });
        // The signed page is about all of them.
    }
    CountedWire wire{run.town, run.spoiling(Endpoint::Directory, spoil), {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::HubMisbehaved);
    CHECK(wire.asked[Endpoint::Directory] <= most);
    CHECK(wire.asked[Endpoint::Push] == 0);
    CHECK(must(run.town.replica(kNoor).directory().caseLog(run.caseId))->size() >= before);
    run.checkGoesOn();
}

TEST_CASE("a page that is not what was asked for moves nothing", "[engine][I-8][I-10]") {
    Busy run;
    const auto team = run.town.team(run.caseId);
    const auto before = must(run.town.replica(kNoor).store().audiences().find(team));
    Spoil spoil;
    SECTION("a cursor beyond the log") {
        spoil = changing<v0::PullReply>([](auto& reply) {
            for (auto& next : *reply.mutable_next())
                next.set_after(1'000'000);
        });
    }
    SECTION("a cursor back") {
        spoil = changing<v0::PullReply>([](auto& reply) {
            for (auto& next : *reply.mutable_next())
                next.set_after(0);
        });
    }
    SECTION("a cursor of an audience that nobody asked for") {
        spoil = changing<v0::PullReply>([&](auto& reply) {
            for (auto& next : *reply.mutable_next())
                next.set_audience(std::string(asText(run.town.random.makeId<AudienceId>().view())));
        });
    }
    SECTION("more, for ever") {
        spoil = changing<v0::PullReply>([](auto& reply) {
            reply.clear_next();
            reply.set_more(true);
        });
    }
    SECTION("without the hub's word") {
        spoil = changing<v0::PullReply>([](auto& reply) { reply.clear_page(); });
    }
    SECTION("with an entry left out of it") {
        spoil = changing<v0::PullReply>([](auto& reply) {
            if (reply.envelopes_size() > 0)
                reply.mutable_envelopes()->RemoveLast();
        });
    }
    CountedWire wire{run.town, run.spoiling(Endpoint::Pull, spoil), {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::HubMisbehaved);
    CHECK(wire.asked[Endpoint::Pull] == 1);
    const auto after = must(run.town.replica(kNoor).store().audiences().find(team));
    CHECK(after->cursorRecent == before->cursorRecent);
    CHECK(run.town.dump(kNoor, run.caseId).find("van het kantoor") == std::string::npos);
    run.checkGoesOn();
}

} // namespace vb::engine
