// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub_core.h"

#include <set>

namespace vb::server {

/// The envelopes and stubs of one answer to pull or fetch, as they are gathered, and the signed
/// heads that cover them. Lives as long as the answer is made.
class Outgoing {
public:
    explicit Outgoing(const HubStore& store) : m_store(store) {}

    /// `withheld`: the header alone, because the reader may not hold the epoch.
    void add(EnvelopeRow&& row, bool withheld);

    /// Whether a run was begun whose last envelope is not in it yet.
    [[nodiscard]] bool hasOpenRun() const { return !m_open.empty(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

    /// The signed head of every run, in order of stream and counter.
    Result<std::vector<wire::SignedStreamHead>> heads() const;
    /// Views into the envelopes, in order.
    [[nodiscard]] std::vector<transparency::PageLeaf> leaves() const;
    std::vector<wire::PulledEnvelope>& envelopes() { return m_envelopes; }

private:
    using Run = std::pair<StreamId, std::uint64_t>;

    const HubStore& m_store;
    std::vector<wire::PulledEnvelope> m_envelopes;
    std::set<Run> m_runs;
    std::set<Run> m_open;
    std::size_t m_bytes = 0;
};

/// What a reply shows of a stored envelope or stub.
wire::PulledEnvelope pulledEnvelope(EnvelopeRow&& row, bool withheld);

} // namespace vb::server
