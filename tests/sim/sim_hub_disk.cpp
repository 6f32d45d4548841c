// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub whose disk is full or fails, and one that dies in the middle of a request.
#include "tests/sim/sim_hub_disk.h"

#include "tests/sim/sim_world.h"

namespace vb::test {

using namespace std::chrono_literals;

void SimHubDisk::failAt(Code code, std::uint64_t write) {
    m_code = code;
    m_left = write;
}

Result<void> SimHubDisk::write() {
    if (m_left == 0 || --m_left != 0)
        return {};
    ++m_failures;
    rollback();
    return fail(m_code, "the hub's disk");
}

Result<void> SimHubDisk::apply(const server::AcceptedBatch& batch) {
    VB_TRY_VOID(write());
    return MemoryHubStore::apply(batch);
}

Result<void> SimHubDisk::putMail(const server::MailRow& mail) {
    VB_TRY_VOID(write());
    return MemoryHubStore::putMail(mail);
}

Result<void> SimHubDisk::commit() {
    VB_TRY_VOID(write());
    return MemoryHubStore::commit();
}

/// What the hub says to a request, unless it is down or goes down over it: before what it did is
/// durable, or right after.
std::optional<protocol::Reply> SimWorld::reach(const SimDevice& device,
                                               const protocol::Request& request) {
    if (m_isHealed || !m_faults.hubDisks)
        return answer(device, request);
    if (m_clock.now() < m_hubIsBack)
        return std::nullopt;
    const bool dies = m_hubRandom.chance(1, 24);
    if (m_hubRandom.chance(1, dies ? 2 : 24))
        m_hubStore.failAt(m_hubRandom.chance(1, 2) ? Code::Full : Code::Io,
                          1 + m_hubRandom.below(dies ? 2 : 4));
    auto reply = answer(device, request);
    if (!dies)
        return reply;
    ++m_report.hubDeaths;
    m_hubStore.failNever();
    m_hub.reset();
    auto hub = server::Hub::open(m_hubStore, m_house.hubKey, m_clock, m_random);
    VB_CHECK(hub.has_value());
    m_hub = std::move(hub).value();
    m_hubIsBack =
        Instant{m_clock.now().millis + static_cast<std::int64_t>(m_hubRandom.below(300'000))};
    return std::nullopt;
}

} // namespace vb::test
