// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints pull, directory, compare, fetch, poll and proof.
#include "sync/membership/admission.h"
#include "sync/transparency/comparison.h"
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/page.h"
#include "sync/transparency/proofs.h"
#include "sync/transparency/reconcile_messages.h"
#include "tests/support/must.h"
#include "tests/unit/server/two_members.h"

#include <algorithm>

using namespace vb;
using namespace vb::test;
using protocol::Endpoint;

namespace {

void addCase(wire::DirectoryRequest& request, const CaseId& caseId, std::uint64_t from = 0) {
    wire::CaseFrom& added = *request.add_cases();
    added.set_case_id(text(caseId.view()));
    added.set_from(from);
}

wire::DirectoryReply directory(TwoMembers& t, const TestDevice& device) {
    wire::DirectoryRequest request;
    addCase(request, t.caseId);
    request.set_list_cases(true);
    return t.world.ask<wire::DirectoryReply>(Endpoint::Directory, device, request);
}

membership::LoggedStatement logged(const wire::LoggedStatement& message) {
    const auto leaf = must(transparency::parseLeafEntry(asBytes(message.leaf())));
    return {{toBytes(asBytes(message.statement().statement())),
             *crypto::Signature::fromBytes(asBytes(message.statement().signature()))},
            {leaf.directory, leaf.hubTime},
            *leaf.chain};
}

template <typename Message>
void setAudience(const TwoMembers& t, Message& message) {
    message.set_case_id(text(t.caseId.view()));
    message.set_audience(text(t.stream.audience.id.view()));
}

} // namespace

TEST_CASE("pull goes on in portions that never cut a run", "[sync][server]") {
    TwoMembers t;
    for (int run = 0; run < 4; ++run)
        t.world.push(t.noor, runOf(t.write(5, {{1'000}, false, {}})));
    std::uint64_t after = 0;
    int portions = 0;
    int received = 0;
    bool more = true;
    while (more) {
        const wire::PullReply reply = t.world.pull(t.bram, t.caseId, after, false, 8'000);
        CHECK(reply.envelopes_size() % 5 == 0);
        CHECK(reply.heads_size() * 5 == reply.envelopes_size());
        received += reply.envelopes_size();
        after = reply.next(0).after();
        more = reply.more();
        ++portions;
    }
    CHECK(received == 20);
    CHECK(portions == 2);
}

TEST_CASE("pull gives each worker exactly the audiences of now", "[sync][server]") {
    TwoMembers t;
    t.world.push(t.noor, runOf(t.write(2)));
    TestDevice& stranger = t.world.enrol(t.world.person(2));
    SECTION("not to a stranger, nor for a case or audience that is none") {
        const auto reply = t.world.pull(stranger, t.caseId);
        CHECK(reply.envelopes().empty());
        CHECK(reply.next().empty());
        CHECK(reply.refused_size() == 1);
        const Digest256 before = t.world.digest();
        CHECK(t.world.pull(t.bram, t.world.random.makeId<CaseId>()).refused_size() == 1);
        CHECK(t.world.pull(stranger, t.caseId).refused_size() == 1);
        CHECK(t.world.digest() == before);
    }
    SECTION("not to another affiliation of the same worker") {
        TestDevice& moonlighter = t.world.enrol({t.bram.holder.worker, OrganisationCode{2}});
        CHECK(t.world.pull(moonlighter, t.caseId).refused_size() == 1);
    }
    SECTION("no longer to somebody who was removed") {
        CHECK(t.world.pull(t.bram, t.caseId).envelopes_size() == 2);
        t.world.endMember(t.caseId, t.bram);
        CHECK(t.world.pull(t.bram, t.caseId).envelopes().empty());
        t.world.addMember(t.caseId, t.bram);
        CHECK(t.world.pull(t.bram, t.caseId).envelopes_size() == 2);
    }
    SECTION("headers alone of what precedes a member without history") {
        t.world.addMember(t.caseId, stranger, true);
        wire::PullReply reply = t.world.pull(stranger, t.caseId);
        REQUIRE(reply.envelopes_size() == 2);
        CHECK(reply.envelopes(0).withheld());
        CHECK(reply.envelopes(0).envelope().parts(0).empty());
        CHECK_FALSE(reply.envelopes(0).envelope().header().empty());
        t.stream.epoch = t.world.openEpoch(t.caseId, t.noor, {&t.noor, &t.bram, &stranger});
        t.world.push(t.noor, runOf(t.write(1)));
        reply = t.world.pull(stranger, t.caseId);
        REQUIRE(reply.envelopes_size() == 3);
        CHECK_FALSE(reply.envelopes(2).withheld());
        CHECK(reply.envelopes(2).envelope().parts(0).size() == 100);
        CHECK_FALSE(t.world.pull(t.bram, t.caseId).envelopes(0).withheld());
    }
}

TEST_CASE("the directory comes whole, in order and proven", "[sync][server]") {
    TwoMembers t;
    const auto reply = directory(t, t.bram);
    membership::HouseDirectory house(
        t.world.house, membership::rootFingerprint(t.world.house, t.world.rootKey.publicKey()));
    for (const wire::LoggedStatement& statement : reply.house())
        must(membership::accept(house, logged(statement)));
    CHECK(house.chain().head() == t.world.heads(CaseId()).house);
    REQUIRE(reply.cases_size() == 1);
    membership::MembershipLog log(t.world.house, t.caseId);
    for (const wire::LoggedStatement& statement : reply.cases(0).statements())
        must(membership::accept(log, house, logged(statement)));
    CHECK(log.chain().head() == t.world.heads(t.caseId).caseLog);
    REQUIRE(reply.member_of_size() == 1);
    CHECK(reply.member_of(0) == text(t.caseId.view()));
    CHECK_FALSE(reply.more());

    std::vector<transparency::PageLeaf> leaves;
    for (const wire::LoggedStatement& statement : reply.house())
        leaves.push_back({statement.position(), asBytes(statement.leaf())});
    for (const wire::LoggedStatement& statement : reply.cases(0).statements())
        leaves.push_back({statement.position(), asBytes(statement.leaf())});
    CHECK(transparency::verifyPage(t.world.hubKey.publicKey(), t.world.house,
                                   must(transparency::fromMessage(reply.page())), leaves));
}

TEST_CASE("the directory pages by size", "[sync][server]") {
    server::HubLimits limits;
    limits.replyBytes = 2'000;
    TwoMembers t(1, limits);
    std::uint64_t houseFrom = 0;
    std::uint64_t caseFrom = 0;
    bool more = true;
    int pages = 0;
    while (more) {
        wire::DirectoryRequest request;
        request.set_house_from(houseFrom);
        addCase(request, t.caseId, caseFrom);
        const auto reply = t.world.ask<wire::DirectoryReply>(Endpoint::Directory, t.bram, request);
        houseFrom += static_cast<std::uint64_t>(reply.house_size());
        caseFrom += static_cast<std::uint64_t>(reply.cases(0).statements_size());
        more = reply.more();
        ++pages;
        REQUIRE(pages < 20);
    }
    CHECK(houseFrom == t.world.heads(CaseId()).house.size);
    CHECK(caseFrom == t.world.heads(t.caseId).caseLog.size);
    CHECK(pages > 2);
}

TEST_CASE("a membership log is seen by whom it concerns, as long as it does", "[sync][server]") {
    TwoMembers t;
    TestDevice& stranger = t.world.enrol(t.world.person(2));
    CHECK(directory(t, stranger).cases(0).statements().empty());
    CHECK(directory(t, stranger).member_of().empty());
    CHECK(directory(t, t.world.office).cases(0).statements_size() == 3);

    t.world.endMember(t.caseId, t.bram);
    const int atEnd = directory(t, t.bram).cases(0).statements_size();
    CHECK(atEnd == 4);
    t.world.addMember(t.caseId, stranger);
    CHECK(directory(t, t.bram).cases(0).statements_size() == atEnd);
    CHECK(directory(t, t.bram).member_of_size() == 1);
    CHECK(directory(t, t.noor).cases(0).statements_size() == atEnd + 1);
    t.world.addMember(t.caseId, t.bram);
    CHECK(directory(t, t.bram).cases(0).statements_size() == atEnd + 2);

    SECTION("after its own end, what was said before") {
        membership::MemberBody body;
        body.member = stranger.holder;
        body.hat = 1;
        body.period = {t.world.clock.now(), t.world.clock.now() + std::chrono::hours(1)};
        t.world.say(t.world.office, t.caseId, body);
        const int before = directory(t, stranger).cases(0).statements_size();
        t.world.clock.advance(std::chrono::hours(2));
        REQUIRE(t.world.openSession(t.world.office) == 200);
        REQUIRE(t.world.openSession(stranger) == 200);
        t.world.endMember(t.caseId, t.noor);
        CHECK(directory(t, stranger).cases(0).statements_size() == before);
        CHECK(t.world.pull(stranger, t.caseId).refused_size() == 1);
    }
    SECTION("an end that is said after it came is seen, and nothing behind it") {
        membership::MemberBody body;
        body.member = t.bram.holder;
        body.hat = 1;
        body.period = {t.world.clock.now() - std::chrono::hours(2),
                       t.world.clock.now() - std::chrono::hours(1)};
        t.world.say(t.world.office, t.caseId, body);
        t.world.endMember(t.caseId, t.noor);
        CHECK(directory(t, t.bram).cases(0).statements_size() == atEnd + 3);
    }
    SECTION("a device that has ended sees what went before its end") {
        t.world.say(t.world.probation, CaseId(),
                    membership::DeviceEndBody{t.bram.id, membership::EndReason::Retired, {}});
        const int before = directory(t, t.bram).cases(0).statements_size();
        t.world.endMember(t.caseId, t.noor);
        t.world.enrol(t.world.person(2));
        const auto reply = directory(t, t.bram);
        CHECK(reply.cases(0).statements_size() == before);
        CHECK(reply.house_size() + 1 == static_cast<int>(t.world.heads(CaseId()).house.size));
    }
}

TEST_CASE("compare says where an audience differs, over any range", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(6);
    const std::uint64_t first = t.world.hub->logSize();
    t.world.push(t.noor, runOf(envelopes));
    const auto ask = [&](std::uint64_t from, std::uint64_t upTo, std::size_t begin,
                         std::size_t end) {
        transparency::ComparisonDigest digest(t.world.house);
        for (std::size_t i = begin; i < end; ++i)
            digest.add(envelopes[i].id);
        wire::CompareRequest request;
        wire::AudienceDigest& audience = *request.add_audiences();
        setAudience(t, audience);
        audience.set_from(from);
        audience.set_up_to(upTo);
        audience.set_count(digest.count());
        if (digest.digest())
            audience.set_digest(text(digest.digest()->view()));
        return t.world.ask<wire::CompareReply>(Endpoint::Compare, t.bram, request);
    };
    CHECK(ask(0, first + 6, 0, 6).differing().empty());
    CHECK(ask(0, first + 3, 0, 3).differing().empty());
    CHECK(ask(first + 2, first + 5, 2, 5).differing().empty());
    CHECK(ask(0, first, 0, 0).differing().empty());
    const auto reply = ask(0, first + 6, 0, 5);
    REQUIRE(reply.differing_size() == 1);
    CHECK(reply.differing(0).count() == 6);
    CHECK(ask(first + 2, first + 5, 1, 4).differing_size() == 1);

    TestDevice& stranger = t.world.enrol(t.world.person(2));
    wire::CompareRequest request;
    wire::AudienceDigest& audience = *request.add_audiences();
    setAudience(t, audience);
    audience.set_up_to(first);
    const auto refused = t.world.ask<wire::CompareReply>(Endpoint::Compare, stranger, request);
    CHECK(refused.refused_size() == 1);
    CHECK(refused.differing().empty());
}

TEST_CASE("fetch gives single envelopes with what verifies them", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(6);
    t.world.push(t.noor, runOf(envelopes));
    wire::FetchRequest request;
    setAudience(t, request);
    SECTION("by id, with the rest of the run") {
        request.add_ids(text(envelopes[3].id.view()));
        request.add_ids(text(envelopes[4].id.view()));
        request.add_ids(text(t.world.random.makeId<ChangesetId>().view()));
        const auto reply = t.world.ask<wire::FetchReply>(Endpoint::Fetch, t.bram, request);
        REQUIRE(reply.envelopes_size() == 3);
        CHECK(reply.envelopes(0).envelope().header() == envelopes[3].envelope.header());
        CHECK(reply.envelopes(2).envelope().header() == envelopes[5].envelope.header());
        CHECK(reply.heads_size() == 1);
        CHECK_FALSE(reply.more());
    }
    SECTION("or the ids of a range") {
        const auto all = t.world.ask<wire::FetchReply>(Endpoint::Fetch, t.bram, request);
        REQUIRE(all.ids_size() == 6);
        CHECK(all.ids(0) == text(envelopes[0].id.view()));
        request.set_from(t.world.hub->logSize() - 2);
        CHECK(t.world.ask<wire::FetchReply>(Endpoint::Fetch, t.bram, request).ids_size() == 2);
        request.set_up_to(t.world.hub->logSize() - 1);
        CHECK(t.world.ask<wire::FetchReply>(Endpoint::Fetch, t.bram, request).ids_size() == 1);
    }
    SECTION("to members alone, and of this audience alone") {
        TestDevice& stranger = t.world.enrol(t.world.person(2));
        const Digest256 before = t.world.digest();
        CHECK(t.world.failure(Endpoint::Fetch, stranger, request) ==
              wire::FAILURE_REASON_UNAUTHORISED);
        CHECK(t.world.digest() == before);
        const CaseId other = t.world.makeCase({&stranger});
        t.world.openEpoch(other, stranger, {&stranger});
        request.set_case_id(text(other.view()));
        request.set_audience(text(
            membership::wholeLevel(t.world.house, other, membership::Level::Casusteam).id.view()));
        request.add_ids(text(envelopes[0].id.view()));
        CHECK(
            t.world.ask<wire::FetchReply>(Endpoint::Fetch, stranger, request).envelopes().empty());
    }
}

namespace {

/// What a device that holds `held` learns from the hub below `upTo`.
struct Learnt {
    std::vector<ChangesetId> needed;
    std::vector<ChangesetId> extra;
};
Learnt reconciled(TwoMembers& t, std::vector<ChangesetId> held, std::uint64_t upTo) {
    transparency::ReconcileSalt salt{};
    t.world.random.fill(salt);
    transparency::Reconciliation device({t.world.house, salt, std::move(held)});
    while (!device.isDone()) {
        wire::ReconcileRequest request;
        setAudience(t, request);
        request.set_up_to(upTo);
        toMessage(device.next(), request);
        const auto reply = t.world.ask<wire::ReconcileReply>(Endpoint::Reconcile, t.bram, request);
        must(device.take(must(transparency::fromMessage(reply))));
    }
    return {device.needed(), device.extra()};
}

} // namespace

TEST_CASE("reconcile says what a device lacks, and what the hub", "[sync][server]") {
    TwoMembers t;
    const std::uint64_t first = t.world.hub->logSize();
    std::vector<ChangesetId> ids;
    for (int run = 0; run < 3; ++run) {
        const auto envelopes = t.write(20);
        t.world.push(t.noor, runOf(envelopes));
        for (const TestEnvelope& envelope : envelopes)
            ids.push_back(envelope.id);
    }
    const Digest256 before = t.world.digest();
    CHECK(reconciled(t, ids, first + 60).needed.empty());
    CHECK(reconciled(t, ids, first + 60).extra.empty());
    auto held = ids;
    held.erase(held.begin() + 40);
    held.push_back(t.world.random.makeId<ChangesetId>());
    const Learnt learnt = reconciled(t, held, first + 60);
    CHECK(learnt.needed == std::vector{ids[40]});
    CHECK(learnt.extra == std::vector{held.back()});
    // Below a position only, of which one beyond the log is the log's end.
    CHECK(reconciled(t, {}, first + 7).needed.size() == 7);
    CHECK(reconciled(t, {}, ~std::uint64_t{0}).needed.size() == 60);
    CHECK(t.world.digest() == before);

    wire::ReconcileRequest request;
    setAudience(t, request);
    request.set_salt(std::string(16, 's'));
    SECTION("to members alone") {
        TestDevice& stranger = t.world.enrol(t.world.person(2));
        CHECK(t.world.failure(Endpoint::Reconcile, stranger, request) ==
              wire::FAILURE_REASON_UNAUTHORISED);
    }
    SECTION("and refuses what is no question") {
        request.set_salt("salt");
        CHECK(t.world.failure(Endpoint::Reconcile, t.bram, request) ==
              wire::FAILURE_REASON_MALFORMED);
    }
}

TEST_CASE("a device pays for the ids that the hub must hash", "[sync][server]") {
    server::HubLimits limits;
    limits.requestsPerDevice = {40, 0.001};
    TwoMembers t(1, limits);
    t.world.push(t.noor, runOf(t.write(20)));
    wire::ReconcileRequest request;
    setAudience(t, request);
    request.set_up_to(t.world.hub->logSize());
    const auto ask = [&](char salt) {
        request.set_salt(std::string(16, salt));
        return t.world.post(Endpoint::Reconcile, t.bram.session, request.SerializeAsString())
            .status;
    };
    int answered = 0;
    while (answered < 100 && ask(static_cast<char>(answered)) == 200)
        ++answered;
    // Of 40 requests the last goes to the 20 ids, 0.02 of a request, of each new salt.
    CHECK(answered == 39);
}

TEST_CASE("poll answers at once with the head, and says what may be waited for", "[sync][server]") {
    TwoMembers t;
    wire::PollRequest request;
    request.set_size(t.world.hub->logSize());
    request.set_wait_millis(60'000);
    const auto ask = [&] {
        return t.world.hub->handle(
            {Endpoint::Poll, t.bram.session, toBytes(asBytes(request.SerializeAsString()))},
            {"192.0.2.1"});
    };
    const auto answer = ask();
    REQUIRE(answer.wait.has_value());
    CHECK(answer.wait->size == t.world.hub->logSize());
    CHECK(answer.wait->wait == protocol::kMaxPollWait);
    t.world.push(t.noor, runOf(t.write(1)));
    const auto later = ask();
    CHECK_FALSE(later.wait.has_value());
    wire::PollReply reply;
    REQUIRE(reply.ParseFromString(std::string(asText(later.reply.body))));
    CHECK(must(transparency::verifyLogHead(t.world.hubKey.publicKey(), t.world.house,
                                           must(transparency::fromMessage(reply.head()))))
              .size == t.world.hub->logSize());
}

TEST_CASE("proofs lead from any tree to any later one", "[sync][server]") {
    TwoMembers t;
    t.world.push(t.noor, runOf(t.write(5)));
    const std::uint64_t size = t.world.hub->logSize();
    wire::ProofRequest request;
    request.set_position(size - 2);
    request.set_consistency_from(3);
    const auto reply = t.world.ask<wire::ProofReply>(Endpoint::Proof, t.noor, request);
    const auto head = must(transparency::verifyLogHead(
        t.world.hubKey.publicKey(), t.world.house, must(transparency::fromMessage(reply.head()))));
    const auto pulled = t.world.pull(t.bram, t.caseId);
    const auto& leaf = pulled.envelopes(pulled.envelopes_size() - 2).leaf();
    CHECK(transparency::verifyInclusion(must(transparency::fromMessage(reply.inclusion())),
                                        transparency::hashLogLeaf(t.world.house, asBytes(leaf)),
                                        head.root));
    const auto consistency = must(transparency::fromMessage(reply.consistency()));
    CHECK(transparency::verifyConsistency(consistency, must(transparency::rootAt(t.world.store, 3)),
                                          head.root));
    wire::ProofRequest none;
    const auto bare = t.world.ask<wire::ProofReply>(Endpoint::Proof, t.noor, none);
    CHECK_FALSE(bare.has_inclusion());
    CHECK_FALSE(bare.has_consistency());
    request.set_position(size);
    CHECK(t.world.failure(Endpoint::Proof, t.noor, request) == wire::FAILURE_REASON_NOT_FOUND);
    request.clear_position();
    request.set_tree_size(size + 1);
    CHECK(t.world.failure(Endpoint::Proof, t.noor, request) == wire::FAILURE_REASON_NOT_FOUND);
}
