// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// What a Latin letter with a diacritic, a ligature or a stroke folds to; only for fold.cpp. From
// the compatibility decompositions of Unicode 14 with the marks dropped, lower-cased, y written as
// ij, and the letters that have no decomposition (o with stroke, thorn, ...) by hand. An empty
// entry means that the character stays as it is.

#include <string_view>

namespace vb::casework::tables {

inline constexpr char32_t kFirstLatin = 0x00C0;
inline constexpr std::string_view kLatin[] = {
    "a", "a",  "a",  "a",  "a",  "a",  "ae", "c",  "e",  "e",  "e",  "e",  "i",  "i",  "i",  "i",
    "d", "n",  "o",  "o",  "o",  "o",  "o",  "",   "o",  "u",  "u",  "u",  "u",  "ij", "th", "ss",
    "a", "a",  "a",  "a",  "a",  "a",  "ae", "c",  "e",  "e",  "e",  "e",  "i",  "i",  "i",  "i",
    "d", "n",  "o",  "o",  "o",  "o",  "o",  "",   "o",  "u",  "u",  "u",  "u",  "ij", "th", "ij",
    "a", "a",  "a",  "a",  "a",  "a",  "c",  "c",  "c",  "c",  "c",  "c",  "c",  "c",  "d",  "d",
    "d", "d",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "g",  "g",  "g",  "g",
    "g", "g",  "g",  "g",  "h",  "h",  "h",  "h",  "i",  "i",  "i",  "i",  "i",  "i",  "i",  "i",
    "i", "i",  "ij", "ij", "j",  "j",  "k",  "k",  "k",  "l",  "l",  "l",  "l",  "l",  "l",  "l",
    "l", "l",  "l",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "o",  "o",  "o",  "o",
    "o", "o",  "oe", "oe", "r",  "r",  "r",  "r",  "r",  "r",  "s",  "s",  "s",  "s",  "s",  "s",
    "s", "s",  "t",  "t",  "t",  "t",  "t",  "t",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",
    "u", "u",  "u",  "u",  "w",  "w",  "ij", "ij", "ij", "z",  "z",  "z",  "z",  "z",  "z",  "s",
    "",  "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",
    "",  "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",
    "o", "o",  "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "u",
    "u", "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",
    "",  "",   "",   "",   "dz", "dz", "dz", "lj", "lj", "lj", "nj", "nj", "nj", "a",  "a",  "i",
    "i", "o",  "o",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "",   "a",  "a",
    "a", "a",  "",   "",   "",   "",   "g",  "g",  "k",  "k",  "o",  "o",  "o",  "o",  "",   "",
    "j", "dz", "dz", "dz", "g",  "g",  "",   "",   "n",  "n",  "a",  "a",  "",   "",   "",   "",
    "a", "a",  "a",  "a",  "e",  "e",  "e",  "e",  "i",  "i",  "i",  "i",  "o",  "o",  "o",  "o",
    "r", "r",  "r",  "r",  "u",  "u",  "u",  "u",  "s",  "s",  "t",  "t",  "",   "",   "h",  "h",
    "",  "",   "",   "",   "",   "",   "a",  "a",  "e",  "e",  "o",  "o",  "o",  "o",  "o",  "o",
    "o", "o",  "ij", "ij", "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",
    "",  "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",   "",
};

inline constexpr char32_t kFirstLatinAdditional = 0x1E00;
inline constexpr std::string_view kLatinAdditional[] = {
    "a", "a", "b",  "b",  "b",  "b",  "b",  "b",  "c",  "c",  "d",  "d",  "d", "d", "d",  "d",
    "d", "d", "d",  "d",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e",  "e", "e", "f",  "f",
    "g", "g", "h",  "h",  "h",  "h",  "h",  "h",  "h",  "h",  "h",  "h",  "i", "i", "i",  "i",
    "k", "k", "k",  "k",  "k",  "k",  "l",  "l",  "l",  "l",  "l",  "l",  "l", "l", "m",  "m",
    "m", "m", "m",  "m",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "n",  "o", "o", "o",  "o",
    "o", "o", "o",  "o",  "p",  "p",  "p",  "p",  "r",  "r",  "r",  "r",  "r", "r", "r",  "r",
    "s", "s", "s",  "s",  "s",  "s",  "s",  "s",  "s",  "s",  "t",  "t",  "t", "t", "t",  "t",
    "t", "t", "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "v", "v", "v",  "v",
    "w", "w", "w",  "w",  "w",  "w",  "w",  "w",  "w",  "w",  "x",  "x",  "x", "x", "ij", "ij",
    "z", "z", "z",  "z",  "z",  "z",  "h",  "t",  "w",  "ij", "a",  "s",  "",  "",  "ss", "d",
    "a", "a", "a",  "a",  "a",  "a",  "a",  "a",  "a",  "a",  "a",  "a",  "a", "a", "a",  "a",
    "a", "a", "a",  "a",  "a",  "a",  "a",  "a",  "e",  "e",  "e",  "e",  "e", "e", "e",  "e",
    "e", "e", "e",  "e",  "e",  "e",  "e",  "e",  "i",  "i",  "i",  "i",  "o", "o", "o",  "o",
    "o", "o", "o",  "o",  "o",  "o",  "o",  "o",  "o",  "o",  "o",  "o",  "o", "o", "o",  "o",
    "o", "o", "o",  "o",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u",  "u", "u", "u",  "u",
    "u", "u", "ij", "ij", "ij", "ij", "ij", "ij", "ij", "ij", "ll", "ll", "v", "v", "ij", "ij",
};

} // namespace vb::casework::tables
