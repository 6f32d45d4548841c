// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/sync.pb.h"
#include "sync/transparency/reconcile_messages.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"

#include <algorithm>
#include <set>

namespace vb::test {

using transparency::fromMessage;
using transparency::ReconcileAnswer;
using transparency::ReconcileQuestion;
using transparency::ReconcileSalt;
using transparency::ReconcileSet;
using transparency::ReconcileTuning;
using transparency::Reconciliation;

inline const HouseId kReconcileHouse(ByteArray<16>{7});

using IdSet = std::set<ChangesetId>;

/// Ids as they are in life, or as bad as they can be: alike up to their last byte.
enum class IdShape { Hashes, Clustered };

inline ChangesetId makeId(SeededRandom& random, IdShape shape) {
    auto id = random.makeId<ChangesetId>();
    if (shape == IdShape::Hashes)
        return id;
    ByteArray<32> bytes{};
    bytes[0] = random.chance(1, 2) ? 0x00 : 0xff;
    std::fill(bytes.begin() + 1, bytes.end() - 1, bytes[0]);
    bytes[31] = id.bytes()[31];
    bytes[random.below(32)] = id.bytes()[0];
    return ChangesetId(bytes);
}

/// What came of one reconciliation, over the messages as they are sent.
struct Outcome {
    std::vector<ChangesetId> needed;
    std::vector<ChangesetId> extra;
    std::size_t rounds = 0;
    std::size_t bytes = 0; ///< of all messages, in both directions
    std::size_t largest = 0;
};

inline ReconcileSet setOf(const IdSet& ids, const ReconcileSalt& salt) {
    return {kReconcileHouse, salt, std::vector<ChangesetId>(ids.begin(), ids.end())};
}

inline Outcome reconcile(ReconcileSet mine, const ReconcileSet& theirs,
                         const ReconcileTuning& tuning = {}) {
    namespace wire = veldboek::v0;
    Outcome outcome;
    Reconciliation initiator(std::move(mine), tuning);
    while (!initiator.isDone()) {
        wire::ReconcileRequest request;
        toMessage(initiator.next(), request);
        // Whom it is about, as the engine says it.
        request.set_case_id(std::string(16, 'c'));
        request.set_audience(std::string(16, 'a'));
        request.set_up_to(1'000'000);
        wire::ReconcileReply reply;
        toMessage(answer(theirs, must(fromMessage(request)), tuning), reply);
        for (const std::size_t size : {request.ByteSizeLong(), reply.ByteSizeLong()}) {
            outcome.bytes += size;
            outcome.largest = std::max(outcome.largest, size);
        }
        must(initiator.take(must(fromMessage(reply))));
    }
    outcome.rounds = initiator.rounds();
    outcome.needed = initiator.needed();
    outcome.extra = initiator.extra();
    return outcome;
}

inline std::vector<ChangesetId> without(const IdSet& from, const IdSet& what) {
    std::vector<ChangesetId> difference;
    std::set_difference(from.begin(), from.end(), what.begin(), what.end(),
                        std::back_inserter(difference));
    return difference;
}

} // namespace vb::test
