// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub that answers what it likes, and devices that ask what they like: refused, in bounded time,
// in bounded memory.
#include "tests/property/transparency/reconcile_sides.h"
#include "tests/support/property.h"

#include <functional>

using namespace vb;
using namespace vb::test;
using transparency::RangeBound;
using transparency::ReconcileSpan;

namespace {

namespace wire = veldboek::v0;

IdSet some(SeededRandom& random, std::size_t count) {
    IdSet ids;
    while (ids.size() < count)
        ids.insert(makeId(random, IdShape::Hashes));
    return ids;
}

std::vector<std::reference_wrapper<std::string>> bytesOf(wire::ReconcileReply& reply) {
    std::vector<std::reference_wrapper<std::string>> fields{*reply.mutable_answered()};
    for (wire::ReconcileSpan& span : *reply.mutable_spans()) {
        fields.emplace_back(*span.mutable_from());
        fields.emplace_back(*span.mutable_fingerprints());
        fields.emplace_back(*span.mutable_ids());
        for (std::string& end : *span.mutable_ends())
            fields.emplace_back(end);
    }
    return fields;
}

/// One lie in a reply that was true.
void distort(wire::ReconcileReply& reply, SeededRandom& random) {
    const auto fields = bytesOf(reply);
    std::string& field = fields[random.below(fields.size())];
    switch (random.below(6)) {
    case 0:
        if (!field.empty())
            field[random.below(field.size())] = static_cast<char>(random.below(256));
        break;
    case 1:
        field.resize(random.below(70), static_cast<char>(random.below(256)));
        break;
    case 2:
        field.clear();
        break;
    case 3:
        if (reply.spans_size() > 0)
            *reply.add_spans() = reply.spans(
                static_cast<int>(random.below(static_cast<std::uint64_t>(reply.spans_size()))));
        break;
    case 4:
        if (reply.spans_size() > 1)
            reply.mutable_spans()->SwapElements(0, reply.spans_size() - 1);
        break;
    default:
        if (reply.spans_size() > 0)
            reply.mutable_spans()->RemoveLast();
    }
}

/// Runs a reconciliation against a responder that may lie; how it ended.
struct Ended {
    bool isRefused = false;
    std::size_t rounds = 0;
};
Ended run(const IdSet& mine, const ReconcileTuning& tuning,
          const std::function<wire::ReconcileReply(const ReconcileQuestion&)>& respond) {
    Reconciliation initiator(setOf(mine, {}), tuning);
    while (!initiator.isDone()) {
        const auto reply = fromMessage(respond(initiator.next()));
        if (!reply || !initiator.take(*reply))
            return {true, initiator.rounds()};
    }
    return {false, initiator.rounds()};
}

ReconcileAnswer oneListing(const RangeBound& from, const RangeBound& end,
                           std::vector<ChangesetId> ids) {
    ReconcileAnswer reply;
    ReconcileSpan& span = reply.spans.emplace_back();
    span.from = from;
    span.ends.push_back(end);
    span.ids = std::move(ids);
    reply.answered = RangeBound::end();
    return reply;
}

RangeBound bound(std::initializer_list<std::uint8_t> prefix) {
    return must(RangeBound::fromPrefix(Bytes(prefix)));
}

} // namespace

TEST_CASE("a reconciliation with a liar ends", "[sync][reconcile][property]") {
    holds("refused or done, within its rounds", [] {
        SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
        const IdSet mine = some(random, random.below(400));
        const ReconcileSet theirs = setOf(some(random, random.below(400)), {});
        ReconcileTuning tuning;
        tuning.frameBytes = transparency::kMinReconcileFrame + random.below(4'000);
        tuning.maxRounds = 40;
        const std::uint64_t lies = 1 + random.below(4);
        const Ended ended = run(mine, tuning, [&](const ReconcileQuestion& question) {
            wire::ReconcileReply reply;
            toMessage(answer(theirs, question, tuning), reply);
            for (std::uint64_t i = 0; i < lies; ++i)
                distort(reply, random);
            return reply;
        });
        RC_ASSERT(ended.rounds <= tuning.maxRounds);
    });
}

TEST_CASE("whatever bytes a reply or a request is, reading it is safe",
          "[sync][reconcile][property]") {
    holds("random and half-right bytes", [] {
        const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
        SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
        const ReconcileSet set = setOf(some(random, 50), {});
        wire::ReconcileRequest request;
        if (request.ParseFromString(bytes) || random.chance(1, 2)) {
            request.set_salt(std::string(16, '\0'));
            request.add_spans()->add_ends(bytes.substr(0, 32));
            if (const auto question = fromMessage(request)) {
                const auto reply = answer(set, *question);
                RC_ASSERT(transparency::checkSpans(reply.spans).has_value());
            }
        }
        wire::ReconcileReply reply;
        if (reply.ParseFromString(bytes))
            static_cast<void>(fromMessage(reply).has_value());
    });
}

TEST_CASE("a hub that never gets anywhere is left", "[sync][reconcile]") {
    SeededRandom random(3);
    const IdSet mine = some(random, 200);
    ReconcileTuning tuning;
    tuning.maxRounds = 30;
    SECTION("everything always differs") {
        const ReconcileSet theirs = setOf(some(random, 5'000), {});
        std::size_t calls = 0;
        const Ended ended = run(mine, tuning, [&](const ReconcileQuestion& question) {
            ++calls;
            ReconcileAnswer reply = answer(theirs, question, tuning);
            for (ReconcileSpan& span : reply.spans)
                for (auto& fingerprint : span.fingerprints)
                    random.fill(fingerprint);
            wire::ReconcileReply message;
            toMessage(reply, message);
            return message;
        });
        // Our own ranges shrink until their ids are asked for, which has to be answered.
        CHECK_FALSE(ended.isRefused);
        CHECK(calls <= 10);
    }
    SECTION("each answer is a sliver") {
        std::uint8_t last = 0;
        const Ended ended = run({}, tuning, [&](const ReconcileQuestion& question) {
            ++last;
            auto reply = oneListing(question.spans.front().from, bound({last}), {});
            reply.answered = bound({last});
            wire::ReconcileReply message;
            toMessage(reply, message);
            return message;
        });
        CHECK(ended.isRefused);
        CHECK(ended.rounds == tuning.maxRounds);
    }
    SECTION("no answer at all") {
        const Ended ended = run(mine, tuning, [](const ReconcileQuestion&) {
            wire::ReconcileReply message;
            message.set_answered(std::string(1, '\0'));
            return message;
        });
        CHECK(ended.isRefused);
    }
    SECTION("more ids than an audience has") {
        tuning.maxIds = 100;
        tuning.maxRounds = 1'000;
        const ReconcileSet theirs = setOf(some(random, 101), {});
        const Ended ended = run({}, tuning, [&](const ReconcileQuestion& question) {
            wire::ReconcileReply message;
            toMessage(answer(theirs, question, tuning), message);
            return message;
        });
        CHECK(ended.isRefused);
    }
}

TEST_CASE("an answer to something else is refused", "[sync][reconcile]") {
    SeededRandom random(5);
    const auto ids = some(random, 8);
    const std::vector<ChangesetId> list(ids.begin(), ids.end());
    Reconciliation initiator(setOf({}, {}));
    const auto refused = [&](const ReconcileAnswer& reply) {
        return !initiator.take(reply).has_value();
    };
    const RangeBound start;
    CHECK(refused(oneListing(start, RangeBound::end(), list))); // nothing was asked
    static_cast<void>(initiator.next());                        // the ids of everything
    CHECK(refused(ReconcileAnswer{{}, RangeBound::end()}));
    CHECK(refused(oneListing(bound({1}), RangeBound::end(), {})));
    CHECK(refused(oneListing(start, bound({1}), {})));
    CHECK(refused(oneListing(start, RangeBound::end(), {list[1], list[0]})));
    CHECK(refused(oneListing(start, RangeBound::end(), {list[0], list[0]})));
    ReconcileAnswer cutOff = oneListing(start, RangeBound::end(), list);
    cutOff.answered = bound({1});
    CHECK(refused(cutOff));
    ReconcileAnswer fingerprints = oneListing(start, RangeBound::end(), {});
    fingerprints.spans.front().fingerprints.emplace_back();
    CHECK(refused(fingerprints));
    REQUIRE(initiator.take(oneListing(start, RangeBound::end(), list)).has_value());
    CHECK(initiator.isDone());
    CHECK(initiator.needed() == list);
}

TEST_CASE("a malformed question is refused", "[sync][reconcile]") {
    wire::ReconcileRequest good;
    good.set_salt(std::string(16, 's'));
    wire::ReconcileSpan& span = *good.add_spans();
    span.add_ends("b");
    span.add_ends("");
    span.set_fingerprints(std::string(32, 'f'));
    REQUIRE(fromMessage(good).has_value());
    const auto code = [&](const std::function<void(wire::ReconcileRequest&)>& spoil) {
        auto bad = good;
        spoil(bad);
        const auto read = fromMessage(bad);
        REQUIRE_FALSE(read.has_value());
        return read.error().code;
    };
    using Request = wire::ReconcileRequest;
    CHECK(code([](Request& r) { r.set_salt("short"); }) == Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->set_ends(0, std::string(33, 'b')); }) ==
          Code::TooLarge);
    CHECK(code([](Request& r) { r.mutable_spans(0)->set_from("b"); }) == Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->set_ends(1, "a"); }) == Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->add_ends("c"); }) == Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->clear_ends(); }) == Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->set_fingerprints("f"); }) ==
          Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->clear_fingerprints(); }) == Code::InvalidInput);
    CHECK(code([](Request& r) { r.mutable_spans(0)->set_ids(std::string(32, 'i')); }) ==
          Code::InvalidInput);
    CHECK(code([](Request& r) { *r.add_spans() = r.spans(0); }) == Code::InvalidInput);
    CHECK(code([](Request& r) {
              r.set_audience(std::string(protocol::kMaxReconcileBytes + 512, 'a'));
          }) == Code::TooLarge);
}
