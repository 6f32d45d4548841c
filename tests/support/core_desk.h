// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/casework_projector.h"
#include "client/bridge/session_environment.h"
#include "client/casework/entering.h"
#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/sim/sim_house.h"

#include <deque>
#include <mutex>
#include <stdexcept>

namespace vb::test {

/// The value of a Result that has to be one, outside a test case.
template <typename T>
T got(Result<T> result) {
    if (!result)
        throw std::runtime_error(std::string(codeName(result.error().code)) + ": " +
                                 result.error().context);
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

/// The people of SimHouse, by their place.
enum class Person : std::size_t {
    Achterveld = 0,
    Wagter = 1,
    Dijkgraaf = 2,
    Vonk = 3,
    Uitslag = 4
};

/// The hat of each of them, a code of list `functie`.
const char* hatOf(Person person);

/// A hub in this process that several threads may ask, and the wire to it.
class LoopbackHub {
public:
    LoopbackHub(const SimHouse& house, server::MemoryHubStore store, const Clock& clock);

    protocol::Reply ask(const protocol::Request& request);
    void setUp(bool isUp);
    [[nodiscard]] bool isUp() const;
    /// Requests that were answered.
    [[nodiscard]] std::size_t answered() const;
    [[nodiscard]] const server::MemoryHubStore& store() const { return m_store; }

private:
    mutable std::mutex m_mutex;
    SeededRandom m_random{77};
    crypto::SigningKey m_key;
    server::MemoryHubStore m_store;
    std::unique_ptr<server::Hub> m_hub;
    bool m_isUp = true;
    std::size_t m_answered = 0;
};

/// Answers each request from a LoopbackHub through `later`, never inside send().
class LoopbackTransport final : public protocol::Transport {
public:
    using Later = std::function<void(std::function<void()>)>;
    LoopbackTransport(LoopbackHub& hub, bridge::GiveEvent give, Later later)
        : m_hub(hub), m_give(std::move(give)), m_later(std::move(later)) {}

    void send(protocol::RequestNumber number, protocol::Request request) override;
    void cancel(protocol::RequestNumber) override {}

private:
    LoopbackHub& m_hub;
    bridge::GiveEvent m_give;
    Later m_later;
};

/// One worker's core on the caller's thread, over the store at `place`, which is made if it is not
/// there.
class CoreDesk final : private bridge::CoreHost {
public:
    CoreDesk(const SimHouse& house, LoopbackHub& hub, Person person,
             const std::filesystem::path& place, std::string_view passphrase, const Clock& clock,
             RandomSource& random);

    [[nodiscard]] engine::Replica& replica() { return m_core->replica(); }
    /// Throws unless the sync reached its end.
    void sync();
    [[nodiscard]] casework::Circumstances at(RandomSource* ids = nullptr);
    /// The main record.
    RecordId save(const CaseId& caseId, const casework::Checked<casework::Entry>& entry);
    /// A record of the case as if it stood on screen now; until the next call.
    casework::ShownRecord shown(const CaseId& caseId, const RecordId& record);

private:
    void startTimer(engine::TimerNumber, std::chrono::milliseconds) override {}

    const Clock& m_clock;
    RandomSource& m_random;
    std::string m_hat;
    casework::UtcCalendar m_calendar;
    model::Schema m_schema;
    bridge::CaseworkProjector m_projector;
    std::deque<std::function<void()>> m_tasks;
    LoopbackTransport m_transport;
    std::unique_ptr<bridge::Core> m_core;
    model::RecordState m_state;
};

} // namespace vb::test
