// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/support/house_world.h"
#include "tests/support/temp_dir.h"

namespace vb::test {

/// The store under a world: in memory, or SQLite when the environment says VB_HUB_STORE=sqlite; the
/// same tests run over either.
class WorldStore {
public:
    WorldStore();
    server::HubStore& store() { return *m_store; }
    [[nodiscard]] Digest256 digest() const;

private:
    TempDir m_dir;
    bool m_isSqlite;
    std::unique_ptr<server::HubStore> m_store;
};

/// A house with its hub in this process.
class HubWorld final : public HouseWorld {
public:
    explicit HubWorld(std::uint64_t seed = 1, const server::HubLimits& limits = {});

    protocol::Reply send(const protocol::Request& request) override {
        return hub->handle(request, {"192.0.2.1"}).reply;
    }
    /// A new hub over the same store, as after a restart. Sessions are gone.
    void restart();
    /// Over everything that the store holds.
    [[nodiscard]] Digest256 digest() const { return kept.digest(); }

    server::HubLimits limits;
    crypto::SigningKey hubKey;
    WorldStore kept;
    server::HubStore& store;
    std::unique_ptr<server::Hub> hub;
};

} // namespace vb::test
