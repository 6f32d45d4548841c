// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

#include <algorithm>
#include <compare>
#include <optional>

namespace vb::crypto {

/// Public bytes of a fixed size and one meaning. A value; ordered by its bytes, so that sorted
/// containers iterate alike everywhere. Whether the bytes are a good curve point shows on use.
template <typename Tag, std::size_t N>
class PublicBytes {
public:
    static constexpr std::size_t kSize = N;

    constexpr PublicBytes() = default;
    explicit constexpr PublicBytes(const ByteArray<N>& bytes) : m_bytes(bytes) {}

    /// nullopt unless `view` has exactly N bytes.
    static std::optional<PublicBytes> fromBytes(ByteView view) {
        if (view.size() != N)
            return std::nullopt;
        PublicBytes value;
        std::copy(view.begin(), view.end(), value.m_bytes.begin());
        return value;
    }

    [[nodiscard]] const ByteArray<N>& bytes() const { return m_bytes; }

    friend auto operator<=>(const PublicBytes&, const PublicBytes&) = default;
    friend bool operator==(const PublicBytes&, const PublicBytes&) = default;

private:
    ByteArray<N> m_bytes{};
};

/// Ed25519 (RFC 8032): verifies signatures.
using SigningPublicKey = PublicBytes<struct SigningPublicKeyTag, 32>;
/// X25519 (RFC 7748): sealed boxes are sealed to it.
using BoxPublicKey = PublicBytes<struct BoxPublicKeyTag, 32>;
/// An Ed25519 signature.
using Signature = PublicBytes<struct SignatureTag, 64>;

} // namespace vb::crypto
