// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/journal.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <type_traits>

namespace vb::server {
namespace {

spdlog::level::level_enum levelOf(Weight weight) {
    switch (weight) {
    case Weight::Detail:
        return spdlog::level::debug;
    case Weight::Note:
        return spdlog::level::info;
    case Weight::Warning:
        return spdlog::level::warn;
    case Weight::Trouble:
        return spdlog::level::err;
    }
    return spdlog::level::err;
}

bool isPlain(std::string_view text) {
    for (const char letter : text) {
        if (letter <= ' ' || letter > '~' || letter == '"' || letter == '\\')
            return false;
    }
    return !text.empty();
}

void appendText(std::string& line, std::string_view text) {
    if (isPlain(text)) {
        line += text;
        return;
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    line += '"';
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            line += '\\';
            line += letter;
        } else if (letter < ' ' || letter > '~') {
            line += "\\x";
            line += kDigits[byte >> 4];
            line += kDigits[byte & 15];
        } else {
            line += letter;
        }
    }
    line += '"';
}

} // namespace

struct Journal::Sink {
    spdlog::logger logger{"veldboekd", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Journal::Journal(Weight least) : m_least(least), m_sink(std::make_unique<Sink>()) {
    m_sink->logger.set_level(levelOf(least));
    m_sink->logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    m_sink->logger.flush_on(spdlog::level::debug);
}

Journal::~Journal() = default;

void Journal::write(Weight weight, std::string_view event, std::initializer_list<Fact> facts) {
    if (!writes(weight))
        return;
    std::string line(event);
    for (const Fact& fact : facts) {
        line += ' ';
        line += fact.name;
        line += '=';
        std::visit(
            [&line](const auto& value) {
                using Value = std::decay_t<decltype(value)>;
                if constexpr (std::is_arithmetic_v<Value>)
                    line += fmt::format("{}", value);
                else
                    appendText(line, value);
            },
            fact.value);
    }
    m_sink->logger.log(levelOf(weight), line);
}

std::string shortId(std::string_view hex) {
    return std::string(hex.substr(0, 8));
}

} // namespace vb::server
