// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/fake_house.h"

namespace vb::test {

/// The texts of one contact; all optional.
struct FakeTexts {
    const char* observed = "";
    const char* statedBy = "";
    const char* stated = "";
    const char* interpretation = "";
};

/// Who acts in the scenarios.
struct FakePeople {
    bridge::Author noor, bram, joke, hilde, tom, ilse, leerplicht, wijkteam, jeugdbescherming,
        jongerenwerk, justice, welfare;
};
const FakePeople& fakePeople();

/// Writes one case into a house, entry by entry, the way the scenarios tell it. Times are days from
/// the scenarios' today with a local hour and minute. References returned hold until the next call.
class CaseWriter {
public:
    CaseWriter(FakeHouse& house, std::uint32_t number, const char* name, const char* caseNumber);

    FakeCase& file() { return m_house.cases[m_index]; }

    void about(const char* trigger, const char* goal);
    void state(const char* status, const char* phase, const char* colour, const char* coordinator,
               std::optional<int> recallDays);
    RecordId person(const char* name, std::optional<std::uint32_t> age,
                    std::initializer_list<const char*> roles, std::uint32_t filled);

    bridge::TimelineEntry& contact(int day, int hour, int minute, const bridge::Author& author,
                                   const char* kind, const char* outcome, FakeTexts texts = {});
    bridge::TimelineEntry& context(int day, const bridge::Author& author, const char* area,
                                   const char* kind, const char* source, const char* subject,
                                   const char* text, const char* verification = "ongeverifieerd");
    bridge::TimelineEntry& decision(int day, const char* text, const char* grounds);
    bridge::TimelineEntry& withheld(int day, const bridge::Author& author, const char* reason,
                                    const char* ask, const char* hint = "");
    bridge::SafetyWarning& warning(int day, const bridge::Author& author, const char* level,
                                   const char* kind, const char* source, const char* advice);
    bridge::Action& action(const char* kind, const char* text, const char* organisation,
                           const char* owner, std::optional<bridge::Moment> due,
                           const char* status = "toegezegd");

    /// Applied by everybody in the case team and seen by whom it names.
    static void seen(bridge::TimelineEntry& entry, std::initializer_list<const char*> by);
    static void queued(bridge::TimelineEntry& entry);
    static void unread(bridge::TimelineEntry& entry);

private:
    bridge::TimelineEntry& entry(bridge::Moment happened, const bridge::Author& author,
                                 const char* audience);
    RecordId nextRecord();

    FakeHouse& m_house;
    std::size_t m_index;
    std::uint32_t m_number;
    std::uint32_t m_records = 0;
};

bridge::Moment dayMoment(int days);
bridge::Moment timeMoment(int days, int hour, int minute);
/// The steps that the domain allows from a status to the action's owner.
std::vector<bridge::ActionStep> fakeSteps(std::string_view status);

} // namespace vb::test
