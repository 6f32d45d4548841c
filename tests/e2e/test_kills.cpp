// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/reading.h"
#include "client/casework/record_types.h"
#include "tests/e2e/e2e_house.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

namespace vb {
namespace {

using namespace vb::test;

/// A client as a child, with what it said to have saved.
class Client {
public:
    Client(E2eHouse& house, std::string name) : m_house(house), m_name(std::move(name)) {}
    ~Client() { kill(); }

    void start() {
        m_process = std::make_unique<QProcess>();
        m_process->start(QString::fromStdString(VB_E2E_CLIENT),
                         {QString::fromStdString(m_house.store(m_name).string()),
                          QString::fromStdString(m_house.shared.hex()), "12"},
                         QIODevice::ReadOnly);
        REQUIRE(m_process->waitForStarted());
    }
    void kill() {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished();
        read();
        m_process.reset();
    }
    /// Whether it has come to its own end; then its exit is checked.
    bool hasEnded() {
        if (!m_process)
            return false;
        read();
        if (m_process->state() != QProcess::NotRunning)
            return false;
        INFO(m_name << ": " << m_errors);
        CHECK(m_process->exitStatus() == QProcess::NormalExit);
        CHECK(m_process->exitCode() == 0);
        m_process.reset();
        return true;
    }
    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }
    [[nodiscard]] const std::set<std::string>& saved() const { return m_saved; }

private:
    void read() {
        m_errors += m_process->readAllStandardError().toStdString();
        m_said += m_process->readAllStandardOutput().toStdString();
        for (auto end = m_said.find('\n'); end != std::string::npos; end = m_said.find('\n')) {
            const std::string line = m_said.substr(0, end);
            m_said.erase(0, end + 1);
            if (line.starts_with("saved "))
                m_saved.insert(line.substr(6));
        }
        // The last line may be half of one: then nobody was told, and it does not count.
        if (m_process->state() == QProcess::NotRunning)
            m_said.clear();
    }

    E2eHouse& m_house;
    std::string m_name;
    std::unique_ptr<QProcess> m_process;
    std::string m_said;
    std::string m_errors;
    std::set<std::string> m_saved;
};

void wait(std::int64_t millis) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < millis)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

/// The seed of this run: from the environment to repeat one, otherwise fresh.
std::uint64_t runSeed() {
    const char* given = std::getenv("VB_E2E_SEED");
    return given ? std::strtoull(given, nullptr, 10)
                 : static_cast<std::uint64_t>(
                       std::chrono::steady_clock::now().time_since_epoch().count());
}

/// Strikes at random, on either side, for as long as told.
int strikeFor(std::int64_t millis, E2eHouse& house, std::vector<std::unique_ptr<Client>>& clients,
              SeededRandom& dice) {
    int strikes = 0;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < millis) {
        wait(50 + static_cast<std::int64_t>(dice.below(400)));
        for (auto& client : clients) {
            if (!client->isRunning() || client->hasEnded())
                client->start();
        }
        ++strikes;
        const auto victim = dice.below(clients.size() + 1);
        if (victim < clients.size()) {
            clients[victim]->kill();
            continue;
        }
        house.hub.kill();
        wait(static_cast<std::int64_t>(dice.below(300)));
        must(house.hub.start(house.hub.port()));
    }
    return strikes;
}

/// Text of every report of the case, by how often it is there.
std::map<std::string, int> reportsOn(ctl::Workplace& place, const CaseId& caseId) {
    std::map<std::string, int> reports;
    for (const auto& state :
         must(place.replica().records(caseId, {casework::contactverslagType().id()})))
        ++reports[casework::textOf(state, casework::contactverslag::kWaargenomen)];
    return reports;
}

TEST_CASE("what a killed client had saved arrives everywhere, once", "[e2e][I-1][I-9]") {
    const auto seed = runSeed();
    std::cout << "VB_E2E_SEED=" << seed << std::endl;
    SeededRandom dice(seed);
    E2eHouse house;
    house.places.clear();
    std::vector<std::unique_ptr<Client>> clients;
    for (const char* name : E2eHouse::kNames)
        clients.push_back(std::make_unique<Client>(house, name));
    for (auto& client : clients)
        client->start();
    const int strikes = strikeFor(12'000, house, clients, dice);
    std::set<std::string> saved;
    for (auto& client : clients) {
        client->kill();
        saved.insert(client->saved().begin(), client->saved().end());
    }
    clients.clear();
    CHECK(strikes > 10);
    REQUIRE(saved.size() > 10);

    std::vector<std::unique_ptr<ctl::Workplace>> places;
    for (const char* name : E2eHouse::kNames)
        places.push_back(house.open(name));
    for (int round = 0; round < 3; ++round) {
        for (auto& place : places)
            mustSync(*place);
    }
    const auto reports = reportsOn(*places[0], house.shared);
    std::cout << strikes << " kills, " << saved.size() << " acknowledged contacts, "
              << reports.size() << " on every device" << std::endl;
    for (auto& place : places) {
        place->core().refreshStatus();
        CHECK(place->core().status().unsent == 0);
        for (const auto& attention : must(place->replica().store().attention().all()))
            CHECK(attention.kind == store::AttentionKind::StoreRepaired);
        for (const std::string& hex : saved) {
            const auto state = must(place->replica().record(must(RecordId::fromHex(hex))));
            REQUIRE(state.has_value());
            REQUIRE(state->created.has_value());
            CHECK(state->created->isAccepted());
        }
        CHECK(reportsOn(*place, house.shared) == reports);
        must(place->replica().store().database().checkIntegrity());
    }
    for (const auto& [text, count] : reports)
        CHECK(count == 1);
    for (const auto& audience : must(places[0]->replica().readableAudiences(house.shared))) {
        const auto dump = must(places[0]->replica().canonicalDump(audience.id));
        for (auto& place : places)
            CHECK((audience.level != membership::Level::Casusteam ||
                   must(place->replica().canonicalDump(audience.id)) == dump));
    }
}

} // namespace
} // namespace vb
