// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/merge.h"

#include <map>
#include <optional>

namespace vb::engine {

/// Records that a transaction changed and that are to be merged at its end. What came whole in this
/// very transaction, as one part of a record that nobody here knew, is kept at hand; any other is
/// read back from the store. Lives within one transaction, on the core thread.
class ChangedRecords {
public:
    /// The only part of a record that is new here.
    struct Fresh {
        CaseId caseId;
        model::ChangesetFacts facts;
        std::uint16_t index = 0;
        model::Part part;
    };

    struct Change {
        std::optional<Fresh> fresh;
        bool isUnread = false; ///< a colleague's work is among it
    };

    void add(const RecordId& record) { m_records[record].fresh.reset(); }
    template <typename Records>
    void addAll(const Records& records) {
        for (const RecordId& record : records)
            add(record);
    }
    /// A second part of the same record makes it like any other.
    void addFresh(const RecordId& record, Fresh&& fresh) {
        const auto [place, isFirst] = m_records.try_emplace(record);
        if (isFirst)
            place->second.fresh = std::move(fresh);
        else
            place->second.fresh.reset();
    }
    /// Of a record that was added.
    void markUnread(const RecordId& record) { m_records[record].isUnread = true; }

    [[nodiscard]] std::size_t size() const { return m_records.size(); }
    /// In order of id.
    [[nodiscard]] auto begin() const { return m_records.begin(); }
    [[nodiscard]] auto end() const { return m_records.end(); }

private:
    std::map<RecordId, Change> m_records;
};

} // namespace vb::engine
