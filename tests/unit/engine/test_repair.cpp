// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A store that lost what it had, and a hub that helps with it, or does not.
#include "tests/unit/engine/lost_store.h"

#include <algorithm>

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttentionKind;
namespace v0 = veldboek::v0;

bool isListing(const Request& request) {
    return request.endpoint == Endpoint::Fetch &&
           readAs<v0::FetchRequest>(request.body).ids().empty();
}

/// A hub of before there was a reconciliation.
EngineTown::Wire withoutRanges(EngineTown& town) {
    return [&town](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Reconcile)
            return failureReply(v0::FAILURE_REASON_NOT_FOUND);
        return town.ask(request);
    };
}

/// A list of at most so many positions of the log at once.
std::optional<Reply> listedInPages(EngineTown& town, const Request& request, std::uint64_t most) {
    auto asked = readAs<v0::FetchRequest>(request.body);
    const auto upTo = asked.up_to();
    const auto next = std::min(asked.from() + most, upTo);
    asked.set_up_to(next);
    auto reply = town.ask({request.endpoint, request.session, bodyOf(asked)});
    auto listed = readAs<v0::FetchReply>(reply.body);
    listed.set_more(next < upTo);
    listed.set_next(next);
    reply.body = bodyOf(listed);
    return reply;
}

} // namespace

TEST_CASE("what a store lost is found and brought back, whole", "[engine][I-1]") {
    // With more on one side than is listed at once: it takes several questions, and several
    // fetches.
    Shared run(300);
    lose(run.town, kOffice, {run.ids.begin() + 20, run.ids.end()});
    REQUIRE(run.town.dump(kOffice, run.caseId) != run.before);
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    CHECK(run.wire.asked[Endpoint::Reconcile] > 1);
    CHECK(run.wire.asked[Endpoint::Fetch] == 2);
    CHECK(run.town.lastFigures.repaired == 280);
    CHECK(run.town.notices(kOffice, AttentionKind::StoreRepaired) == 1);
    CHECK(run.town.notices(kOffice, AttentionKind::SplitView) == 0);
    run.checkWhole();
}

TEST_CASE("every audience is compared, however many there are", "[engine][I-1]") {
    EngineTown town;
    std::vector<CaseId> cases;
    std::vector<ChangesetId> written;
    for (int i = 0; i < 5; ++i) {
        cases.push_back(town.openCase({kOffice, kNoor}));
        written.push_back(town.write(kNoor, cases.back(), "een regel"));
    }
    town.syncAll({kNoor, kOffice, kNoor});
    lose(town, kOffice, written);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(town.lastFigures.repaired == 5);
    for (const CaseId& caseId : cases)
        CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

TEST_CASE("a repair that is cut off anywhere is taken up by the next sync", "[engine][I-9]") {
    Shared run(60);
    const auto endpoint = GENERATE(Endpoint::Compare, Endpoint::Reconcile, Endpoint::Fetch);
    CAPTURE(protocol::endpointName(endpoint));
    lose(run.town, kOffice, {run.ids.begin(), run.ids.end() - 3});
    SECTION("by the wire") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            return request.endpoint == endpoint ? std::nullopt
                                                : std::optional(run.town.ask(request));
        };
        REQUIRE(run.wire.sync(kOffice) == SyncTrouble::Unreachable);
    }
    SECTION("by a hub that has no time for it") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            return request.endpoint == endpoint ? failureReply(v0::FAILURE_REASON_BUSY)
                                                : run.town.ask(request);
        };
        REQUIRE(run.wire.sync(kOffice) == SyncTrouble::HubBusy);
    }
    SECTION("by an answer that is none") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            return request.endpoint == endpoint ? Reply{200, {0xff, 0xff}} : run.town.ask(request);
        };
        // What is wrong with a reconciliation is no harm: the list of everything needs none of it.
        const auto expected =
            endpoint == Endpoint::Reconcile ? SyncTrouble::None : SyncTrouble::HubMisbehaved;
        REQUIRE(run.wire.sync(kOffice) == expected);
    }
    run.wire.bend = {};
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    CHECK(run.town.notices(kOffice, AttentionKind::StoreRepaired) == 1);
    run.checkWhole();
}

TEST_CASE("a hub that does not reconcile is asked for its list", "[engine][I-1]") {
    Shared run(40);
    lose(run.town, kOffice, {run.ids.begin() + 5, run.ids.begin() + 25});
    const auto listing = withoutRanges(run.town);
    SECTION("because it does not know how") {
        run.wire.bend = listing;
    }
    SECTION("because it is too much, or not to its liking") {
        const auto reason = GENERATE(v0::FAILURE_REASON_TOO_LARGE, v0::FAILURE_REASON_MALFORMED,
                                     v0::FAILURE_REASON_UNSPECIFIED);
        run.wire.bend = [&, reason](const Request& request) -> std::optional<Reply> {
            return request.endpoint == Endpoint::Reconcile ? failureReply(reason)
                                                           : run.town.ask(request);
        };
    }
    SECTION("because its answer is to another question") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            auto reply = run.town.ask(request);
            if (request.endpoint == Endpoint::Reconcile) {
                auto answer = readAs<v0::ReconcileReply>(reply.body);
                answer.add_spans()->add_ends(std::string(1, '\1'));
                answer.add_spans()->add_ends(std::string(1, '\1'));
                reply.body = bodyOf(answer);
            }
            return reply;
        };
    }
    SECTION("because by its ranges nothing differs") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            if (request.endpoint != Endpoint::Reconcile)
                return run.town.ask(request);
            v0::ReconcileReply silence; // it agrees with every range, to the end of all ids
            return Reply{200, bodyOf(silence)};
        };
    }
    SECTION("page by page") {
        run.wire.bend = [&, listing](const Request& request) {
            return isListing(request) ? listedInPages(run.town, request, 16) : listing(request);
        };
    }
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    CHECK(run.town.lastFigures.repaired == 20);
    CHECK(run.town.notices(kOffice, AttentionKind::StoreRepaired) == 1);
    CHECK(run.town.notices(kOffice, AttentionKind::SplitView) == 0);
    run.checkWhole();
}

TEST_CASE("a list without end does not keep a device at it", "[engine][I-10]") {
    Shared run(10);
    lose(run.town, kOffice, {run.ids.front()});
    const auto listing = withoutRanges(run.town);
    std::size_t pages = 0;
    run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
        if (!isListing(request))
            return listing(request);
        if (++pages > 100)
            return std::nullopt;
        auto reply = run.town.ask(request);
        auto listed = readAs<v0::FetchReply>(reply.body);
        listed.set_more(true);
        listed.set_next(1);
        reply.body = bodyOf(listed);
        return reply;
    };
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::HubMisbehaved);
    CHECK(pages <= 2);
    run.wire.bend = {};
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    run.checkWhole();
}

TEST_CASE("what the hub had accepted and has no more is an alarm, and stays", "[engine][I-8]") {
    Shared run(10);
    // The newest is not in what it compares and tells any more.
    const auto& gone = run.ids.back();
    const auto position =
        *must(run.town.replica(kOffice).store().envelopes().facts(gone))->position;
    const auto forgetful = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Compare) {
            auto reply = run.town.ask(request);
            auto differing = readAs<v0::CompareReply>(reply.body);
            const auto asked = readAs<v0::CompareRequest>(request.body);
            for (const auto& audience : asked.audiences()) {
                if (audience.audience() == asText(run.town.team(run.caseId).view()))
                    *differing.add_differing() = audience;
            }
            reply.body = bodyOf(differing);
            return reply;
        }
        if (request.endpoint == Endpoint::Reconcile) {
            auto asked = readAs<v0::ReconcileRequest>(request.body);
            asked.set_up_to(position);
            return run.town.ask({request.endpoint, request.session, bodyOf(asked)});
        }
        return run.town.ask(request);
    };
    const auto listing = withoutRanges(run.town);
    SECTION("found by ranges") {
        run.wire.bend = forgetful;
    }
    SECTION("found by its list") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            if (request.endpoint == Endpoint::Reconcile)
                return listing(request);
            if (!isListing(request))
                return forgetful(request);
            auto asked = readAs<v0::FetchRequest>(request.body);
            asked.set_up_to(position);
            return run.town.ask({request.endpoint, request.session, bodyOf(asked)});
        };
    }
    SECTION("found by its list, page by page") {
        run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
            if (request.endpoint == Endpoint::Reconcile)
                return listing(request);
            if (!isListing(request))
                return forgetful(request);
            auto reply = listedInPages(run.town, request, 8);
            auto listed = readAs<v0::FetchReply>(reply->body);
            auto& ids = *listed.mutable_ids();
            ids.erase(std::remove(ids.begin(), ids.end(), std::string(asText(gone.view()))),
                      ids.end());
            reply->body = bodyOf(listed);
            return reply;
        };
    }
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    const auto notices = must(run.town.replica(kOffice).store().attention().all());
    const auto alarm = std::find_if(notices.begin(), notices.end(), [](const auto& notice) {
        return notice.kind == AttentionKind::SplitView;
    });
    REQUIRE(alarm != notices.end());
    CHECK(alarm->caseId == run.caseId);
    CHECK(run.town.lastFigures.repaired == 0);
    CHECK(run.town.dump(kOffice, run.caseId) == run.before);
}

TEST_CASE("a comparison of what nobody asked about is no comparison", "[engine][I-10]") {
    Shared run(3);
    v0::CompareReply reply;
    const auto team = run.town.team(run.caseId);
    auto& differing = *reply.add_differing();
    differing.set_case_id(std::string(asText(run.caseId.view())));
    differing.set_audience(std::string(asText(team.view())));
    const auto row = must(run.town.replica(kOffice).store().audiences().find(team));
    differing.set_up_to(std::min(row->cursorRecent, row->cursorBulk));
    SECTION("another audience") {
        differing.set_audience(std::string(asText(run.town.random.makeId<AudienceId>().view())));
    }
    SECTION("another case") {
        differing.set_case_id(std::string(asText(run.town.random.makeId<CaseId>().view())));
    }
    SECTION("another end") {
        differing.set_up_to(differing.up_to() + 1);
    }
    SECTION("another beginning") {
        differing.set_from(1);
    }
    SECTION("the same twice") {
        const auto once = differing;
        *reply.add_differing() = once;
    }
    run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Compare ? Reply{200, bodyOf(reply)}
                                                     : run.town.ask(request);
    };
    REQUIRE(run.wire.sync(kOffice) == SyncTrouble::HubMisbehaved);
    CHECK(run.wire.asked[Endpoint::Reconcile] == 0);
    CHECK(must(run.town.replica(kOffice).store().attention().all()).empty());
    run.checkWhole();
}

TEST_CASE("what does not fit into one answer is asked for again", "[engine][I-1]") {
    Shared run(10);
    // What went out at once comes back at once; so these go out one after the other.
    for (int i = 0; i < 4; ++i) {
        run.ids.push_back(run.town.write(kNoor, run.caseId, "nog een " + std::to_string(i)));
        run.town.syncAll({kNoor, kOffice});
    }
    run.before = run.town.dump(kOffice, run.caseId);
    lose(run.town, kOffice, run.ids);
    std::size_t most = 1;
    run.wire.bend = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Fetch)
            return run.town.ask(request);
        auto asked = readAs<v0::FetchRequest>(request.body);
        const bool more = asked.ids_size() > static_cast<int>(most);
        while (asked.ids_size() > static_cast<int>(most))
            asked.mutable_ids()->RemoveLast();
        auto reply = run.town.ask({request.endpoint, request.session, bodyOf(asked)});
        auto fetched = readAs<v0::FetchReply>(reply.body);
        if (most == 0)
            fetched.Clear();
        fetched.set_more(more);
        reply.body = bodyOf(fetched);
        return reply;
    };
    SECTION("as long as that brings something") {
        REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
        CHECK(run.wire.asked[Endpoint::Fetch] > 1);
    }
    SECTION("and no longer") {
        most = 0;
        REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
        CHECK(run.wire.asked[Endpoint::Fetch] == 1);
        CHECK(run.town.lastFigures.repaired == 0);
        run.wire.bend = {};
        REQUIRE(run.wire.sync(kOffice) == SyncTrouble::None);
    }
    run.checkWhole();
}

} // namespace vb::engine
