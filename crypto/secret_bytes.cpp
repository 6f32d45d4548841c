// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/secret_bytes.h"

#include "crypto/check.h"

#include <sodium.h>

#include <algorithm>
#include <mutex>
#include <utility>

namespace vb::crypto {
namespace {

// A key is 32 bytes, so a slot is: keys waste nothing, and the map of slots is 8 kB.
constexpr std::size_t kSlotSize = 32;
constexpr std::size_t kSlots = kSecretArenaSize / kSlotSize;

constexpr std::size_t slotsFor(std::size_t size) {
    return (size + kSlotSize - 1) / kSlotSize;
}

/// One sodium_malloc region cut into slots. Guarding and locking each key alone would cost four
/// pages a key, and RLIMIT_MEMLOCK (8 MiB by default) would end at about two thousand keys.
/// First fit from where the last search ended: allocation of a key looks at one slot as a rule.
class Arena {
public:
    Arena() {
        VB_CRYPTO_CHECK(sodium_init() >= 0);
        m_base = static_cast<std::uint8_t*>(sodium_malloc(kSecretArenaSize));
        VB_CRYPTO_CHECK(m_base != nullptr);
        // sodium_malloc locks too, but does not tell whether it could.
        m_locked = sodium_mlock(m_base, kSecretArenaSize) == 0;
        sodium_memzero(m_base, kSecretArenaSize);
    }

    std::uint8_t* allocate(std::size_t size) {
        const std::size_t wanted = slotsFor(size);
        const std::lock_guard lock(m_mutex);
        std::size_t start = find(wanted, m_next, kSlots);
        if (start == kSlots)
            start = find(wanted, 0, std::min(kSlots, m_next + wanted));
        VB_CRYPTO_CHECK(start != kSlots && "the arena of secrets is full");
        std::fill_n(m_taken.begin() + static_cast<std::ptrdiff_t>(start), wanted, true);
        m_next = start + wanted;
        m_used += wanted;
        return m_base + start * kSlotSize;
    }

    void release(std::uint8_t* start, std::size_t size) {
        sodium_memzero(start, size);
        const auto slot = (start - m_base) / static_cast<std::ptrdiff_t>(kSlotSize);
        const std::size_t count = slotsFor(size);
        const std::lock_guard lock(m_mutex);
        std::fill_n(m_taken.begin() + slot, count, false);
        m_used -= count;
    }

    SecretArenaState state() {
        const std::lock_guard lock(m_mutex);
        return {m_used * kSlotSize, m_locked};
    }

private:
    /// The first run of `wanted` free slots that lies in [from, until); kSlots if there is none.
    std::size_t find(std::size_t wanted, std::size_t from, std::size_t until) const {
        std::size_t run = 0;
        for (std::size_t slot = from; slot < until; ++slot) {
            run = m_taken[slot] ? 0 : run + 1;
            if (run == wanted)
                return slot + 1 - wanted;
        }
        return kSlots;
    }

    std::uint8_t* m_base = nullptr;
    bool m_locked = false;

    std::mutex m_mutex;
    std::array<bool, kSlots> m_taken{};
    std::size_t m_next = 0;
    std::size_t m_used = 0;
};

/// Made on first use and never destroyed: a secret held by an object of static duration is released
/// after main, and must still find its arena. The system takes the pages back.
Arena& arena() {
    static Arena* const instance = new Arena;
    return *instance;
}

} // namespace

SecretBytes::SecretBytes(std::size_t size) {
    VB_CRYPTO_CHECK(size <= kMaxSecretSize);
    if (size == 0)
        return;
    m_start = arena().allocate(size);
    m_size = size;
}

SecretBytes SecretBytes::copyOf(ByteView bytes) {
    SecretBytes secret(bytes.size());
    std::copy(bytes.begin(), bytes.end(), secret.m_start);
    return secret;
}

SecretBytes SecretBytes::take(MutableByteView bytes) {
    SecretBytes secret = copyOf(bytes);
    wipe(bytes);
    return secret;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_start(std::exchange(other.m_start, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        clear();
        m_start = std::exchange(other.m_start, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    clear();
}

void SecretBytes::clear() noexcept {
    if (m_size == 0)
        return;
    arena().release(m_start, m_size);
    m_start = nullptr;
    m_size = 0;
}

bool operator==(const SecretBytes& left, const SecretBytes& right) {
    return equalInConstantTime(left.bytes(), right.bytes());
}

bool equalInConstantTime(ByteView left, ByteView right) {
    return left.size() == right.size() &&
           (left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0);
}

void wipe(MutableByteView bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

SecretArenaState secretArena() {
    return arena().state();
}

} // namespace vb::crypto
