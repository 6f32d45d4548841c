// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Every fuzzer on its corpus, and on a few changes of each input, where there is no libFuzzer.
#include "tests/support/catch.h"
#include "tests/support/seeded_random.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#define VB_FUZZERS(name)                                                                           \
    name(content) name(envelope) name(hub) name(import) name(invitation) name(log) name(opener)    \
        name(opening) name(packed) name(pages) name(reconcile) name(reply) name(sealed)            \
            name(statement) name(stored) name(town)
#define VB_DECLARE(name) extern "C" int fuzz_##name(const std::uint8_t* bytes, std::size_t size);
VB_FUZZERS(VB_DECLARE)

namespace vb::fuzz {
namespace {

namespace fs = std::filesystem;

struct Fuzzer {
    const char* name;
    int (*run)(const std::uint8_t* bytes, std::size_t size);
};

#define VB_LIST(name) {#name, fuzz_##name},
constexpr Fuzzer kFuzzers[] = {VB_FUZZERS(VB_LIST)};

Bytes contentOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void change(Bytes& bytes, test::SeededRandom& random) {
    const std::uint64_t times = 1 + random.below(4);
    for (std::uint64_t i = 0; i < times; ++i) {
        const std::size_t at = bytes.empty() ? 0 : random.below(bytes.size());
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        const auto byte = static_cast<std::uint8_t>(random.below(256));
        switch (random.below(bytes.empty() ? 1 : 4)) {
        case 0:
            bytes.insert(place, byte);
            break;
        case 1:
            bytes.erase(place);
            break;
        case 2:
            bytes.resize(at);
            break;
        default:
            *place = byte;
        }
    }
}

TEST_CASE("every fuzzer takes its corpus and changes of it", "[fuzz]") {
    // More of them by hand: VB_FUZZ_ROUNDS, and VB_FUZZ_ONLY for one fuzzer.
    const char* wanted = std::getenv("VB_FUZZ_ROUNDS");
    const char* only = std::getenv("VB_FUZZ_ONLY");
    const int rounds = wanted != nullptr ? std::atoi(wanted) : 3;
    for (const Fuzzer& fuzzer : kFuzzers) {
        if (only != nullptr && std::string(only) != fuzzer.name)
            continue;
        CAPTURE(fuzzer.name);
        std::vector<fs::path> inputs;
        for (const auto& entry : fs::directory_iterator(fs::path(VB_CORPUS) / fuzzer.name))
            inputs.push_back(entry.path());
        std::sort(inputs.begin(), inputs.end());
        REQUIRE_FALSE(inputs.empty());
        test::SeededRandom random(17);
        for (const fs::path& path : inputs) {
            CAPTURE(path.filename().string());
            const Bytes input = contentOf(path);
            CHECK(fuzzer.run(input.data(), input.size()) == 0);
            for (int round = 0; round < rounds; ++round) {
                Bytes changed = input;
                change(changed, random);
                CHECK(fuzzer.run(changed.data(), changed.size()) == 0);
            }
        }
    }
}

} // namespace
} // namespace vb::fuzz
