// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/comparison.h"

#include "crypto/digest.h"

namespace vb::transparency {

ComparisonDigest::ComparisonDigest(const HouseId& house, std::uint64_t count,
                                   std::optional<Digest256> digest)
    : m_house(house), m_count(count), m_digest(digest) {
    VB_CHECK((count == 0) == !digest.has_value());
}

void ComparisonDigest::add(const ChangesetId& id) {
    crypto::Digester digester(crypto::Kind::Comparison, m_house.bytes());
    if (m_digest)
        digester.add(m_digest->view());
    m_digest = Digest256(digester.add(id.view()).finish());
    ++m_count;
}

} // namespace vb::transparency
