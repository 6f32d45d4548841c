// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/generator_traits.h"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace vb::casework {

namespace {

namespace math = boost::math;
/// The quantile of a count is the smallest one that reaches the share.
using CountPolicy =
    math::policies::policy<math::policies::discrete_quantile<math::policies::integer_round_up>>;
using Counts = math::negative_binomial_distribution<double, CountPolicy>;

// The specification's correlations are between the counts; these latent ones between the normals
// below give them (found by simulation with 60,000 draws: .52 and -.23).
constexpr double kPlanWithAreas = 0.582;
constexpr double kAgeWithTimes = -0.262;

constexpr double kContactsMedian = 18.0;
constexpr double kContactsSigma = 0.8;
constexpr double kReportMedian = 280.0;
constexpr double kReportSigma = 0.9;

double normalAt(double share) {
    return math::quantile(math::normal(), share);
}
double shareBelow(double normal) {
    // Strictly inside, for the quantiles that follow.
    return std::clamp(math::cdf(math::normal(), normal), 1e-12, 1.0 - 1e-12);
}

/// A second normal that correlates with the first.
double correlated(double first, double second, double rho) {
    return rho * first + std::sqrt(1.0 - rho * rho) * second;
}

std::int32_t countAt(double mean, double k, std::int32_t most, double share) {
    // k failures-before-successes in Boost's terms: success fraction k / (k + mean).
    const double count = math::quantile(Counts(k, k / (k + mean)), share);
    return std::min(most, static_cast<std::int32_t>(count));
}

std::int32_t planScoreAt(double share) {
    constexpr std::array kUpTo{0.290, 0.551, 0.841};
    return static_cast<std::int32_t>(
        std::count_if(kUpTo.begin(), kUpTo.end(), [&](double up) { return share > up; }));
}

std::string sexAt(double share) {
    if (share < 0.841)
        return "man";
    return share < 0.995 ? "vrouw" : "onbekend";
}

} // namespace

double meanContactsPerYear() {
    return kContactsMedian * std::exp(kContactsSigma * kContactsSigma / 2.0);
}

Traits drawTraits(Dice& dice) {
    Traits traits;
    const double age = normalAt(dice.quantile());
    const double times = correlated(age, normalAt(dice.quantile()), kAgeWithTimes);
    const double plan = normalAt(dice.quantile());
    const double areas = correlated(plan, normalAt(dice.quantile()), kPlanWithAreas);
    traits.ageAtIntake = std::min(
        77.0, 9.0 + math::quantile(math::gamma_distribution<>(1.476, 9.835), shareBelow(age)));
    traits.timesDiscussed = countAt(3.0, 2.69, 14, shareBelow(times));
    traits.pva = planScoreAt(shareBelow(plan));
    traits.leefgebieden = countAt(3.0, 3.0, 11, shareBelow(areas));
    traits.geslacht = sexAt(dice.share());
    traits.bvh = countAt(6.68, 0.805, 40, dice.quantile());
    traits.hks = countAt(1.24, 1.32, 9, dice.quantile());
    traits.partners = dice.between(5, 12);
    traits.contactsPerYear =
        math::quantile(math::lognormal(std::log(kContactsMedian), kContactsSigma), dice.quantile());
    traits.hasInitials = !dice.chance(0.038);
    traits.isNearlyEmpty = dice.chance(0.014);
    return traits;
}

std::size_t drawReportLength(Dice& dice) {
    const double length =
        math::quantile(math::lognormal(std::log(kReportMedian), kReportSigma), dice.quantile());
    return static_cast<std::size_t>(std::clamp(length, 20.0, 4000.0));
}

std::vector<std::size_t> drawAreas(Dice& dice, std::size_t count) {
    std::array<std::size_t, 11> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    count = std::min(count, all.size());
    for (std::size_t i = 0; i < count; ++i)
        std::swap(all[i], all[i + dice.below(all.size() - i)]);
    std::vector<std::size_t> drawn(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    std::sort(drawn.begin(), drawn.end());
    return drawn;
}

} // namespace vb::casework
