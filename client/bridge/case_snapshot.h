// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/case_values.h"
#include "client/bridge/house_names.h"

#include <map>
#include <memory>
#include <set>

namespace vb::bridge {

/// One case as it is in the store now: every record merged, and what lists show beside it. Kept
/// while somebody looks at the case, because a merge of hundreds of records is what a page costs.
/// Invariant: `states` and `places` name the same records. The core thread only.
class CaseSnapshot {
public:
    static Result<std::unique_ptr<CaseSnapshot>>
    read(engine::Replica& replica, const HouseNames& names, const CaseId& caseId);

    /// Only these records changed: they alone are merged anew.
    Result<void> update(engine::Replica& replica, const HouseNames& names,
                        const std::vector<RecordId>& records);
    /// What hub and colleagues say of it may have changed, the records have not.
    Result<void> updateMarks(engine::Replica& replica, const HouseNames& names);

    [[nodiscard]] const CaseId& caseId() const { return m_caseId; }
    [[nodiscard]] const std::vector<model::RecordState>& states() const { return m_states; }
    [[nodiscard]] const model::RecordState* find(const RecordId& record) const;
    /// Reports of a contact, by its kop.
    [[nodiscard]] std::vector<const model::RecordState*> reportsOf(const RecordId& kop) const;
    [[nodiscard]] bool isUnread(const RecordId& record) const { return m_unread.contains(record); }
    /// Entries of others that the worker has not looked at: a contact with its report is one.
    [[nodiscard]] std::uint32_t unreadEntries() const;
    /// Of an own record; for what others wrote it says that the hub has it.
    [[nodiscard]] Delivery delivery(const RecordId& record) const;
    /// Who may read the record, in words. Empty when the directory does not say.
    [[nodiscard]] std::string audience(const RecordId& record) const;

private:
    explicit CaseSnapshot(const CaseId& caseId) : m_caseId(caseId) {}
    void index();
    Result<void> readAudiences(engine::Replica& replica);

    CaseId m_caseId;
    std::vector<model::RecordState> m_states;
    std::map<RecordId, std::size_t> m_places;
    std::map<RecordId, std::vector<std::size_t>> m_reports;
    std::map<RecordId, AudienceId> m_audiences;
    std::map<AudienceId, std::string> m_levels;
    std::set<RecordId> m_unread;
    std::map<RecordId, Delivery> m_deliveries;
};

/// The worse of two marks: what is shown for an entry of two records.
Delivery together(const Delivery& a, const Delivery& b);

} // namespace vb::bridge
