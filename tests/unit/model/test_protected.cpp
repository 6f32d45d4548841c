// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

using Values = std::vector<FieldValue>;

struct House {
    MergeWorld world{everyPolicySchema(), "Proef"};
    Desk& p = world.addDesk({9}, {Role::Procesregisseur});
    Desk& k = world.addDesk({3}, {Role::Casusregisseur});
    Desk& i = world.addDesk({9}, {Role::Informatievoorziening});
    Desk& po = world.addDesk({1});
    Desk& re = world.addDesk({2});
    RecordId record = world.makeRecord();

    FieldState meet(std::string_view field) {
        world.syncAll();
        world.advance(1000);
        const FieldState state = world.state(record, field);
        for (const auto& desk : world.desks())
            REQUIRE(desk->field(record, field) == state);
        return state;
    }
    VersionStatus statusOf(const FieldState& state, ChangesetId changeset) {
        for (const Version& version : state.versions)
            if (version.id.changeset == changeset)
                return version.status;
        FAIL("no such version");
        return {};
    }
};

} // namespace

TEST_CASE_METHOD(House, "protected: a write without the role is a proposal", "[sync][model][C23]") {
    p.write(record, "protected", code("open"));
    meet("protected");
    const ChangesetId forged = po.write(record, "protected", code("afgesloten"));
    FieldState state = meet("protected");
    REQUIRE(state.values() == Values{code("open")});
    REQUIRE(statusOf(state, forged) == VersionStatus::Proposal);
    REQUIRE_FALSE(state.isConflict);

    SECTION("a holder of the role confirms it") {
        k.confirm(record, "protected", {forged, 0, 0, 0});
        state = meet("protected");
        REQUIRE(state.values() == Values{code("afgesloten")});
        REQUIRE(state.shownVersion()->by.author == k.worker());
        REQUIRE(statusOf(state, forged) == VersionStatus::Confirmed);
    }
    SECTION("a holder of the role decides otherwise, having seen it") {
        p.write(record, "protected", code("monitoring"));
        state = meet("protected");
        REQUIRE(state.values() == Values{code("monitoring")});
        REQUIRE(statusOf(state, forged) == VersionStatus::Declined);
    }
    SECTION("a holder who has not seen it answers nothing") {
        po.write(record, "protected", code("archief"));
        k.write(record, "protected", code("monitoring"));
        state = meet("protected");
        REQUIRE(state.has(VersionStatus::Proposal));
        REQUIRE(state.values() == Values{code("monitoring")});
    }
    SECTION("the proposer changes their mind") {
        const ChangesetId second = po.write(record, "protected", code("archief"));
        state = meet("protected");
        REQUIRE(statusOf(state, forged) == VersionStatus::Superseded);
        REQUIRE(statusOf(state, second) == VersionStatus::Proposal);
    }
    SECTION("somebody else's proposal stands beside it") {
        re.write(record, "protected", code("archief"));
        state = meet("protected");
        REQUIRE(statusOf(state, forged) == VersionStatus::Proposal);
    }
}

TEST_CASE_METHOD(House, "protected: between holders it asks", "[sync][model][C10]") {
    p.write(record, "protected", code("re"));
    world.advance(1000);
    k.write(record, "protected", code("ggd"));
    const FieldState state = meet("protected");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == code("ggd"));
}

TEST_CASE_METHOD(House, "protected: the role at acceptance decides, not at writing",
                 "[sync][model]") {
    po.write(record, "protected", code("a"));
    po.setRoles({Role::Procesregisseur});
    REQUIRE(meet("protected").values() == Values{code("a")});
    k.write(record, "protected", code("b"));
    k.setRoles({});
    const FieldState state = meet("protected");
    REQUIRE(state.values() == Values{code("a")});
    REQUIRE(state.has(VersionStatus::Proposal));
}

TEST_CASE_METHOD(House, "protected: what comes late is a proposal", "[sync][model]") {
    p.setLate(true);
    p.write(record, "protected", code("a"));
    REQUIRE(meet("protected").has(VersionStatus::Proposal));
}

TEST_CASE_METHOD(House, "protected union: proposed addition and proposed removal",
                 "[sync][model]") {
    const ChangesetId proposal = po.write(record, "protectedUnion", code("y"));
    i.write(record, "protectedUnion", code("x"));
    FieldState state = meet("protectedUnion");
    REQUIRE(state.values() == Values{code("x")});
    REQUIRE(statusOf(state, proposal) == VersionStatus::Proposal);
    i.confirm(record, "protectedUnion", {proposal, 0, 0, 0});
    REQUIRE(meet("protectedUnion").values() == Values{code("x"), code("y")});

    re.remove(record, "protectedUnion", code("x"), "is iemand anders");
    state = meet("protectedUnion");
    REQUIRE(state.values() == Values{code("x"), code("y")});
    REQUIRE(state.proposedWithdrawals.size() == 1);
    REQUIRE(state.proposedWithdrawals[0].reason == "is iemand anders");
    REQUIRE(state.proposedWithdrawals[0].by.author == re.worker());
    i.remove(record, "protectedUnion", code("x"), "klopt");
    state = meet("protectedUnion");
    REQUIRE(state.values() == Values{code("y")});
    REQUIRE(state.proposedWithdrawals.empty());
}

TEST_CASE_METHOD(House, "protected: the proposer takes the proposal back", "[sync][model]") {
    const ChangesetId proposal = po.write(record, "protectedUnion", code("y"));
    meet("protectedUnion");
    const FieldState now = po.field(record, "protectedUnion");
    const std::vector<VersionId> own{{proposal, 0, 0, 0}};
    const auto operation = withdrawOperation(world.field("protectedUnion"), now, own, "toch niet");
    REQUIRE(operation.has_value());
    po.save({{world.type(), record, {*operation}, {}}});
    const FieldState state = meet("protectedUnion");
    REQUIRE(statusOf(state, proposal) == VersionStatus::Withdrawn);
    REQUIRE(state.proposedWithdrawals.empty());
}

TEST_CASE_METHOD(House, "protected by the first version: author and receiver", "[sync][model]") {
    po.save(
        {{world.type(),
          record,
          {{OperationKind::Write,
            world.field("receiver").key(),
            {WorkerRef{re.worker()}},
            {},
            {},
            {}},
           {OperationKind::Write, world.field("protectedLattice").key(), {code("a")}, {}, {}, {}}},
          {}}});
    REQUIRE(meet("protectedLattice").values() == Values{code("a")});
    re.write(record, "protectedLattice", code("c"));
    REQUIRE(meet("protectedLattice").values() == Values{code("c")});
    k.write(record, "protectedLattice", code("d"));
    const FieldState state = meet("protectedLattice");
    REQUIRE(state.values() == Values{code("c")});
    REQUIRE(state.has(VersionStatus::Proposal));
    // A receiver named later is none: the first changeset says who it is.
    po.write(record, "receiver", WorkerRef{k.worker()});
    k.write(record, "protectedLattice", code("d"));
    REQUIRE(meet("protectedLattice").values() == Values{code("c")});
}

TEST_CASE_METHOD(House, "protected: a record may be born with its value", "[sync][model]") {
    Desk& colleague = world.addDesk({1});
    po.write(record, "born", code("a"));
    REQUIRE(meet("born").values() == Values{code("a")});
    re.write(record, "born", code("b"));
    REQUIRE(meet("born").values() == Values{code("a")});
    colleague.write(record, "born", code("c")); // of the source organisation
    REQUIRE(meet("born").values() == Values{code("c")});
}

TEST_CASE_METHOD(House, "protected: an open value beats an end value while it is asked",
                 "[sync][model]") {
    p.write(record, "born", code("b"));
    meet("born");
    p.write(record, "born", code("d"));
    world.advance(1000);
    Desk& other = world.addDesk({9}, {Role::Procesregisseur});
    other.pull(1);
    other.write(record, "born", code("a"));
    const FieldState state = meet("born");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == code("d")); // highest in order, though older
}

TEST_CASE_METHOD(House, "beyond the cut: kept, without effect, adopted by restating",
                 "[sync][model][C31]") {
    re.write(record, "ask", code("groen"));
    meet("ask");
    po.setStanding(Standing::BeyondCut);
    const ChangesetId cut = po.write(record, "ask", code("rood"));
    FieldState state = meet("ask");
    REQUIRE(state.values() == Values{code("groen")});
    REQUIRE(statusOf(state, cut) == VersionStatus::Refused);
    re.write(record, "ask", code("geel")); // an ordinary edit leaves the offer open
    state = meet("ask");
    REQUIRE(statusOf(state, cut) == VersionStatus::Refused);
    p.confirm(record, "ask", {cut, 0, 0, 0});
    state = meet("ask");
    REQUIRE(state.values() == Values{code("rood")});
    REQUIRE(statusOf(state, cut) == VersionStatus::Confirmed);
}

TEST_CASE_METHOD(House, "beyond the cut: no removal either", "[sync][model]") {
    po.write(record, "union", code("x"));
    meet("union");
    po.setStanding(Standing::BeyondCut);
    po.remove(record, "union", code("x"));
    po.withdrawRecord(record);
    const FieldState state = meet("union");
    REQUIRE(state.values() == Values{code("x")});
    REQUIRE(state.proposedWithdrawals.size() == 1);
    REQUIRE_FALSE(world.state(record).isWithdrawn());
    REQUIRE(world.state(record).withdrawals.size() == 1);
}

TEST_CASE_METHOD(House, "a withdrawn record has no first version to write by", "[sync][model]") {
    re.write(record, "protectedLattice", code("a"));
    world.syncAll();
    re.write(record, "protectedLattice", code("b"));
    po.withdrawRecord(record);
    const FieldState state = meet("protectedLattice");
    REQUIRE(state.versions.size() == 1);
    REQUIRE(state.versions[0].status == VersionStatus::Proposal);
    p.confirm(record, "protectedLattice", state.versions[0].id);
    REQUIRE(meet("protectedLattice").values() == Values{code("b")});
}
