// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace vb::test {

/// Texts as people and attackers type them: Dutch words and letters, the syntax of FTS5 and SQL,
/// capitals, marks, other scripts, and now and then bytes that are no UTF-8.
inline rc::Gen<std::string> anyText() {
    static const std::vector<std::string> kPieces{"huisbezoek",
                                                  "Dijk",
                                                  "y",
                                                  "IJ",
                                                  "\u0133",
                                                  "\u00eb",
                                                  "o\u0308",
                                                  "\u00c9",
                                                  "zo'n",
                                                  " ",
                                                  " ",
                                                  "\n",
                                                  "\"",
                                                  "\"\"",
                                                  "*",
                                                  "^",
                                                  "(",
                                                  ")",
                                                  "NEAR",
                                                  "NEAR(",
                                                  "AND",
                                                  "OR",
                                                  "NOT",
                                                  "+",
                                                  "-",
                                                  ":",
                                                  "{",
                                                  "}",
                                                  "tekst:",
                                                  "'",
                                                  ";",
                                                  "--",
                                                  "\\",
                                                  "%",
                                                  "_",
                                                  "\u2019",
                                                  "\u1ec5",
                                                  "\u03a3",
                                                  "\u0416",
                                                  "\u4e2d",
                                                  "\u0627",
                                                  "\U0001f600",
                                                  "3",
                                                  "0",
                                                  std::string("\0", 1),
                                                  "\xff",
                                                  "\xc3",
                                                  "\xe2\x82",
                                                  "\xed\xa0\x80",
                                                  "\u200d",
                                                  "\u00ad",
                                                  "\u00b2"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& piece : pieces)
                                text += piece;
                            return text;
                        });
}

} // namespace vb::test
