// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "tests/support/catch.h"

#include <string>
#include <utility>

namespace vb::test {

/// The value of a Result that has to be one here; otherwise the test ends with the error's text.
template <typename T>
T must(Result<T> result) {
    if (!result) {
        const Error& error = result.error();
        FAIL(std::string(codeName(error.code)) << ": " << error.context);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

} // namespace vb::test
