// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/harness.h"

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
    for (const std::string& line : verdict.told)
        std::printf("    %s\n", line.c_str());
    std::fflush(stdout);
}

struct Mutant {
    const char* title;
    const char* scenario;
    Setup setup;
};

std::vector<Mutant> mutants() {
    std::vector<Mutant> all;
    Setup setup;
    setup.flaws.ignoresSync = true;
    all.push_back({"sync skipped", "two-tables", setup});
    setup = {};
    setup.syncOff = true;
    all.push_back({"synchronous off", "two-tables", setup});
    setup = {};
    setup.flaws.losesSpare = true;
    all.push_back({"no spare", "reader-normal", setup});
    setup = {};
    setup.mistake = Mistake::ClaimsPowersafeOverwrite;
    all.push_back({"psow claimed", "two-tables", setup});
    setup = {};
    setup.mistake = Mistake::KeepsNonceAndTag;
    all.push_back({"reserved not 0", "two-tables", setup});
    setup = {};
    setup.mistake = Mistake::SealsFramesInPlace;
    all.push_back({"frames in place", "two-tables", setup});
    return all;
}

// Every crash point of the scenario, or of all.
bool runAll(const std::string& only, const Setup& setup, const char* title) {
    Effort all;
    all.seeds = 4;
    all.again = 1;
    std::uint64_t runs = 0;
    std::uint64_t violations = 0;
    for (const auto& scenario : allScenarios(setup)) {
        if (!only.empty() && scenario->name() != only)
            continue;
        const Verdict verdict = tryAll(*scenario, setup, all);
        print(title, verdict);
        runs += verdict.runs + verdict.secondRuns;
        violations += verdict.violations;
    }
    std::printf("%llu crashes, %llu violations\n\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(violations));
    return violations == 0;
}

// Each must be noticed.
bool runMutants() {
    bool all = true;
    for (const Mutant& mutant : mutants()) {
        const auto scenario = scenarioNamed(mutant.scenario, mutant.setup);
        Effort effort;
        effort.failures = {Failure::Kill, Failure::PowerLoss};
        effort.seeds = 2;
        const Verdict verdict = tryAll(*scenario, mutant.setup, effort);
        print(mutant.title, verdict);
        all = all && verdict.violations > 0;
    }
    std::printf(all ? "every mutant was noticed\n" : "A MUTANT WAS NOT NOTICED\n");
    return all;
}

} // namespace
} // namespace vb::crash

namespace {

using vb::crash::Effort;
using vb::crash::Failure;
using vb::crash::Setup;

// One run, as a line of the report names it.
int repeat(const std::vector<std::string>& words, const Setup& setup) {
    Effort one;
    one.failures = {words[1] == "kill"    ? Failure::Kill
                    : words[1] == "error" ? Failure::Error
                                          : Failure::PowerLoss};
    one.onlyAt = std::stoull(words[2]);
    one.firstSeed = std::stoull(words[3]);
    const auto scenario = vb::crash::scenarioNamed(words[0], setup);
    const auto verdict = vb::crash::tryAll(*scenario, setup, one);
    vb::crash::print("repeated", verdict);
    return verdict.violations == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

// vb_crash                                     every scenario as built, then the mutants
// vb_crash [plain] NAME                        one scenario
// vb_crash [plain] NAME kill|power|error AT SEED    one run of it
// `plain` is SQLite on the same disk without the sealing VFS, to compare with.
int main(int count, char** arguments) {
    std::vector<std::string> words(arguments + 1, arguments + count);
    Setup setup;
    if (!words.empty() && words[0] == "plain") {
        setup.plain = true;
        words.erase(words.begin());
    }
    if (words.size() == 4)
        return repeat(words, setup);
    if (words.size() == 1)
        return vb::crash::runAll(words[0], setup, "one") ? EXIT_SUCCESS : EXIT_FAILURE;
    if (!words.empty()) {
        std::fprintf(stderr, "usage: vb_crash [[plain] NAME [kill|power|error AT SEED]]\n");
        return 2;
    }
    const bool held = vb::crash::runAll({}, setup, "as built");
    return vb::crash::runMutants() && held ? EXIT_SUCCESS : EXIT_FAILURE;
}
