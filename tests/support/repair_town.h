// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/sim/sim_world.h"
#include "tests/support/run_to_end.h"
#include "tests/support/seeded_entropy.h"

#include <map>
#include <vector>

namespace vb::test {

/// What went over the wire to one endpoint, as bodies: requests and replies, without the session's
/// token and what HTTP and TLS add.
struct WireCost {
    std::size_t roundTrips = 0;
    std::size_t bytesUp = 0;
    std::size_t bytesDown = 0;
    [[nodiscard]] std::size_t bytes() const { return bytesUp + bytesDown; }
};
using WireCosts = std::map<protocol::Endpoint, WireCost>;

/// A real hub in memory, and the office and Noor with their real stores, who share one case.
/// Whatever does not go well ends the program (VB_CHECK): this is a measure, and no test of that.
class RepairTown {
public:
    RepairTown();

    /// Noor writes so many changesets and both have them, accepted.
    void write(std::size_t changesets);
    /// The office's store loses so many of them, spread over all that there is, and nobody tells
    /// it.
    void lose(std::size_t changesets);
    /// One sync of the office, what it cost, and how many changesets it brought back.
    struct Repair {
        WireCosts costs;
        std::uint64_t repaired = 0;
    };
    Repair sync();
    /// The case team's dump on the office's device.
    std::string dump();

private:
    void assign(std::size_t person);
    void run(SimDevice& device, const Answering& wire);
    void syncBoth();
    Answering answering();

    SeededEntropy m_entropy{21};
    SeededRandom m_random{21};
    FakeClock m_clock;
    SimHouse m_house;
    server::MemoryHubStore m_store;
    std::unique_ptr<server::Hub> m_hub;
    TempDir m_dir;
    CaseId m_case;
    SimDevice m_office;
    SimDevice m_noor;
    std::vector<ChangesetId> m_written;
};

} // namespace vb::test
