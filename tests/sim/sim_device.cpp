// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_world.h"

#include "tests/support/merge_world.h"

namespace vb::test {
namespace {

/// Enough of a projection for lists and search to have something to do.
class SimProjector final : public engine::Projector {
public:
    [[nodiscard]] engine::Projection project(const CaseId&,
                                             const model::RecordState& state) const override {
        engine::Projection projection;
        if (state.created)
            projection.sortMillis = state.created->effective.millis;
        if (const auto* field = state.find({1}); field && field->value()) {
            if (const auto* text = field->value()->as<std::string>())
                projection.searchText = *text;
        }
        return projection;
    }
};

const model::Schema& simSchema() {
    static const model::Schema schema = everyPolicySchema();
    return schema;
}

/// As everybody's was before some fields were added.
const model::Schema& olderSchema() {
    static const model::Schema schema = [] {
        auto type = simSchema().types().front();
        std::erase_if(type.fields, [](const model::FieldDeclaration& field) {
            return field.name == "lattice" || field.name == "union" || field.name == "ask";
        });
        auto made = model::Schema::create({std::move(type)});
        VB_CHECK(made.has_value());
        return std::move(made).value();
    }();
    return schema;
}

} // namespace

class SimDevice::SkewedClock final : public Clock {
public:
    SkewedClock(const Clock& hub, const std::chrono::milliseconds& skew)
        : m_hub(hub), m_skew(skew) {}
    [[nodiscard]] Instant now() const override { return m_hub.now() + m_skew; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return m_hub.monotonic(); }

private:
    const Clock& m_hub;
    const std::chrono::milliseconds& m_skew;
};

SimDevice::SimDevice(const SimHouse& house, std::size_t person, SimStores stores,
                     const Clock& hubClock, SeededRandom& random)
    : m_house(house),
      m_person(person),
      m_stores(std::move(stores)),
      m_random(random),
      m_incarnation(random.makeId<IncarnationId>()),
      m_clock(std::make_unique<SkewedClock>(hubClock, skew)) {}

SimDevice::~SimDevice() = default;

Result<void> SimDevice::start() {
    static const SimProjector projector;
    const Program own{hasOldProgram ? olderSchema() : simSchema(), projector};
    const Program& running = program ? *program : own;
    VB_TRY(auto store, m_stores.openStore());
    VB_TRY(auto outbox, m_stores.openOutbox());
    if (m_stores.hasTornLog()) {
        // As the product does: what was given away in the commits that are lost is not given again.
        VB_TRY(auto transaction, store.beginDurable());
        VB_TRY_VOID(
            store.meta().put(store::kIncarnation, m_random.makeId<IncarnationId>().bytes()));
        VB_TRY_VOID(transaction.commit());
    }
    auto identity = m_house.identity(m_person, m_random);
    VB_TRY(const auto kept, store.meta().get(store::kIncarnation));
    identity.incarnation = m_incarnation;
    if (kept) {
        VB_TRY(identity.incarnation, IncarnationId::fromBytes(*kept));
    }
    VB_TRY(m_replica,
           engine::Replica::open(
               std::move(store), std::move(outbox), std::move(identity),
               {*m_clock, m_random, running.schema, running.projector, nullptr, unaskedBytes}));
    m_engine = std::make_unique<engine::SyncEngine>(*m_replica,
                                                    engine::SyncOptions{16 * 1024, 16 * 1024, 2});
    return {};
}

bool SimDevice::open() {
    const auto started = start();
    if (started)
        return true;
    const bool isDead = m_stores.isDead();
    kill();
    if (!isDead)
        throw std::runtime_error(std::string(codeName(started.error().code)) + ": " +
                                 started.error().context);
    return false;
}

bool SimDevice::lock() {
    auto outbox = m_stores.openOutboxAlone();
    if (!outbox)
        return false;
    m_lockedOutbox.emplace(std::move(*outbox));
    const auto place = engine::readDeliveryPlace(*m_lockedOutbox);
    if (!place || !*place)
        return false;
    const auto seed = m_house.people[m_person].keys.push.seed();
    m_delivery = std::make_unique<engine::Delivery>(*m_lockedOutbox, **place,
                                                    crypto::SigningKey::fromSeed(seed), m_random,
                                                    std::size_t{16} * 1024);
    return true;
}

engine::Actions SimDevice::handle(const engine::Event& event) {
    return m_delivery ? m_delivery->handle(event) : m_engine->handle(event);
}

void SimDevice::kill() {
    m_delivery.reset();
    m_lockedOutbox.reset();
    m_engine.reset();
    m_replica.reset();
    m_stores.close();
    m_stores.pickUp();
    ++m_life;
}

} // namespace vb::test
