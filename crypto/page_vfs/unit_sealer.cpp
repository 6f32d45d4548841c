// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/unit_sealer.h"

#include "crypto/aead.h"
#include "crypto/associated_data.h"
#include "crypto/key_derivation.h"

#include <algorithm>

namespace vb::crypto {

static_assert(kUnitOverhead == kSealOverhead);

namespace {

constexpr std::size_t kNumberSize = 8;
// The binding ends with role and number, each after its four bytes of length.
constexpr std::size_t kRoleFromEnd = kNumberSize + 4 + 1;

} // namespace

UnitSealer::UnitSealer(const DatabaseId& database, const DataKey& dataKey)
    : m_key(pageKey(dataKey)), m_binding{} {
    const ByteArray<1> noRole{};
    const Bytes encoded = AssociatedData(Kind::DatabaseUnit)
                              .add(database.store)
                              .addNumber(database.generation)
                              .add(noRole)
                              .addNumber(0)
                              .bytes();
    VB_CRYPTO_CHECK(encoded.size() == m_binding.size());
    std::copy(encoded.begin(), encoded.end(), m_binding.begin());
}

// Built by hand from the encoded form: this runs for every page, and must not allocate.
UnitSealer::Binding UnitSealer::bind(UnitRole role, std::uint64_t number) const {
    Binding binding = m_binding;
    binding[kBindingSize - kRoleFromEnd] = static_cast<std::uint8_t>(role);
    for (std::size_t i = 0; i < kNumberSize; ++i)
        binding[kBindingSize - 1 - i] = static_cast<std::uint8_t>(number >> i * 8);
    return binding;
}

void UnitSealer::seal(UnitRole role, std::uint64_t number, FixedView<kUnitContent> content,
                      SealedUnit& out) const {
    std::copy(content.begin(), content.end(), out.begin());
    const std::span<std::uint8_t, kUnitSize> unit(out);
    sealDetached(m_key, bind(role, number), unit.first<kUnitContent>(),
                 unit.subspan<kUnitContent, kNonceSize>(),
                 unit.subspan<kUnitContent + kNonceSize, kTagSize>());
}

bool UnitSealer::open(UnitRole role, std::uint64_t number, FixedView<kUnitSize> sealed,
                      UnitContent& out) const {
    return openDetached(m_key, bind(role, number), sealed.first<kUnitContent>(),
                        sealed.subspan<kUnitContent, kNonceSize>(),
                        sealed.subspan<kUnitContent + kNonceSize, kTagSize>(), out);
}

} // namespace vb::crypto
