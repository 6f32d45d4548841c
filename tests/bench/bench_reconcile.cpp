// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What reconciling a large audience costs either side: hashing its ids once, and then the messages.
#include "sync/protocol/sync.pb.h"
#include "sync/transparency/reconcile_messages.h"
#include "tests/support/seeded_random.h"

#include <benchmark/benchmark.h>

namespace {

using namespace vb;
using namespace vb::transparency;

constexpr HouseId kHouse;

std::vector<ChangesetId> someIds(test::SeededRandom& random, std::size_t count) {
    std::vector<ChangesetId> ids;
    while (ids.size() < count)
        ids.push_back(random.makeId<ChangesetId>());
    return ids;
}

ReconcileSet setWith(std::vector<ChangesetId> ids, const std::vector<ChangesetId>& more) {
    ids.insert(ids.end(), more.begin(), more.end());
    return {kHouse, {}, std::move(ids)};
}

void hashIds(benchmark::State& state) {
    test::SeededRandom random(1);
    const auto ids = someIds(random, static_cast<std::size_t>(state.range(0)));
    for (auto run : state)
        benchmark::DoNotOptimize(ReconcileSet(kHouse, {}, ids));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(hashIds)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// Ten differences; `range(0)` ids that both have.
void exchangeMessages(benchmark::State& state) {
    test::SeededRandom random(2);
    const auto both = someIds(random, static_cast<std::size_t>(state.range(0)));
    const ReconcileSet mine = setWith(both, someIds(random, 5));
    const ReconcileSet theirs = setWith(both, someIds(random, 5));
    std::size_t bytes = 0;
    std::size_t rounds = 0;
    for (auto run : state) {
        Reconciliation device(mine);
        bytes = 0;
        while (!device.isDone()) {
            veldboek::v0::ReconcileRequest request;
            toMessage(device.next(), request);
            veldboek::v0::ReconcileReply reply;
            toMessage(answer(theirs, *fromMessage(request)), reply);
            bytes += request.ByteSizeLong() + reply.ByteSizeLong();
            if (!device.take(*fromMessage(reply)))
                state.SkipWithError("refused");
        }
        rounds = device.rounds();
    }
    state.counters["bytes"] = static_cast<double>(bytes);
    state.counters["round_trips"] = static_cast<double>(rounds);
}
BENCHMARK(exchangeMessages)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
