// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/core.h"

#include "client/bridge/casework_projector.h"
#include "client/casework/record_types.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

namespace vb::bridge {
namespace {

using namespace vb::test;

/// Keeps what is sent; answers nothing by itself.
class RecordingTransport final : public protocol::Transport {
public:
    void send(protocol::RequestNumber number, protocol::Request request) override {
        numbers.push_back(number);
        endpoints.push_back(request.endpoint);
        if (onSend)
            onSend(number);
    }
    void cancel(protocol::RequestNumber) override {}

    std::vector<protocol::RequestNumber> numbers;
    std::vector<protocol::Endpoint> endpoints;
    std::function<void(protocol::RequestNumber)> onSend;
};

class RecordingHost final : public CoreHost {
public:
    void startTimer(engine::TimerNumber number, std::chrono::milliseconds) override {
        timers.push_back(number);
    }
    void onStatus(const engine::SyncStatus& status) override { statuses.push_back(status); }
    void onSyncFinished(const engine::SyncFinished& finished) override {
        ends.push_back(finished.trouble);
    }
    void onRewriteFailed(const Error& error) override { rewriteErrors.push_back(error); }

    std::vector<engine::TimerNumber> timers;
    std::vector<engine::SyncStatus> statuses;
    std::vector<engine::SyncTrouble> ends;
    std::vector<Error> rewriteErrors;
};

struct Desk {
    TempDir dir;
    FakeClock clock;
    SeededRandom random{11};
    model::Schema schema = casework::makeSchema();
    casework::UtcCalendar calendar;
    CaseworkProjector projector{calendar};
    RecordingTransport transport;
    RecordingHost host;
    crypto::SecretBytes passphrase = secretText("drie losse woorden");

    Desk() {
        StoreOwner owner;
        owner.house = random.makeId<HouseId>();
        owner.holder = {random.makeId<WorkerId>(), {21}};
        owner.hub.address = "localhost:1";
        must(WorkerStore::create(place(), passphrase, owner, issuance::DeviceKeys::generate(),
                                 random, cheapPassphrase()));
    }
    std::filesystem::path place() const { return dir.path() / "noor"; }
    CoreEnvironment environment(engine::SyncOptions options = {}) {
        return {{clock, random, schema, projector}, transport, host, options};
    }
    std::unique_ptr<WorkerStore> open() {
        return must(WorkerStore::open(place(), passphrase, random, cheapPassphrase()));
    }
};

TEST_CASE("a sync without a network ends, and says so", "[client][core][I-8]") {
    Desk desk;
    const auto core = must(Core::start(desk.open(), desk.environment()));
    desk.transport.onSend = [&](protocol::RequestNumber number) {
        // A transport that fails at once must not turn the engine inside out.
        core->handle(engine::RequestFailed{number, engine::RequestFailure::Unreachable});
    };
    const auto trouble = core->runSync([] { return false; });
    CHECK(trouble == engine::SyncTrouble::Unreachable);
    CHECK(desk.host.ends == std::vector{engine::SyncTrouble::Unreachable});
    CHECK(desk.transport.endpoints == std::vector{protocol::Endpoint::Hello});
    CHECK_FALSE(core->status().online);
    CHECK_FALSE(core->status().nextTry.has_value());
    CHECK(desk.host.timers.empty());
}

TEST_CASE("a wait that gives up leaves a core that can try again", "[client][core]") {
    Desk desk;
    const auto core = must(Core::start(desk.open(), desk.environment()));
    CHECK(core->runSync([] { return false; }) == engine::SyncTrouble::Unreachable);
    core->handle(
        engine::RequestFailed{desk.transport.numbers.at(0), engine::RequestFailure::TimedOut});
    CHECK(desk.host.ends.size() == 1);
    int waits = 0;
    const auto trouble = core->runSync([&] {
        core->handle(engine::RequestFailed{desk.transport.numbers.back(),
                                           engine::RequestFailure::NotTrusted});
        return ++waits < 3;
    });
    CHECK(trouble == engine::SyncTrouble::NotTrusted);
}

TEST_CASE("what an erasure still owes is done at the next start", "[client][core][I-6]") {
    Desk desk;
    {
        auto store = desk.open();
        auto contents = must(store->contents());
        must(contents.store.meta().putNumber(store::kErasureOwed, 1));
    }
    {
        const auto core = must(Core::start(desk.open(), desk.environment()));
        CHECK(core->store().generation() == 2);
        CHECK(must(core->replica().store().meta().number(store::kErasureOwed)) == 0);
    }
    const auto core = must(Core::start(desk.open(), desk.environment()));
    CHECK(core->store().generation() == 2);
    CHECK(desk.host.rewriteErrors.empty());
}

TEST_CASE("a core that ends gives the store back, still unlocked", "[client][core]") {
    Desk desk;
    auto core = must(Core::start(desk.open(), desk.environment()));
    auto store = core->end();
    core = must(Core::start(std::move(store), desk.environment()));
    CHECK(core->isOpen());
    CHECK(core->owner().hub.address == "localhost:1");
}

} // namespace
} // namespace vb::bridge
