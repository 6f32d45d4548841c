// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vb::casework {

/// What somebody typed into the search field, ready for the full-text index. Bounds: the first
/// kMaxWords words, each cut at kMaxWordBytes on a character; the rest is ignored.
struct SearchQuery {
    static constexpr std::size_t kMaxWords = 16;
    static constexpr std::size_t kMaxWordBytes = 64;

    struct Word {
        std::string text; ///< folded
        /// Matches the beginning of a word: the last word typed, and one that was cut.
        bool isPrefix = false;
        friend bool operator==(const Word&, const Word&) = default;
    };
    std::vector<Word> words; ///< in the order typed

    [[nodiscard]] bool isEmpty() const { return words.empty(); }
    /// An FTS5 expression over folded text: every word, the last one as a prefix. Each word stands
    /// in double quotes and holds letters and digits alone, so no typed character is ever read as
    /// syntax. Empty when there is nothing to search for: then do not ask the index.
    [[nodiscard]] std::string ftsExpression() const;
};

SearchQuery parseQuery(std::string_view typed);

/// A piece of a text in which the words of a query stand out.
struct Excerpt {
    struct Span {
        std::uint32_t first = 0; ///< in bytes of `text`, on code point boundaries
        std::uint32_t length = 0;
        friend bool operator==(const Span&, const Span&) = default;
    };
    std::string text;
    std::vector<Span> matches; ///< ascending, disjoint
};

/// About `maxBytes` of `text` around the first match, cut between words, with an ellipsis where
/// something is left out; the beginning of the text when nothing matches.
Excerpt excerpt(std::string_view text, const SearchQuery& query, std::size_t maxBytes = 160);

} // namespace vb::casework
