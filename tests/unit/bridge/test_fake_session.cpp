// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_session.h"
#include "tests/unit/bridge/session_contract.h"

using namespace vb;
using namespace vb::bridge;

namespace {

class FakeHost final : public test::SessionHost {
public:
    FakeHost() : m_clock(test::scenarioNow()), m_session(content(), m_clock, "open sesam") {}
    Session& session() override { return m_session; }
    void settle() override { m_session.deliver(); }
    void setNetwork(bool isUp) override {
        m_session.setConnection(isUp ? Connection::Online : Connection::Offline,
                                isUp ? std::nullopt : std::optional(m_clock.now()));
    }
    std::string_view passphrase() const override { return "open sesam"; }
    CaseId fixtureCase() const override { return test::fakeCaseId(12); }

private:
    /// The scenarios with nothing unsent, and in the fixture case an action of the worker.
    static test::FakeHouse content() {
        test::FakeHouse house = test::scenarioHouse();
        for (test::FakeCase& file : house.cases) {
            for (TimelineEntry& entry : file.timeline) {
                if (entry.delivery.stage == DeliveryStage::Queued)
                    entry.delivery.stage = DeliveryStage::Accepted;
            }
        }
        test::FakeCase& slik = house.byName("Slik");
        slik.timeline.front().isUnread = true;
        slik.actions.push_back(house.byName("Hoogakker").actions.back());
        return house;
    }

    test::FakeClock m_clock;
    test::FakeSession m_session;
};

} // namespace

TEST_CASE("The fake session holds the session's contract", "[bridge][session]") {
    test::holdsSessionContract([] { return std::make_unique<FakeHost>(); });
}

TEST_CASE("A long time line comes in pages", "[bridge][session]") {
    const test::FakeClock clock(test::scenarioNow());
    test::FakeSession session(test::largeHouse(2, 250), clock);
    session.unlockNow();
    std::vector<TimelineEntry> rows;
    std::uint32_t total = 0;
    const auto watch = session.watchTimeline(test::fakeCaseId(1000), TimelineFilter::All,
                                             [&](ListUpdate<TimelineEntry> update) {
                                                 total = update.total;
                                                 for (const auto& change : update.changes)
                                                     applyChange(rows, change);
                                             });
    session.deliver();
    REQUIRE(rows.size() == ListWatch::kPageRows);
    REQUIRE(total == 250);
    watch->more();
    watch->more();
    watch->more();
    session.deliver();
    REQUIRE(rows.size() == 250);
}
