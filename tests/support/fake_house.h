// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"

namespace vb::test {

/// One case as the fake session holds it: what is not here is derived from it.
struct FakeCase {
    CaseId id;
    bridge::CaseHeader header;
    std::vector<bridge::SafetyWarning> warnings;
    std::vector<bridge::Person> persons;
    std::vector<std::pair<std::string, bridge::ContextItem>> context; ///< with its leefgebied
    std::vector<bridge::Action> actions;
    std::vector<bridge::TimelineEntry> timeline; ///< in any order
    std::optional<bridge::ContactDraft> draft;
    std::optional<Instant> copyFrom;
    std::optional<Instant> lastLooked;
};

/// A conflict and, of its field, how a decision is written back.
struct FakeConflict {
    bridge::ConflictCard card;
    bool isDecided = false;
};

/// The whole content of a fake session: plain values that a test may change before it hands them
/// over, or through FakeSession::edit.
struct FakeHouse {
    bridge::Worker worker;
    bridge::CodeLists lists;
    std::vector<FakeCase> cases;
    std::vector<FakeConflict> conflicts;
    std::vector<bridge::AttentionItem> notices; ///< attention that nothing else here implies

    [[nodiscard]] FakeCase& byName(std::string_view part);
};

/// The moment at which the fictional scenarios are "today": Sunday 22 November 2026, 13:40 in
/// Amsterdam.
Instant scenarioNow();
/// `days` from the scenarios' today, at a local time of Amsterdam.
Instant scenarioAt(int days, int hour = 12, int minute = 0);

CaseId fakeCaseId(std::uint32_t number);
RecordId fakeRecordId(std::uint32_t number);

/// The default code lists and limits of the domain, as far as the views use them.
bridge::CodeLists fakeCodeLists();
/// The label of a code, VB_CHECKed to exist.
bridge::CodeValue fakeCode(const char* list, std::string_view code);

/// The twelve scenarios of the domain specification, seen by wijkagent Noor Dijkgraaf.
FakeHouse scenarioHouse();
/// A worker without a single case.
FakeHouse emptyHouse();
/// `cases` cases of generated names; the first has `entries` contacts.
FakeHouse largeHouse(std::uint32_t cases, std::uint32_t entries);

} // namespace vb::test
