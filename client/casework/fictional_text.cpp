// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/fictional_text.h"

#include "client/casework/fictional_words.h"

namespace vb::casework {

namespace {

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string FictionalText::surname() {
    return std::string(m_dice.pick(words::kSurnameHeads)) +
           std::string(m_dice.pick(words::kSurnameTails));
}

std::string FictionalText::initials() {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNPRSTVWZ";
    std::string text{kLetters[m_dice.below(kLetters.size())], '.'};
    if (m_dice.chance(0.35)) {
        text += kLetters[m_dice.below(kLetters.size())];
        text += '.';
    }
    return text;
}

std::string FictionalText::word(std::string_view slot) {
    if (slot == "wie")
        return m_pronoun;
    if (slot == "derde")
        return std::string(m_dice.pick(words::kThirds));
    if (slot == "plek")
        return std::string(m_dice.pick(words::kPlaces));
    if (slot == "tijd")
        return std::string(m_dice.pick(words::kTimes));
    if (slot == "ding")
        return std::string(m_dice.pick(words::kThings));
    if (slot == "stemming")
        return std::string(m_dice.pick(words::kMoods));
    if (slot == "hulp")
        return std::string(m_dice.pick(words::kHelp));
    if (slot == "bedrag")
        return std::string(m_dice.pick(words::kAmounts));
    VB_CHECK(slot == "getal"); // the lists name no other slot
    return std::to_string(m_dice.between(2, 9));
}

std::string FictionalText::fill(std::string_view sentence) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        if (sentence[at] != '{') {
            text += sentence[at];
            continue;
        }
        const std::size_t end = sentence.find('}', at);
        std::string slot(sentence.substr(at + 1, end - at - 1));
        const bool isFirst = slot[0] != lower(slot[0]);
        slot[0] = lower(slot[0]);
        std::string filled = word(slot);
        if (isFirst)
            filled[0] = upper(filled[0]);
        text += filled;
        at = end;
    }
    return text;
}

std::string FictionalText::sentences(std::span<const std::string_view> list, std::size_t length) {
    std::string text;
    // Each further sentence is kept while it brings the text nearer to the wanted length.
    for (;;) {
        const std::string next = fill(m_dice.pick(list));
        const std::size_t longer = text.empty() ? next.size() : text.size() + 1 + next.size();
        const bool isNearer = longer <= length || longer - length < length - text.size();
        if (!text.empty() && !isNearer)
            return text;
        if (!text.empty())
            text += ' ';
        text += next;
        if (text.size() >= length)
            return text;
    }
}

std::string FictionalText::seen(std::size_t length) {
    return sentences(words::kSeen, length);
}
std::string FictionalText::said(std::size_t length) {
    return sentences(words::kSaid, length);
}
std::string FictionalText::meaning(std::size_t length) {
    return sentences(words::kMeaning, length);
}

std::string FictionalText::subject(std::size_t area) {
    return std::string(m_dice.pick(words::kAreas[area].subjects));
}
std::string FictionalText::fact(std::size_t area, std::size_t length) {
    return sentences(words::kAreas[area].facts, length);
}
std::string FictionalText::action(std::size_t area) {
    return fill(m_dice.pick(words::kAreas[area].actions));
}

std::string FictionalText::trigger() {
    return fill(m_dice.pick(words::kTriggers));
}
std::string FictionalText::goal() {
    return fill(m_dice.pick(words::kGoals));
}
std::string FictionalText::proof() {
    return fill(m_dice.pick(words::kProofs));
}
std::string FictionalText::reason() {
    return fill(m_dice.pick(words::kReasons));
}
std::string FictionalText::advice() {
    return fill(m_dice.pick(words::kAdvice));
}
std::string FictionalText::third() {
    return std::string(m_dice.pick(words::kThirds));
}

} // namespace vb::casework
