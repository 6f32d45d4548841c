// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/hub_thread.h"

#include <chrono>

namespace vb::server {
namespace {

// What goes into one commit: enough to spare syncs, little enough to answer soon.
constexpr std::size_t kMaxTogether = 64;
constexpr std::size_t kMaxBytesTogether = std::size_t{16} * 1024 * 1024;
constexpr std::chrono::seconds kTidyEvery{60};

} // namespace

HubThread::HubThread(Hub& hub, Journal& journal)
    : m_hub(hub), m_journal(journal), m_figures(hub.figures()) {}

HubThread::~HubThread() {
    if (m_thread.joinable())
        finish();
}

void HubThread::start(Growth grown) {
    VB_CHECK(!m_thread.joinable());
    m_grown = std::move(grown);
    m_thread = std::thread([this] { run(); });
}

bool HubThread::submit(Incoming incoming, Deliver deliver) {
    const std::size_t bytes = incoming.request.body.size();
    {
        const std::lock_guard lock(m_mutex);
        if (m_finishing || m_queue.size() >= kMaxQueued || m_queuedBytes + bytes > kMaxQueuedBytes)
            return false;
        m_queuedBytes += bytes;
        m_queue.push_back({std::move(incoming), std::move(deliver)});
    }
    m_wake.notify_one();
    return true;
}

void HubThread::finish() {
    {
        const std::lock_guard lock(m_mutex);
        m_finishing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

HubSnapshot HubThread::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return {m_figures, m_queue.size(), m_isWell};
}

std::vector<HubThread::Queued> HubThread::takeSome() {
    std::vector<Queued> group;
    std::size_t bytes = 0;
    while (!m_queue.empty() && group.size() < kMaxTogether && bytes < kMaxBytesTogether) {
        bytes += m_queue.front().incoming.request.body.size();
        group.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    m_queuedBytes -= bytes;
    return group;
}

void HubThread::run() {
    auto nextTidy = std::chrono::steady_clock::now() + kTidyEvery;
    while (true) {
        std::vector<Queued> group;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_until(lock, nextTidy, [this] { return m_finishing || !m_queue.empty(); });
            if (m_finishing && m_queue.empty())
                return;
            group = takeSome();
        }
        if (!group.empty())
            answer(std::move(group));
        if (std::chrono::steady_clock::now() >= nextTidy) {
            tidy();
            nextTidy = std::chrono::steady_clock::now() + kTidyEvery;
        }
    }
}

void HubThread::answer(std::vector<Queued> group) {
    const LogSize before = m_hub.logSize();
    std::vector<Incoming> incoming;
    incoming.reserve(group.size());
    for (Queued& queued : group)
        incoming.push_back(std::move(queued.incoming));
    std::vector<Answer> answers = m_hub.handleTogether(incoming);
    bool isWell = true;
    for (const Answer& answer : answers) {
        if (!answer.facts.trouble)
            continue;
        isWell = false;
        m_journal.write(Weight::Trouble, "failure",
                        {{"code", codeName(answer.facts.trouble->code)},
                         {"what", answer.facts.trouble->context}});
    }
    {
        const std::lock_guard lock(m_mutex);
        m_figures = m_hub.figures();
        m_isWell = isWell;
    }
    for (std::size_t i = 0; i < group.size(); ++i)
        group[i].deliver(std::move(answers[i]));
    if (m_hub.logSize() > before)
        m_grown(m_hub.logSize());
}

void HubThread::tidy() {
    const auto tidied = m_hub.tidy();
    if (!tidied)
        m_journal.write(
            Weight::Trouble, "tidy",
            {{"code", codeName(tidied.error().code)}, {"what", tidied.error().context}});
}

} // namespace vb::server
