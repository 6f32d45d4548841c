// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/field_spec.h"
#include "sync/base/check.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace vb::casework {

/// What is wrong with something that a person entered.
enum class ProblemKind : std::uint8_t {
    Required,       ///< must be filled
    TooLong,        ///< more than `limit` characters, namely `actual`
    TooMany,        ///< more than `limit` values
    NotText,        ///< no well-formed UTF-8, or control characters
    UnknownCode,    ///< not in the field's list
    NotAChoiceHere, ///< in the list, and not possible with the rest of the entry
    OutOfRange,     ///< a number above `limit`, or below 0
    NoSuchDay,      ///< an implausible date: before 1900 or after 2199
    InTheFuture,    ///< says that it happened later than now
    TooLongAgo,     ///< a birth date of more than 120 years ago
    BeforeStart,    ///< an end before its beginning
    ReasonRequired, ///< this value needs a reason
    ProofRequired,  ///< done needs a proof
    NotAllowed,     ///< the role may not write this
    NoSuchStep,     ///< the state machine has no such step from here
    NothingChanged, ///< there is nothing to save
    MinorProtected, ///< about a minor: leaves the organisation only with approval
    NotThere,       ///< names something that is not there (any more)
};

/// One problem of one field. `field` is the specification's field id, the one that the session's
/// Failure carries; `label` is what the field is called on screen. Never holds what was entered.
struct Problem {
    ProblemKind kind = ProblemKind::Required;
    std::string field;
    std::string label;
    std::uint32_t limit = 0;
    std::uint32_t actual = 0;
    friend bool operator==(const Problem&, const Problem&) = default;
};
using Problems = std::vector<Problem>;

Problem problemWith(const FieldSpec& field, ProblemKind kind, std::uint32_t limit = 0,
                    std::uint32_t actual = 0);

/// The Dutch sentence for a person: says what is wrong and what to do about it.
std::string sentence(const Problem& problem);
/// The sentences, one a line.
std::string sentences(const Problems& problems);

/// What becomes of something entered: a value, or everything that is wrong with it, at once.
/// Looking at the wrong half is a VB_CHECK.
template <typename T>
class [[nodiscard]] Checked {
public:
    Checked(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    /// At least one problem.
    Checked(Problems problems) : m_state(std::in_place_index<1>, std::move(problems)) {
        VB_CHECK(!std::get<1>(m_state).empty());
    }

    [[nodiscard]] bool isAccepted() const { return m_state.index() == 0; }
    const T& value() const& {
        VB_CHECK(isAccepted());
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        VB_CHECK(isAccepted());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const Problems& problems() const {
        VB_CHECK(!isAccepted());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Problems> m_state;
};

} // namespace vb::casework
