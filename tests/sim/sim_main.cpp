// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Seeds of the simulator, one after another, until they or the time are used up.
#include "sync/base/random_source.h"
#include "tests/sim/sim_shrink.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>
#include <utility>

namespace {

using namespace vb::test;
using Clock = std::chrono::steady_clock;

/// How often a seed runs a second time, to see that it says the same.
constexpr std::uint64_t kTwiceEvery = 50;

struct Options {
    std::optional<std::uint64_t> seed;
    std::uint64_t seeds = 100;
    std::uint64_t from = std::random_device{}();
    double seconds = 0;
    std::size_t steps = kSimSteps;
    std::string history;
    bool untilFound = false;
    std::vector<std::string> faults;
};

/// What is added up over all seeds, as it is said; a line for each kind.
struct Count {
    const char* name;
    std::uint64_t SimReport::*of;
    bool beginsLine = false;
};
constexpr Count kCounts[] = {
    {"writes", &SimReport::writes, true},
    {"resolutions", &SimReport::resolutions},
    {"two decisions that met", &SimReport::decisionsMet},
    {"roles given and taken", &SimReport::roleChanges},
    {"syncs", &SimReport::syncs},
    {"looks into a device on the way", &SimReport::looks},
    {"conflicts seen", &SimReport::conflictsSeen},
    {"conflicts left", &SimReport::conflicts},
    {"warnings answered", &SimReport::warningsGone},
    {"kills", &SimReport::kills, true},
    {"deaths in a write", &SimReport::diskDeaths},
    {"failures of a device's disk", &SimReport::diskErrors},
    {"lies", &SimReport::lies},
    {"partitions", &SimReport::partitions, true},
    {"requests cut", &SimReport::cuts},
    {"requests repeated hours later", &SimReport::repeats},
    {"steps of a clock", &SimReport::clockSteps},
    {"people away for weeks", &SimReport::absences},
    {"false times told", &SimReport::falseTimes},
    {"spans of withholding", &SimReport::withholdings},
    {"devices put back", &SimReport::restores, true},
    {"copied", &SimReport::clones},
    {"changesets sealed anew", &SimReport::renamed},
    {"lost with a disk", &SimReport::lost},
    {"records taken back", &SimReport::withdrawals, true},
    {"purged", &SimReport::purges},
    {"changesets whose content is gone", &SimReport::dropped},
    {"attachments", &SimReport::droppedAttachments},
    {"copies for other readers", &SimReport::copies, true},
    {"moves", &SimReport::moves},
    {"texts that moved", &SimReport::moved},
    {"places that changed hands", &SimReport::transfers, true},
    {"givers who left", &SimReport::ended},
    {"removed for cause", &SimReport::removedForCause, true},
    {"changesets beyond a cut", &SimReport::beyondCuts},
    {"devices ended", &SimReport::endedDevices},
    {"certificates renewed", &SimReport::renewedCertificates},
    {"times that two decided apart", &SimReport::decidedApart},
    {"programs of another version", &SimReport::otherVersions},
    {"refused for it", &SimReport::versionsRefused},
    {"envelopes searched at the hub", &SimReport::rowsAtHub},
    {"deaths of the hub", &SimReport::hubDeaths, true},
    {"of its writes that failed", &SimReport::hubFailures},
    {"hub put back", &SimReport::hubRestores},
    {"changesets brought back", &SimReport::returned},
    {"log rewritten", &SimReport::rewrites},
    {"alarms", &SimReport::alarms},
    {"attachments at the hub", &SimReport::attached, true},
    {"on devices", &SimReport::fetched},
    {"stores closed for a while", &SimReport::locks},
    {"delivered meanwhile", &SimReport::delivered},
};

struct Total {
    std::uint64_t seeds = 0;
    std::uint64_t failed = 0;
    std::uint64_t deviceHours = 0;
    SimReport sum;
    std::vector<double> took;
    std::vector<std::uint64_t> conflictsSeen;

    void add(const SimReport& report, double seconds) {
        ++seeds;
        failed += report.violations.empty() ? 0U : 1U;
        deviceHours += static_cast<std::uint64_t>(report.deviceHours);
        for (const Count& count : kCounts)
            sum.*count.of += report.*count.of;
        took.push_back(seconds);
        conflictsSeen.push_back(report.conflictsSeen);
    }
};

SimReport runSeed(std::uint64_t seed, const Options& options, SimFaults& faults) {
    SimOptions chosen;
    std::ofstream file;
    SimHistory history;
    if (!options.history.empty()) {
        file.open(options.history, std::ios::trunc);
        history = SimHistory(file);
        chosen.history = &history;
    }
    if (!options.faults.empty())
        chosen.faults = SimFaults::named(options.faults);
    SimWorld world(seed, chosen);
    faults = world.faults();
    auto report = world.run(options.steps);
    if (!options.history.empty() && !file.flush()) {
        std::cerr << "veldboek-sim: cannot write " << options.history << "\n";
        std::exit(2);
    }
    return report;
}

/// What repeats a run: what was asked for beside the seed belongs to it.
std::string repeatWith(std::uint64_t seed, const Options& options) {
    std::string text = "veldboek-sim --seed " + std::to_string(seed);
    if (options.steps != kSimSteps)
        text.append(" --steps ").append(std::to_string(options.steps));
    const char* separator = " --faults ";
    for (const auto& name : options.faults) {
        text.append(std::exchange(separator, ",")).append(name);
    }
    return text;
}

bool checkSeed(std::uint64_t seed, const Options& options, Total& total) {
    const auto start = Clock::now();
    SimFaults faults;
    auto report = runSeed(seed, options, faults);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const bool breaks = !report.violations.empty();
    if ((total.seeds + 1) % kTwiceEvery == 0 &&
        runSeed(seed, options, faults).trace != report.trace)
        report.violations.push_back("seed " + std::to_string(seed) +
                                    ": a second run was another one (I-11)");
    total.add(report, seconds);
    for (const auto& violation : report.violations)
        std::cout << violation << "\n";
    if (!breaks || options.untilFound) // nothing to make small, also where the two runs differ
        return report.violations.empty();
    const auto small = shrink(seed, options.steps, faults);
    std::cout << "repeat with: " << repeatWith(seed, options) << "\nas small as it goes:\n\n"
              << small.testCase() << std::endl;
    return false;
}

void tell(Total& total, double seconds) {
    std::sort(total.took.begin(), total.took.end());
    const double median = total.took.empty() ? 0 : total.took[total.took.size() / 2];
    std::sort(total.conflictsSeen.begin(), total.conflictsSeen.end());
    const std::uint64_t conflicts =
        total.conflictsSeen.empty() ? 0 : total.conflictsSeen[total.conflictsSeen.size() / 2];
    std::printf("%llu seeds, %llu failed, %llu simulated device-days; %.0f seeds a minute, median "
                "%.3f s, of conflicts %llu",
                static_cast<unsigned long long>(total.seeds),
                static_cast<unsigned long long>(total.failed),
                static_cast<unsigned long long>(total.deviceHours / 24),
                static_cast<double>(total.seeds) / seconds * 60, median,
                static_cast<unsigned long long>(conflicts));
    for (const Count& count : kCounts)
        std::printf("%s%s %llu", count.beginsLine ? "\n" : ", ", count.name,
                    static_cast<unsigned long long>(total.sum.*count.of));
    std::printf("\n");
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app{"Devices, a hub and every fault, by seed. Exit status 1 when an invariant broke."};
    app.add_option("--seed", options.seed, "this one alone");
    app.add_option("--seeds", options.seeds, "so many")->capture_default_str();
    app.add_option("--from", options.from, "the number that they follow from")
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "no new seed after so long");
    app.add_option("--steps", options.steps, "of each run")->capture_default_str();
    app.add_flag("--until-found", options.untilFound, "stop at the first that fails, as it is");
    std::vector<std::string> names;
    for (const auto& fault : SimFaults::all())
        names.emplace_back(fault.first);
    app.add_option("--faults", options.faults, "these, and not those that a seed draws")
        ->delimiter(',')
        ->check(CLI::IsMember(names));
    app.add_option("--history", options.history, "what was invoked and observed, as JSON lines")
        ->needs("--seed");
    CLI11_PARSE(app, argc, argv);

    Total total;
    const auto start = Clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    if (options.seed) {
        checkSeed(*options.seed, options, total);
    } else {
        std::cout << "seeds that follow from " << options.from << std::endl;
        std::mt19937_64 dice(options.from);
        for (std::uint64_t i = 0; i < options.seeds; ++i) {
            if (options.seconds > 0 && elapsed() > options.seconds)
                break;
            // As many bits as every reader of JSON keeps.
            const bool isSound = checkSeed(dice() >> 16, options, total);
            if (!isSound && options.untilFound)
                break;
        }
    }
    tell(total, elapsed());
    return total.failed == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "veldboek-sim: " << error.what() << "\n";
        return 2;
    }
}
