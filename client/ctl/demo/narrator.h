// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace vb::ctl::demo {

/// Tells the story on standard output and in the transcript, with the seconds since it began, and
/// keeps count of what had to hold and did not. Everything that was said is kept, to be searched
/// for what must not be in it.
class Narrator {
public:
    /// `quiet`: only the transcript.
    Narrator(const Clock& clock, const std::filesystem::path& transcript, bool quiet);

    void chapter(std::string_view title);
    void say(std::string_view sentence);
    /// Says whether something that must hold does.
    void check(bool holds, std::string_view what);

    [[nodiscard]] const std::vector<std::string>& failures() const { return m_failures; }
    [[nodiscard]] std::size_t checks() const { return m_checks; }
    [[nodiscard]] const std::string& everything() const { return m_everything; }
    [[nodiscard]] double seconds() const;
    /// The last line, without the time before it.
    void last(const std::string& line);

private:
    void print(const std::string& line);

    const Clock& m_clock;
    std::chrono::milliseconds m_begin;
    std::ofstream m_transcript;
    bool m_isQuiet;
    std::string m_everything;
    std::vector<std::string> m_failures;
    std::size_t m_checks = 0;
    int m_chapter = 0;
};

/// "1.250".
std::string counted(std::uint64_t number);

} // namespace vb::ctl::demo
