// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/dump.h"
#include "tests/catalogue/story.h"

#include <algorithm>
#include <numeric>

namespace vb::test {

using namespace vb::model;

namespace {

using Log = std::vector<LoggedChangeset>;

/// What a replica that took these has: its states and the bytes of its dump.
struct Replica {
    explicit Replica(const Schema& schema, const Log& taken)
        : states(mergeAccepted(schema, taken)) {
        dump = kDumpHead;
        for (const RecordState& state : states)
            appendDump(dump, schema, state);
    }
    std::vector<RecordState> states;
    std::string dump;
};

Log inOrder(const Log& log, const std::vector<std::size_t>& order) {
    Log taken;
    taken.reserve(log.size());
    for (const std::size_t index : order)
        taken.push_back(log[index]);
    return taken;
}

/// Backwards, everything twice.
Log backwardsTwice(const Log& log, const std::vector<std::size_t>& order) {
    Log taken = inOrder(log, {order.rbegin(), order.rend()});
    taken.insert(taken.end(), log.begin(), log.end());
    return taken;
}

} // namespace

namespace {

constexpr std::size_t kOfEverything = 20;

void shuffle(std::vector<std::size_t>& order, std::size_t from, SeededRandom& dice) {
    for (std::size_t i = order.size(); i > from + 1; --i)
        std::swap(order[i - 1], order[from + dice.below(i - from)]);
}

void requireSame(const Story& story, const Replica& hub, const std::vector<std::size_t>& order,
                 std::uint64_t seed) {
    const Replica second(story.schema(), inOrder(story.log(), order));
    const Replica third(story.schema(), backwardsTwice(story.log(), order));
    const bool isSame = second.dump == hub.dump && second.states == hub.states &&
                        third.dump == hub.dump && third.states == hub.states;
    CAPTURE(order, seed);
    REQUIRE(isSame);
}

} // namespace

Delivered requireSameEverywhere(const Story& story, std::size_t allUpTo, std::size_t sampled,
                                std::uint64_t seed) {
    const Replica hub(story.schema(), story.log());
    std::vector<std::size_t> order(story.log().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto rest = order.begin() + static_cast<std::ptrdiff_t>(story.givenCount());
    SeededRandom dice(seed);
    Delivered out;
    out.isSampled = order.size() - story.givenCount() > allUpTo;
    bool isMore = true;
    while (isMore) {
        if (out.isSampled)
            shuffle(order, story.givenCount(), dice);
        requireSame(story, hub, order, seed);
        ++out.orders;
        isMore = out.isSampled ? out.orders < sampled : std::next_permutation(rest, order.end());
    }
    for (std::size_t i = 0; i < kOfEverything; ++i) {
        shuffle(order, 0, dice);
        requireSame(story, hub, order, seed);
    }
    return out;
}

void requireNothingLost(const Story& story) {
    std::set<VersionId> listed;
    for (const LoggedChangeset& changeset : story.log())
        for (const Part& part : changeset.content.parts)
            for (const Operation& operation : part.operations)
                listed.insert(operation.observed.begin(), operation.observed.end());
    const auto states = story.states();
    for (const LoggedChangeset& changeset : story.log())
        for (std::size_t part = 0; part < changeset.content.parts.size(); ++part) {
            const Part& written = changeset.content.parts[part];
            const auto state =
                std::find_if(states.begin(), states.end(),
                             [&](const RecordState& one) { return one.record == written.record; });
            REQUIRE(state != states.end());
            for (std::size_t number = 0; number < written.operations.size(); ++number)
                for (std::size_t item = 0; item < written.operations[number].values.size();
                     ++item) {
                    const VersionId id{changeset.id, changeset.partIndexes[part],
                                       static_cast<std::uint16_t>(number),
                                       static_cast<std::uint16_t>(item)};
                    const FieldState* field = state->find(written.operations[number].field.field);
                    const Version* version = field != nullptr ? field->find(id) : nullptr;
                    const bool isThere =
                        version != nullptr && (version->isLive() || version->isOpen());
                    if (!isThere)
                        REQUIRE(listed.contains(id)); // somebody decided it, by name
                }
        }
}

} // namespace vb::test
