// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entry_check.h"

#include "sync/base/utf8.h"

#include <algorithm>
#include <set>

namespace vb::casework {

namespace {

/// How far the clocks of people and devices may differ before an event counts as in the future.
constexpr std::chrono::minutes kClockSlack{5};

/// Outside of these two centuries and a bit a date is a typing error.
bool isPlausible(Day day) {
    return day >= dayFrom({1900, 1, 1}) && day <= dayFrom({2199, 12, 31});
}

/// Line ends and tabs are text; every other control character is not.
bool hasControlCharacters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    });
}

} // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

void EntryCheck::addAll(const Problems& problems) {
    m_problems.insert(m_problems.end(), problems.begin(), problems.end());
}

void EntryCheck::textIn(Problem about, std::string_view value, std::uint32_t maxLength) {
    const auto length = countCodePoints(value);
    if (!length || hasControlCharacters(value)) {
        about.kind = ProblemKind::NotText;
        m_problems.push_back(std::move(about));
    } else if (*length > maxLength) {
        about.kind = ProblemKind::TooLong;
        about.limit = maxLength;
        about.actual = static_cast<std::uint32_t>(std::min<std::size_t>(*length, UINT32_MAX));
        m_problems.push_back(std::move(about));
    }
}

void EntryCheck::text(const FieldSpec& field, std::string_view value) {
    value = trimmed(value);
    if (value.empty() && field.requirement == Requirement::Required)
        return add(field, ProblemKind::Required);
    textIn(problemWith(field, ProblemKind::NotText), value, field.maxLength);
}

void EntryCheck::text(std::string_view name, std::string_view label, std::string_view value,
                      std::uint32_t maxLength) {
    textIn({ProblemKind::NotText, std::string(name), std::string(label)}, trimmed(value),
           maxLength);
}

void EntryCheck::code(const FieldSpec& field, std::string_view value) {
    if (value.empty()) {
        if (field.requirement == Requirement::Required)
            add(field, ProblemKind::Required);
        return;
    }
    const bool isKnown =
        field.list == ListId::None ? isCodeForm(value) : codeList(field.list).has(value);
    if (!isKnown)
        add(field, ProblemKind::UnknownCode);
}

void EntryCheck::codes(const FieldSpec& field, std::span<const std::string> values) {
    if (values.empty() && field.requirement == Requirement::Required)
        return add(field, ProblemKind::Required);
    count(field, values.size());
    const bool isKnown = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
        return codeList(field.list).has(value);
    });
    if (!isKnown)
        add(field, ProblemKind::UnknownCode);
}

void EntryCheck::count(const FieldSpec& field, std::size_t values) {
    if (values > model::kMaxTupleSize)
        m_problems.push_back(
            problemWith(field, ProblemKind::TooMany, std::uint32_t{model::kMaxTupleSize}));
}

void EntryCheck::number(const FieldSpec& field, std::optional<std::int32_t> value,
                        std::uint32_t max) {
    if (value && (*value < 0 || static_cast<std::uint32_t>(*value) > max))
        m_problems.push_back(problemWith(field, ProblemKind::OutOfRange, max));
}

void EntryCheck::day(const FieldSpec& field, std::optional<Day> value) {
    if (!value) {
        if (field.requirement == Requirement::Required)
            add(field, ProblemKind::Required);
    } else if (!isPlausible(*value)) {
        add(field, ProblemKind::NoSuchDay);
    }
}

void EntryCheck::time(const FieldSpec& field, const std::optional<EventTime>& value) {
    if (!value) {
        if (field.requirement == Requirement::Required)
            add(field, ProblemKind::Required);
        return;
    }
    // A moment far outside the calendar would not even fit a day.
    constexpr std::int64_t kMillisPerDay = 86'400'000;
    if (const auto* moment = std::get_if<Instant>(&*value)) {
        const std::int64_t day = moment->millis / kMillisPerDay;
        if (day < INT32_MIN || day > INT32_MAX || !isPlausible(static_cast<Day>(day)))
            add(field, ProblemKind::NoSuchDay);
        return;
    }
    const auto& date = std::get<model::Date>(*value);
    if (date.precision != model::Precision::Unknown && !isPlausible(date.days))
        add(field, ProblemKind::NoSuchDay);
}

void EntryCheck::past(const FieldSpec& field, const std::optional<EventTime>& value) {
    const std::size_t before = m_problems.size();
    time(field, value);
    if (m_problems.size() == before && value &&
        startOf(*value, m_at.calendar) > m_at.now + kClockSlack)
        add(field, ProblemKind::InTheFuture);
}

void EntryCheck::common(const CommonInput& input) {
    past(common::kGebeurdOp, input.gebeurdOp);
    count(common::kBetreft, input.betreft.size());
    codes(common::kLeefgebieden, input.leefgebieden);
    codes(common::kBeperking, input.beperking);
}

void EntryCheck::level(std::string_view publiek, bool minor) {
    static constexpr FieldSpec kPubliek =
        spec::code(0, "publiek", "Zichtbaar voor", ListId::Deelniveau);
    if (publiek.empty())
        return;
    const auto level = audienceLevel(publiek);
    if (!level)
        return add(kPubliek, ProblemKind::UnknownCode);
    switch (*level) {
    case AudienceLevel::EigenWerkaantekening:
    case AudienceLevel::EigenOrganisatie:
        return;
    case AudienceLevel::Casusteam:
        if (minor)
            add(kPubliek, ProblemKind::MinorProtected);
        return;
    case AudienceLevel::GenoemdePersonen:
    case AudienceLevel::Zorgdeel:
    case AudienceLevel::Strafdeel:
        // Reached by a Deelbesluit, which names persons or part; nothing starts there.
        return add(kPubliek, ProblemKind::NotAChoiceHere);
    }
}

void EntryCheck::reason(const FieldSpec& field, std::string_view reason, bool isNeeded) {
    if (isNeeded && trimmed(reason).empty())
        return add(field, ProblemKind::ReasonRequired);
    text("reden", "Reden", reason, kMaxReason);
}

namespace {

void checkCodeIn(EntryCheck& check, const FieldSpec& field, const model::FieldValue& value) {
    if (const auto* code = value.as<model::CodeValue>()) {
        if (code->code != "onbekend" || field.list != ListId::None)
            check.code(field, code->code);
    }
}

} // namespace

void checkValue(EntryCheck& check, const FieldSpec& field, const model::FieldDeclaration& declared,
                const model::FieldValue& value) {
    if (!declared.accepts(value)) {
        check.add(field, ProblemKind::UnknownCode);
        return;
    }
    if (const auto* members = value.as<model::FieldValue::Tuple>()) {
        for (const model::FieldValue& member : *members) {
            checkCodeIn(check, field, member);
            if (const auto* text = member.as<std::string>())
                check.text(field.name, field.label, *text, field.maxLength);
        }
        return;
    }
    checkCodeIn(check, field, value);
    if (const auto* text = value.as<std::string>())
        check.text(field, *text);
    if (const auto time = toEventTime(value))
        check.time(field, time);
}

model::FieldValue withoutBlanks(model::FieldValue value) {
    if (const auto* text = value.as<std::string>())
        return std::string(trimmed(*text));
    return value;
}

PartWriter::PartWriter(const RecordSpec& type, const RecordId& record) {
    m_part.type = type.id();
    m_part.record = record;
}

void PartWriter::value(const FieldSpec& field, model::FieldValue value, std::string_view reason) {
    model::Operation operation;
    operation.kind = model::OperationKind::Write;
    operation.field = field.key();
    operation.values.push_back(std::move(value));
    operation.reason = trimmed(reason);
    m_part.operations.push_back(std::move(operation));
}

void PartWriter::text(const FieldSpec& field, std::string_view text) {
    text = trimmed(text);
    if (!text.empty())
        value(field, std::string(text));
}

void PartWriter::code(const FieldSpec& field, std::string_view code, std::string_view reason) {
    if (!code.empty())
        value(field, codeValue(code), reason);
}

void PartWriter::codes(const FieldSpec& field, std::span<const std::string> codes) {
    std::set<std::string_view> written;
    for (const std::string& entry : codes) {
        if (written.insert(entry).second)
            code(field, entry);
    }
}

void PartWriter::records(const FieldSpec& field, std::span<const RecordId> records) {
    std::set<RecordId> written;
    for (const RecordId& record : records) {
        if (written.insert(record).second)
            value(field, model::RecordRef{record});
    }
}

void PartWriter::day(const FieldSpec& field, std::optional<Day> day, std::string_view reason) {
    if (day)
        value(field, dayValue(*day), reason);
}

void PartWriter::common(const CommonInput& input, const Circumstances& at) {
    value(common::kGebeurdOp,
          input.gebeurdOp ? toValue(*input.gebeurdOp) : model::FieldValue(nowToTheMinute(at)));
    records(common::kBetreft, input.betreft);
    codes(common::kLeefgebieden, input.leefgebieden);
    codes(common::kBeperking, input.beperking);
}

Instant nowToTheMinute(const Circumstances& at) {
    constexpr std::int64_t kMinute = 60'000;
    return {at.now.millis - ((at.now.millis % kMinute) + kMinute) % kMinute};
}

model::FieldValue dayValue(Day day) {
    return model::Date{day, model::Precision::Day};
}

model::FieldValue codeValue(std::string_view code) {
    return model::CodeValue{std::string(code)};
}

} // namespace vb::casework
