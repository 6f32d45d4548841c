// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// veldboek-conformance: see README.md.
#include "crypto/random.h"
#include "tests/conformance/driver.h"

#include <iostream>

int main() {
    if (const auto failed = vb::crypto::init()) {
        std::cerr << *failed << "\n";
        return 1;
    }
    std::ios::sync_with_stdio(false);
    vb::conformance::Driver driver;
    vb::conformance::serve(driver, std::cin, std::cout);
    return 0;
}
