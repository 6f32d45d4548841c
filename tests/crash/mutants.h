// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/crash/scenario.h"

#include <vector>

namespace vb::crash {

/// A set-up with one mistake in it, and a scenario that must notice.
struct Mutant {
    const char* mistake;
    const char* scenario;
    Setup setup;
};

inline std::vector<Mutant> allMutants() {
    std::vector<Mutant> all;
    const auto add = [&](const char* mistake, const char* scenario, const Setup& setup) {
        all.push_back({mistake, scenario, setup});
    };
    Setup setup;
    setup.flaws.ignoresSync = true;
    add("sync skipped", "two-tables", setup);
    setup = {};
    setup.syncOff = true;
    add("synchronous=OFF", "two-tables", setup);
    setup = {};
    setup.flaws.losesSpare = true;
    add("no spare", "reader-normal", setup);
    setup = {};
    setup.mistake = Mistake::ClaimsPowersafeOverwrite;
    setup.flaws.losesSpare = true;
    add("overwrite claimed", "two-tables", setup);
    setup = {};
    setup.mistake = Mistake::KeepsNonceAndTag;
    add("reserved not zero", "two-tables", setup);
    setup = {};
    setup.mistake = Mistake::SealsFramesInPlace;
    add("frames in place", "two-tables", setup);
    return all;
}

} // namespace vb::crash
