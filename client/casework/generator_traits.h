// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the generator: the distributions of section 10 of the domain specification.

#include "client/casework/generator_dice.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vb::casework {

struct Traits {
    double ageAtIntake = 0;          ///< 9 + Gamma(1.476, 9.835), at most 77
    std::string geslacht;            ///< 84.1 / 15.4 / 0.5 %
    std::int32_t leefgebieden = 0;   ///< NB(mean 3, k 3.0), at most 11
    std::int32_t timesDiscussed = 0; ///< NB(3, 2.69), at most 14; with age -.23
    std::int32_t pva = 0;            ///< 29.0 / 26.1 / 29.0 / 15.9 %; with leefgebieden .52
    std::int32_t bvh = 0;            ///< NB(6.68, 0.805), at most 40
    std::int32_t hks = 0;            ///< NB(1.24, 1.32), at most 9
    std::int32_t partners = 0;       ///< 5 to 12
    double contactsPerYear = 0;      ///< lognormal, median 18, sigma 0.8
    bool hasInitials = true;         ///< missing in 3.8 %
    bool isNearlyEmpty = false;      ///< 1.4 %
};
Traits drawTraits(Dice& dice);

/// Mean of contactsPerYear: 18 e^(0.8^2 / 2).
double meanContactsPerYear();
/// Characters of a verslag: lognormal, median 280, sigma 0.9, 20 to 4000.
std::size_t drawReportLength(Dice& dice);
/// `count` different leefgebieden of the eleven, sorted.
std::vector<std::size_t> drawAreas(Dice& dice, std::size_t count);

} // namespace vb::casework
