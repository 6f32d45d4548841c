// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"
#include "crypto/kinds.h"

namespace vb::crypto {

/// What a seal is bound to and does not hide. Each purpose has one struct of its own somewhere that
/// makes its AssociatedData, always with the same fields in the same order. Encoding: the kind's
/// label and every field, each as a 32-bit big-endian length and its bytes, so that no two
/// different lists of fields give the same bytes. A value; public content only.
class AssociatedData {
public:
    explicit AssociatedData(Kind purpose);
    AssociatedData& add(ByteView field);
    /// Eight bytes, big-endian.
    AssociatedData& addNumber(std::uint64_t field);

    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }

private:
    Bytes m_bytes;
};

} // namespace vb::crypto
