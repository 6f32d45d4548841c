// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/catalogue/story.h"

#include <span>

namespace vb::test {

class TownStage;

/// One row of the conflict catalogue (section 9 of the domain specification): its number and title,
/// and what is given, done, expected, decided and expected after that.
struct CatalogueEntry {
    const char* number;
    const char* title;
    void (*given)(Story&) = nullptr;
    void (*when)(Story&) = nullptr;
    void (*then)(Story&) = nullptr;
    /// How people end it; none where there is nothing to decide.
    void (*decide)(Story&) = nullptr;
    void (*after)(Story&) = nullptr;
    /// What must be so on every device at every moment of the exchange that follows `when`.
    void (*always)(Story&) = nullptr;
    /// On real devices, after all that: what nobody can see in the records.
    void (*onDevices)(Story&, TownStage&) = nullptr;
    /// It is about statements alone, and has no telling without devices.
    bool needsDevices = false;
};

/// C1 to C11.
std::span<const CatalogueEntry> firstEntries();
/// C12 to C22.
std::span<const CatalogueEntry> middleEntries();
/// C23 to C32.
std::span<const CatalogueEntry> lastEntries();

} // namespace vb::test
