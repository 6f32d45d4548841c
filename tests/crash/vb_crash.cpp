// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/harness.h"
#include "tests/crash/mutants.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace vb::crash {
namespace {

void print(const char* title, const Verdict& verdict) {
    std::printf("%-16s %-16s %7llu %9llu %9llu %10llu\n", title, verdict.scenario.c_str(),
                static_cast<unsigned long long>(verdict.points),
                static_cast<unsigned long long>(verdict.runs),
                static_cast<unsigned long long>(verdict.secondRuns),
                static_cast<unsigned long long>(verdict.violations));
    if (verdict.isCutOff)
        std::printf("    cut off\n");
    for (const std::string& line : verdict.told)
        std::printf("    %s\n", line.c_str());
    std::fflush(stdout);
}

/// Which outcomes of each failure are tried at each point.
struct Extent {
    std::uint64_t firstSeed = 1;
    std::uint64_t outcomes = 4;
    std::uint64_t seconds = 0; ///< for all scenarios together; 0 is as long as it takes
};

/// The end of the next one's share, where `left` scenarios share what is left of the time.
std::chrono::steady_clock::time_point shareOf(std::chrono::steady_clock::time_point end,
                                              std::size_t left) {
    const auto now = std::chrono::steady_clock::now();
    return now >= end ? now : now + (end - now) / static_cast<std::int64_t>(left);
}

// Every crash point of the scenario, or of all.
bool runAll(const std::string& only, const Setup& setup, const char* title, const Extent& extent) {
    Effort all;
    all.seeds = extent.outcomes;
    all.firstSeed = extent.firstSeed;
    all.again = 1;
    std::uint64_t runs = 0;
    std::uint64_t violations = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(extent.seconds);
    auto scenarios = allScenarios(setup);
    std::erase_if(scenarios,
                  [&](const auto& scenario) { return !only.empty() && scenario->name() != only; });
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        auto& scenario = scenarios[i];
        if (extent.seconds != 0)
            all.until = shareOf(end, scenarios.size() - i);
        const Verdict verdict = tryAll(*scenario, setup, all);
        print(title, verdict);
        runs += verdict.runs + verdict.secondRuns;
        violations += verdict.violations;
    }
    std::printf("%llu crashes, %llu violations; seeds from %llu\n\n",
                static_cast<unsigned long long>(runs), static_cast<unsigned long long>(violations),
                static_cast<unsigned long long>(extent.firstSeed));
    // A name that nothing has would otherwise pass.
    return violations == 0 && !scenarios.empty();
}

// Each must be noticed.
bool runMutants() {
    bool all = true;
    for (const Mutant& mutant : allMutants()) {
        const auto scenario = scenarioNamed(mutant.scenario, mutant.setup);
        Effort effort;
        effort.failures = {Failure::Kill, Failure::PowerLoss};
        effort.seeds = 2;
        const Verdict verdict = tryAll(*scenario, mutant.setup, effort);
        print(mutant.mistake, verdict);
        all = all && verdict.violations > 0;
    }
    std::printf(all ? "every mutant was noticed\n" : "A MUTANT WAS NOT NOTICED\n");
    return all;
}

} // namespace
} // namespace vb::crash

namespace {

using vb::crash::Effort;
using vb::crash::Extent;
using vb::crash::Failure;
using vb::crash::Setup;

// One run, as a line of the report names it.
int repeat(const std::vector<std::string>& words, const Setup& setup) {
    Effort one;
    const auto named = std::find_if(one.failures.begin(), one.failures.end(), [&](Failure failure) {
        return words[1] == vb::crash::nameOf(failure);
    });
    one.failures = {named == one.failures.end() ? Failure::PowerLoss : *named};
    one.onlyAt = std::stoull(words[2]);
    one.firstSeed = std::stoull(words[3]);
    const auto scenario = vb::crash::scenarioNamed(words[0], setup);
    const auto verdict = vb::crash::tryAll(*scenario, setup, one);
    vb::crash::print("repeated", verdict);
    return verdict.violations == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

std::uint64_t* optionOf(const std::string& word, Extent& extent) {
    return word == "--seed"       ? &extent.firstSeed
           : word == "--outcomes" ? &extent.outcomes
           : word == "--seconds"  ? &extent.seconds
                                  : nullptr;
}

int usage() {
    std::fprintf(stderr, "usage: vb_crash [--seed N] [--outcomes M] [--seconds S] [[plain] NAME "
                         "[kill|power|error|full|io|busy|read AT SEED]]\n");
    return 2;
}

} // namespace

// Without words: every scenario as built, then the mutants. NAME: one scenario. With three words
// more: one run of it, as a line of the report names it. `plain` is SQLite on the same disk without
// the sealing VFS, to compare with. --seed and --outcomes choose which outcomes of each failure;
// --seconds ends the scenarios after about so long, each after its part of it.
int main(int count, char** arguments) {
    std::vector<std::string> words(arguments + 1, arguments + count);
    Setup setup;
    Extent extent;
    while (words.size() > 1 && words[0].starts_with("--")) {
        std::uint64_t* const option = optionOf(words[0], extent);
        if (option == nullptr)
            return usage();
        *option = std::strtoull(words[1].c_str(), nullptr, 10);
        words.erase(words.begin(), words.begin() + 2);
    }
    if (!words.empty() && words[0] == "plain") {
        setup.plain = true;
        words.erase(words.begin());
    }
    if (words.size() == 4)
        return repeat(words, setup);
    if (words.size() == 1)
        return vb::crash::runAll(words[0], setup, "one", extent) ? EXIT_SUCCESS : EXIT_FAILURE;
    if (!words.empty())
        return usage();
    const bool held = vb::crash::runAll({}, setup, "as built", extent);
    return vb::crash::runMutants() && held ? EXIT_SUCCESS : EXIT_FAILURE;
}
