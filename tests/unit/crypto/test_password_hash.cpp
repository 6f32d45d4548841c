// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/password_hash.h"
#include "tests/support/catch.h"
#include "tests/unit/crypto/cheap.h"

using namespace vb::crypto;
using namespace std::chrono_literals;
using vb::test::kCheapCost;
using vb::test::kCheapPolicy;
using vb::test::passphrase;

TEST_CASE("a passphrase and its parameters always give one key", "[crypto][password_hash]") {
    const auto parameters = newParameters(kCheapCost, kCheapPolicy);
    REQUIRE(parameters.has_value());
    const auto one = hashPassphrase(passphrase("herfst"), *parameters, kCheapPolicy);
    const auto same = hashPassphrase(passphrase("herfst"), *parameters, kCheapPolicy);
    const auto other = hashPassphrase(passphrase("herfs"), *parameters, kCheapPolicy);
    REQUIRE((one && same && other));
    CHECK(*one == *same);
    CHECK_FALSE(*one == *other);

    auto salted = *parameters;
    salted.salt[0] ^= 1U;
    auto dearer = *parameters;
    dearer.cost.passes += 1;
    CHECK_FALSE(*one == *hashPassphrase(passphrase("herfst"), salted, kCheapPolicy));
    CHECK_FALSE(*one == *hashPassphrase(passphrase("herfst"), dearer, kCheapPolicy));
}

TEST_CASE("new parameters keep to the policy and never share a salt", "[crypto][password_hash]") {
    const Argon2Policy policy{{3, 1 << 20}, {4, 1 << 21}};
    CHECK(newParameters({2, 1 << 20}, policy).error() == PasswordFailure::BelowFloor);
    CHECK(newParameters({3, (1 << 20) - 1}, policy).error() == PasswordFailure::BelowFloor);
    CHECK(newParameters({5, 1 << 20}, policy).error() == PasswordFailure::AboveCeiling);
    CHECK(newParameters({3, (1 << 21) + 1}, policy).error() == PasswordFailure::AboveCeiling);
    const auto one = newParameters({3, 1 << 20}, policy);
    const auto two = newParameters({4, 1 << 21}, policy);
    REQUIRE((one && two));
    CHECK(one->salt != two->salt);
}

TEST_CASE("the product's floor is 3 passes over 256 MiB", "[crypto][password_hash]") {
    CHECK(kProductArgon2Policy.floor == Argon2Cost{3, 268'435'456});
    CHECK(newParameters({3, 268'435'455}, kProductArgon2Policy).error() ==
          PasswordFailure::BelowFloor);
    CHECK(newParameters(kProductArgon2Policy.floor, kProductArgon2Policy).has_value());
}

TEST_CASE("hashing refuses what it cannot or must not do", "[crypto][password_hash]") {
    const auto refusal = [](const SecretBytes& text, const Argon2Cost& cost) {
        return hashPassphrase(text, {cost, {}}, kCheapPolicy).error();
    };
    CHECK(refusal(SecretBytes(), kCheapCost) == PasswordFailure::PassphraseSize);
    CHECK(refusal(SecretBytes(kMaxPassphraseSize + 1), kCheapCost) ==
          PasswordFailure::PassphraseSize);
    CHECK(refusal(passphrase("x"), {0, 8192}) == PasswordFailure::BelowFloor);
    CHECK(refusal(passphrase("x"), {1, 8191}) == PasswordFailure::BelowFloor);
    CHECK(refusal(passphrase("x"), {1, std::uint64_t{1} << 40}) == PasswordFailure::AboveCeiling);
    CHECK(hashPassphrase(SecretBytes(kMaxPassphraseSize), {kCheapCost, {}}, kCheapPolicy)
              .has_value());
}

namespace {

/// A clock for calibrate(), which asks twice for each hash: the n-th hash takes `spans[n]`.
MonotonicNow scripted(std::vector<std::chrono::nanoseconds> spans) {
    return [spans = std::move(spans), at = std::chrono::nanoseconds{0},
            calls = std::size_t{0}]() mutable {
        if (calls++ % 2 == 1)
            at += spans.at(calls / 2 - 1);
        return at;
    };
}

} // namespace

TEST_CASE("calibration grows memory first, then passes", "[crypto][password_hash]") {
    const Argon2Policy policy{{1, 8192}, {50, 1 << 20}};
    const auto calibrated = [&](std::uint64_t limit, std::vector<std::chrono::nanoseconds> spans) {
        return *calibrate(1s, limit, policy, scripted(std::move(spans)));
    };
    // Slower than the target already: the floor, never below it.
    CHECK(calibrated(1 << 20, {3s}) == policy.floor);
    CHECK(calibrated(1 << 20, {1s}) == policy.floor);
    // A quarter of the target: four times the memory reaches it.
    CHECK(calibrated(1 << 20, {250ms, 1s}) == Argon2Cost{1, 32768});
    // Memory ends at the limit; the rest comes from passes.
    CHECK(calibrated(16384, {100ms, 200ms}) == Argon2Cost{5, 16384});
    // No more memory allowed at all.
    CHECK(calibrated(0, {100ms}) == Argon2Cost{10, 8192});
    // A clock that stands still must not run away: the ceiling holds.
    CHECK(calibrated(1 << 20, {0ms, 0ms}) == policy.ceiling);
    // Nor one that runs backwards.
    CHECK(calibrated(1 << 20, {-5ms, -5ms}) == policy.ceiling);
}
