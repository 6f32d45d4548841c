// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstring>
#include <functional>

namespace vb {

/// An identifier of N bytes that cannot be mixed up with another kind of identifier. A value type;
/// ordered by its bytes, so that sorted containers iterate alike on every machine. All zero means
/// "none" where a format says so.
template <typename Tag, std::size_t N>
class StrongId {
public:
    static constexpr std::size_t kSize = N;

    constexpr StrongId() = default;
    explicit constexpr StrongId(const ByteArray<N>& bytes) : m_bytes(bytes) {}

    /// InvalidInput unless `view` has exactly N bytes.
    static Result<StrongId> fromBytes(ByteView view) {
        if (view.size() != N)
            return fail(Code::InvalidInput, "identifier of the wrong length");
        StrongId id;
        std::copy(view.begin(), view.end(), id.m_bytes.begin());
        return id;
    }
    static Result<StrongId> fromHex(std::string_view hex) {
        VB_TRY(const Bytes bytes, vb::fromHex(hex));
        return fromBytes(bytes);
    }

    [[nodiscard]] ByteView view() const { return m_bytes; }
    [[nodiscard]] const ByteArray<N>& bytes() const { return m_bytes; }
    [[nodiscard]] std::string hex() const { return toHex(m_bytes); }
    [[nodiscard]] bool isNone() const {
        return std::all_of(m_bytes.begin(), m_bytes.end(), [](auto byte) { return byte == 0; });
    }

    friend auto operator<=>(const StrongId&, const StrongId&) = default;
    friend bool operator==(const StrongId&, const StrongId&) = default;

private:
    ByteArray<N> m_bytes{};
};

} // namespace vb

template <typename Tag, std::size_t N>
struct std::hash<vb::StrongId<Tag, N>> {
    std::size_t operator()(const vb::StrongId<Tag, N>& id) const noexcept {
        // Ids are random or hashes: any eight of their bytes are hash enough.
        std::size_t value = 0;
        std::memcpy(&value, id.bytes().data(), std::min(N, sizeof value));
        return value;
    }
};
