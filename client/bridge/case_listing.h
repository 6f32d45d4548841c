// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"
#include "client/bridge/shown_records.h"
#include "client/bridge/watch_nodes.h"

#include <map>
#include <set>

namespace vb::bridge {

/// A person of a case, by name alone.
struct ListedPerson {
    RecordId record;
    std::string words; ///< the name, folded
};

/// One case as lists know it.
struct ListedCase {
    CaseRow row;
    std::string number;
    std::string sorted;   ///< what orders it among the others
    std::string words;    ///< folded: names and numbers by which it is found
    std::string ownWords; ///< of those its own name and number
    std::vector<ListedPerson> persons;
    std::optional<RecordId> casus;
    Instant happened; ///< when its Casus record was made
    bool isClosed = false;
    bool isUnderWay = false;  ///< in uitvoering: the plan is being carried out
    bool hasLateNews = false; ///< a contact of before the closing came after it
};

/// Every case of this worker, from the summaries in the store: no record is merged unless its case
/// has no name of its own or is closed. The core thread only.
class CaseListing {
public:
    Result<void> read(const Reader& reader);
    /// Anew for these cases alone; those that are gone leave the list.
    Result<void> update(const Reader& reader, const std::set<CaseId>& cases);
    /// Which cases wait for a decision.
    void setAttention(const std::set<CaseId>& cases);

    [[nodiscard]] const ListedCase* find(const CaseId& caseId) const;
    [[nodiscard]] std::string nameOf(const CaseId& caseId) const;
    [[nodiscard]] const std::map<CaseId, ListedCase>& cases() const { return m_cases; }
    /// Records that the hub has not accepted, a contact and its report counted once.
    [[nodiscard]] std::uint32_t unsent() const { return m_unsent; }
    [[nodiscard]] Page<CaseRow> page(const CaseQuery& query, std::uint32_t count) const;

private:
    Result<void> readCases(const Reader& reader, const std::optional<CaseId>& only);
    void countUnsent();

    std::map<CaseId, ListedCase> m_cases;
    std::uint32_t m_unsent = 0;
};

} // namespace vb::bridge
