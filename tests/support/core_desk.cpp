// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/core_desk.h"

#include "client/bridge/saving.h"
#include "client/casework/record_types.h"
#include "tests/support/bridge_stores.h"

namespace vb::test {

namespace cw = casework;

namespace {

/// The keys of a person again, since they move.
issuance::DeviceKeys keysOf(const SimPerson& person) {
    return {crypto::SigningKey::fromSeed(person.keys.signing.seed()),
            crypto::BoxKeyPair::fromSecret(
                *crypto::BoxSecretKey::fromBytes(person.keys.box.secretKey().bytes())),
            crypto::SigningKey::fromSeed(person.keys.push.seed())};
}

} // namespace

const char* hatOf(Person person) {
    switch (person) {
    case Person::Achterveld:
        return "procesregisseur";
    case Person::Wagter:
        return "informatievoorziening";
    case Person::Uitslag:
        return "reclassering_toezichthouder";
    case Person::Dijkgraaf:
    case Person::Vonk:
        break;
    }
    return "wijkagent";
}

// ---- Hub and wire

LoopbackHub::LoopbackHub(const SimHouse& house, server::MemoryHubStore store, const Clock& clock)
    : m_key(crypto::SigningKey::fromSeed(house.hubKey.seed())),
      m_store(std::move(store)),
      m_hub(got(server::Hub::open(m_store, m_key, clock, m_random))) {}

protocol::Reply LoopbackHub::ask(const protocol::Request& request) {
    const std::lock_guard guard(m_mutex);
    ++m_answered;
    return m_hub->handle(request, {"127.0.0.1"}).reply;
}

void LoopbackHub::setUp(bool isUp) {
    const std::lock_guard guard(m_mutex);
    m_isUp = isUp;
}

bool LoopbackHub::isUp() const {
    const std::lock_guard guard(m_mutex);
    return m_isUp;
}

std::size_t LoopbackHub::answered() const {
    const std::lock_guard guard(m_mutex);
    return m_answered;
}

void LoopbackTransport::send(protocol::RequestNumber number, protocol::Request request) {
    if (!m_hub.isUp()) {
        m_later([give = m_give, number] {
            give(engine::RequestFailed{number, engine::RequestFailure::Unreachable});
        });
        return;
    }
    auto reply = m_hub.ask(request);
    m_later([give = m_give, number, reply = std::move(reply)] {
        give(engine::ReplyArrived{number, reply});
    });
}

// ---- Desk

CoreDesk::CoreDesk(const SimHouse& house, LoopbackHub& hub, Person person,
                   const std::filesystem::path& place, std::string_view passphrase,
                   const Clock& clock, RandomSource& random)
    : m_clock(clock),
      m_random(random),
      m_hat(hatOf(person)),
      m_schema(cw::makeSchema()),
      m_projector(m_calendar),
      m_transport(
          hub, [this](engine::Event event) { m_core->handle(std::move(event)); },
          [this](std::function<void()> task) { m_tasks.push_back(std::move(task)); }) {
    const auto& who = house.people[static_cast<std::size_t>(person)];
    const bridge::StoreOwner owner{
        house.id, who.who, house.rootFingerprint, {"loopback:1", house.hub.tlsPin}, m_hat};
    const auto secret = secretText(passphrase);
    auto store = bridge::WorkerStore::isStore(place)
                     ? got(bridge::WorkerStore::open(place, secret, random, cheapPassphrase()))
                     : got(bridge::WorkerStore::create(place, secret, owner, keysOf(who), random,
                                                       cheapPassphrase()));
    m_core = got(bridge::Core::start(
        std::move(store), {{clock, random, m_schema, m_projector}, m_transport, *this, {}}));
}

void CoreDesk::sync() {
    const auto trouble = m_core->runSync([this] {
        if (m_tasks.empty())
            return false;
        const auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
        return true;
    });
    if (trouble != engine::SyncTrouble::None)
        throw std::runtime_error("a sync with the hub in this process failed");
}

cw::Circumstances CoreDesk::at(RandomSource* ids) {
    const auto& holder = replica().identity().holder;
    return {m_clock.now(), m_calendar,          ids ? *ids : m_random,
            holder.worker, holder.organisation, m_hat};
}

RecordId CoreDesk::save(const CaseId& caseId, const cw::Checked<cw::Entry>& entry) {
    if (!entry.isAccepted())
        throw std::runtime_error(cw::sentences(entry.problems()));
    got(bridge::save(replica(), caseId, entry.value()));
    return entry.value().record;
}

cw::ShownRecord CoreDesk::shown(const CaseId& caseId, const RecordId& record) {
    m_state = *got(replica().record(record));
    return {replica().schema(), m_state, {}, got(bridge::actorFor(replica(), caseId, m_state))};
}

} // namespace vb::test
