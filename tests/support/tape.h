// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace vb::test {

/// A sequence of choices that RapidCheck draws and shrinks; a generator reads it word by word and
/// makes of it what it likes. A shorter tape gives a smaller history, smaller words give the first
/// choices, so put what is simple first. Past its end every choice is 0.
class Tape {
public:
    explicit Tape(std::vector<std::uint32_t> words) : m_words(std::move(words)) {}

    [[nodiscard]] bool isSpent() const { return m_next >= m_words.size(); }
    std::uint32_t word() { return isSpent() ? 0 : m_words[m_next++]; }
    /// Below `bound`, which is above 0.
    std::uint32_t below(std::uint32_t bound) { return word() % bound; }
    bool oneIn(std::uint32_t bound) { return below(bound) == bound - 1; }
    template <typename T>
    const T& pick(const std::vector<T>& items) {
        return items[below(static_cast<std::uint32_t>(items.size()))];
    }
    /// Fisher and Yates.
    template <typename T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(static_cast<std::uint32_t>(i))]);
    }

private:
    std::vector<std::uint32_t> m_words;
    std::size_t m_next = 0;
};

/// A RapidCheck property over tapes of at most `length` words, which grow as the test goes on. As
/// test::holds, but compiled once: laws over large values cost minutes to compile through
/// RapidCheck's own assertions. Inside, claim with VB_LAW.
void holdsOverTapes(const std::string& name, int length, const std::function<void(Tape&)>& law);

/// Ends the case as a failure, which RapidCheck then shrinks.
[[noreturn]] void breakLaw(const std::string& what, const char* file, int line);

} // namespace vb::test

#define VB_LAW(expression)                                                                         \
    (static_cast<bool>(expression) ? void(0)                                                       \
                                   : ::vb::test::breakLaw(#expression, __FILE__, __LINE__))
