// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::test {

/// A damaged file: the envelopes of these, and records of which nothing is left, are gone.
inline void lose(EngineTown& town, std::size_t person, const std::vector<ChangesetId>& ids) {
    auto& database = town.replica(person).store().database();
    for (const ChangesetId& id : ids) {
        const std::string its = std::string(" WHERE id = x'").append(id.hex()).append("'");
        must(database.execute(std::string("DELETE FROM part WHERE envelope_no = "
                                          "(SELECT envelope_no FROM envelope")
                                  .append(its)
                                  .append(")")));
        must(database.execute(std::string("DELETE FROM envelope").append(its)));
    }
    constexpr auto kBare = "(SELECT record_no FROM record r WHERE NOT EXISTS "
                           "(SELECT 1 FROM part p WHERE p.record_no = r.record_no))";
    must(database.execute(std::string("DELETE FROM search WHERE rowid IN ").append(kBare)));
    must(database.execute(std::string("DELETE FROM record WHERE record_no IN ").append(kBare)));
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
