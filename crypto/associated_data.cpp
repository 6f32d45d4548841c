// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/associated_data.h"

#include "crypto/big_endian.h"
#include "crypto/check.h"

#include <limits>

namespace vb::crypto {

AssociatedData::AssociatedData(Kind purpose) {
    const auto label = labelOf(purpose);
    m_bytes.reserve(160);
    add({reinterpret_cast<const std::uint8_t*>(label.data()), label.size()});
}

AssociatedData& AssociatedData::add(ByteView field) {
    VB_CRYPTO_CHECK(field.size() <= std::numeric_limits<std::uint32_t>::max());
    appendBigEndian(m_bytes, static_cast<std::uint32_t>(field.size()));
    m_bytes.insert(m_bytes.end(), field.begin(), field.end());
    return *this;
}

AssociatedData& AssociatedData::addNumber(std::uint64_t field) {
    Bytes number;
    appendBigEndian(number, field);
    return add(number);
}

} // namespace vb::crypto
