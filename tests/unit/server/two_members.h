// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/unit/server/hub_world.h"

namespace vb::test {

/// A case of two members, Noor (police) and Bram (probation), with an epoch that both have, and
/// Noor's stream.
struct TwoMembers {
    explicit TwoMembers(std::uint64_t seed = 1, const server::HubLimits& limits = {})
        : world(seed, limits),
          noor(world.enrol(world.person(2))),
          bram(world.enrol(world.person(3))),
          caseId(world.makeCase({&noor, &bram})),
          epoch(world.openEpoch(caseId, noor, {&noor, &bram})),
          stream(world.stream(noor, caseId, epoch)) {}

    std::vector<TestEnvelope> write(std::size_t count, const EnvelopeShape& shape = {}) {
        std::vector<TestEnvelope> envelopes;
        for (std::size_t i = 0; i < count; ++i)
            envelopes.push_back(world.write(stream, shape));
        return envelopes;
    }
    /// What the hub says of each item.
    std::vector<wire::Refusal> refusals(const wire::PushRequest& request) {
        std::vector<wire::Refusal> out;
        const wire::PushReply reply = world.push(noor, request);
        for (const wire::PushVerdict& verdict : reply.verdicts())
            out.push_back(verdict.refusal());
        return out;
    }

    HubWorld world;
    TestDevice& noor;
    TestDevice& bram;
    CaseId caseId;
    EpochId epoch;
    TestStream stream;
};

} // namespace vb::test
