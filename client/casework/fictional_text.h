// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the generator: fictional Dutch of a wanted length.

#include "client/casework/generator_dice.h"

#include <string>
#include <string_view>

namespace vb::casework {

class FictionalText {
public:
    /// `pronoun` is hij, zij or "betrokkene".
    FictionalText(Dice& dice, std::string_view pronoun) : m_dice(dice), m_pronoun(pronoun) {}

    std::string surname();
    std::string initials();

    /// Sentences of what was seen until about `length` characters are there.
    std::string seen(std::size_t length);
    std::string said(std::size_t length);
    std::string meaning(std::size_t length);
    /// About a leefgebied, by its place in list 4.1.
    std::string subject(std::size_t area);
    std::string fact(std::size_t area, std::size_t length);
    std::string action(std::size_t area);

    std::string trigger();
    std::string goal();
    std::string proof();
    std::string reason();
    std::string advice();
    std::string third();

private:
    std::string fill(std::string_view sentence);
    std::string word(std::string_view slot);
    std::string sentences(std::span<const std::string_view> list, std::size_t length);

    Dice& m_dice;
    std::string m_pronoun;
};

} // namespace vb::casework
