// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/digest.h"

#include "crypto/check.h"

#include <sodium.h>

namespace vb::crypto {
namespace {

static_assert(sizeof(crypto_generichash_state) == 384 && alignof(crypto_generichash_state) <= 64);
static_assert(sizeof(crypto_hash_sha256_state) == 104 && alignof(crypto_hash_sha256_state) <= 8);
static_assert(std::tuple_size_v<Digest> == crypto_generichash_BYTES);
static_assert(std::tuple_size_v<Digest> == crypto_hash_sha256_BYTES);

crypto_generichash_state* blake(ByteArray<384>& state) {
    return reinterpret_cast<crypto_generichash_state*>(state.data());
}
crypto_hash_sha256_state* sha(ByteArray<104>& state) {
    return reinterpret_cast<crypto_hash_sha256_state*>(state.data());
}

} // namespace

Digester::Digester(Kind kind, HouseView house) {
    const auto label = labelOf(kind);
    crypto_generichash_init(blake(m_state), nullptr, 0, crypto_generichash_BYTES);
    crypto_generichash_update(blake(m_state), reinterpret_cast<const unsigned char*>(label.data()),
                              label.size());
    crypto_generichash_update(blake(m_state), house.data(), house.size());
}

Digester& Digester::add(ByteView bytes) {
    VB_CRYPTO_CHECK(!m_finished);
    crypto_generichash_update(blake(m_state), bytes.data(), bytes.size());
    return *this;
}

Digest Digester::finish() {
    VB_CRYPTO_CHECK(!m_finished);
    m_finished = true;
    Digest out{};
    crypto_generichash_final(blake(m_state), out.data(), out.size());
    return out;
}

Digest digest(Kind kind, HouseView house, ByteView bytes) {
    return Digester(kind, house).add(bytes).finish();
}

Sha256::Sha256() {
    crypto_hash_sha256_init(sha(m_state));
}

Sha256& Sha256::add(ByteView bytes) {
    VB_CRYPTO_CHECK(!m_finished);
    crypto_hash_sha256_update(sha(m_state), bytes.data(), bytes.size());
    return *this;
}

Digest Sha256::finish() {
    VB_CRYPTO_CHECK(!m_finished);
    m_finished = true;
    Digest out{};
    crypto_hash_sha256_final(sha(m_state), out.data());
    return out;
}

Digest sha256(ByteView bytes) {
    return Sha256().add(bytes).finish();
}

} // namespace vb::crypto
