// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/seeded_entropy.h"

#include <sodium.h>

#include "sync/base/check.h"

namespace vb::test {
namespace {

/// libsodium's callbacks carry no context.
SeededRandom* installed = nullptr;

void fill(void* out, std::size_t size) {
    installed->fill({static_cast<std::uint8_t*>(out), size});
}

std::uint32_t number() {
    return static_cast<std::uint32_t>(installed->next());
}

const char* name() {
    return "seeded";
}

struct randombytes_implementation seeded {
    name, number, nullptr, nullptr, fill, nullptr
};

} // namespace

SeededEntropy::SeededEntropy(std::uint64_t seed) : m_random(seed) {
    VB_CHECK(installed == nullptr);
    VB_CHECK(sodium_init() >= 0);
    installed = &m_random;
    VB_CHECK(randombytes_set_implementation(&seeded) == 0);
}

SeededEntropy::~SeededEntropy() {
    VB_CHECK(randombytes_set_implementation(&randombytes_sysrandom_implementation) == 0);
    installed = nullptr;
}

} // namespace vb::test
