// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/purge_table.h"

namespace vb::store {
namespace {

constexpr auto kSelect = "SELECT e.id, e.author, e.organisation, e.kind, e.state, "
                         "e.position IS NOT NULL AND e.state <> 2, e.sealed FROM envelope e ";

Result<SealedRow> readRow(sql::Statement& row) {
    SealedRow found;
    VB_TRY(found.id, row.id<ChangesetId>(0));
    VB_TRY(found.author, row.id<WorkerId>(1));
    found.organisation = {static_cast<std::uint16_t>(row.int64(2))};
    found.kind = static_cast<std::uint8_t>(row.int64(3));
    found.state = static_cast<EnvelopeState>(row.int64(4));
    found.isAccepted = row.int64(5) != 0;
    found.sealed = toBytes(row.blob(6));
    return found;
}

} // namespace

Result<void> PurgeTable::each(const CaseId& caseId,
                              const std::function<Result<void>(SealedRow&&)>& visit) {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelect) +
                              "WHERE e.state <> 3 AND e.audience_no IN (SELECT audience_no FROM "
                              "audience a JOIN casus c ON c.case_no = a.case_no "
                              "WHERE c.case_id = :case) ORDER BY e.envelope_no"));
    query.bind(":case", caseId);
    return query.each([&visit](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readRow(row));
        return visit(std::move(found));
    });
}

Result<std::optional<SealedRow>> PurgeTable::find(const ChangesetId& id) {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelect) + "WHERE e.id = :id AND e.state <> 3"));
    query.bind(":id", id);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<SealedRow>{};
    VB_TRY(auto row, readRow(query));
    return std::optional<SealedRow>(std::move(row));
}

Result<std::vector<RecordId>> PurgeTable::dropParts(const ChangesetId& id,
                                                    const std::vector<std::uint16_t>& parts,
                                                    ByteView sealed) {
    std::vector<RecordId> records;
    for (const std::uint16_t part : parts) {
        {
            VB_TRY(auto query, m_database.prepare("SELECT r.record FROM envelope e "
                                                  "JOIN part p ON p.envelope_no = e.envelope_no "
                                                  "JOIN record r ON r.record_no = p.record_no "
                                                  "WHERE e.id = :id AND p.part = :part"));
            query.bind(":id", id).bind(":part", part);
            VB_TRY(const bool found, query.step());
            if (found) {
                VB_TRY(const auto record, query.id<RecordId>(0));
                records.push_back(record);
            }
        }
        VB_TRY(auto drop,
               m_database.prepare("DELETE FROM part WHERE part = :part AND envelope_no = "
                                  "(SELECT envelope_no FROM envelope WHERE id = :id)"));
        VB_TRY_VOID(drop.bind(":part", part).bind(":id", id).run());
    }
    VB_TRY(auto update, m_database.prepare("UPDATE envelope SET sealed = :sealed WHERE id = :id"));
    VB_TRY_VOID(update.bind(":sealed", sealed).bind(":id", id).run());
    return records;
}

Result<bool> PurgeTable::dropBare(const RecordId& record) {
    std::int64_t number = 0;
    {
        VB_TRY(auto query,
               m_database.prepare("SELECT record_no FROM record r WHERE record = :record AND NOT "
                                  "EXISTS (SELECT 1 FROM part p WHERE p.record_no = "
                                  "r.record_no)"));
        query.bind(":record", record);
        VB_TRY(const bool isBare, query.step());
        if (!isBare)
            return false;
        number = query.int64(0);
    }
    for (const char* sql : {"DELETE FROM search WHERE rowid = :number",
                            "DELETE FROM record WHERE record_no = :number"}) {
        VB_TRY(auto drop, m_database.prepare(sql));
        VB_TRY_VOID(drop.bind(":number", number).run());
    }
    return true;
}

Result<std::vector<ChangesetId>> PurgeTable::unsentTo(const RecordId& record) {
    VB_TRY(auto query, m_database.prepare("SELECT DISTINCT e.id FROM record r "
                                          "JOIN part p ON p.record_no = r.record_no "
                                          "JOIN envelope e ON e.envelope_no = p.envelope_no "
                                          "WHERE r.record = :record AND e.state = 0 "
                                          "ORDER BY e.envelope_no"));
    query.bind(":record", record);
    std::vector<ChangesetId> ids;
    VB_TRY_VOID(query.each([&ids](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto id, row.id<ChangesetId>(0));
        ids.push_back(id);
        return {};
    }));
    return ids;
}

Result<void> PurgeTable::cleanIndex() {
    return m_database.execute("INSERT INTO search (search) VALUES ('optimize')");
}

} // namespace vb::store
