// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/lost_rows.h"
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::test {

/// A damaged file: the envelopes of these, and records of which nothing is left, are gone.
inline void lose(EngineTown& town, std::size_t person, const std::vector<ChangesetId>& ids) {
    must(loseRows(town.replica(person).store().database(), ids));
}

/// Noor and the office share a case with some entries of Noor's.
struct Shared {
    explicit Shared(std::size_t entries) : caseId(town.openCase({kOffice, kNoor})) {
        for (std::size_t i = 0; i < entries; ++i)
            ids.push_back(town.write(kNoor, caseId, "regel " + std::to_string(i)));
        town.syncAll({kNoor, kOffice});
        before = town.dump(kOffice, caseId);
        town.syncAll({kNoor, kOffice}); // acknowledgements too
    }

    /// Everything is as it was, and there is nothing more to do.
    void checkWhole() {
        CHECK(town.dump(kOffice, caseId) == before);
        CHECK(town.notices(kOffice, store::AttentionKind::Invalid) == 0);
        wire.bend = {};
        REQUIRE(wire.sync(kOffice) == engine::SyncTrouble::None);
        CHECK(wire.asked[protocol::Endpoint::Reconcile] == 0);
        CHECK(wire.asked[protocol::Endpoint::Fetch] == 0);
        CHECK(town.lastFigures.repaired == 0);
    }

    EngineTown town;
    CaseId caseId;
    std::vector<ChangesetId> ids;
    std::string before;
    CountedWire wire{town, {}, {}};
};

} // namespace vb::test
