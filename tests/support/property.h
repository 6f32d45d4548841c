// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/catch.h"

#include <rapidcheck.h>

#include <string>

namespace vb::test {

/// Runs a RapidCheck property inside a Catch2 test case. The number of cases comes from RC_PARAMS
/// (the test presets set max_success=1000); a failure prints the counterexample and the
/// RC_PARAMS="reproduce=..." that repeats it.
template <typename Property>
void holds(const std::string& law, Property&& property) {
    const auto result = rc::detail::checkTestable(std::forward<Property>(property));
    if (!result.template is<rc::detail::SuccessResult>()) {
        std::ostringstream report;
        rc::detail::printResultMessage(result, report);
        FAIL(law << "\n" << report.str());
    }
    SUCCEED(law);
}

} // namespace vb::test
