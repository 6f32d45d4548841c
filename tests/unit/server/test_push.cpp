// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/page.h"
#include "sync/transparency/receipt.h"
#include "tests/support/must.h"
#include "tests/unit/server/two_members.h"

using namespace vb;
using namespace vb::test;
using protocol::Endpoint;
using Refusals = std::vector<wire::Refusal>;

namespace {

transparency::Receipt checkReceipt(const HubWorld& world, const TestDevice& device,
                                   const wire::PushRequest& request, const wire::PushReply& reply) {
    const std::string body = request.SerializeAsString();
    return must(transparency::verifyReceipt({world.hubKey.publicKey(), world.house, device.id,
                                             transparency::batchId(world.house, asBytes(body))},
                                            must(transparency::fromMessage(reply.receipt()))));
}

std::vector<transparency::PageLeaf> leavesOf(const wire::PullReply& reply) {
    std::vector<transparency::PageLeaf> leaves;
    for (const wire::PulledEnvelope& envelope : reply.envelopes())
        leaves.push_back({envelope.position(), asBytes(envelope.leaf())});
    return leaves;
}

membership::EpochBody epochBody(HubWorld& world, const CaseId& caseId, const TestDevice& device) {
    membership::EpochBody body;
    body.audience = membership::wholeLevel(world.house, caseId, membership::Level::Casusteam);
    body.epoch = world.random.makeId<EpochId>();
    body.boxes = {
        {membership::recoveryRecipient(world.house, world.recovery), body.epoch, Bytes(80, 1)},
        {Digest256(device.id.bytes()), body.epoch, Bytes(80, 2)}};
    if (body.boxes[1].recipient < body.boxes[0].recipient)
        std::swap(body.boxes[0], body.boxes[1]);
    return body;
}

} // namespace

TEST_CASE("what is pushed is accepted, proven and handed out", "[sync][server]") {
    TwoMembers t;
    const std::uint64_t before = t.world.hub->logSize();
    const auto envelopes = t.write(3, {{300, 400}, false, {}});
    const wire::PushRequest request = runOf(envelopes);
    const wire::PushReply reply = t.world.push(t.noor, request);

    const auto receipt = checkReceipt(t.world, t.noor, request, reply);
    CHECK(receipt.firstPosition() == before);
    REQUIRE(receipt.leaves.size() == 3);
    REQUIRE(reply.verdicts_size() == 3);
    std::uint64_t position = before;
    for (const wire::PushVerdict& verdict : reply.verdicts())
        CHECK(verdict.position() == position++);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto leaf = must(transparency::parseLeafEntry(receipt.leaves[i]));
        CHECK(leaf.kind == transparency::ItemKind::Envelope);
        CHECK(leaf.item.bytes() == envelopes[i].id.bytes());
        CHECK(leaf.directory == t.world.heads(t.caseId));
        CHECK(leaf.hubTime == t.world.clock.now());
    }

    const wire::PullReply pulled = t.world.pull(t.bram, t.caseId);
    REQUIRE(pulled.envelopes_size() == 3);
    std::size_t i = 0;
    for (const wire::PulledEnvelope& envelope : pulled.envelopes()) {
        CHECK(envelope.envelope().SerializeAsString() == envelopes[i].envelope.SerializeAsString());
        CHECK(toBytes(asBytes(envelope.leaf())) == receipt.leaves[i]);
        ++i;
    }
    REQUIRE(pulled.heads_size() == 1);
    CHECK(pulled.heads(0).SerializeAsString() == envelopes[2].head.SerializeAsString());
    const auto page = must(transparency::fromMessage(pulled.page()));
    CHECK(must(transparency::verifyPage(t.world.hubKey.publicKey(), t.world.house, page,
                                        leavesOf(pulled)))
              .logSize == before + 3);
    CHECK(pulled.next(0).after() == before + 3);
    CHECK_FALSE(pulled.more());
    CHECK(t.world.pull(t.bram, t.caseId, pulled.next(0).after()).envelopes().empty());
}

TEST_CASE("an epoch and the first envelope under it may come in one push", "[sync][server]") {
    TwoMembers t;
    wire::PushRequest request;
    const auto body = epochBody(t.world, t.caseId, t.noor);
    const DirectoryHead based = t.world.heads(t.caseId);
    addItem(request, t.world.sign(t.noor, t.caseId, body));
    t.stream.epoch = body.epoch;
    SECTION("when the epoch comes first") {
        const auto id = membership::statementId(t.world.house,
                                                asBytes(request.items(0).statement().statement()));
        DirectoryHead after = based;
        after.caseLog = membership::extended(t.world.house, t.caseId, based.caseLog, id);
        const auto envelope = t.world.write(t.stream, {{100}, false, after});
        addItem(request, envelope);
        *request.add_heads() = envelope.head;
        const wire::PushReply reply = t.world.push(t.noor, request);
        CHECK(reply.verdicts(0).refusal() == wire::REFUSAL_NONE);
        CHECK(reply.verdicts(1).refusal() == wire::REFUSAL_NONE);
        const auto receipt = checkReceipt(t.world, t.noor, request, reply);
        CHECK(must(transparency::parseLeafEntry(receipt.leaves[0])).directory == based);
        CHECK(must(transparency::parseLeafEntry(receipt.leaves[0])).chain == after.caseLog);
        CHECK(must(transparency::parseLeafEntry(receipt.leaves[1])).directory == after);
    }
    SECTION("not when it comes after") {
        const auto envelope = t.world.write(t.stream);
        wire::PushRequest reversed = pushOf(envelope);
        addItem(reversed, request.items(0).statement());
        CHECK(t.refusals(reversed) == Refusals{wire::REFUSAL_EPOCH, wire::REFUSAL_NONE});
    }
}

TEST_CASE("pushing again is answered alike and changes nothing", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(3);
    const wire::PushRequest request = runOf(envelopes);
    const wire::PushReply first = t.world.push(t.noor, request);
    const auto receipt = checkReceipt(t.world, t.noor, request, first);
    const Digest256 before = t.world.digest();

    const wire::PushReply again = t.world.push(t.noor, request);
    CHECK(t.world.digest() == before);
    CHECK_FALSE(again.has_receipt());
    std::vector<transparency::PageLeaf> leaves;
    for (int i = 0; i < 3; ++i) {
        CHECK(again.verdicts(i).duplicate());
        CHECK(again.verdicts(i).position() == first.verdicts(i).position());
        CHECK(toBytes(asBytes(again.verdicts(i).leaf())) ==
              receipt.leaves[static_cast<std::size_t>(i)]);
        leaves.push_back({again.verdicts(i).position(), asBytes(again.verdicts(i).leaf())});
    }
    const auto page = must(transparency::fromMessage(again.page()));
    CHECK(transparency::verifyPage(t.world.hubKey.publicKey(), t.world.house, page, leaves));

    SECTION("old ones and new ones mix") {
        auto more = envelopes;
        more.push_back(t.world.write(t.stream));
        const wire::PushReply mixed = t.world.push(t.noor, runOf(more));
        CHECK(mixed.verdicts(2).duplicate());
        CHECK_FALSE(mixed.verdicts(3).duplicate());
        CHECK(mixed.verdicts(3).position() == receipt.head.size);
    }
    SECTION("a statement too") {
        wire::PushRequest statement;
        addItem(statement, t.world.sign(t.noor, t.caseId, epochBody(t.world, t.caseId, t.noor)));
        const auto once = t.world.push(t.noor, statement);
        const auto twice = t.world.push(t.bram, statement);
        CHECK(twice.verdicts(0).duplicate());
        CHECK(twice.verdicts(0).position() == once.verdicts(0).position());
    }
    SECTION("the same twice in one push is one") {
        const auto next = t.world.write(t.stream);
        wire::PushRequest twice = pushOf(next);
        addItem(twice, next);
        const wire::PushReply reply = t.world.push(t.noor, twice);
        CHECK_FALSE(reply.verdicts(0).duplicate());
        CHECK(reply.verdicts(1).duplicate());
        CHECK(reply.verdicts(1).position() == reply.verdicts(0).position());
        CHECK(t.world.hub->logSize() == receipt.head.size + 1);
    }
}

TEST_CASE("a stream goes on where it stands and nowhere else", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(4);
    REQUIRE(t.refusals(runOf({envelopes[0]})) == Refusals{wire::REFUSAL_NONE});
    const Digest256 before = t.world.digest();
    SECTION("a gap is refused and says what is missing") {
        const wire::PushReply reply = t.world.push(t.noor, runOf({envelopes[2], envelopes[3]}));
        CHECK(reply.verdicts(0).refusal() == wire::REFUSAL_GAP);
        CHECK(reply.verdicts(0).expected_counter() == 2);
        CHECK(reply.verdicts(1).expected_counter() == 2);
    }
    SECTION("another changeset under a number that is taken is a fork") {
        TestStream fork = t.world.stream(t.noor, t.caseId, t.epoch);
        CHECK(t.refusals(pushOf(t.world.write(fork))) == Refusals{wire::REFUSAL_FORK});
    }
    SECTION("a predecessor that does not fit") {
        TestStream other = t.stream;
        other.counter = 1;
        other.last = t.world.random.makeId<ChangesetId>();
        CHECK(t.refusals(pushOf(t.world.write(other))) == Refusals{wire::REFUSAL_CHAIN});
    }
    CHECK(t.world.digest() == before);
}

TEST_CASE("a refused envelope holds up its own stream alone", "[sync][server]") {
    TwoMembers t;
    const CaseId other = t.world.makeCase({&t.noor});
    const EpochId otherEpoch = t.world.openEpoch(other, t.noor, {&t.noor});
    TestStream elsewhere = t.world.stream(t.noor, other, otherEpoch);
    auto good = t.write(2);
    TestStream bad = t.stream;
    bad.epoch = otherEpoch;
    const auto refused = t.world.write(bad);
    t.stream = bad;
    t.stream.epoch = t.epoch;
    const auto after = t.world.write(t.stream);
    const auto independent = t.world.write(elsewhere);

    wire::PushRequest request = runOf({good[0], good[1], refused, after});
    addItem(request, independent);
    *request.add_heads() = independent.head;
    SECTION("the run that it breaks must be pushed again in two") {
        CHECK(t.refusals(request) == Refusals{wire::REFUSAL_RUN, wire::REFUSAL_RUN,
                                              wire::REFUSAL_EPOCH, wire::REFUSAL_GAP,
                                              wire::REFUSAL_NONE});
        CHECK(t.refusals(runOf(good)) == Refusals(2, wire::REFUSAL_NONE));
    }
    SECTION("unless a head within the run covers what goes before") {
        *request.add_heads() = good[1].head;
        const wire::PushReply reply = t.world.push(t.noor, request);
        CHECK(reply.verdicts(1).refusal() == wire::REFUSAL_NONE);
        CHECK(reply.verdicts(2).refusal() == wire::REFUSAL_EPOCH);
        CHECK(reply.verdicts(3).refusal() == wire::REFUSAL_GAP);
        CHECK(reply.verdicts(3).expected_counter() == 3);
        CHECK(reply.verdicts(4).refusal() == wire::REFUSAL_NONE);
    }
}

TEST_CASE("of what a device sealed more than once the log takes one", "[sync][server]") {
    TwoMembers t;
    const auto first = t.world.write(t.stream);
    const auto anew = [&](TestDevice& device, const ChangesetId& renews) {
        device.incarnation = t.world.random.makeId<IncarnationId>();
        TestStream stream = t.world.stream(device, t.caseId, t.epoch);
        return t.world.write(stream, {{100}, false, std::nullopt, renews});
    };
    SECTION("the first, and nothing that renews it") {
        REQUIRE(t.refusals(pushOf(first)) == Refusals{wire::REFUSAL_NONE});
        CHECK(t.refusals(pushOf(anew(t.noor, first.id))) == Refusals{wire::REFUSAL_SAID});
    }
    SECTION("of several in one request too") {
        wire::PushRequest request = pushOf(first);
        const auto second = anew(t.noor, first.id);
        addItem(request, second);
        *request.add_heads() = second.head;
        CHECK(t.refusals(request) == Refusals{wire::REFUSAL_NONE, wire::REFUSAL_SAID});
    }
    SECTION("one that renews it, and neither another nor the first") {
        REQUIRE(t.refusals(pushOf(anew(t.noor, first.id))) == Refusals{wire::REFUSAL_NONE});
        CHECK(t.refusals(pushOf(anew(t.noor, first.id))) == Refusals{wire::REFUSAL_SAID});
        CHECK(t.refusals(pushOf(first)) == Refusals{wire::REFUSAL_SAID});
    }
    SECTION("whatever other devices say that they renew") {
        const auto others = anew(t.bram, first.id);
        REQUIRE(t.world.push(t.bram, pushOf(others)).verdicts(0).refusal() == wire::REFUSAL_NONE);
        CHECK(t.refusals(pushOf(first)) == Refusals{wire::REFUSAL_NONE});
    }
}

TEST_CASE("signatures cover runs of at most 64 within recent or bulk", "[sync][server]") {
    TwoMembers t;
    SECTION("130 envelopes need three heads") {
        const auto envelopes = t.write(130);
        wire::PushRequest request;
        for (const auto& envelope : envelopes)
            addItem(request, envelope);
        *request.add_heads() = envelopes[129].head;
        *request.add_heads() = envelopes[63].head;
        Refusals expected(64, wire::REFUSAL_NONE);
        expected.resize(130, wire::REFUSAL_UNSIGNED);
        CHECK(t.refusals(request) == expected);
        *request.add_heads() = envelopes[127].head;
        CHECK(t.refusals(request) == Refusals(130, wire::REFUSAL_NONE));
        const auto pulled = t.world.pull(t.bram, t.caseId);
        CHECK(pulled.envelopes_size() == 130);
        CHECK(pulled.heads_size() == 3);
    }
    SECTION("bulk and recent need a head each") {
        auto mixed = t.write(2, {{50}, true, {}});
        mixed.push_back(t.world.write(t.stream));
        CHECK(t.refusals(runOf(mixed)) ==
              Refusals{wire::REFUSAL_RUN, wire::REFUSAL_RUN, wire::REFUSAL_GAP});
        wire::PushRequest request = runOf(mixed);
        *request.add_heads() = mixed[1].head;
        CHECK(t.refusals(request) == Refusals(3, wire::REFUSAL_NONE));
        CHECK(t.world.pull(t.bram, t.caseId, 0, true).envelopes_size() == 2);
        CHECK(t.world.pull(t.bram, t.caseId, 0, false).envelopes_size() == 1);
    }
}

TEST_CASE("withdrawal and purge take the bytes and leave the hashes", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(2, {{200, 300}, false, {}});
    REQUIRE(t.refusals(runOf(envelopes)) == Refusals(2, wire::REFUSAL_NONE));
    const auto partsOf = [&](int envelope) {
        const auto reply = t.world.pull(t.bram, t.caseId);
        return reply.envelopes(envelope).envelope().parts();
    };
    SECTION("an organisation withdraws its own part") {
        t.world.say(t.noor, t.caseId, membership::WithdrawalBody{{envelopes[0].parts[1]}});
        CHECK(partsOf(0).Get(0).size() == 200);
        CHECK(partsOf(0).Get(1).empty());
        CHECK(partsOf(1).Get(1).size() == 300);
        CHECK(t.world.push(t.noor, runOf(envelopes)).verdicts(0).duplicate());
        CHECK(partsOf(0).Get(1).empty());
    }
    SECTION("nobody withdraws another organisation's") {
        t.world.say(t.bram, t.caseId, membership::WithdrawalBody{{envelopes[0].parts[1]}});
        CHECK(partsOf(0).Get(1).size() == 300);
    }
    SECTION("a copy of somebody's part does not make it one's own to drop") {
        TestStream thief = t.world.stream(t.bram, t.caseId, t.epoch);
        membership::EnvelopeHeader header =
            must(membership::parseEnvelopeHeader(asBytes(envelopes[0].envelope.header())));
        header.stream = thief.id;
        TestEnvelope copy = envelopes[0];
        const Bytes bytes = membership::encodeEnvelopeHeader(header);
        copy.envelope.set_header(text(bytes));
        copy.id = membership::changesetId(t.world.house, bytes);
        copy.head = t.world.signHead(thief, 1, copy.id);
        REQUIRE(t.world.push(t.bram, pushOf(copy)).verdicts(0).refusal() == wire::REFUSAL_NONE);
        t.world.say(t.bram, t.caseId, membership::WithdrawalBody{{envelopes[0].parts[1]}});
        CHECK(partsOf(0).Get(1).size() == 300);
        CHECK(partsOf(2).Get(1).empty());
    }
    SECTION("in one push with what it withdraws") {
        const auto written = t.write(1, {{70, 80}, false, {}});
        wire::PushRequest request = runOf(written);
        addItem(request,
                t.world.sign(t.noor, t.caseId, membership::WithdrawalBody{{written[0].parts[0]}}));
        CHECK(t.refusals(request) == Refusals(2, wire::REFUSAL_NONE));
        CHECK(partsOf(2).Get(0).empty());
        CHECK(partsOf(2).Get(1).size() == 80);
    }
    SECTION("what was withdrawn before it came is refused, its hash alone is taken") {
        const auto written = t.write(1);
        t.world.say(t.noor, t.caseId, membership::WithdrawalBody{{written[0].parts[0]}});
        CHECK(t.refusals(runOf(written)) == Refusals{wire::REFUSAL_PURGED});
        wire::PushRequest without = runOf(written);
        without.mutable_items(0)->mutable_envelope()->mutable_parts(0)->clear();
        CHECK(t.refusals(without) == Refusals{wire::REFUSAL_NONE});
    }
    SECTION("a hub that starts again has not forgotten") {
        const auto written = t.write(1, {{70, 80}, false, {}});
        t.world.say(t.world.office, t.caseId,
                    membership::PurgeBody{{envelopes[1].parts[0]}, false});
        t.world.say(t.noor, t.caseId, membership::WithdrawalBody{{written[0].parts[1]}});
        t.world.restart();
        REQUIRE(t.world.openSession(t.noor) == 200);
        REQUIRE(t.world.openSession(t.bram) == 200);
        CHECK(partsOf(1).Get(0).empty());
        CHECK(partsOf(1).Get(1).size() == 300);
        CHECK(t.world.push(t.noor, runOf(envelopes)).verdicts(1).duplicate());
        CHECK(partsOf(1).Get(0).empty());
        CHECK(t.refusals(runOf(written)) == Refusals{wire::REFUSAL_PURGED});
    }
    SECTION("a part may not be missing for no reason") {
        const auto written = t.write(1);
        wire::PushRequest without = runOf(written);
        without.mutable_items(0)->mutable_envelope()->mutable_parts(0)->clear();
        CHECK(t.refusals(without) == Refusals{wire::REFUSAL_MALFORMED});
    }
    SECTION("a purged case keeps nothing and takes nothing") {
        const auto late = t.write(1);
        membership::PurgeBody purge;
        purge.wholeCase = true;
        t.world.say(t.world.office, t.caseId, purge);
        CHECK(partsOf(0).Get(0).empty());
        CHECK(partsOf(1).Get(1).empty());
        CHECK(t.refusals(runOf(late)) == Refusals{wire::REFUSAL_PURGED});
        CHECK(t.world.push(t.noor, runOf(envelopes)).verdicts(0).duplicate());
        CHECK(partsOf(0).Get(0).empty());
    }
}

TEST_CASE("what was written before a removal is delivered, nothing after", "[sync][server]") {
    TwoMembers t;
    const auto before = t.write(2);
    t.world.endMember(t.caseId, t.noor);
    const auto after = t.write(1);
    CHECK(t.refusals(runOf(before)) == Refusals(2, wire::REFUSAL_NONE));
    CHECK(t.refusals(runOf(after)) == Refusals{wire::REFUSAL_MEMBERSHIP});
    CHECK(t.world.pull(t.bram, t.caseId).envelopes_size() == 2);
    const wire::PullReply own = t.world.pull(t.noor, t.caseId);
    CHECK(own.envelopes().empty());
    CHECK(own.refused_size() == 1);
}

TEST_CASE("an ended device delivers and learns of its end, and no more", "[sync][server]") {
    TwoMembers t;
    const auto before = t.write(1);
    t.world.say(t.world.police, CaseId(),
                membership::DeviceEndBody{t.noor.id, membership::EndReason::Retired, {}});
    const auto after = t.write(1);
    wire::DirectoryRequest directory;
    const auto reply = t.world.ask<wire::DirectoryReply>(Endpoint::Directory, t.noor, directory);
    CHECK(reply.house_size() == static_cast<int>(t.world.heads(CaseId()).house.size));
    CHECK(t.refusals(runOf(before)) == Refusals{wire::REFUSAL_NONE});
    CHECK(t.refusals(runOf(after)) == Refusals{wire::REFUSAL_CERTIFICATE});
    CHECK(t.world.failure(Endpoint::Pull, t.noor, wire::PullRequest()) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    CHECK(t.world.openSession(t.noor) == 200);
    CHECK(t.world.failure(Endpoint::Poll, t.noor, wire::PollRequest()) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    wire::PushRequest statement;
    addItem(statement,
            t.world.sign(t.noor, t.caseId, membership::WithdrawalBody{{before[0].parts[0]}}));
    CHECK(t.refusals(statement) == Refusals{wire::REFUSAL_AUTHORITY});
}

TEST_CASE("the push-only key delivers under the device's own heads", "[sync][server]") {
    TwoMembers t;
    const auto envelopes = t.write(2);
    REQUIRE(t.world.openSession(t.noor, true) == 200);
    CHECK(t.world.failure(Endpoint::Directory, t.noor, wire::DirectoryRequest()) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    wire::PushRequest forged = runOf(envelopes);
    const auto signature = t.noor.push.sign(crypto::Kind::StreamHead, t.world.house.bytes(),
                                            asBytes(forged.heads(0).head()));
    forged.mutable_heads(0)->set_signature(text(signature.bytes()));
    CHECK(t.refusals(forged) == Refusals(2, wire::REFUSAL_UNSIGNED));
    wire::PushRequest statement;
    membership::MemberEndBody end{t.bram.holder, membership::EndReason::Unassigned, {}};
    addItem(statement, t.world.sign(t.world.office, t.caseId, end));
    CHECK(t.refusals(statement) == Refusals{wire::REFUSAL_AUTHORITY});
    CHECK(t.refusals(runOf(envelopes)) == Refusals(2, wire::REFUSAL_NONE));
}

TEST_CASE("hub time never runs backwards", "[sync][server]") {
    TwoMembers t;
    const Instant first = t.world.clock.now();
    REQUIRE(t.refusals(runOf(t.write(1))) == Refusals{wire::REFUSAL_NONE});
    t.world.clock.setWall(first - std::chrono::hours(5));
    const wire::PushRequest request = runOf(t.write(1));
    const auto receipt = checkReceipt(t.world, t.noor, request, t.world.push(t.noor, request));
    CHECK(must(transparency::parseLeafEntry(receipt.leaves[0])).hubTime == first);
    CHECK(receipt.head.hubTime == first);
    t.world.restart();
    REQUIRE(t.world.openSession(t.noor) == 200);
    const wire::PushRequest later = runOf(t.write(1));
    CHECK(checkReceipt(t.world, t.noor, later, t.world.push(t.noor, later)).head.hubTime == first);
}

TEST_CASE("a device fills its quota and not the hub's", "[sync][server]") {
    server::HubLimits limits;
    limits.maxItemsPerDevice = 5;
    TwoMembers t(1, limits);
    const auto envelopes = t.write(6);
    // Noor's epoch statement was the first item.
    wire::PushRequest request = runOf(envelopes);
    *request.add_heads() = envelopes[3].head;
    CHECK(t.refusals(request) == Refusals{wire::REFUSAL_NONE, wire::REFUSAL_NONE,
                                          wire::REFUSAL_NONE, wire::REFUSAL_NONE,
                                          wire::REFUSAL_QUOTA, wire::REFUSAL_GAP});
    TestStream other = t.world.stream(t.bram, t.caseId, t.epoch);
    CHECK(t.world.push(t.bram, pushOf(t.world.write(other))).verdicts(0).refusal() ==
          wire::REFUSAL_NONE);
}

TEST_CASE("several pushes share a commit and get a receipt each", "[sync][server]") {
    TwoMembers t;
    TestStream other = t.world.stream(t.bram, t.caseId, t.epoch);
    const wire::PushRequest one = runOf(t.write(3));
    const wire::PushRequest two = pushOf(t.world.write(other));
    const std::uint64_t commits = t.world.hub->figures().commits;
    const auto incoming = [](const TestDevice& device, const wire::PushRequest& request) {
        return server::Incoming{
            {Endpoint::Push, device.session, toBytes(asBytes(request.SerializeAsString()))},
            {"192.0.2.1"}};
    };
    const std::vector<server::Incoming> both{incoming(t.noor, one), incoming(t.bram, two)};
    const auto answers = t.world.hub->handleTogether(both);
    CHECK(t.world.hub->figures().commits == commits + 1);
    REQUIRE(answers.size() == 2);
    wire::PushReply first;
    wire::PushReply second;
    REQUIRE(first.ParseFromString(std::string(asText(answers[0].reply.body))));
    REQUIRE(second.ParseFromString(std::string(asText(answers[1].reply.body))));
    const auto firstReceipt = checkReceipt(t.world, t.noor, one, first);
    const auto secondReceipt = checkReceipt(t.world, t.bram, two, second);
    CHECK(secondReceipt.firstPosition() == firstReceipt.head.size);
    CHECK(secondReceipt.before.root() == firstReceipt.head.root);
}
