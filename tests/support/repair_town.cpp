// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/repair_town.h"

#include "sync/base/check.h"
#include "sync/membership/readers.h"
#include "sync/model/edit.h"
#include "sync/server/bootstrap.h"
#include "tests/support/lost_rows.h"

#include <algorithm>

namespace vb::test {

namespace {

constexpr std::size_t kOffice = 0;
constexpr std::size_t kNoor = 2;
constexpr Instant kStart{1'790'000'000'000};
/// In one local commit.
constexpr std::size_t kAtOnce = 100;

template <typename T>
T well(Result<T> result) {
    VB_CHECK(result.has_value());
    return std::move(result).value();
}

} // namespace

RepairTown::RepairTown()
    : m_clock(kStart),
      m_house(SimHouse::make(m_random, kStart)),
      m_case(m_random.makeId<CaseId>()),
      m_office(m_house, kOffice, SimStores(m_dir.path() / "office", 0), m_clock, m_random),
      m_noor(m_house, kNoor, SimStores(m_dir.path() / "noor", 1), m_clock, m_random) {
    well(server::openHouse(m_store, m_house.bootstrap, {m_house.hub.signingKey, m_house.hub.tlsPin},
                           m_clock));
    m_hub = well(server::Hub::open(m_store, m_house.hubKey, m_clock, m_random));
    m_office.open();
    m_noor.open();
    syncBoth();
    assign(kOffice);
    assign(kNoor);
    syncBoth();
    syncBoth();
}

void RepairTown::assign(std::size_t person) {
    membership::MemberBody member;
    member.member = m_house.people[person].who;
    member.hat = 1;
    member.period.from = kStart;
    VB_CHECK(m_office.replica()
                 .queueStatement(well(m_office.replica().sign(m_case, member)))
                 .has_value());
}

void RepairTown::write(std::size_t changesets) {
    auto& replica = m_noor.replica();
    const auto* type = replica.schema().find(model::RecordTypeId{1});
    const auto* field = type->findByName("append");
    while (changesets > 0) {
        std::vector<engine::Entry> entries(std::min(changesets, kAtOnce));
        changesets -= entries.size();
        for (auto& entry : entries) {
            model::Part part{model::RecordTypeId{1}, m_random.makeId<RecordId>(), {}, {}};
            part.operations.push_back(well(model::writeOperation(
                *field, nullptr, "regel " + std::to_string(m_random.below(1'000'000)), {},
                "reden")));
            entry.caseId = m_case;
            entry.parts.push_back(std::move(part));
        }
        for (const auto& id : well(replica.save(entries)))
            m_written.push_back(id);
        // Now and then, so that neither outbox nor answer grows beyond what one sync is made for.
        if (m_written.size() % (20 * kAtOnce) == 0)
            syncBoth();
    }
    syncBoth();
    syncBoth();
}

void RepairTown::lose(std::size_t changesets) {
    VB_CHECK(changesets <= m_written.size());
    std::vector<ChangesetId> lost;
    for (std::size_t i = 0; i < changesets; ++i)
        lost.push_back(m_written[i * m_written.size() / changesets]);
    VB_CHECK(loseRows(m_office.replica().store().database(), lost).has_value());
}

void RepairTown::run(SimDevice& device, const Answering& wire) {
    m_clock.advance(std::chrono::minutes(1));
    std::string error;
    VB_CHECK(runToEnd(device.engine(), wire, error) == engine::SyncTrouble::None);
}

Answering RepairTown::answering() {
    return [this](const protocol::Request& request) {
        return std::optional(m_hub->handle(request, {"10.0.0.1"}).reply);
    };
}

void RepairTown::syncBoth() {
    run(m_noor, answering());
    run(m_office, answering());
}

RepairTown::Repair RepairTown::sync() {
    Repair repair;
    auto& envelopes = m_office.replica();
    const auto missing = [&] {
        std::uint64_t count = 0;
        for (const ChangesetId& id : m_written)
            count += well(envelopes.store().envelopes().facts(id)) ? 0U : 1U;
        return count;
    };
    const auto before = missing();
    run(m_office, [this, &repair](const protocol::Request& request) {
        auto reply = m_hub->handle(request, {"10.0.0.1"}).reply;
        auto& cost = repair.costs[request.endpoint];
        ++cost.roundTrips;
        cost.bytesUp += request.body.size();
        cost.bytesDown += reply.body.size();
        return std::optional(std::move(reply));
    });
    repair.repaired = before - missing();
    return repair;
}

std::string RepairTown::dump() {
    const auto team = membership::wholeLevel(m_house.id, m_case, membership::Level::Casusteam).id;
    return well(m_office.replica().canonicalDump(team));
}

} // namespace vb::test
