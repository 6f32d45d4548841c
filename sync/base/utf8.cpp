// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/utf8.h"

#include <cstdint>

namespace vb {

namespace {

struct Lead {
    std::size_t length = 0;
    std::uint32_t bits = 0;
    std::uint32_t least = 0; ///< the smallest code point that needs this length
};

std::optional<Lead> readLead(std::uint8_t byte) {
    if (byte < 0x80)
        return Lead{1, byte, 0};
    if ((byte & 0xe0U) == 0xc0)
        return Lead{2, byte & 0x1fU, 0x80};
    if ((byte & 0xf0U) == 0xe0)
        return Lead{3, byte & 0x0fU, 0x800};
    if ((byte & 0xf8U) == 0xf0)
        return Lead{4, byte & 0x07U, 0x10000};
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> countCodePoints(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = readLead(static_cast<std::uint8_t>(text[at]));
        if (!lead || text.size() - at < lead->length)
            return std::nullopt;
        std::uint32_t point = lead->bits;
        for (std::size_t i = 1; i < lead->length; ++i) {
            const auto byte = static_cast<std::uint8_t>(text[at + i]);
            if ((byte & 0xc0U) != 0x80)
                return std::nullopt;
            point = point << 6 | (byte & 0x3fU);
        }
        const bool isSurrogate = point >= 0xd800 && point <= 0xdfff;
        if (point < lead->least || point > 0x10ffff || isSurrogate)
            return std::nullopt;
        at += lead->length;
        ++count;
    }
    return count;
}

} // namespace vb
