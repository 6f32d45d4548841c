// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

#include <cstddef>

namespace vb::crypto {

/// Secret bytes of any length. They live in the process's one arena of secrets: guard pages on both
/// sides, locked into memory as far as the system allows (see secretArena()), left out of core
/// dumps. Zeroed when released. Move-only; there is no `<<`, no copy and no implicit conversion, so
/// that a secret is in one place and never in a log. A moved-from value is empty.
///
/// Threads: the arena may be used from any thread; one SecretBytes from one thread at a time.
/// Bounds: kMaxSecretSize bytes each, kSecretArenaSize together; beyond either the process stops
/// (VB_CRYPTO_CHECK), as it would without memory. Whoever takes a secret from outside checks its
/// length first.
/// Every byte starts as zero.
class SecretBytes {
public:
    SecretBytes() noexcept = default;
    explicit SecretBytes(std::size_t size);
    /// Copies `bytes`; wiping the source is the caller's.
    static SecretBytes copyOf(ByteView bytes);
    /// Copies `bytes` and zeroes the source.
    static SecretBytes take(MutableByteView bytes);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    /// Zeroes and releases now; empty afterwards.
    void clear() noexcept;
    [[nodiscard]] MutableByteView mutableBytes() { return {m_start, m_size}; }

    [[nodiscard]] ByteView bytes() const { return {m_start, m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }

    /// In time that depends on the lengths alone.
    friend bool operator==(const SecretBytes& left, const SecretBytes& right);

private:
    std::uint8_t* m_start = nullptr;
    std::size_t m_size = 0;
};

/// In time that depends on the lengths alone.
[[nodiscard]] bool equalInConstantTime(ByteView left, ByteView right);
/// Zeroes memory in a way that the compiler does not remove: for a caller's own buffers.
void wipe(MutableByteView bytes);

inline constexpr std::size_t kSecretArenaSize = std::size_t{2} * 1024 * 1024;
inline constexpr std::size_t kMaxSecretSize = std::size_t{256} * 1024;

struct SecretArenaState {
    std::size_t used = 0; ///< bytes, in whole slots
    bool locked = false;  ///< false: the system refused to lock the pages, they may be swapped
};
/// For the warning at start and for tests.
[[nodiscard]] SecretArenaState secretArena();

} // namespace vb::crypto
