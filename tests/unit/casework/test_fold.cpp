// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/fold.h"
#include "sync/base/utf8.h"
#include "tests/support/property.h"
#include "tests/unit/casework/text_gen.h"

using namespace vb;
using namespace vb::casework;
using vb::test::anyText;

TEST_CASE("Dutch spellings of one word fold alike", "[client][casework]") {
    CHECK(fold("Dijkstra") == "dijkstra");
    CHECK(fold("Dykstra") == "dijkstra");
    CHECK(fold("D\u0133kstra") == "dijkstra"); // the ligature
    CHECK(fold("\u0132sselmeer") == "ijsselmeer");
    CHECK(fold("IJSSELMEER") == "ijsselmeer");
    CHECK(fold("D\u00ffkstra") == "dijkstra"); // y with diaeresis, an old ij
    CHECK(fold("co\u00f6rdinatie") == "coordinatie");
    CHECK(fold("coo\u0308rdinatie") == "coordinatie"); // a combining mark
    CHECK(fold("\u00e9\u00e9n") == "een");
    CHECK(fold("Financi\u00ebn") == "financien");
    CHECK(fold("'s-Gravenhage") == fold("\u2019s-Gravenhage"));
}

TEST_CASE("names from elsewhere fold to what a keyboard has", "[client][casework]") {
    CHECK(fold("\u015eeker \u00c7elik I\u015f\u0131k") == "seker celik isik");
    CHECK(fold("Jos\u00e9 Mu\u00f1oz") == "jose munoz");
    CHECK(fold("Kr\u00f3l \u0141\u00f3d\u017a") == "krol lodz");
    CHECK(fold("S\u00f8ren \u00c6bel") == "soren aebel");
    CHECK(fold("Gro\u00df") == "gross");
    CHECK(fold("Nguy\u1ec5n") == "nguijen");
    CHECK(fold("\u0418\u0432\u0430\u043d") == "\u0438\u0432\u0430\u043d");
}

TEST_CASE("bytes that are no text become a replacement character", "[client][casework]") {
    CHECK(fold("a\xff"
               "b") == "a\uFFFD"
                       "b");
    CHECK(fold("\xc0\xaf") == "\uFFFD\uFFFD");             // overlong
    CHECK(fold("\xed\xa0\x80").starts_with("\uFFFD"));     // a surrogate
    CHECK(fold("\xf4\x90\x80\x80").starts_with("\uFFFD")); // beyond U+10FFFF
    CHECK(fold("").empty());
}

TEST_CASE("words are split where the full-text index splits them", "[client][casework]") {
    const std::string folded =
        fold("Zo'n huis-bezoek, 2\u00d7 per week \u2014 \u201cniet thuis\u201d!");
    CHECK(wordsOf(folded) == std::vector<std::string_view>{"zo", "n", "huis", "bezoek", "2", "per",
                                                           "week", "niet", "thuis"});
    CHECK(wordsOf("").empty());
    CHECK(wordsOf(" .,;").empty());
}

TEST_CASE("laws of folding", "[client][casework][property]") {
    vb::test::holds("folding twice changes nothing", [] {
        const std::string text = *anyText();
        RC_ASSERT(fold(fold(text)) == fold(text));
    });
    vb::test::holds("the fold of a beginning is the beginning of the fold", [] {
        const std::string text = *anyText();
        std::size_t end = 0;
        const auto characters = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
        for (std::size_t i = 0; i < characters && end < text.size(); ++i)
            nextCodePoint(text, end);
        RC_ASSERT(fold(text).starts_with(fold(text.substr(0, end))));
    });
    vb::test::holds("the fold is well-formed and has no capital, no y and no ligature", [] {
        const std::string folded = fold(*anyText());
        RC_ASSERT(countCodePoints(folded).has_value());
        for (const char c : folded)
            RC_ASSERT(c != 'y' && !(c >= 'A' && c <= 'Z'));
        RC_ASSERT(folded.find("\u0133") == std::string::npos);
    });
    vb::test::holds("origins ascend, lie on characters and end at the text's end", [] {
        const std::string text = *anyText();
        const FoldedText folded = foldWithOrigin(text);
        RC_ASSERT(folded.text == fold(text));
        RC_ASSERT(folded.origin.size() == folded.text.size() + 1);
        RC_ASSERT(folded.origin.back() == text.size());
        RC_ASSERT(std::is_sorted(folded.origin.begin(), folded.origin.end()));
    });
    vb::test::holds("a code point survives being written and read", [] {
        const auto value = *rc::gen::inRange<std::uint32_t>(1, 0xD800);
        std::string text;
        appendCodePoint(text, value);
        std::size_t at = 0;
        RC_ASSERT(nextCodePoint(text, at) == value);
        RC_ASSERT(at == text.size());
    });
}
