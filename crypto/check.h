// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace vb::crypto {

/// Prints the failed expression with its place and aborts. Never returns.
[[noreturn]] void checkFailed(const char* expression, const char* file, int line);

} // namespace vb::crypto

/// A programmer's error or a broken machine is fatal, in release too: a process whose cryptography
/// cannot be trusted must not go on. Never for input from outside.
#define VB_CRYPTO_CHECK(expression)                                                                \
    (static_cast<bool>(expression) ? void(0)                                                       \
                                   : ::vb::crypto::checkFailed(#expression, __FILE__, __LINE__))
