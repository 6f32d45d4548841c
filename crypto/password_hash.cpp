// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/password_hash.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vb::crypto {
namespace {

static_assert(KeyEncryptionKey::kSize >= crypto_pwhash_argon2id_BYTES_MIN);
static_assert(std::tuple_size_v<decltype(Argon2Parameters::salt)> ==
              crypto_pwhash_argon2id_SALTBYTES);

bool isAbove(const Argon2Cost& cost, const Argon2Cost& ceiling) {
    return cost.passes > ceiling.passes || cost.memoryBytes > ceiling.memoryBytes;
}

bool isPossible(const Argon2Cost& cost) {
    return cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN &&
           cost.memoryBytes >= crypto_pwhash_argon2id_MEMLIMIT_MIN;
}

/// How often `part` goes into `whole`, at least once and at most `limit` times.
double times(std::chrono::nanoseconds whole, std::chrono::nanoseconds part, double limit) {
    if (part.count() <= 0)
        return limit;
    const double ratio = static_cast<double>(whole.count()) / static_cast<double>(part.count());
    return std::clamp(ratio, 1.0, limit);
}

} // namespace

bool isBelow(const Argon2Cost& cost, const Argon2Cost& floor) {
    return cost.passes < floor.passes || cost.memoryBytes < floor.memoryBytes;
}

Outcome<Argon2Parameters, PasswordFailure> newParameters(const Argon2Cost& cost,
                                                         const Argon2Policy& policy) {
    if (isBelow(cost, policy.floor) || !isPossible(cost))
        return PasswordFailure::BelowFloor;
    if (isAbove(cost, policy.ceiling))
        return PasswordFailure::AboveCeiling;
    return Argon2Parameters{cost, randomBytes<crypto_pwhash_argon2id_SALTBYTES>()};
}

Outcome<KeyEncryptionKey, PasswordFailure> hashPassphrase(const SecretBytes& passphrase,
                                                          const Argon2Parameters& parameters,
                                                          const Argon2Policy& policy) {
    if (passphrase.empty() || passphrase.size() > kMaxPassphraseSize)
        return PasswordFailure::PassphraseSize;
    if (!isPossible(parameters.cost))
        return PasswordFailure::BelowFloor;
    if (isAbove(parameters.cost, policy.ceiling) ||
        parameters.cost.memoryBytes > std::numeric_limits<std::size_t>::max())
        return PasswordFailure::AboveCeiling;
    SecretBytes key(KeyEncryptionKey::kSize);
    const ByteView text = passphrase.bytes();
    // Within these bounds the one reason left is memory.
    if (crypto_pwhash_argon2id(key.mutableBytes().data(), key.size(),
                               reinterpret_cast<const char*>(text.data()), text.size(),
                               parameters.salt.data(), parameters.cost.passes,
                               static_cast<std::size_t>(parameters.cost.memoryBytes),
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
        return PasswordFailure::OutOfMemory;
    return *KeyEncryptionKey::fromSecret(std::move(key));
}

Outcome<Argon2Cost, PasswordFailure> calibrate(std::chrono::nanoseconds target,
                                               std::uint64_t memoryLimit,
                                               const Argon2Policy& policy,
                                               const MonotonicNow& now) {
    const SecretBytes passphrase = SecretBytes::copyOf(Bytes(16, 'c'));
    const auto measure = [&](const Argon2Cost& cost) -> std::optional<std::chrono::nanoseconds> {
        const auto start = now();
        if (!hashPassphrase(passphrase, {cost, {}}, policy))
            return std::nullopt;
        return now() - start;
    };
    constexpr std::uint64_t kStep = 1024; // Argon2 counts memory in blocks of 1 KiB

    Argon2Cost cost = policy.floor;
    auto taken = measure(cost);
    if (!taken)
        return PasswordFailure::OutOfMemory;

    const std::uint64_t most =
        std::max(policy.floor.memoryBytes, std::min(memoryLimit, policy.ceiling.memoryBytes));
    const double room = static_cast<double>(most) / static_cast<double>(cost.memoryBytes);
    const double grown = static_cast<double>(cost.memoryBytes) * times(target, *taken, room);
    Argon2Cost larger = cost;
    larger.memoryBytes =
        std::clamp(static_cast<std::uint64_t>(grown) / kStep * kStep, cost.memoryBytes, most);
    if (larger.memoryBytes > cost.memoryBytes) {
        // A machine without that much memory keeps the floor's and pays in passes.
        if (const auto again = measure(larger)) {
            cost = larger;
            taken = again;
        }
    }
    const double passes =
        static_cast<double>(cost.passes) *
        times(target, *taken,
              static_cast<double>(policy.ceiling.passes) / static_cast<double>(cost.passes));
    cost.passes = std::clamp(static_cast<std::uint32_t>(std::lround(passes)), cost.passes,
                             policy.ceiling.passes);
    return cost;
}

} // namespace vb::crypto
