// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/projector.h"
#include "sync/model/schema.h"
#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/sim/sim_house.h"
#include "tests/support/fake_clock.h"

#include <memory>

namespace vb::fuzz {

inline constexpr Instant kStart{1'790'000'000'000};
// People of the house by their place.
inline constexpr std::size_t kOffice = 0;
inline constexpr std::size_t kNoor = 2;
inline constexpr std::size_t kSaar = 3;

/// A house and what its hub has when nothing was said in it yet. Made once.
struct FuzzHouse {
    FuzzHouse();
    static const FuzzHouse& instance();

    test::SimHouse house;
    server::MemoryHubStore store;
};

std::unique_ptr<server::Hub> openHub(server::MemoryHubStore& store, const Clock& clock,
                                     RandomSource& random);
/// A session of a person's device, as the engine opens it.
Bytes openSession(server::Hub& hub, std::size_t person, RandomSource& random);

const model::Schema& schema();
const engine::Projector& projector();

/// What is left of the input, read from its front; zeros when it is used up.
class Choices {
public:
    explicit Choices(ByteView bytes) : m_bytes(bytes) {}
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    std::size_t below(std::size_t bound) {
        if (m_bytes.empty() || bound == 0)
            return 0;
        const std::size_t value = m_bytes.front();
        m_bytes = m_bytes.subspan(1);
        return value % bound;
    }

private:
    ByteView m_bytes;
};

} // namespace vb::fuzz
