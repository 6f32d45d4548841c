// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_rules.h"

#include "sync/base/check.h"
#include "sync/engine/wire.h"
#include "sync/membership/envelope_header.h"

#include <algorithm>

namespace vb::test {
namespace {

/// Whoever knew of the end wrote under a later grant. Of a stream with a cut that counts, of
/// another the moment at which the hub took it.
bool cutsOff(const std::vector<membership::StreamCut>& cuts, std::uint64_t number,
             const SaidAtHub& said, std::uint64_t known, std::uint64_t accepted) {
    if (known > number)
        return false;
    for (const auto& cut : cuts) {
        if (cut.stream == said.stream)
            return said.counter > cut.counter;
    }
    return accepted > number;
}

} // namespace

SaidAtHub saidAtHub(const server::HubStore& hub, const server::EnvelopeRow& row) {
    VB_CHECK(row.stubReason == 0);
    const auto header = membership::parseEnvelopeHeader(row.header);
    const auto leaf = engine::wire::readLeaf(row.leaf, row.position);
    const auto stream = hub.stream(row.stream);
    VB_CHECK(header.has_value() && leaf.has_value() && stream.has_value() && stream->has_value());
    return {row.stream,        row.counter,           (*stream)->device,  row.epoch,
            header->directory, leaf->facts.directory, leaf->facts.hubTime};
}

std::vector<membership::Statement> numberedAt(const server::HubStore& hub, const CaseId& chain) {
    std::vector<membership::Statement> statements;
    const auto read = hub.eachStatement(chain, 0, [&](server::StatementRow&& row) {
        auto statement = membership::readStatement({row.statement, row.signature});
        VB_CHECK(statement.has_value());
        statements.push_back(std::move(statement).value());
        return true;
    });
    VB_CHECK(read.has_value());
    return statements;
}

CutsAtHub::CutsAtHub(const std::vector<membership::Statement>& house,
                     const std::vector<membership::Statement>& caseLog) {
    using membership::EndReason;
    for (std::uint64_t number = 0; number < house.size(); ++number) {
        const auto* end = house[number].as<membership::DeviceEndBody>();
        if (end && (end->reason == EndReason::ForCause || end->reason == EndReason::LostDevice))
            m_ofDevices.push_back({number, end->device, end->cuts});
    }
    for (std::uint64_t number = 0; number < caseLog.size(); ++number) {
        const auto* end = caseLog[number].as<membership::MemberEndBody>();
        if (end && (end->reason == EndReason::ForCause || end->reason == EndReason::LostDevice))
            m_ofMembers.push_back({number, end->member, end->cuts});
        if (const auto* adoption = caseLog[number].as<membership::AdoptionBody>())
            m_adopted.insert(m_adopted.end(), adoption->changesets.begin(),
                             adoption->changesets.end());
    }
}

bool CutsAtHub::isBeyond(const ChangesetId& id, const SaidAtHub& said,
                         const membership::Affiliation& author) const {
    if (std::find(m_adopted.begin(), m_adopted.end(), id) != m_adopted.end())
        return false;
    const bool byDevice = std::any_of(m_ofDevices.begin(), m_ofDevices.end(), [&](const auto& end) {
        return end.who == said.device &&
               cutsOff(end.cuts, end.number, said, said.known.house.size, said.accepted.house.size);
    });
    return byDevice || std::any_of(m_ofMembers.begin(), m_ofMembers.end(), [&](const auto& end) {
               return end.who == author &&
                      cutsOff(end.cuts, end.number, said, said.known.caseLog.size,
                              said.accepted.caseLog.size);
           });
}

} // namespace vb::test
