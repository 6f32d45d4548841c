// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/harness.h"
#include "tests/crash/mutants.h"
#include "tests/support/catch.h"

namespace vb::crash {
namespace {

// A harness that finds nothing shows nothing unless it finds what is wrong when something is.
TEST_CASE("the harness notices every mutant", "[crash]") {
    for (const Mutant& mutant : allMutants()) {
        CAPTURE(mutant.mistake);
        const auto scenario = scenarioNamed(mutant.scenario, mutant.setup);
        Effort effort;
        effort.failures = {Failure::PowerLoss};
        effort.seeds = 3;
        effort.stopAfter = 1;
        CHECK(tryAll(*scenario, mutant.setup, effort).violations > 0);
    }
}

// What the mutant that claims power-safe overwrite breaks: with it gone, padding alone keeps an
// acknowledged commit out of every chunk that is written again, and the spare is not needed.
TEST_CASE("with synchronous=FULL a commit is safe without the spare", "[crash][I-1]") {
    Setup setup;
    setup.flaws.losesSpare = true;
    const auto scenario = scenarioNamed("two-tables", setup);
    Effort effort;
    effort.failures = {Failure::PowerLoss};
    effort.seeds = 3;
    CHECK(tryAll(*scenario, setup, effort).violations == 0);
}

} // namespace
} // namespace vb::crash
