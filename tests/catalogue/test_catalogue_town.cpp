// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/catalogue/entry.h"
#include "tests/catalogue/town_stage.h"

#include <cstdlib>
#include <iostream>
#include <random>

// The rows of the catalogue once more, word for word, on real devices: what is expected is asked of
// each of them when all have exchanged, and on the way where a row says what must always be so.

using namespace vb;
using namespace vb::test;

namespace {

/// VB_CATALOGUE_SEED tells one telling again; VB_CATALOGUE_TELLINGS tells more of each kind.
std::uint64_t numberOr(const char* name, std::uint64_t otherwise) {
    const char* given = std::getenv(name);
    return given != nullptr ? std::stoull(given) : otherwise;
}

void onEachDevice(TownStage& stage, Story& story, void (*expected)(Story&)) {
    for (const Person* reader : stage.readers()) {
        INFO("on the device of " << reader->name);
        story.ask(*reader);
        expected(story);
    }
    story.ask(story.p);
}

/// How many devices were asked.
std::size_t tell(const CatalogueEntry& entry, std::uint64_t seed, bool hasOnlooker) {
    CAPTURE(entry.number, entry.title, seed, hasOnlooker);
    TownStage stage(seed, hasOnlooker);
    Story story(stage);
    if (entry.given != nullptr) {
        entry.given(story);
        story.given();
    }
    entry.when(story);
    if (entry.always != nullptr)
        stage.watch([&](const Person& reader) {
            INFO("at some moment, on the device of " << reader.name);
            story.ask(reader);
            entry.always(story);
        });
    story.exchange();
    stage.watch({});
    onEachDevice(stage, story, entry.then);
    const std::size_t asked = stage.readers().size();
    if (entry.decide != nullptr) {
        entry.decide(story);
        story.exchange();
        onEachDevice(stage, story, entry.after);
    }
    if (entry.onDevices != nullptr)
        entry.onDevices(story, stage);
    return asked;
}

void tellAll(std::span<const CatalogueEntry> entries) {
    const std::uint64_t first = numberOr("VB_CATALOGUE_SEED", std::random_device{}());
    const std::uint64_t tellings = numberOr("VB_CATALOGUE_TELLINGS", 1);
    for (const CatalogueEntry& entry : entries) {
        DYNAMIC_SECTION(entry.number << " " << entry.title) {
            for (std::uint64_t seed = first; seed < first + tellings; ++seed) {
                const std::size_t few = tell(entry, seed, false);
                const std::size_t more = tell(entry, seed, true);
                CHECK(few >= 2);
                CHECK(more >= 3);
                std::cout << entry.number << ": asked on " << few << " devices, and on " << more
                          << ", seed " << seed << "\n";
            }
        }
    }
}

} // namespace

TEST_CASE("C1 to C11 on real devices", "[client][casework][catalogue][engine]") {
    tellAll(firstEntries());
}

TEST_CASE("C12 to C22 on real devices", "[client][casework][catalogue][engine]") {
    tellAll(middleEntries());
}

TEST_CASE("C23 to C32 on real devices", "[client][casework][catalogue][engine]") {
    tellAll(lastEntries());
}
