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

template <typename T>
T got(Result<T> result) {
    if (!result)
        throw std::runtime_error(std::string(codeName(result.error().code)) + ": " +
                                 result.error().context);
    return std::move(result).value();
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

SimDevice::SimDevice(const SimHouse& house, std::size_t person, const std::filesystem::path& dir,
                     const Clock& hubClock, SeededRandom& random)
    : m_house(house),
      m_person(person),
      m_dir(dir),
      m_random(random),
      m_incarnation(random.makeId<IncarnationId>()),
      m_clock(std::make_unique<SkewedClock>(hubClock, skew)) {
    std::filesystem::create_directories(m_dir);
}

SimDevice::~SimDevice() = default;

void SimDevice::open() {
    static const SimProjector projector;
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    options.vfs = "unix-excl";
    options.cacheKibibytes = 1024;
    auto database = got(sql::Database::open((m_dir / "store.db").string(), options));
    auto store = got(store::ReplicaStore::open(std::move(database)));
    auto outbox = got(store::Outbox::open((m_dir / "outbox.db").string()));
    auto identity = m_house.identity(m_person, m_random);
    const auto kept = got(store.meta().get(store::kIncarnation));
    identity.incarnation = kept ? got(IncarnationId::fromBytes(*kept)) : m_incarnation;
    m_replica = got(engine::Replica::open(
        std::move(store), std::move(outbox), std::move(identity),
        {*m_clock, m_random, hasOldProgram ? olderSchema() : simSchema(), projector}));
    m_engine =
        std::make_unique<engine::SyncEngine>(*m_replica, engine::SyncOptions{16 * 1024, 16 * 1024});
}

void SimDevice::kill() {
    m_engine.reset();
    m_replica.reset();
    ++m_life;
}

} // namespace vb::test
