// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/fuzz/fuzz_hub_states.h"

#include "sync/base/check.h"
#include "sync/engine/delivery.h"
#include "sync/server/generation.h"
#include "tests/fuzz/fuzz_device.h"
#include "tests/support/run_to_end.h"
#include "tests/support/seeded_entropy.h"
#include "tests/support/temp_dir.h"

namespace vb::fuzz {

namespace {

/// Plays what leads to the states, on devices of its own.
class Making {
public:
    explicit Making(HubStates& made)
        : m_made(made), m_store(FuzzHouse::instance().store), m_hub(reopen()) {}

    void all() {
        m_made.stores[0] = m_store;
        syncAll();
        say(m_office, m_office.replica->sign(m_case, memberOf(kOffice)));
        say(m_office, m_office.replica->sign(m_case, memberOf(kNoor)));
        const auto& house = FuzzHouse::instance().house;
        const auto saar = house.people[kSaar].keys.publicKeys(house.id).device;
        say(m_noor, m_noor.replica->signAboutHouse(
                        membership::DeviceEndBody{saar, membership::EndReason::Unassigned, {}}));
        syncAll();
        syncAll();
        save(entryOf(m_case, m_random, "van voor de kopie"));
        syncAll();
        const server::MemoryHubStore copy = m_store;
        save(entryOf(m_case, m_random, "van na de kopie"));
        save(attachedEntry(*m_noor.replica, m_case, m_random, 300));
        syncAll();
        deliver();
        restore(copy);
    }

private:
    std::unique_ptr<server::Hub> reopen() { return openHub(m_store, m_clock, m_random); }

    void say(Device& device, Result<membership::Statement> statement) {
        VB_CHECK(statement && device.replica->queueStatement(*statement));
    }
    void save(const engine::Entry& entry) {
        static_cast<void>(must(m_noor.replica->save({entry})));
    }

    test::Answering answering(HubState state, std::size_t person, bool isDelivery, bool isNoted) {
        return [this, state, person, isDelivery, isNoted](const protocol::Request& request) {
            if (isNoted && request.endpoint != protocol::Endpoint::Hello &&
                request.endpoint != protocol::Endpoint::Session)
                m_made.asked.push_back({state, person, isDelivery, request});
            return std::optional(m_hub->handle(request, {"10.0.0.1"}).reply);
        };
    }

    void syncAll() {
        for (auto [device, person] : {std::pair{&m_office, kOffice}, std::pair{&m_noor, kNoor}}) {
            m_clock.advance(std::chrono::seconds(2));
            std::string error;
            VB_CHECK(test::runToEnd(*device->engine,
                                    answering(HubState::InUse, person, false, false),
                                    error) == engine::SyncTrouble::None);
        }
    }

    /// Noor's store is closed with work and an attachment in the outbox.
    void deliver() {
        save(entryOf(m_case, m_random, "wacht"));
        save(attachedEntry(*m_noor.replica, m_case, m_random, 200));
        m_made.stores[1] = m_store;
        m_noor.close();
        auto outbox = must(store::Outbox::open(m_noor.outboxFile()));
        const auto place = must(engine::readDeliveryPlace(outbox));
        VB_CHECK(place.has_value());
        const auto& keys = FuzzHouse::instance().house.people[kNoor].keys;
        const auto seed = keys.push.seed();
        engine::Delivery delivery(outbox, *place, crypto::SigningKey::fromSeed(seed), m_random,
                                  1 << 20);
        std::string error;
        VB_CHECK(test::runToEnd(delivery, answering(HubState::InUse, kNoor, true, true), error) ==
                 engine::SyncTrouble::None);
    }

    void restore(const server::MemoryHubStore& copy) {
        m_store = copy;
        const auto head = must(server::headToRestore(m_store));
        const auto said = must(m_office.replica->signAboutHouse(membership::LogGenerationBody{
            head.generation + 1, head.size, Digest256(head.root.bytes()), head.generation,
            head.size}));
        VB_CHECK(
            server::beginGeneration(m_store, membership::encodeSignedStatement(said.sent), m_clock)
                .has_value());
        m_hub = reopen();
        m_made.stores[2] = m_store;
        m_noor.open();
        m_clock.advance(std::chrono::seconds(2));
        std::string error;
        static_cast<void>(test::runToEnd(
            *m_noor.engine, answering(HubState::Recovering, kNoor, false, true), error));
        VB_CHECK(must(m_store.logState()).size > head.size);
    }

    HubStates& m_made;
    test::TempDir m_dir;
    test::SeededRandom m_random{11};
    test::FakeClock m_clock{kStart + std::chrono::minutes(30)};
    server::MemoryHubStore m_store;
    std::unique_ptr<server::Hub> m_hub;
    CaseId m_case = m_random.makeId<CaseId>();
    Device m_office{kOffice, m_dir.path() / "office", m_clock, m_random};
    Device m_noor{kNoor, m_dir.path() / "noor", m_clock, m_random};
};

} // namespace

HubStates::HubStates() {
    static_cast<void>(FuzzHouse::instance()); // it draws from entropy of its own
    const test::SeededEntropy entropy(2);
    Making(*this).all();
}

const HubStates& HubStates::instance() {
    static const HubStates states;
    return states;
}

} // namespace vb::fuzz
