// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vb::casework {

/// Text as search compares it: lower case, without diacritics, y written as ij (so that Dijkstra,
/// Dykstra and the ligature are one name), curly apostrophes straight. Latin with its extensions,
/// Greek and Cyrillic capitals; everything else stays. Character by character, which gives three
/// laws: folding twice changes nothing; the fold of a beginning is the beginning of the fold, so
/// that searching while typing never loses a hit; the fold of a joined text is the joined fold.
/// Total: a byte that is no UTF-8 becomes U+FFFD. Pure, for any thread.
std::string fold(std::string_view text);

/// The same, with for each byte of the fold the offset in `text` of the character that it comes
/// from, and one more: the length of `text`.
struct FoldedText {
    std::string text;
    std::vector<std::uint32_t> origin;
};
FoldedText foldWithOrigin(std::string_view text);

/// Whether a folded code point belongs to a word: letters and digits, not marks and spaces. As the
/// full-text index splits words (unicode61).
bool isWordCharacter(char32_t folded);

/// The words of a folded text, in order.
std::vector<std::string_view> wordsOf(std::string_view folded);

/// One code point of UTF-8 text at `offset`, which is moved past it. U+FFFD, one byte further, when
/// the bytes there are no well-formed UTF-8. `offset` < text.size().
char32_t nextCodePoint(std::string_view text, std::size_t& offset);
void appendCodePoint(std::string& out, char32_t codePoint);

} // namespace vb::casework
