// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/sim/sim_house.h"

#include <memory>

namespace vb::test {

/// The second log of a hub that shows two: from its making on it takes the same items in the same
/// order and stamps them a second later, so that nobody sees a difference but in the roots. Whoever
/// runs it gives it, by relayPush(), what was pushed to the other, and the other way round.
class SplitHub {
public:
    SplitHub(const server::MemoryHubStore& store, const SimHouse& house, const Clock& clock,
             RandomSource& random);
    ~SplitHub();

    [[nodiscard]] server::Hub& hub() { return *m_hub; }
    [[nodiscard]] const server::MemoryHubStore& store() const { return m_store; }
    /// How long both logs were when they parted.
    [[nodiscard]] transparency::LogSize parted() const { return m_parted; }

private:
    class LaterClock;
    std::unique_ptr<LaterClock> m_clock;
    server::MemoryHubStore m_store;
    std::unique_ptr<server::Hub> m_hub;
    transparency::LogSize m_parted = 0;
};

/// Gives a hub the body of a push that somebody sent to another. Whom a lying hub lets in is its
/// own affair, so the session is opened with the person's key.
void relayPush(server::Hub& to, const SimHouse& house, std::size_t person, ByteView body,
               RandomSource& random);

} // namespace vb::test
