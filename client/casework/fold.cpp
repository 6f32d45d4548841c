// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/fold.h"

#include "client/casework/fold_table.h"

#include <algorithm>
#include <iterator>

namespace vb::casework {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool isIn(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

/// Marks that combine with the letter before them.
bool isCombining(char32_t c) {
    return isIn(c, 0x0300, 0x036F) || isIn(c, 0x1AB0, 0x1AFF) || isIn(c, 0x1DC0, 0x1DFF) ||
           isIn(c, 0x20D0, 0x20FF) || isIn(c, 0xFE20, 0xFE2F);
}

char32_t lowerGreekOrCyrillic(char32_t c) {
    if (isIn(c, 0x0391, 0x03A9) || isIn(c, 0x0410, 0x042F))
        return c + 0x20;
    if (isIn(c, 0x0400, 0x040F))
        return c + 0x50;
    return c;
}

/// What one code point folds to, appended.
void foldOne(std::string& out, char32_t c) {
    if (c == 'y' || c == 'Y') {
        out += "ij";
    } else if (c < 0x80) {
        out += static_cast<char>(isIn(c, 'A', 'Z') ? c + ('a' - 'A') : c);
    } else if (isCombining(c)) {
        // dropped: the letter before it stands for the pair
    } else if (isIn(c, 0x2018, 0x201B) || c == 0x00B4 || c == 0x02BC) {
        out += '\'';
    } else {
        std::string_view plain;
        if (isIn(c, tables::kFirstLatin, tables::kFirstLatin + std::size(tables::kLatin) - 1))
            plain = tables::kLatin[c - tables::kFirstLatin];
        else if (isIn(c, tables::kFirstLatinAdditional,
                      tables::kFirstLatinAdditional + std::size(tables::kLatinAdditional) - 1))
            plain = tables::kLatinAdditional[c - tables::kFirstLatinAdditional];
        if (!plain.empty())
            out += plain;
        else
            appendCodePoint(out, lowerGreekOrCyrillic(c));
    }
}

/// Length of a well-formed sequence at `offset` and its value; length 0 when it is none.
struct Decoded {
    std::size_t length = 0;
    char32_t codePoint = kReplacement;
};

Decoded decodeAt(std::string_view text, std::size_t offset) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {1, first};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || offset + length > text.size())
        return {};
    char32_t value = static_cast<char32_t>(first & (0x7FU >> length));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U)
            return {};
        value = value << 6 | static_cast<char32_t>(byte(i) & 0x3FU);
    }
    const bool isShortest = (length != 3 || value >= 0x800) && (length != 4 || value >= 0x10000);
    if (!isShortest || isIn(value, 0xD800, 0xDFFF) || value > 0x10FFFF)
        return {};
    return {length, value};
}

} // namespace

char32_t nextCodePoint(std::string_view text, std::size_t& offset) {
    const Decoded decoded = decodeAt(text, offset);
    offset += std::max<std::size_t>(decoded.length, 1);
    return decoded.codePoint;
}

void appendCodePoint(std::string& out, char32_t c) {
    const auto put = [&out](char32_t bits) { out += static_cast<char>(bits); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();)
        foldOne(out, nextCodePoint(text, at));
    return out;
}

FoldedText foldWithOrigin(std::string_view text) {
    FoldedText folded;
    folded.text.reserve(text.size());
    folded.origin.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const auto from = static_cast<std::uint32_t>(at);
        foldOne(folded.text, nextCodePoint(text, at));
        folded.origin.resize(folded.text.size(), from);
    }
    folded.origin.push_back(static_cast<std::uint32_t>(text.size()));
    return folded;
}

bool isWordCharacter(char32_t c) {
    if (c < 0x80)
        return isIn(c, 'a', 'z') || isIn(c, 'A', 'Z') || isIn(c, '0', '9');
    if (isIn(c, 0x80, 0xBF))
        return c == 0xAA || c == 0xB2 || c == 0xB3 || c == 0xB5 || c == 0xB9 || c == 0xBA ||
               isIn(c, 0xBC, 0xBE);
    const bool isMark =
        c == 0xD7 || c == 0xF7 || isIn(c, 0x2000, 0x206F) || isIn(c, 0x20A0, 0x20CF) ||
        isIn(c, 0x2190, 0x2BFF) || isIn(c, 0x2E00, 0x2E7F) || isIn(c, 0x3000, 0x3004) ||
        isIn(c, 0x3008, 0x3020) || isIn(c, 0xD800, 0xF8FF) || isIn(c, 0xFE00, 0xFE6F) ||
        isIn(c, 0xFFF0, 0xFFFF) || isIn(c, 0x1F000, 0x1FAFF) || c >= 0xE0000;
    return !isMark && !isCombining(c);
}

std::vector<std::string_view> wordsOf(std::string_view folded) {
    std::vector<std::string_view> words;
    std::size_t start = std::string_view::npos;
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t from = at;
        const bool inside = isWordCharacter(nextCodePoint(folded, at));
        if (inside && start == std::string_view::npos)
            start = from;
        if (!inside && start != std::string_view::npos) {
            words.push_back(folded.substr(start, from - start));
            start = std::string_view::npos;
        }
    }
    if (start != std::string_view::npos)
        words.push_back(folded.substr(start));
    return words;
}

} // namespace vb::casework
