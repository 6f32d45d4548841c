// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/bytes.h"

#include <limits>

namespace vb {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

template <typename T>
void appendBigEndian(Bytes& out, T value) {
    for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

} // namespace

std::string toHex(ByteView bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        hex.push_back(kDigits[byte >> 4]);
        hex.push_back(kDigits[byte & 15]);
    }
    return hex;
}

Result<Bytes> fromHex(std::string_view hex) {
    if (hex.size() % 2 != 0)
        return fail(Code::InvalidInput, "hexadecimal of odd length");
    Bytes bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hexDigit(hex[i]);
        const int low = hexDigit(hex[i + 1]);
        if (high < 0 || low < 0)
            return fail(Code::InvalidInput, "not hexadecimal");
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

ByteView asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view asText(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes toBytes(ByteView view) {
    return {view.begin(), view.end()};
}

void appendU8(Bytes& out, std::uint8_t value) {
    out.push_back(value);
}
void appendU16(Bytes& out, std::uint16_t value) {
    appendBigEndian(out, value);
}
void appendU32(Bytes& out, std::uint32_t value) {
    appendBigEndian(out, value);
}
void appendU64(Bytes& out, std::uint64_t value) {
    appendBigEndian(out, value);
}
void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void appendSized(Bytes& out, ByteView bytes) {
    VB_CHECK(bytes.size() <= std::numeric_limits<std::uint32_t>::max());
    appendU32(out, static_cast<std::uint32_t>(bytes.size()));
    append(out, bytes);
}

} // namespace vb
