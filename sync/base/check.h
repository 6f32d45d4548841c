// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace vb {

/// Prints the failed expression with its place and aborts. Never returns.
[[noreturn]] void checkFailed(const char* expression, const char* file, int line);

} // namespace vb

/// A programmer's error is fatal, in release too. Never for input from outside: that is a Result.
#define VB_CHECK(expression)                                                                       \
    (static_cast<bool>(expression) ? void(0) : ::vb::checkFailed(#expression, __FILE__, __LINE__))
