// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/generating.h"

#include "client/bridge/office.h"
#include "client/bridge/replica_case.h"
#include "client/casework/record_types.h"
#include "client/ctl/importing.h"

#include <set>

namespace vb::ctl {
namespace {

namespace cw = casework;

/// The procesregisseur of the house, or nobody.
WorkerId procesregisseurOf(engine::Replica& replica) {
    const auto& house = replica.directory().house();
    const auto prefix = membership::wholeDirectory(house);
    for (const auto& [holder, facts] : house.roles()) {
        if (membership::roles(prefix, holder, replica.hubNow()).has(model::Role::Procesregisseur))
            return holder.worker;
    }
    return {};
}

/// Enters generated entries one by one and saves them in groups.
class Filler {
public:
    Filler(Workplace& place, std::span<const CaseId> cases, std::uint64_t mostRecords)
        : m_place(place),
          m_replica(place.replica()),
          m_cases(cases),
          m_mostRecords(mostRecords),
          m_saver(m_replica) {}

    /// In the order of time, so that what would be left out is the newest.
    Result<void> take(const cw::GeneratedEntry& generated) {
        if (m_saver.records() >= m_mostRecords)
            return {};
        const CaseId caseId = m_cases[generated.caseIndex];
        bridge::ReplicaCase shown(m_replica, caseId);
        shown.showNothing(generated.isConcurrent);
        VB_TRY_VOID(m_saver.prepare(generated.input));
        cw::FirstId ids(generated.record, m_place.around().random);
        const auto entered = generated.record.isNone()
                                 ? cw::enter(generated.input, m_place.circumstances(), shown)
                                 : cw::enter(generated.input, m_place.circumstances(&ids), shown);
        if (shown.failure())
            return Unexpected(*shown.failure());
        if (!entered.isAccepted())
            return fail(Code::Internal, "a generated entry: " + cw::sentences(entered.problems()));
        ++m_entries;
        return m_saver.add(caseId, entered.value());
    }

    Result<GeneratedReport> finish() {
        VB_TRY_VOID(m_saver.flush());
        return GeneratedReport{m_cases.size(), m_entries, m_saver.changesets(), m_saver.records()};
    }

private:
    Workplace& m_place;
    engine::Replica& m_replica;
    std::span<const CaseId> m_cases;
    std::uint64_t m_mostRecords;
    BulkSaver m_saver;
    std::uint64_t m_entries = 0;
};

} // namespace

Result<std::vector<CaseId>> openCases(Workplace& place, std::size_t count,
                                      const std::vector<membership::Affiliation>& members) {
    std::vector<CaseId> cases;
    for (std::size_t i = 0; i < count; ++i) {
        const auto caseId = place.around().random.makeId<CaseId>();
        for (const auto& member : members) {
            bridge::Assignment assignment;
            assignment.member = member;
            VB_TRY_VOID(bridge::assign(place.replica(), caseId, assignment));
        }
        cases.push_back(caseId);
    }
    return cases;
}

Result<std::vector<CaseId>> emptyCases(Workplace& place) {
    auto& replica = place.replica();
    VB_TRY(const auto cases, replica.directory().cases());
    const CaseId house = membership::houseCase(place.owner().house);
    std::vector<CaseId> empty;
    for (const CaseId& caseId : cases) {
        VB_TRY(const auto prefix, replica.directory().prefix(caseId));
        if (caseId == house ||
            !membership::isMember(prefix, place.owner().holder, replica.hubNow()))
            continue;
        VB_TRY(const auto rows, replica.store().records().ofCase(caseId, {}, 1));
        if (rows.empty())
            empty.push_back(caseId);
    }
    return empty;
}

Result<GeneratedReport> generateInto(Workplace& place, std::span<const CaseId> cases,
                                     const cw::Volume& volume, std::uint64_t seed,
                                     std::uint64_t mostRecords) {
    if (cases.size() != volume.cases)
        return fail(Code::InvalidInput, "dit volume vraagt " + std::to_string(volume.cases) +
                                            " lege casussen, en het zijn er " +
                                            std::to_string(cases.size()));
    const auto& owner = place.owner();
    cw::GeneratorRequest request;
    request.seed = seed;
    request.volume = volume;
    request.now = place.around().clock.now();
    request.authors = {{owner.holder.worker, owner.holder.organisation, owner.hat}};
    request.procesregisseur = procesregisseurOf(place.replica());
    VB_TRY(const auto generator, cw::Generator::create(std::move(request), *place.around().calendar,
                                                       place.around().random));
    Filler filler(place, cases, mostRecords);
    VB_TRY_VOID(
        generator.run([&filler](const cw::GeneratedEntry& entry) { return filler.take(entry); }));
    return filler.finish();
}

} // namespace vb::ctl
