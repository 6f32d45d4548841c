// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/demo/narrator.h"

#include <array>
#include <cstdio>

namespace vb::ctl::demo {

Narrator::Narrator(const Clock& clock, const std::filesystem::path& transcript, bool quiet)
    : m_clock(clock), m_begin(clock.monotonic()), m_transcript(transcript), m_isQuiet(quiet) {}

double Narrator::seconds() const {
    return std::chrono::duration<double>(m_clock.monotonic() - m_begin).count();
}

void Narrator::print(const std::string& line) {
    m_everything += line + "\n";
    m_transcript << line << std::endl;
    if (m_isQuiet)
        return;
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

void Narrator::chapter(std::string_view title) {
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "[%6.1f s] ", seconds());
    print("");
    print(time.data() + std::to_string(++m_chapter) + ". " + std::string(title));
}

void Narrator::say(std::string_view sentence) {
    print("             " + std::string(sentence));
}

void Narrator::check(bool holds, std::string_view what) {
    ++m_checks;
    print(std::string("           ") + (holds ? "+ " : "! ") + std::string(what));
    if (!holds)
        m_failures.emplace_back(what);
}

void Narrator::last(const std::string& line) {
    print("");
    print(line);
}

std::string counted(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ".");
    return digits;
}

} // namespace vb::ctl::demo
