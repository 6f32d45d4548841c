// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/store_scenario.h"

#include "client/bridge/store_identity.h"
#include "sync/engine/delivery.h"
#include "sync/membership/readers.h"
#include "sync/protocol/limits.h"

namespace vb::crash {

namespace {

/// Somebody writes entries with attachments and closes the program; what waits is delivered from
/// the outbox alone, and the program is started once more. At every write of all this the disk may
/// fail: an acknowledged entry has its attachment here, byte for byte, and in the end at the hub;
/// and the outbox holds on to nothing.
class DeliveringScenario final : public StoreScenario {
public:
    using StoreScenario::StoreScenario;
    [[nodiscard]] std::string name() const override { return "delivering"; }

    void run(SimDisk& disk, Ledger& ledger) override {
        m_town->clock.setWall(kRun);
        test::SeededRandom hubRandom(8);
        test::SeededRandom ids(9);
        auto& cases = *ledger.cases;
        const auto hub = openHub(*m_town, cases.hub, hubRandom);
        for (int round = 0; round < 2; ++round) {
            {
                WorkerLife life(disk, *m_town, 2 + static_cast<std::uint64_t>(round));
                if (life.unlock(kOldPassphrase) && life.start()) {
                    for (const std::size_t size : kSizes)
                        static_cast<void>(save(life, ids, size, cases));
                }
            }
            m_town->clock.advance(std::chrono::seconds(1));
            static_cast<void>(deliverAll(disk, *hub, ids));
        }
    }

protected:
    std::optional<std::string> recoverIn(WorkerLife& life, Ledger& ledger) override {
        m_town->clock.setWall(kRun + std::chrono::hours(ledger.lives));
        test::SeededRandom hubRandom(1000 + ledger.lives);
        auto& cases = *ledger.cases;
        const auto hub = openHub(*m_town, cases.hub, hubRandom);
        if (auto wrong = wrongIn("unlocking", life.unlock(kOldPassphrase)))
            return wrong;
        if (auto wrong = wrongIn("starting", life.start()))
            return wrong;
        if (auto wrong = hasAll(life, cases))
            return wrong;
        for (int times = 0; times < 2; ++times) {
            m_town->clock.advance(std::chrono::seconds(1));
            std::string error;
            if (sync(life.engine(), wireTo(*hub), error) != engine::SyncTrouble::None)
                return "syncing: " + error;
        }
        if (auto wrong = hasAll(life, cases))
            return wrong;
        return hubHasAll(life, cases);
    }

private:
    static constexpr Instant kRun{1'790'000'600'000};
    static constexpr std::size_t kSizes[] = {50, protocol::kAttachmentChunkBytes + 20};

    [[nodiscard]] AudienceId team() const {
        return membership::wholeLevel(m_town->house.id, m_town->kept, membership::Level::Casusteam)
            .id;
    }

    Result<void> save(WorkerLife& life, test::SeededRandom& ids, std::size_t size,
                      CaseLedger& cases) {
        Bytes sealed(size);
        ids.fill(sealed);
        VB_TRY(const auto address,
               life.replica().attachments().attach(m_town->kept, team(), sealed));
        model::Operation operation;
        operation.field = {{1}, static_cast<std::uint8_t>(model::MergePolicy::Append)};
        operation.values = {model::AttachmentRef{address}};
        model::Part part{{1}, ids.makeId<RecordId>(), {}, {}};
        part.operations.push_back(std::move(operation));
        engine::Entry entry;
        entry.caseId = m_town->kept;
        entry.parts.push_back(std::move(part));
        const auto record = entry.parts.front().record;
        VB_TRY(const auto saved, life.replica().save({entry}));
        cases.saved.emplace(record, saved.front());
        cases.attached.emplace(address, std::move(sealed));
        return {};
    }

    /// As a program does that cannot open the store.
    static Result<void> deliverAll(SimDisk& disk, server::Hub& hub, RandomSource& random) {
        const DiskVfs vfs(disk, "simulated-disk");
        VB_TRY(auto outbox, store::Outbox::open(std::string(kDirectory) + "/" + bridge::kOutboxName,
                                                vfs.name()));
        VB_TRY(const auto place, engine::readDeliveryPlace(outbox));
        if (!place)
            return fail(Code::NotFound, "whose outbox it is");
        VB_TRY(auto push, bridge::readPushKey(outbox));
        engine::Delivery delivery(outbox, *place, std::move(push), random, 1 << 20);
        std::string error;
        if (deliver(delivery, wireTo(hub), error) != engine::SyncTrouble::None)
            return fail(Code::Refused, error);
        return {};
    }

    static std::optional<std::string> hasAll(WorkerLife& life, const CaseLedger& cases) {
        for (const auto& [address, sealed] : cases.attached) {
            const auto read = life.replica().attachments().read(address);
            if (!read || *read != sealed)
                return "an attachment of an acknowledged save is not here";
        }
        return std::nullopt;
    }

    std::optional<std::string> hubHasAll(WorkerLife& life, const CaseLedger& cases) {
        for (const auto& [address, sealed] : cases.attached) {
            const auto whole = cases.hub.attachment({m_town->kept, team(), address}, DeviceId());
            if (!whole || !*whole || (*whole)->total != sealed.size())
                return "an attachment of an acknowledged save is not at the hub";
        }
        for (const auto& [record, changeset] : cases.saved) {
            const auto atHub = cases.hub.envelope(changeset);
            if (!atHub || !*atHub)
                return "an acknowledged save is not at the hub";
        }
        const auto left = life.replica().outbox().attachments();
        if (!left || !left->empty() || life.replica().outbox().count().value_or(1) != 0)
            return "the outbox is not empty after a sync";
        return std::nullopt;
    }
};

} // namespace

std::unique_ptr<Scenario> makeDelivering(const Setup& setup) {
    return std::make_unique<DeliveringScenario>(setup);
}

} // namespace vb::crash
