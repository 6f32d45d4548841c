// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/statement.h"
#include "sync/server/hub_store.h"

#include <vector>

namespace vb::test {

/// What an envelope at the hub says of itself and what the hub said of it, read from its bytes.
struct SaidAtHub {
    StreamId stream;
    std::uint64_t counter = 0;
    DeviceId device;
    EpochId epoch;
    DirectoryHead known;    ///< what its author knew
    DirectoryHead accepted; ///< what the hub knew when it took it
    Instant hubTime;
};
/// Of an envelope and not of a stub.
SaidAtHub saidAtHub(const server::HubStore& hub, const server::EnvelopeRow& row);

/// The statements of a chain in the order in which the hub numbered them; the house's with no case.
std::vector<membership::Statement> numberedAt(const server::HubStore& hub, const CaseId& chain);

/// Which ends with cuts lie in the chains that decide of one case, and what was adopted: the rule
/// of docs/membership.md (standing), told once more in the simulator's own words. A value.
class CutsAtHub {
public:
    CutsAtHub(const std::vector<membership::Statement>& house,
              const std::vector<membership::Statement>& caseLog);
    /// `author` is the affiliation that holds the device.
    [[nodiscard]] bool isBeyond(const ChangesetId& id, const SaidAtHub& said,
                                const membership::Affiliation& author) const;
    [[nodiscard]] bool isEmpty() const { return m_ofDevices.empty() && m_ofMembers.empty(); }

private:
    template <typename Who>
    struct End {
        std::uint64_t number = 0;
        Who who;
        std::vector<membership::StreamCut> cuts;
    };
    std::vector<End<DeviceId>> m_ofDevices;
    std::vector<End<membership::Affiliation>> m_ofMembers;
    std::vector<ChangesetId> m_adopted;
};

} // namespace vb::test
