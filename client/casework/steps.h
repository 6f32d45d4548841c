// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/calendar.h"
#include "client/casework/problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vb::casework {

/// The state machines of section 5 of the domain specification whose records exist.
enum class Machine : std::uint8_t {
    Casus,             ///< casusstatus
    Actie,             ///< actiestatus
    Contextinformatie, ///< verificatie
    Overdracht,        ///< overdrachtstatus
    Veldaanmelding,    ///< meldingsstatus
    Deelbesluit,       ///< deelstatus
};

/// What a step asks for. A small set of flags.
enum class Need : std::uint8_t {
    Reason = 1 << 0,
    Proof = 1 << 1,
    Blocker = 1 << 2,
    Recall = 1 << 3,
    /// Verwijzing, samenwerkingsdoel, inbrenger, a plan, ...: see casusGuard().
    CaseFacts = 1 << 4,
};

struct Step {
    std::string_view from;
    std::string_view to;
    WhoSet who;
    std::uint8_t needs = 0;
    [[nodiscard]] constexpr bool asks(Need need) const {
        return (needs & static_cast<std::uint8_t>(need)) != 0;
    }
    friend bool operator==(const Step&, const Step&) = default;
};

/// Every step out of a state, in the order of the states' list. An unknown state has none.
std::vector<Step> stepsFrom(Machine machine, std::string_view state);
/// Those that this actor may take.
std::vector<Step> allowedSteps(Machine machine, std::string_view state, const Actor& actor);
/// Nothing when the machine has no such step.
std::optional<Step> findStep(Machine machine, std::string_view from, std::string_view to);

/// Who settles a conflict about a field: whoever owns the task or the record, else the
/// procesregisseur. For a protected field the holders of its roles.
WhoSet deciders(const RecordSpec& type, const FieldSpec& field);
bool mayDecide(const RecordSpec& type, const FieldSpec& field, const Actor& actor);
/// "de casusregisseur of de procesregisseur".
std::string wordsOf(WhoSet who);
/// The same of a field: who to ask instead.
std::string deciderLabel(const RecordSpec& type, const FieldSpec& field);

/// Whether a case in this status still runs.
bool isOpenCase(std::string_view status);
/// Toegezegd, opgepakt or geblokkeerd: somebody still has to do something.
bool isOpenAction(std::string_view status);

/// What the guards of the Casus machine look at.
struct CaseFacts {
    bool hasNiveau = false;
    bool hasSamenwerkingsdoel = false;
    bool hasInbrenger = false;
    bool hasSucces = false;
    std::size_t members = 0;
    std::size_t doelen = 0;
    std::size_t besluiten = 0;
    std::size_t acties = 0;
    /// Actions still toegezegd or opgepakt.
    std::size_t openActies = 0;
    bool overdrachtGeaccepteerd = false;
};

/// What stands in the way of a step of a case that otherwise exists, as problems of the fields to
/// fill. `rappeldatum` is the one given with the step; `reason` its reason.
Problems casusGuard(const Step& step, const CaseFacts& facts, std::string_view reason,
                    std::optional<Day> rappeldatum, Day today);

} // namespace vb::casework
