// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the generator: drawing the cases and when what happens in them.

#include "client/casework/generator.h"
#include "client/casework/generator_dice.h"

#include <array>

namespace vb::casework {

/// Purposes of chance, one stream each (Dice).
enum class Purpose : std::uint64_t {
    Traits = 1,
    Times = 2,
    Fill = 3,
    Name = 4,   ///< of a person, wherever it is written
    Owner = 5,  ///< of an action
    Entry = 16, ///< plus the kind: what is written
};

/// detail of a planned contact.
inline constexpr std::uint8_t kIsAttempt = 1;
inline constexpr std::uint8_t kHasReport = 2;
inline constexpr std::uint8_t kIsJoint = 4;
/// detail of a planned context: a leefgebied, or one of these.
inline constexpr std::uint8_t kBvhCount = 100;
inline constexpr std::uint8_t kHksCount = 101;
/// detail of the end of an action.
inline constexpr std::uint8_t kEndDone = 0;
inline constexpr std::uint8_t kEndMissed = 1;
inline constexpr std::uint8_t kEndBlocked = 2;

class Generator::Planner {
public:
    Planner(Generator& generator, RandomSource& ids) : m_made(generator), m_ids(ids) {}
    void plan();

private:
    void drawCase(std::size_t index);
    void shareContacts();
    void planCase(std::size_t index);
    void planContext(std::size_t index, Dice& dice);
    void planMeetings(std::size_t index, Dice& dice);
    void planContacts(std::size_t index, Dice& dice);
    void planAction(std::size_t index, std::uint8_t area, std::int64_t at, Dice& dice);
    void fill();

    void add(std::size_t index, Kind kind, std::uint8_t detail, std::int64_t at,
             std::uint32_t record, std::int32_t days = 0);
    std::uint32_t newRecord();
    /// A moment of a working day between the intake and now.
    std::int64_t drawMoment(std::size_t index, Dice& dice) const;
    [[nodiscard]] std::int64_t momentOn(Day day, Dice& dice) const;
    [[nodiscard]] std::uint8_t drawArea(const GeneratedCase& made, Dice& dice) const;
    [[nodiscard]] std::int64_t now() const { return m_made.m_request.now.millis; }

    Generator& m_made;
    RandomSource& m_ids;
    std::vector<std::array<std::uint32_t, 16>> m_numbers; ///< next number by case and kind
    std::size_t m_records = 0;
};

} // namespace vb::casework
