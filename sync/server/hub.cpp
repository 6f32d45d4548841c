// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/hub.h"

#include "sync/server/hub_core.h"

namespace vb::server {

Result<std::unique_ptr<Hub>> Hub::open(HubStore& store, const crypto::SigningKey& key,
                                       const Clock& clock, RandomSource& random,
                                       const HubLimits& limits) {
    VB_TRY(const HouseRow house, store.house());
    VB_TRY(Chains chains, Chains::load(store));
    auto core =
        std::make_unique<HubCore>(store, key, clock, random, limits, house, std::move(chains));
    VB_TRY_VOID(core->reload());
    return std::unique_ptr<Hub>(new Hub(std::move(core)));
}

Hub::Hub(std::unique_ptr<HubCore> core) : m_core(std::move(core)) {}
Hub::~Hub() = default;

Answer Hub::handle(const protocol::Request& request, const PeerFacts& peer) {
    const Incoming incoming{request, peer};
    return std::move(handleTogether({&incoming, 1}).front());
}

std::vector<Answer> Hub::handleTogether(std::span<const Incoming> requests) {
    std::vector<Answer> answers;
    answers.reserve(requests.size());
    // Answers from here on acknowledge what is not committed yet.
    std::size_t firstUncommitted = 0;
    const auto spoilUncommitted = [&](const Error& error) {
        for (std::size_t i = firstUncommitted; i < answers.size(); ++i)
            answers[i] = HubCore::failed(error, std::chrono::seconds(1));
        firstUncommitted = answers.size();
    };
    for (const Incoming& incoming : requests) {
        answers.push_back(m_core->answer(incoming));
        const auto& trouble = answers.back().facts.trouble;
        if (trouble && m_core->hasUncommitted()) {
            const Error error = *trouble;
            const auto back = m_core->takeBack();
            spoilUncommitted(back ? error : back.error());
        }
    }
    const auto committed = m_core->commit();
    if (!committed) {
        const auto back = m_core->takeBack();
        spoilUncommitted(back ? committed.error() : back.error());
    }
    m_core->trim();
    return answers;
}

Result<void> Hub::tidy() {
    return m_core->tidy();
}

LogSize Hub::logSize() const {
    return m_core->logSize();
}

HubFigures Hub::figures() const {
    HubFigures figures = m_core->figures();
    figures.logSize = m_core->logSize();
    figures.sessions = m_core->sessionCount();
    return figures;
}

} // namespace vb::server
