// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/clock.h"
#include "sync/base/ids.h"

#include <compare>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace vb::model {

/// How exactly a date is known; people often remember no more than the month.
enum class Precision : std::uint8_t { Day = 0, Month = 1, Year = 2, Unknown = 3 };

/// A civil date (proleptic Gregorian, days since 1970-01-01) and how exactly it is known. With
/// Unknown, `days` is 0.
struct Date {
    std::int32_t days = 0;
    Precision precision = Precision::Day;
    friend auto operator<=>(const Date&, const Date&) = default;
};

/// An entry of a code list by its stable ASCII id, for example "niet_thuis". Never a label.
struct CodeValue {
    std::string code;
    friend auto operator<=>(const CodeValue&, const CodeValue&) = default;
};

struct RecordRef {
    RecordId id;
    friend auto operator<=>(const RecordRef&, const RecordRef&) = default;
};
struct WorkerRef {
    WorkerId id;
    friend auto operator<=>(const WorkerRef&, const WorkerRef&) = default;
};
struct AttachmentRef {
    AttachmentId id;
    friend auto operator<=>(const AttachmentRef&, const AttachmentRef&) = default;
};

/// A value of a kind that a newer version added: its bytes on the wire, carried and never looked
/// into. No field of this program accepts it, so its version is not understood: kept, without
/// effect, outside the dump.
struct UnknownValue {
    Bytes encoded;
    friend auto operator<=>(const UnknownValue&, const UnknownValue&) = default;
};

/// What a field holds: one immutable value. Values compare by kind first, then content, so that
/// sets of them iterate alike everywhere. A Tuple groups what is one fact of several members, for
/// example (date, reason); it nests at most kMaxValueDepth deep.
class FieldValue {
public:
    using Tuple = std::vector<FieldValue>;
    using Content =
        std::variant<std::monostate, bool, std::int64_t, std::string, CodeValue, Date, Instant,
                     RecordRef, WorkerRef, OrganisationCode, AttachmentRef, Tuple, UnknownValue>;

    FieldValue() = default;
    template <typename T>
    requires(!std::is_same_v<std::remove_cvref_t<T>, FieldValue> &&
             std::is_constructible_v<Content, T>) FieldValue(T&& content)
        : m_content(std::forward<T>(content)) {}
    FieldValue(const char* text) : m_content(std::string(text)) {}

    [[nodiscard]] const Content& content() const { return m_content; }
    [[nodiscard]] bool isEmpty() const { return m_content.index() == 0; }
    template <typename T>
    [[nodiscard]] const T* as() const {
        return std::get_if<T>(&m_content);
    }

    friend bool operator==(const FieldValue& a, const FieldValue& b) {
        return a.m_content == b.m_content;
    }
    friend std::strong_ordering operator<=>(const FieldValue& a, const FieldValue& b);

private:
    Content m_content;
};

inline constexpr int kMaxValueDepth = 4;
inline constexpr std::size_t kMaxTupleSize = 64;
inline constexpr std::size_t kMaxTextBytes = 64 * 1024;
inline constexpr std::size_t kMaxCodeBytes = 64;

} // namespace vb::model
