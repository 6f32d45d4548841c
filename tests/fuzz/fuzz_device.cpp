// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/fuzz/fuzz_device.h"

#include "sync/base/check.h"
#include "sync/membership/readers.h"
#include "sync/model/edit.h"

namespace vb::fuzz {

namespace {

constexpr model::RecordTypeId kProef{1};

engine::Entry entryWith(const CaseId& caseId, RandomSource& random, model::Operation operation) {
    model::Part part{kProef, random.makeId<RecordId>(), {}, {}};
    part.operations.push_back(std::move(operation));
    engine::Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    return entry;
}

} // namespace

Device::Device(std::size_t person, std::filesystem::path dir, const Clock& clock,
               test::SeededRandom& random)
    : m_person(person),
      m_dir(std::move(dir)),
      m_clock(clock),
      m_random(random),
      m_incarnation(random.makeId<IncarnationId>()) {
    std::filesystem::create_directories(m_dir);
    open();
}

void Device::close() {
    engine.reset();
    replica.reset();
}

void Device::open() {
    close();
    ++life;
    auto identity = FuzzHouse::instance().house.identity(m_person, m_random);
    identity.incarnation = m_incarnation;
    replica = must(openReplica(storeFile(), outboxFile(), m_clock, m_random, std::move(identity)));
    engine =
        std::make_unique<engine::SyncEngine>(*replica, engine::SyncOptions{8 * 1024, 8 * 1024});
}

Result<std::unique_ptr<engine::Replica>> openReplica(const std::string& storeFile,
                                                     const std::string& outboxFile,
                                                     const Clock& clock, RandomSource& random,
                                                     engine::DeviceIdentity identity) {
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    options.vfs = "unix-excl";
    options.cacheKibibytes = 512;
    VB_TRY(auto database, sql::Database::open(storeFile, options));
    VB_TRY(auto store, store::ReplicaStore::open(std::move(database)));
    VB_TRY(auto outbox, store::Outbox::open(outboxFile));
    VB_TRY(const auto kept, store.meta().get(store::kIncarnation));
    if (kept) {
        VB_TRY(identity.incarnation, IncarnationId::fromBytes(*kept));
    }
    return engine::Replica::open(std::move(store), std::move(outbox), std::move(identity),
                                 {clock, random, schema(), projector()});
}

engine::Entry entryOf(const CaseId& caseId, RandomSource& random, const std::string& text) {
    const auto* field = schema().find(kProef)->findByName("append");
    return entryWith(caseId, random,
                     must(model::writeOperation(*field, nullptr, text, {}, "reden")));
}

engine::Entry attachedEntry(engine::Replica& replica, const CaseId& caseId, RandomSource& random,
                            std::size_t size) {
    const auto& house = FuzzHouse::instance().house;
    const auto team = membership::wholeLevel(house.id, caseId, membership::Level::Casusteam).id;
    Bytes sealed(size);
    random.fill(sealed);
    const auto address = must(replica.attachments().attach(caseId, team, sealed));
    model::Operation operation;
    operation.field = {{1}, static_cast<std::uint8_t>(model::MergePolicy::Append)};
    operation.values = {model::AttachmentRef{address}};
    return entryWith(caseId, random, std::move(operation));
}

membership::MemberBody memberOf(std::size_t person) {
    membership::MemberBody member;
    member.member = FuzzHouse::instance().house.people[person].who;
    member.hat = 1;
    member.period.from = kStart;
    return member;
}

} // namespace vb::fuzz
