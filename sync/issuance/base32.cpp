// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/base32.h"

namespace vb::issuance {
namespace {

constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::optional<std::uint32_t> valueOf(char sign) {
    if (sign >= 'a' && sign <= 'z')
        sign = static_cast<char>(sign - 'a' + 'A');
    if (sign == 'O')
        sign = '0';
    if (sign == 'I' || sign == 'L')
        sign = '1';
    const auto at = kSigns.find(sign);
    if (at == kSigns.npos)
        return std::nullopt;
    return static_cast<std::uint32_t>(at);
}

} // namespace

std::string toBase32(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = bits << 8 | byte;
        count += 8;
        while (count >= 5) {
            count -= 5;
            text += kSigns[bits >> count & 31U];
        }
    }
    if (count > 0)
        text += kSigns[bits << (5 - count) & 31U];
    return text;
}

std::optional<Bytes> fromBase32(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() * 5 / 8);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char sign : text) {
        const auto value = valueOf(sign);
        if (!value)
            return std::nullopt;
        bits = bits << 5 | *value;
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> count));
        }
        bits &= (1U << count) - 1U;
    }
    if (count >= 5 || bits != 0)
        return std::nullopt;
    return bytes;
}

} // namespace vb::issuance
