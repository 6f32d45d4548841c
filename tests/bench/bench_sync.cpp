// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A first sync: 1,000 cases with 50,000 records from one device to the hub and from there to a
// second device, over TLS on loopback with the real veldboekd. What the time went to: waiting for
// network and hub (wire), checking, decrypting, and merging into the encrypted store.
//
//   bench_sync --hub-program FILE [--cases N] [--records N] [--seed N]
#include "client/casework/generator.h"
#include "client/ctl/generating.h"
#include "client/ctl/house.h"
#include "client/ctl/hub_process.h"
#include "client/ctl/workplace.h"
#include "crypto/random.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/temp_dir.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <QCoreApplication>

#include <array>
#include <cstdio>
#include <fstream>

namespace {

using namespace vb;
using Clock = std::chrono::steady_clock;

[[noreturn]] void stop(const Error& error) {
    std::fprintf(stderr, "bench_sync: %s: %s\n", std::string(codeName(error.code)).c_str(),
                 error.context.c_str());
    std::exit(1);
}

template <typename T>
T got(Result<T> result) {
    if (!result)
        stop(result.error());
    return std::move(result).value();
}

void got(const Result<void>& result) {
    if (!result)
        stop(result.error());
}

/// Seconds by kind of work.
class Stopwatch final : public engine::WorkProbe {
public:
    void enter(engine::Work work) override {
        const auto now = Clock::now();
        m_seconds[static_cast<std::size_t>(m_work)] +=
            std::chrono::duration<double>(now - m_since).count();
        m_since = now;
        m_work = work;
    }
    void restart() {
        m_seconds = {};
        m_since = Clock::now();
        m_work = engine::Work::Wire;
    }
    [[nodiscard]] double seconds(engine::Work work) const {
        return m_seconds[static_cast<std::size_t>(work)];
    }

private:
    std::array<double, 4> m_seconds{};
    Clock::time_point m_since;
    engine::Work m_work = engine::Work::Wire;
};

struct Options {
    std::string hubProgram;
    std::size_t cases = 1'000;
    std::size_t records = 50'000;
    std::uint64_t seed = 7;
};

/// The highest that this process has had, in megabytes.
long peakMemory() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("VmHWM:"))
            return std::strtol(line.c_str() + 6, nullptr, 10) / 1024;
    }
    return 0;
}

void row(const char* name, double seconds, const ctl::Workplace& place, std::uint64_t changesets,
         const Stopwatch& watch) {
    const auto& figures = const_cast<ctl::Workplace&>(place).core().figures();
    std::printf("%-6s %7.2f s | wire %6.2f  verify %6.2f  open %6.2f  apply %6.2f | %llu changesets"
                " in %llu requests, %.1f MB up, %.1f MB down\n",
                name, seconds, watch.seconds(engine::Work::Wire),
                watch.seconds(engine::Work::Verify), watch.seconds(engine::Work::Open),
                watch.seconds(engine::Work::Apply), static_cast<unsigned long long>(changesets),
                static_cast<unsigned long long>(figures.requests),
                static_cast<double>(figures.bytesUp) / 1e6,
                static_cast<double>(figures.bytesDown) / 1e6);
    std::fflush(stdout);
}

double timed(ctl::Workplace& place, Stopwatch& watch) {
    watch.restart();
    const auto start = Clock::now();
    if (place.sync() != engine::SyncTrouble::None)
        stop({Code::Unavailable, place.whyNot()});
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void quietSync(ctl::Workplace& place) {
    if (place.sync() != engine::SyncTrouble::None)
        stop({Code::Unavailable, place.whyNot()});
}

/// A hub, an office and two field workers on one house.
class House {
public:
    House(ctl::Surroundings& around, const Options& options)
        : m_hub(options.hubProgram, m_dir.path() / "hub") {
        ctl::HouseWish wish;
        wish.hub = got(m_hub.makeIdentity());
        const auto port = got(ctl::freePort());
        wish.hubAddress = "127.0.0.1:" + std::to_string(port);
        wish.issuers = {
            {membership::kHouseOrganisation,
             "Tom",
             "procesregisseur",
             m_dir.path() / "tom",
             {model::Role::Procesregisseur}},
            {{1}, "Noor", "wijkagent", m_dir.path() / "noor", {}},
            // Of the same organisation, so that she may read what is for that alone too.
            {{1}, "Samira", "wijkagent", m_dir.path() / "samira", {}},
        };
        wish.passphrase = [](const ctl::IssuerWish&) -> Result<crypto::SecretBytes> {
            return test::secretText("drie losse woorden");
        };
        auto made = got(
            ctl::makeHouse(around, wish, test::secretText("in de kluis"), ctl::Safe::RootAlone));
        const auto statements = m_dir.path() / "huis.statements";
        test::writeFile(statements, asText(made.statements));
        got(m_hub.openHouse(statements));
        got(m_hub.start(port));
        for (auto& store : made.stores) {
            places.push_back(got(ctl::Workplace::start(around, std::move(store))));
            quietSync(*places.back());
        }
        for (auto& place : places)
            quietSync(*place);
    }

    std::vector<std::unique_ptr<ctl::Workplace>> places;

private:
    test::TempDir m_dir;
    ctl::HubProcess m_hub;
};

void run(const Options& options) {
    Stopwatch watch;
    ctl::Surroundings around;
    around.cost = test::cheapPassphrase();
    around.probe = &watch;
    House house(around, options);
    auto& office = *house.places[0];
    auto& sender = *house.places[1];
    auto& receiver = *house.places[2];
    const auto cases = got(
        ctl::openCases(office, options.cases, {sender.owner().holder, receiver.owner().holder}));
    quietSync(office);
    quietSync(sender);
    const casework::Volume volume{"bench", options.cases, options.records / 8, options.records};
    const auto start = Clock::now();
    const auto filled =
        got(ctl::generateInto(sender, cases, volume, options.seed, options.records));
    std::printf("%llu cases, %llu records in %llu changesets; entered in %.1f s, seed %llu\n",
                static_cast<unsigned long long>(filled.cases),
                static_cast<unsigned long long>(filled.records),
                static_cast<unsigned long long>(filled.changesets),
                std::chrono::duration<double>(Clock::now() - start).count(),
                static_cast<unsigned long long>(options.seed));
    const double push = timed(sender, watch);
    row("push", push, sender, sender.core().figures().pushed, watch);
    const double pull = timed(receiver, watch);
    row("pull", pull, receiver, receiver.core().figures().pulled, watch);
    const double idle = timed(receiver, watch);
    row("idle", idle, receiver, receiver.core().figures().pulled, watch);
    std::printf("peak memory of both devices together: %ld MB\n", peakMemory());
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    Options options;
    options.hubProgram = (QCoreApplication::applicationDirPath() + "/veldboekd").toStdString();
    // To see in seconds that it still runs.
    if (qEnvironmentVariableIsSet("VB_BENCH_SMOKE")) {
        options.cases = 20;
        options.records = 1'000;
    }
    CLI::App app{"A first sync of many cases over loopback TLS, and where its time goes."};
    app.add_option("--hub-program", options.hubProgram)->check(CLI::ExistingFile);
    app.add_option("--cases", options.cases)->capture_default_str();
    app.add_option("--records", options.records)->capture_default_str();
    app.add_option("--seed", options.seed)->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    if (crypto::init())
        return 1;
    run(options);
    return 0;
}
