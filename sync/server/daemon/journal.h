// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace vb::server {

enum class Weight : std::uint8_t { Detail, Note, Warning, Trouble };

/// One `name=value` of a log line. Values are numbers, our own words, and shortened ids; never
/// content, a token, or an address.
struct Fact {
    std::string_view name;
    std::variant<std::int64_t, std::uint64_t, double, std::string_view, std::string> value;
};

/// The hub's log: one line an event on standard error, `time level event name=value ...`. Any
/// thread. What is written is decided here and by its callers together: a value that is not plain
/// ASCII is quoted with escapes, so that nothing forges a line.
class Journal {
public:
    explicit Journal(Weight least);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    void write(Weight weight, std::string_view event, std::initializer_list<Fact> facts = {});
    [[nodiscard]] bool writes(Weight weight) const { return weight >= m_least; }

private:
    struct Sink;
    Weight m_least;
    std::unique_ptr<Sink> m_sink;
};

/// The first eight digits of an id: enough to follow a device through a log.
std::string shortId(std::string_view hex);

} // namespace vb::server
