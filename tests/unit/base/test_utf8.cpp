// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/utf8.h"
#include "tests/support/catch.h"

#include <string>

using namespace vb;

TEST_CASE("code points are counted, not bytes", "[sync][base]") {
    REQUIRE(countCodePoints("") == 0U);
    REQUIRE(countCodePoints("beëindigd") == 9U);
    REQUIRE(countCodePoints("€ 😀") == 3U);
    REQUIRE(countCodePoints("\xf4\x8f\xbf\xbf") == 1U); // U+10FFFF
    REQUIRE(countCodePoints("\xed\x9f\xbf") == 1U);     // the last before the surrogates
}

TEST_CASE("ill-formed text is told", "[sync][base][I-10]") {
    const std::string bad = GENERATE(as<std::string>(), "\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98",
                                     "\xc0\xaf",         // overlong
                                     "\xe0\x80\xaf",     // overlong
                                     "\xf0\x80\x80\xaf", // overlong
                                     "\xed\xa0\x80",     // a surrogate
                                     "\xf4\x90\x80\x80", // above U+10FFFF
                                     "\xff", "a\xc3(b", "\xf8\x88\x80\x80\x80");
    REQUIRE_FALSE(countCodePoints(bad).has_value());
}
