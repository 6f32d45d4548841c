// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace vb {

void checkFailed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "veldboek: check failed: %s (%s:%d)\n", expression, file, line);
    std::fflush(stderr);
    std::abort();
}

} // namespace vb
