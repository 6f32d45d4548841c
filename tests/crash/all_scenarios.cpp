// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/check.h"
#include "tests/crash/scenario.h"

#include <utility>

namespace vb::crash {

std::vector<std::unique_ptr<Scenario>> allScenarios(const Setup& setup) {
    auto all = makeDatabaseScenarios(setup);
    all.push_back(makeMigration(setup));
    all.push_back(makeCreation(setup));
    all.push_back(makeRenewal(setup));
    for (const auto& make : {makeSchemaScenarios, makeHubScenarios, makeWorkerScenarios}) {
        for (auto& scenario : make(setup))
            all.push_back(std::move(scenario));
    }
    return all;
}

std::unique_ptr<Scenario> scenarioNamed(const std::string& name, const Setup& setup) {
    for (auto& scenario : allScenarios(setup)) {
        if (scenario->name() == name)
            return std::move(scenario);
    }
    VB_CHECK(false && "no scenario of this name");
    return nullptr;
}

} // namespace vb::crash
