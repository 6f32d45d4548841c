// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the import: one JSON object to one typed input.

#include "client/casework/import_fields.h"
#include "client/casework/record_types.h"

#include <map>

namespace vb::casework {

/// What the entries of one case are read against.
class EntryReader {
public:
    EntryReader(const ImportScene& scene, Instant now, const Calendar& calendar,
                std::string caseKey);

    /// A person of the case must be read before the entries that name them.
    NewCase readCase(Fields& fields);
    NewPerson readPerson(Fields& fields, const std::string& key);
    /// Nothing for a kind of record that this version does not have.
    std::optional<EntryInput> readEntry(Fields& fields, const std::string& soort);

    /// From `dag` and `tijd`; never later than now.
    EventTime readTime(Fields& fields);
    /// What entries may name: "denise", and every entry's key once it is known.
    void know(const std::string& key) { m_known.insert(key); }

private:
    using Read = EntryInput (EntryReader::*)(Fields&);

    EntryInput readContact(Fields& fields);
    EntryInput readContext(Fields& fields);
    EntryInput readWarning(Fields& fields);
    EntryInput readAction(Fields& fields);
    EntryInput readActionStep(Fields& fields);
    EntryInput readContextCheck(Fields& fields);
    EntryInput readWarningChange(Fields& fields);
    EntryInput readCaseStep(Fields& fields);
    EntryInput readCaseChange(Fields& fields);

    CommonInput readCommon(Fields& fields);
    VerslagInput readReport(Fields& fields);
    std::optional<Vervolg> readFollowUp(Fields& fields);
    std::vector<Deelnemer> readParticipants(Fields& fields);
    Eigenaar readOwner(Fields& fields);
    std::optional<model::Date> readBirth(Fields& fields);
    OrganisationCode readOrganisation(Fields& fields, const char* name, bool isRequired);
    std::optional<OrganisationCode> readOptionalOrganisation(Fields& fields, const char* name);
    RecordId readRecord(Fields& fields, const char* name);
    std::vector<RecordId> readRecords(Fields& fields, const char* name);
    std::optional<Day> readDay(Fields& fields, const char* name);
    RecordId recordOf(Fields& fields, const char* name, const std::string& key);
    /// Whether one of these is known to be younger than 18.
    [[nodiscard]] bool hasMinor(const std::vector<RecordId>& persons) const;

    const ImportScene& m_scene;
    Instant m_now;
    const Calendar& m_calendar;
    std::string m_caseKey;
    std::set<std::string> m_known;
    std::set<RecordId> m_minors;
};

} // namespace vb::casework
