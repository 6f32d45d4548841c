// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/check.h"

#include <cstdio>
#include <cstdlib>

namespace vb::crypto {

void checkFailed(const char* expression, const char* file, int line) {
    static_cast<void>(std::fprintf(stderr, "veldboek: crypto check failed: %s (%s:%d)\n",
                                   expression, file, line));
    static_cast<void>(std::fflush(stderr));
    std::abort();
}

} // namespace vb::crypto
