// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/keys.h"
#include "crypto/secret_bytes.h"
#include "tests/support/property.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <ostream>
#include <thread>
#include <type_traits>

#include <sys/wait.h>
#include <unistd.h>

using namespace vb::crypto;

namespace {

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(!Printable<SecretBytes> && !Printable<EpochKey>);
static_assert(!std::is_copy_constructible_v<EpochKey>);
static_assert(!std::is_convertible_v<EpochKey, PageKey>);
static_assert(!std::is_constructible_v<EpochKey, PageKey>);
static_assert(!std::is_constructible_v<EpochKey, SecretBytes>);
static_assert(!std::is_default_constructible_v<EpochKey>);

bool allZero(const std::uint8_t* start, std::size_t size) {
    return std::all_of(start, start + size, [](auto byte) { return byte == 0; });
}

/// Whether `act` stops the process as VB_CRYPTO_CHECK does. In a child, which writes nothing to our
/// report.
template <typename Act>
bool stopsTheProcess(Act&& act) {
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL); // Catch2 installs a handler of its own
        if (std::freopen("/dev/null", "w", stderr) == nullptr)
            ::_exit(1);
        act();
        ::_exit(0);
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

/// Released after main, when objects of static duration go: the arena must still be there, or the
/// sanitizers end the program with a report.
SecretBytes lateSecret;

} // namespace

TEST_CASE("a secret starts as zeroes and is zeroed when released", "[crypto][secret_bytes]") {
    const std::uint8_t* start = nullptr;
    {
        SecretBytes secret(100);
        CHECK(allZero(secret.bytes().data(), secret.size()));
        std::fill(secret.mutableBytes().begin(), secret.mutableBytes().end(), std::uint8_t{0xa5});
        start = secret.bytes().data();
    }
    // The arena stays mapped, so what is left of a released secret can be looked at.
    CHECK(allZero(start, 100));
}

TEST_CASE("moving a secret moves its place and empties the source", "[crypto][secret_bytes]") {
    SecretBytes from = SecretBytes::copyOf(Bytes{1, 2, 3});
    const auto* place = from.bytes().data();
    SecretBytes to = std::move(from);
    CHECK(from.empty());
    CHECK(from.bytes().empty());
    CHECK(to.bytes().data() == place);

    SecretBytes third = SecretBytes::copyOf(Bytes{9, 9, 9, 9});
    const auto* overwritten = third.bytes().data();
    third = std::move(to);
    CHECK(third == SecretBytes::copyOf(Bytes{1, 2, 3}));
    CHECK(allZero(overwritten, 4));
    CHECK(to.empty());
    third.clear();
    CHECK(allZero(place, 3));
    CHECK(third.empty());
}

TEST_CASE("taking a secret wipes the source", "[crypto][secret_bytes]") {
    Bytes source{1, 2, 3, 4};
    const SecretBytes secret = SecretBytes::take(source);
    CHECK(source == Bytes{0, 0, 0, 0});
    CHECK(secret == SecretBytes::copyOf(Bytes{1, 2, 3, 4}));
}

TEST_CASE("comparison sees every difference and every length", "[crypto][secret_bytes]") {
    vb::test::holds("equal exactly when the bytes are", [](const Bytes& left, const Bytes& right) {
        RC_ASSERT(equalInConstantTime(left, left));
        RC_ASSERT(equalInConstantTime(left, right) == (left == right));
        RC_ASSERT((SecretBytes::copyOf(left) == SecretBytes::copyOf(right)) == (left == right));
        for (std::size_t i = 0; i < left.size(); ++i) {
            Bytes changed = left;
            changed[i] ^= 1U;
            RC_ASSERT(!equalInConstantTime(left, changed));
        }
    });
}

TEST_CASE("secrets of the arena never overlap and all come back", "[crypto][secret_bytes]") {
    const std::size_t before = secretArena().used;
    vb::test::holds("live secrets keep their bytes", [](const std::vector<std::uint16_t>& steps) {
        std::vector<std::pair<SecretBytes, std::uint8_t>> live;
        for (const std::uint16_t step : steps) {
            if (step % 3 == 0 && !live.empty()) {
                live.erase(live.begin() + static_cast<std::ptrdiff_t>(step % live.size()));
                continue;
            }
            SecretBytes secret(1U + step % 200U);
            RC_ASSERT(allZero(secret.bytes().data(), secret.size()));
            const auto mark = static_cast<std::uint8_t>(1 + live.size() % 250);
            std::fill(secret.mutableBytes().begin(), secret.mutableBytes().end(), mark);
            live.emplace_back(std::move(secret), mark);
        }
        for (const auto& [secret, mark] : live) {
            RC_ASSERT(std::all_of(secret.bytes().begin(), secret.bytes().end(),
                                  [mark = mark](auto byte) { return byte == mark; }));
        }
    });
    CHECK(secretArena().used == before);
}

TEST_CASE("the arena holds tens of thousands of keys", "[crypto][secret_bytes]") {
    const std::size_t before = secretArena().used;
    {
        std::vector<SecretBytes> keys;
        for (int i = 0; i < 50'000; ++i)
            keys.emplace_back(32);
        CHECK(secretArena().used == before + 50'000 * 32);
        // Holes are found again after the search has wrapped around.
        for (std::size_t i = 0; i < keys.size(); i += 2)
            keys[i].clear();
        for (std::size_t i = 0; i < keys.size(); i += 2)
            keys[i] = SecretBytes(32);
        CHECK(secretArena().used == before + 50'000 * 32);
    }
    CHECK(secretArena().used == before);
}

TEST_CASE("what cannot be had or is no longer there stops the process", "[crypto][secret_bytes]") {
    CHECK_FALSE(stopsTheProcess([] { static_cast<void>(SecretBytes(kMaxSecretSize)); }));
    CHECK(stopsTheProcess([] { static_cast<void>(SecretBytes(kMaxSecretSize + 1)); }));
    CHECK(stopsTheProcess([] {
        std::vector<SecretBytes> secrets;
        for (std::size_t used = 0; used <= kSecretArenaSize; used += kMaxSecretSize)
            secrets.emplace_back(kMaxSecretSize);
    }));
    CHECK(stopsTheProcess([] {
        auto key = EpochKey::generate();
        const auto moved = std::move(key);
        static_cast<void>(key.bytes());
    }));
}

TEST_CASE("a secret may outlive main", "[crypto][secret_bytes]") {
    lateSecret = SecretBytes::copyOf(Bytes{1, 2, 3});
    CHECK(lateSecret.size() == 3);
}

TEST_CASE("the arena serves several threads", "[crypto][secret_bytes]") {
    const std::size_t before = secretArena().used;
    const auto work = [](std::uint8_t mark) {
        std::vector<SecretBytes> live;
        for (std::size_t round = 0; round < 2'000; ++round) {
            SecretBytes secret(1 + round % 90);
            std::fill(secret.mutableBytes().begin(), secret.mutableBytes().end(), mark);
            live.push_back(std::move(secret));
            if (live.size() > 20)
                live.erase(live.begin());
        }
        return std::all_of(live.begin(), live.end(), [mark](const SecretBytes& secret) {
            return std::all_of(secret.bytes().begin(), secret.bytes().end(),
                               [mark](auto byte) { return byte == mark; });
        });
    };
    std::array<bool, 4> intact{};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < intact.size(); ++i)
        threads.emplace_back([&, i] { intact[i] = work(static_cast<std::uint8_t>(i + 1)); });
    for (auto& thread : threads)
        thread.join();
    CHECK(std::all_of(intact.begin(), intact.end(), [](bool ok) { return ok; }));
    CHECK(secretArena().used == before);
}

TEST_CASE("keys take exactly their size", "[crypto][keys]") {
    for (const std::size_t size : {0U, 1U, 31U, 33U, 64U}) {
        CHECK_FALSE(EpochKey::fromBytes(Bytes(size)).has_value());
        CHECK_FALSE(EpochKey::fromSecret(SecretBytes(size)).has_value());
        CHECK_FALSE(SigningPublicKey::fromBytes(Bytes(size)).has_value());
    }
    const Bytes bytes(32, 7);
    const auto key = EpochKey::fromBytes(bytes);
    REQUIRE(key.has_value());
    CHECK(std::equal(key->bytes().begin(), key->bytes().end(), bytes.begin()));
    CHECK_FALSE(EpochKey::generate() == EpochKey::generate());
}
