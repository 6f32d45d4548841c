// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub that is put back from an old copy: on an issuer's word, or without any.
#include "sync/server/generation.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

void SimWorld::copyOrRestoreHub() {
    if (!m_faults.hubRestores && !m_faults.rewrites)
        return;
    const bool isRewritten = !m_hubCopies.knewBetter.empty();
    if (isRewritten || !m_restoreRandom.chance(1, 10))
        return;
    const bool allReturned = m_hubCopies.returned.size() == m_devices.size();
    if (!m_hubCopies.copy || m_restoreRandom.chance(1, 4))
        m_hubCopies.copy = m_hubStore;
    else if (m_faults.rewrites)
        rewriteLog();
    else if (m_hubCopies.isRecovering && allReturned)
        endRecovery(false);
    else
        putHubBack();
}

/// As docs/hub.md has it: an issuer vouches for the head of the copy. A second time also while the
/// hub recovers from the first, and also from an older copy than then.
void SimWorld::putHubBack() {
    SimDevice* issuer = nullptr;
    for (const std::size_t person : {0U, 2U, 4U}) {
        if (issuer == nullptr && m_devices[person]->isAlive())
            issuer = m_devices[person].get();
    }
    if (issuer == nullptr)
        return;
    const auto head = server::headToRestore(*m_hubCopies.copy);
    VB_CHECK(head.has_value());
    const auto said = issuer->replica().signAboutHouse(
        membership::LogGenerationBody{m_hubCopies.generation + 1, head->size,
                                      Digest256(head->root.bytes()), head->generation, head->size});
    if (!said)
        return; // by their clock they are no issuer any more, or not yet
    ++m_hubCopies.generation;
    ++m_report.hubRestores;
    m_history->write(m_clock.now(), "hub-restore", nlohmann::json::object());
    for (const Written& written : m_written) {
        const auto row = m_hubCopies.copy->envelope(written.id);
        VB_CHECK(row.has_value());
        if (isAtHub(written.id, 0) && !*row)
            m_hubCopies.lost.insert(written.id);
    }
    m_hub.reset();
    putBackCopy();
    const auto begun =
        server::beginGeneration(m_hubStore, membership::encodeSignedStatement(said->sent), m_clock);
    if (!begun)
        violation("a restored hub does not go on: " + begun.error().context);
    reopenHub();
    m_hubCopies.isRecovering = true;
    m_hubCopies.returned.clear();
    m_hubCopies.syncsInVain = 0;
}

void SimWorld::putBackCopy() {
    m_hubStore.failNever(); // it is another disk
    static_cast<server::MemoryHubStore&>(m_hubStore) = *m_hubCopies.copy;
}

void SimWorld::reopenHub() {
    m_hub.reset();
    auto hub = server::Hub::open(m_hubStore, m_house.hubKey, m_clock, m_random);
    VB_CHECK(hub.has_value());
    m_hub = std::move(hub).value();
}

/// The same log goes back and says nothing. Of no use while everybody knows no more than it has.
void SimWorld::rewriteLog() {
    const auto state = m_hubCopies.copy->logState();
    VB_CHECK(state.has_value());
    for (auto& device : m_devices) {
        if (!device->isAlive())
            continue;
        const auto& pinned = device->replica().pinned();
        if (pinned && pinned->size > state->size)
            m_hubCopies.knewBetter.emplace(device->person(), *pinned);
    }
    if (m_hubCopies.knewBetter.empty())
        return;
    ++m_report.rewrites;
    m_history->write(m_clock.now(), "rewrite", nlohmann::json::object());
    m_hub.reset();
    putBackCopy();
    reopenHub();
}

/// Unless something that came back rests on what has not; `evenSo` gives that up.
void SimWorld::endRecovery(bool evenSo) {
    m_hubStore.failNever();
    const auto ended = server::endRecovery(m_hubStore, evenSo);
    VB_CHECK(ended.has_value() || (!evenSo && ended.error().code == Code::Conflict));
    if (!ended)
        return;
    m_history->write(m_clock.now(), "hub-recovered", nlohmann::json::object());
    reopenHub();
    m_hubCopies.isRecovering = false;
}

/// Its operator ends the recovery when every device has been there, as soon as that is so in the
/// end; before, at some moment after it.
void SimWorld::noteSynced(SimDevice& device) {
    if (!m_hubCopies.isRecovering || !device.isAlive())
        return;
    const auto& pinned = device.replica().pinned();
    if (!pinned || pinned->generation != m_hubCopies.generation)
        return;
    m_hubCopies.returned.insert(device.person());
    if (!m_isHealed || m_hubCopies.returned.size() < m_devices.size())
        return;
    // Everybody has been there twice since, in vain: what is missing is on nobody's device.
    const bool evenSo = ++m_hubCopies.syncsInVain > 2 * m_devices.size();
    at(std::chrono::seconds(1), [this, evenSo] {
        if (m_hubCopies.isRecovering)
            endRecovery(evenSo);
    });
}

bool SimWorld::isOnSomeDevice(const ChangesetId& id) {
    return std::any_of(m_devices.begin(), m_devices.end(), [&id](const auto& device) {
        const auto row = device->replica().store().envelopes().facts(id);
        VB_CHECK(row.has_value());
        return row->has_value() && (*row)->position;
    });
}

std::string SimWorld::whereabouts(const ChangesetId& id) {
    std::string where;
    for (auto& device : m_devices) {
        auto& store = device->replica().store();
        const auto row = store.envelopes().facts(id);
        auto left = store.database().prepare("SELECT position FROM left_work WHERE id = :id");
        VB_CHECK(row.has_value() && left.has_value());
        const auto isLeft = left->bind(":id", id).step();
        if (!row->has_value() && !(isLeft && *isLeft))
            continue;
        where += "; " + m_house.people[device->person()].name;
        if (row->has_value())
            where += " has it in state " + std::to_string(static_cast<int>((*row)->state)) +
                     " at " + std::to_string((*row)->position.value_or(0));
        if (isLeft && *isLeft)
            where += " kept it at " + std::to_string(left->int64(0));
    }
    return where;
}

/// Whoever knew more of the log than there is left has the alarm, does not follow, and has what
/// they wrote. Nobody else has an alarm but by the word of a colleague who knew more.
void SimWorld::checkRewritten() {
    for (auto& device : m_devices) {
        const auto& who = m_house.people[device->person()].name;
        const auto known = m_hubCopies.knewBetter.find(device->person());
        if (known == m_hubCopies.knewBetter.end())
            continue;
        ++m_report.alarms;
        const auto notices = device->replica().store().attention().all();
        VB_CHECK(notices.has_value());
        const bool isTold = std::any_of(notices->begin(), notices->end(), [](const auto& notice) {
            return notice.kind == store::AttentionKind::SplitView;
        });
        if (!isTold)
            violation(who + " was shown a rewritten log and has no alarm (I-10)");
        if (device->engine().status().trouble != engine::SyncTrouble::HubAlarm)
            violation(who + " goes on with a rewritten log (I-10)");
        const auto& pinned = device->replica().pinned();
        // A reply that was under way when it happened may have moved the pin of the log that was.
        if (!pinned || pinned->size < known->second.size ||
            pinned->generation != known->second.generation)
            violation(who + " followed a rewritten log (I-10)");
    }
    for (const Written& written : m_written) {
        auto& author = *m_devices[written.person];
        const auto held = author.replica().store().envelopes().holds(written.id);
        VB_CHECK(held.has_value());
        ++m_report.accepted;
        const bool isThere = *held || isAtHub(written.id, 0) || isOnSomeDevice(written.id) ||
                             isShownAsRefused(written);
        if (!isThere)
            violation("changeset " + written.id.hex().substr(0, 8) + " of " +
                      m_house.people[written.person].name +
                      ", acknowledged, is nowhere after the log was rewritten (I-1)");
    }
}

} // namespace vb::test
