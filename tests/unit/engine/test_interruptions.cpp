// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What comes in between: a disk that is full while an answer waits to be applied, a wire that goes
// before the end, a session that ends at the wrong moment.
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttentionKind;
namespace v0 = veldboek::v0;

/// From here on the store cannot grow, until its connection is given up for a new one.
void fill(Replica& replica) {
    auto& database = replica.store().database();
    std::string pages;
    {
        auto count = must(database.prepare("PRAGMA page_count"));
        REQUIRE(must(count.step()));
        pages = std::to_string(count.int64(0));
    }
    must(database.execute("PRAGMA max_page_count=" + pages));
}

std::string incompressible(SeededRandom& random) {
    std::string text;
    while (text.size() < 2'000)
        text += random.makeId<RecordId>().hex();
    return text;
}

/// How far anybody has said that a person's own work in the case was applied.
std::uint64_t acknowledgedTo(EngineTown& town, std::size_t person, const CaseId& caseId) {
    std::uint64_t furthest = 0;
    for (const auto& row : must(town.replica(person).store().overview().acknowledged(caseId)))
        furthest = std::max(furthest, row.counter);
    return furthest;
}

} // namespace

TEST_CASE("an answer that the disk cannot take while the next is under way is asked for again",
          "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.syncAll({kNoor, kOffice});
    for (int i = 0; i < 40; ++i) // more than a page
        town.write(kNoor, caseId, incompressible(town.random));
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    std::size_t pulls = 0;
    const auto filling = [&](const Request& request) {
        if (request.endpoint == Endpoint::Pull && ++pulls == 2)
            fill(town.replica(kOffice));
        return std::optional(town.ask(request));
    };
    REQUIRE(town.sync(kOffice, filling) == SyncTrouble::StoreFailed);
    CHECK(pulls == 2);
    CHECK(town.dump(kOffice, caseId) != town.dump(kNoor, caseId));
    town.syncAll({kNoor, kOffice});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
    CHECK(town.notices(kOffice, AttentionKind::StoreRepaired) == 0);
}

TEST_CASE("what was applied before the wire went is acknowledged by the next sync", "[engine]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "vooraf");
    town.syncAll({kNoor, kOffice, kNoor});
    const auto before = acknowledgedTo(town, kNoor, caseId);
    const auto id = town.write(kNoor, caseId, "gelezen?");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto number = must(town.replica(kNoor).store().envelopes().facts(id))->counter;
    REQUIRE(number > before);
    std::size_t pulls = 0;
    const auto cut = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Pull && ++pulls == 2)
            return std::nullopt; // what is recent was applied; history in bulk was to come
        return town.ask(request);
    };
    REQUIRE(town.sync(kOffice, cut) == SyncTrouble::Unreachable);
    REQUIRE(must(town.replica(kOffice).store().envelopes().holds(id)));
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(acknowledgedTo(town, kNoor, caseId) >= number);
}

TEST_CASE("a proof that was not given because the session ended is no proof against the hub",
          "[engine][I-10]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar, kBram});
    for (int i = 0; i < 4; ++i) {
        town.write(kNoor, caseId, "van noor");
        town.write(kBram, caseId, "van bram");
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        REQUIRE(town.sync(kBram) == SyncTrouble::None);
    }
    bool hasEnded = false;
    const auto wire = [&](const Request& request) {
        if (request.endpoint == Endpoint::Proof && !std::exchange(hasEnded, true))
            return std::optional(failureReply(v0::FAILURE_REASON_UNAUTHENTICATED));
        // The hub that comes back does not know this, which has nothing to do with the proof.
        if (request.endpoint == Endpoint::Pull && hasEnded)
            return std::optional(failureReply(v0::FAILURE_REASON_NOT_FOUND));
        return std::optional(town.ask(request));
    };
    REQUIRE(town.sync(kSaar, wire) == SyncTrouble::HubMisbehaved);
    REQUIRE(hasEnded);
    CHECK(town.notices(kSaar, AttentionKind::SplitView) == 0);
    CHECK(town.replica(kSaar).witnesses().next().has_value());
    REQUIRE(town.sync(kSaar) == SyncTrouble::None);
    CHECK_FALSE(town.replica(kSaar).witnesses().next().has_value());
    CHECK(town.notices(kSaar, AttentionKind::SplitView) == 0);
}

} // namespace vb::engine
