// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "crypto/outcome.h"

#include <chrono>
#include <functional>

namespace vb::crypto {

/// What one Argon2id hash (RFC 9106, version 0x13, one lane) costs whoever tries a passphrase.
struct Argon2Cost {
    std::uint32_t passes = 0;
    std::uint64_t memoryBytes = 0;
    friend bool operator==(const Argon2Cost&, const Argon2Cost&) = default;
};

struct Argon2Parameters {
    Argon2Cost cost;
    ByteArray<16> salt{};
    friend bool operator==(const Argon2Parameters&, const Argon2Parameters&) = default;
};

/// The bounds that a program sets. A new hash is never cheaper than the floor. An existing one is
/// never dearer than the ceiling, so that a file from outside cannot demand the machine's memory.
struct Argon2Policy {
    Argon2Cost floor;
    Argon2Cost ceiling;
};
/// The product's. Tests use cheap ones; nothing else may.
inline constexpr Argon2Policy kProductArgon2Policy{
    {3, std::uint64_t{256} * 1024 * 1024},
    {64, std::uint64_t{4} * 1024 * 1024 * 1024},
};

/// The passphrase's bytes are hashed as given; the caller has brought the text into NFC.
inline constexpr std::size_t kMaxPassphraseSize = 1024;

enum class PasswordFailure {
    PassphraseSize, ///< empty, or above kMaxPassphraseSize
    BelowFloor,
    AboveCeiling,
    OutOfMemory,
};

[[nodiscard]] bool isBelow(const Argon2Cost& cost, const Argon2Cost& floor);

/// For a new wrap: parameters with a fresh salt. BelowFloor and AboveCeiling are refused here.
Outcome<Argon2Parameters, PasswordFailure> newParameters(const Argon2Cost& cost,
                                                         const Argon2Policy& policy);

/// Takes about as long as was calibrated: never on the thread of the user interface. The floor is
/// not judged here, so that a wrap made under an older, lower floor still opens (and is raised).
Outcome<KeyEncryptionKey, PasswordFailure> hashPassphrase(const SecretBytes& passphrase,
                                                          const Argon2Parameters& parameters,
                                                          const Argon2Policy& policy);

using MonotonicNow = std::function<std::chrono::nanoseconds()>;

/// The cost that takes about `target` on this machine: at least the floor; first more memory, up to
/// `memoryLimit` (never above the ceiling), then more passes (RFC 9106 section 4). Runs at most
/// three hashes. OutOfMemory if the floor itself does not fit.
Outcome<Argon2Cost, PasswordFailure> calibrate(std::chrono::nanoseconds target,
                                               std::uint64_t memoryLimit,
                                               const Argon2Policy& policy, const MonotonicNow& now);

} // namespace vb::crypto
