// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/import_fields.h"

namespace vb::casework {

namespace {

/// Days and numbers of the files: a century either way is plenty.
constexpr std::int64_t kMostDays = 60'000;

} // namespace

Fields::Fields(const Json& object, std::string place, Complaint& complaint)
    : m_object(object), m_place(std::move(place)), m_complaint(complaint) {
    if (!m_object.is_object())
        complain("is no object; write { ... }");
}

bool Fields::has(const char* name) const {
    return m_object.is_object() && m_object.contains(name);
}

const Json* Fields::member(const char* name) {
    m_read.insert(name);
    return has(name) ? &m_object.at(name) : nullptr;
}

std::string Fields::text(const char* name) {
    const Json* found = member(name);
    if (found == nullptr)
        return {};
    if (!found->is_string()) {
        complain(name, "is no text; put it in quotes");
        return {};
    }
    return found->get<std::string>();
}

std::string Fields::requiredText(const char* name) {
    if (!has(name))
        complain(name, "is missing; add it");
    return text(name);
}

std::optional<std::int32_t> Fields::number(const char* name) {
    const Json* found = member(name);
    if (found == nullptr)
        return std::nullopt;
    if (!found->is_number_integer()) {
        complain(name, "is no whole number; write it without quotes");
        return std::nullopt;
    }
    const auto value = found->get<std::int64_t>();
    if (value < -kMostDays || value > kMostDays) {
        complain(name, "is out of range; give a number of at most 60000 either way");
        return std::nullopt;
    }
    return static_cast<std::int32_t>(value);
}

std::int32_t Fields::requiredNumber(const char* name) {
    if (!has(name))
        complain(name, "is missing; add it");
    return number(name).value_or(0);
}

bool Fields::flag(const char* name) {
    const Json* found = member(name);
    if (found == nullptr)
        return false;
    if (!found->is_boolean()) {
        complain(name, "is neither true nor false");
        return false;
    }
    return found->get<bool>();
}

std::vector<std::string> Fields::texts(const char* name) {
    std::vector<std::string> values;
    const Json* found = member(name);
    if (found == nullptr)
        return values;
    if (!found->is_array() || found->size() > model::kMaxTupleSize) {
        complain(name, "is no list of at most 64; write [ ... ]");
        return values;
    }
    for (const Json& value : *found) {
        if (value.is_string())
            values.push_back(value.get<std::string>());
        else
            complain(name, "holds something that is no text; put each in quotes");
    }
    return values;
}

std::optional<std::int32_t> Fields::clock(const char* name) {
    const std::string value = text(name);
    if (value.empty())
        return std::nullopt;
    const auto digit = [&](std::size_t at) {
        return at < value.size() && value[at] >= '0' && value[at] <= '9';
    };
    if (value.size() != 5 || value[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
        complain(name, "is no time; write it as 09:15");
        return std::nullopt;
    }
    const std::int32_t hour = (value[0] - '0') * 10 + (value[1] - '0');
    const std::int32_t minute = (value[3] - '0') * 10 + (value[4] - '0');
    if (hour > 23 || minute > 59) {
        complain(name, "is no time of the day; at most 23:59");
        return std::nullopt;
    }
    return hour * 60 + minute;
}

const Json* Fields::objects(const char* name, std::size_t most) {
    const Json* found = member(name);
    if (found == nullptr)
        return nullptr;
    if (!found->is_array() || found->size() > most) {
        complain(name, "is no list of at most " + std::to_string(most) + "; write [ ... ]");
        return nullptr;
    }
    return found;
}

void Fields::complain(const char* name, const std::string& what) {
    m_complaint.add(m_place, "field " + std::string(name) + " " + what);
}

void Fields::done() {
    if (m_ignoresRest || !m_object.is_object())
        return;
    for (const auto& [name, value] : m_object.items()) {
        if (m_read.contains(name))
            continue;
        // Names of fields come out of the file: of an unknown one only what can be no content.
        complain("field " + (isCodeForm(name) && name.size() <= 32 ? name : "(unreadable name)") +
                 " is not known here; take it out or correct its spelling");
        return;
    }
}

} // namespace vb::casework
