// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/search_query.h"

#include "client/casework/fold.h"

#include <algorithm>

namespace vb::casework {

namespace {

constexpr std::string_view kEllipsis = "\u2026";

std::string_view cutOnCharacter(std::string_view text, std::size_t maxBytes) {
    if (text.size() <= maxBytes)
        return text;
    std::size_t end = 0;
    for (std::size_t at = 0; at <= maxBytes;) {
        end = at;
        nextCodePoint(text, at);
    }
    return text.substr(0, end);
}

bool matches(std::string_view word, const SearchQuery& query) {
    return std::any_of(query.words.begin(), query.words.end(), [&](const SearchQuery::Word& asked) {
        return asked.isPrefix ? word.starts_with(asked.text) : word == asked.text;
    });
}

/// Matches in the original text. Of a word that matches as a prefix the whole word stands out: it
/// is what the eye looks for.
std::vector<Excerpt::Span> findMatches(std::string_view text, const SearchQuery& query) {
    const FoldedText folded = foldWithOrigin(text);
    std::vector<Excerpt::Span> spans;
    for (const std::string_view word : wordsOf(folded.text)) {
        if (!matches(word, query))
            continue;
        const auto begin = static_cast<std::size_t>(word.data() - folded.text.data());
        const std::uint32_t first = folded.origin[begin];
        const std::uint32_t end = folded.origin[begin + word.size()];
        spans.push_back({first, end - first});
    }
    return spans;
}

/// The nearest place at or after `from` where a word may begin, at most 24 bytes further.
std::size_t wordStartFrom(std::string_view text, std::size_t from) {
    for (std::size_t at = from; at < text.size() && at < from + 24; ++at) {
        if (text[at] == ' ' || text[at] == '\n')
            return at + 1;
    }
    std::size_t at = from;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        ++at;
    return at;
}

} // namespace

SearchQuery parseQuery(std::string_view typed) {
    SearchQuery query;
    const std::string folded = fold(typed);
    for (const std::string_view word : wordsOf(folded)) {
        if (query.words.size() == SearchQuery::kMaxWords)
            break;
        const std::string_view kept = cutOnCharacter(word, SearchQuery::kMaxWordBytes);
        query.words.push_back({std::string(kept), kept.size() < word.size()});
    }
    if (!query.words.empty())
        query.words.back().isPrefix = true;
    return query;
}

std::string SearchQuery::ftsExpression() const {
    std::string expression;
    for (const Word& word : words) {
        if (!expression.empty())
            expression += " AND ";
        expression += '"' + word.text + '"';
        if (word.isPrefix)
            expression += " *";
    }
    return expression;
}

Excerpt excerpt(std::string_view text, const SearchQuery& query, std::size_t maxBytes) {
    const std::vector<Excerpt::Span> found = findMatches(text, query);
    std::size_t from = 0;
    if (!found.empty() && found.front().first + found.front().length > maxBytes) {
        // A third of the room before the match: enough to see what it is about.
        const std::size_t lead = std::min<std::size_t>(found.front().first, maxBytes / 3);
        from = std::min<std::size_t>(wordStartFrom(text, found.front().first - lead),
                                     found.front().first);
    }
    std::string_view piece = cutOnCharacter(text.substr(from), maxBytes);
    const bool isCut = from + piece.size() < text.size();
    if (isCut) {
        // Back to the end of a word, unless that would cut into the first match.
        const std::size_t keep =
            found.empty() ? 0 : found.front().first + found.front().length - from;
        const std::size_t space = piece.find_last_of(" \n");
        if (space != std::string_view::npos && space >= keep)
            piece = piece.substr(0, space);
    }

    Excerpt result;
    if (from > 0)
        result.text = kEllipsis;
    const std::size_t shift = result.text.size();
    result.text += piece;
    if (isCut)
        result.text += kEllipsis;
    for (const Excerpt::Span& span : found) {
        if (span.first >= from && span.first + span.length <= from + piece.size())
            result.matches.push_back(
                {static_cast<std::uint32_t>(span.first - from + shift), span.length});
    }
    return result;
}

} // namespace vb::casework
