// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace vb {

void checkFailed(const char* expression, const char* file, int line) {
    // Nothing is left to do when nobody can be told.
    static_cast<void>(
        std::fprintf(stderr, "veldboek: check failed: %s (%s:%d)\n", expression, file, line));
    static_cast<void>(std::fflush(stderr));
    std::abort();
}

} // namespace vb
