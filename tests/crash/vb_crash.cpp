// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/harness.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace vb::crash {
namespace {

struct Row {
    const char* title;
    Setup setup;
};

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

// vb_crash [scenario]: every crash point of every scenario (or of one), then the mutants.
int run(const std::string& only) {
    std::printf("%-16s %-16s %7s %9s %9s %10s\n", "set-up", "scenario", "points", "runs", "twice",
                "violations");
    std::uint64_t runs = 0;
    std::uint64_t violations = 0;
    Effort all;
    all.seeds = 4;
    all.again = 1;
    for (const auto& scenario : allScenarios()) {
        if (!only.empty() && scenario->name() != only)
            continue;
        const Verdict verdict = tryAll(*scenario, {}, all);
        print("as built", verdict);
        runs += verdict.runs + verdict.secondRuns;
        violations += verdict.violations;
    }
    std::printf("%llu crashes, %llu violations\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(violations));
    return violations == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace
} // namespace vb::crash

int main(int count, char** arguments) {
    return vb::crash::run(count > 1 ? arguments[1] : "");
}
