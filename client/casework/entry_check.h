// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the files that make entries: collecting what is wrong, and writing what is right.

#include "client/casework/inputs.h"
#include "client/casework/record_types.h"
#include "sync/model/schema.h"

#include <span>

namespace vb::casework {

/// Without the spaces and line ends around it.
std::string_view trimmed(std::string_view text);

/// Collects what is wrong with one entry. Each call looks at one field; required fields are those
/// that the FieldSpec says.
class EntryCheck {
public:
    explicit EntryCheck(const Circumstances& circumstances) : m_at(circumstances) {}

    void add(const FieldSpec& field, ProblemKind kind) {
        m_problems.push_back(problemWith(field, kind));
    }
    void addAll(const Problems& problems);

    void text(const FieldSpec& field, std::string_view value);
    /// A text that belongs to a field and has a name and a bound of its own (a reason).
    void text(std::string_view name, std::string_view label, std::string_view value,
              std::uint32_t maxLength);
    void code(const FieldSpec& field, std::string_view value);
    void codes(const FieldSpec& field, std::span<const std::string> values);
    void count(const FieldSpec& field, std::size_t values);
    void number(const FieldSpec& field, std::optional<std::int32_t> value, std::uint32_t max);
    /// Plausible at all: between 1900 and 2199.
    void day(const FieldSpec& field, std::optional<Day> value);
    void time(const FieldSpec& field, const std::optional<EventTime>& value);
    /// Happened: plausible and not later than now.
    void past(const FieldSpec& field, const std::optional<EventTime>& value);
    void common(const CommonInput& input);
    /// A level of list deelniveau in which a new record may start; `minor` forbids going beyond the
    /// own organisation.
    void level(std::string_view publiek, bool minor);
    void reason(const FieldSpec& field, std::string_view reason, bool isNeeded);

    [[nodiscard]] bool isClean() const { return m_problems.empty(); }
    [[nodiscard]] const Problems& problems() const { return m_problems; }
    [[nodiscard]] const Circumstances& at() const { return m_at; }

private:
    void textIn(Problem about, std::string_view value, std::uint32_t maxLength);

    const Circumstances& m_at;
    Problems m_problems;
};

/// Kind, code, text and date of one value, also inside a tuple.
void checkValue(EntryCheck& check, const FieldSpec& field, const model::FieldDeclaration& declared,
                const model::FieldValue& value);
/// A text without the spaces around it; everything else as it is.
model::FieldValue withoutBlanks(model::FieldValue value);

/// Longest reason of a status, a decision or a date.
inline constexpr std::uint32_t kMaxReason = 500;

/// Writes the operations of a new record. What is empty is not written.
class PartWriter {
public:
    PartWriter(const RecordSpec& type, const RecordId& record);

    void value(const FieldSpec& field, model::FieldValue value, std::string_view reason = {});
    void text(const FieldSpec& field, std::string_view text);
    void code(const FieldSpec& field, std::string_view code, std::string_view reason = {});
    /// Each code once.
    void codes(const FieldSpec& field, std::span<const std::string> codes);
    void records(const FieldSpec& field, std::span<const RecordId> records);
    void day(const FieldSpec& field, std::optional<Day> day, std::string_view reason = {});
    void common(const CommonInput& input, const Circumstances& at);

    [[nodiscard]] EntryPart take(AudienceLevel level) { return {std::move(m_part), level}; }

private:
    model::Part m_part;
};

/// The moment of saving, to the minute: seconds say nothing about an event and much about a habit.
Instant nowToTheMinute(const Circumstances& at);
model::FieldValue dayValue(Day day);
model::FieldValue codeValue(std::string_view code);

} // namespace vb::casework
