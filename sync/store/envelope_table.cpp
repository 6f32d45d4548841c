// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/record_tables.h"

namespace vb::store {
namespace {

#define VB_ENVELOPE_FACTS                                                                          \
    "e.id, a.audience, s.stream, e.counter, e.kind, e.state, e.refusal, e.position, e.hub_time, "  \
    "e.author, e.organisation, e.hat, e.stamp_millis, e.stamp_counter, e.roles, e.standing, "      \
    "e.late"
constexpr auto kFactsFrom = "SELECT " VB_ENVELOPE_FACTS " FROM envelope e "
                            "JOIN audience a ON a.audience_no = e.audience_no "
                            "JOIN stream s ON s.stream_no = e.stream_no ";
constexpr auto kWholeFrom = "SELECT " VB_ENVELOPE_FACTS ", e.sealed, e.leaf FROM envelope e "
                            "JOIN audience a ON a.audience_no = e.audience_no "
                            "JOIN stream s ON s.stream_no = e.stream_no ";
constexpr auto kPartsFrom = "SELECT " VB_ENVELOPE_FACTS ", p.part, r.type, p.content FROM part p "
                            "JOIN record r ON r.record_no = p.record_no "
                            "JOIN envelope e ON e.envelope_no = p.envelope_no "
                            "JOIN audience a ON a.audience_no = e.audience_no "
                            "JOIN stream s ON s.stream_no = e.stream_no ";
#undef VB_ENVELOPE_FACTS
constexpr int kFactColumns = 17;

/// The first column of every row.
template <typename Id>
Result<std::vector<Id>> idsOf(sql::Statement& query) {
    std::vector<Id> ids;
    VB_TRY_VOID(query.each([&ids](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto id, row.id<Id>(0));
        ids.push_back(id);
        return {};
    }));
    return ids;
}

Result<EnvelopeRow> readFacts(sql::Statement& row) {
    EnvelopeRow found;
    VB_TRY(found.id, row.id<ChangesetId>(0));
    VB_TRY(found.audience, row.id<AudienceId>(1));
    VB_TRY(found.stream, row.id<StreamId>(2));
    found.counter = static_cast<std::uint64_t>(row.int64(3));
    found.kind = static_cast<std::uint8_t>(row.int64(4));
    found.state = static_cast<EnvelopeState>(row.int64(5));
    found.refusal = static_cast<std::uint32_t>(row.int64(6));
    if (const auto position = row.optionalInt64(7))
        found.position = static_cast<std::uint64_t>(*position);
    if (const auto hubTime = row.optionalInt64(8))
        found.hubTime = Instant{*hubTime};
    VB_TRY(found.author, row.id<WorkerId>(9));
    found.organisation = {static_cast<std::uint16_t>(row.int64(10))};
    found.hat = std::string(row.text(11));
    found.stamp = {row.int64(12), static_cast<std::uint16_t>(row.int64(13))};
    found.roles = model::RoleSet::fromBits(static_cast<std::uint16_t>(row.int64(14)));
    found.standing = static_cast<model::Standing>(row.int64(15));
    found.late = row.int64(16) != 0;
    return found;
}

/// With the number in the text: only then does SQLite see that a partial index serves.
std::string whereState(const char* column, EnvelopeState state) {
    return "WHERE " + std::string(column) + " = " + std::to_string(static_cast<int>(state));
}

} // namespace

Result<std::int64_t> EnvelopeTable::insert(const EnvelopeRow& row, std::int64_t audienceNumber,
                                           std::int64_t streamNumber) {
    VB_TRY(auto insert,
           m_database.prepare(
               "INSERT INTO envelope (id, audience_no, stream_no, counter, kind, state, refusal, "
               "position, hub_time, author, organisation, hat, stamp_millis, stamp_counter, roles, "
               "standing, late, sealed, leaf) VALUES (:id, :audience, :stream, :counter, :kind, "
               ":state, :refusal, :position, :hub_time, :author, :organisation, :hat, :millis, "
               ":stamp, :roles, :standing, :late, :sealed, :leaf) "
               "ON CONFLICT (id) DO NOTHING"));
    insert.bind(":id", row.id).bind(":audience", audienceNumber).bind(":stream", streamNumber);
    insert.bind(":counter", row.counter).bind(":kind", row.kind).bind(":state", row.state);
    insert.bind(":refusal", row.refusal).bind(":position", row.position);
    if (row.hubTime)
        insert.bind(":hub_time", row.hubTime->millis);
    else
        insert.bind(":hub_time", nullptr);
    insert.bind(":author", row.author).bind(":organisation", row.organisation.value);
    insert.bind(":hat", std::string_view(row.hat)).bind(":millis", row.stamp.millis);
    insert.bind(":stamp", row.stamp.counter).bind(":roles", row.roles.bits());
    insert.bind(":standing", row.standing).bind(":late", row.late);
    insert.bind(":sealed", ByteView(row.sealed));
    if (row.leaf.empty())
        insert.bind(":leaf", nullptr);
    else
        insert.bind(":leaf", ByteView(row.leaf));
    VB_TRY_VOID(insert.run());
    if (m_database.changes() == 0)
        return fail(Code::AlreadyExists, "changeset " + row.id.hex());
    return m_database.lastInsertRowId();
}

Result<bool> EnvelopeTable::holds(const ChangesetId& id) {
    VB_TRY(auto query, m_database.prepare("SELECT 1 FROM envelope WHERE id = :id"));
    query.bind(":id", id);
    return query.step();
}

Result<void>
EnvelopeTable::eachSealed(const std::function<Result<void>(const ChangesetId&, ByteView)>& visit) {
    VB_TRY(auto query, m_database.prepare("SELECT id, sealed FROM envelope WHERE state = 4"));
    return query.each([&visit](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto id, row.id<ChangesetId>(0));
        return visit(id, row.blob(1));
    });
}

Result<void> EnvelopeTable::dropSealed(const ChangesetId& id) {
    VB_TRY(auto drop, m_database.prepare("DELETE FROM envelope WHERE id = :id AND state = 4"));
    drop.bind(":id", id);
    return drop.run();
}

Result<std::optional<EnvelopeRow>> EnvelopeTable::find(const ChangesetId& id) {
    VB_TRY(auto query, m_database.prepare(std::string(kWholeFrom) + "WHERE e.id = :id"));
    query.bind(":id", id);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<EnvelopeRow>{};
    VB_TRY(auto row, readFacts(query));
    row.sealed = toBytes(query.blob(kFactColumns));
    if (const auto leaf = query.optionalBlob(kFactColumns + 1))
        row.leaf = toBytes(*leaf);
    return std::optional<EnvelopeRow>(std::move(row));
}

Result<std::optional<EnvelopeRow>> EnvelopeTable::facts(const ChangesetId& id) {
    VB_TRY(auto query, m_database.prepare(std::string(kFactsFrom) + "WHERE e.id = :id"));
    query.bind(":id", id);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<EnvelopeRow>{};
    VB_TRY(auto row, readFacts(query));
    return std::optional<EnvelopeRow>(std::move(row));
}

Result<void> EnvelopeTable::accept(const ChangesetId& id, std::uint64_t position, Instant hubTime,
                                   ByteView leaf, model::RoleSet roles, model::Standing standing,
                                   bool late) {
    VB_TRY(auto update,
           m_database.prepare("UPDATE envelope SET state = 1, refusal = 0, position = :position, "
                              "hub_time = :hub_time, leaf = :leaf, roles = :roles, "
                              "standing = :standing, late = :late "
                              "WHERE id = :id AND position IS NULL"));
    update.bind(":position", position).bind(":hub_time", hubTime.millis).bind(":leaf", leaf);
    update.bind(":roles", roles.bits()).bind(":standing", standing).bind(":late", late);
    update.bind(":id", id);
    return update.run();
}

Result<void> EnvelopeTable::refuse(const ChangesetId& id, std::uint32_t refusal) {
    VB_TRY(auto update, m_database.prepare("UPDATE envelope SET state = 2, refusal = :refusal "
                                           "WHERE id = :id AND position IS NULL"));
    update.bind(":refusal", refusal).bind(":id", id);
    return update.run();
}

Result<void> EnvelopeTable::setStanding(const ChangesetId& id, model::Standing standing) {
    VB_TRY(auto update,
           m_database.prepare("UPDATE envelope SET standing = :standing WHERE id = :id"));
    update.bind(":standing", standing).bind(":id", id);
    return update.run();
}

Result<std::vector<EnvelopeRow>> EnvelopeTable::inState(EnvelopeState state, std::size_t limit) {
    VB_TRY(auto query, m_database.prepare(kFactsFrom + whereState("e.state", state) +
                                          " ORDER BY e.envelope_no LIMIT :limit"));
    query.bind(":limit", limit);
    std::vector<EnvelopeRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readFacts(row));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

Result<std::uint64_t> EnvelopeTable::countInState(EnvelopeState state) {
    VB_TRY(auto query, m_database.prepare("SELECT count(*) FROM envelope " +
                                          whereState("state", state) + " AND kind = 1"));
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<bool> EnvelopeTable::hasSealed(const AudienceId& audience) {
    VB_TRY(auto query,
           m_database.prepare("SELECT 1 FROM envelope e JOIN audience a"
                              " ON a.audience_no = e.audience_no WHERE a.audience = :audience"
                              " AND e.state = 4 LIMIT 1"));
    return query.bind(":audience", audience).step();
}

Result<std::optional<ChangesetId>> EnvelopeTable::atCounter(const StreamId& stream,
                                                            std::uint64_t counter) {
    VB_TRY(auto query,
           m_database.prepare("SELECT e.id FROM envelope e JOIN stream s ON s.stream_no = "
                              "e.stream_no WHERE s.stream = :stream AND e.counter = :counter "
                              "ORDER BY e.state = 3 DESC LIMIT 1"));
    query.bind(":stream", stream).bind(":counter", counter);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<ChangesetId>{};
    VB_TRY(const auto id, query.id<ChangesetId>(0));
    return std::optional<ChangesetId>(id);
}

Result<std::vector<ChangesetId>>
EnvelopeTable::acceptedIds(const AudienceId& audience, std::uint64_t from, std::uint64_t upTo) {
    VB_TRY(auto query,
           m_database.prepare("SELECT e.id FROM envelope e JOIN audience a ON a.audience_no = "
                              "e.audience_no WHERE a.audience = :audience "
                              "AND e.position >= :from AND e.position < :to ORDER BY e.position"));
    query.bind(":audience", audience).bind(":from", from).bind(":to", upTo);
    return idsOf<ChangesetId>(query);
}

Result<void>
EnvelopeTable::eachAccepted(const AudienceId& audience,
                            const std::function<Result<void>(const EnvelopeRow&)>& visit) {
    VB_TRY(auto query, m_database.prepare(std::string(kFactsFrom) +
                                          "WHERE a.audience = :audience AND e.position IS NOT "
                                          "NULL ORDER BY e.position"));
    query.bind(":audience", audience);
    return query.each([&visit](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto found, readFacts(row));
        return visit(found);
    });
}

Result<std::vector<RecordId>> EnvelopeTable::recordsOf(const ChangesetId& id) {
    VB_TRY(auto query,
           m_database.prepare("SELECT DISTINCT r.record FROM envelope e "
                              "JOIN part p ON p.envelope_no = e.envelope_no "
                              "JOIN record r ON r.record_no = p.record_no WHERE e.id = :id"));
    query.bind(":id", id);
    return idsOf<RecordId>(query);
}

Result<std::vector<PartRow>> EnvelopeTable::partsOf(const ChangesetId& id) {
    VB_TRY(auto query,
           m_database.prepare("SELECT p.part, r.type, r.record, p.content FROM envelope e "
                              "JOIN part p ON p.envelope_no = e.envelope_no "
                              "JOIN record r ON r.record_no = p.record_no "
                              "WHERE e.id = :id ORDER BY p.part"));
    query.bind(":id", id);
    std::vector<PartRow> parts;
    VB_TRY_VOID(query.each([&parts](sql::Statement& row) -> Result<void> {
        PartRow part;
        part.index = static_cast<std::uint16_t>(row.int64(0));
        part.type = {static_cast<std::uint16_t>(row.int64(1))};
        VB_TRY(part.record, row.id<RecordId>(2));
        part.content = toBytes(row.blob(3));
        parts.push_back(std::move(part));
        return {};
    }));
    return parts;
}

Result<std::vector<ChangesetId>> EnvelopeTable::acceptedOf(const AudienceId& audience,
                                                           const DeviceId& device) {
    VB_TRY(auto query,
           m_database.prepare("SELECT e.id FROM envelope e "
                              "JOIN audience a ON a.audience_no = e.audience_no "
                              "JOIN stream s ON s.stream_no = e.stream_no "
                              "WHERE a.audience = :audience AND s.device = :device AND "
                              "e.position IS NOT NULL AND e.state IN (1, 4) ORDER BY e.position"));
    query.bind(":audience", audience).bind(":device", device);
    return idsOf<ChangesetId>(query);
}

Result<void> EnvelopeTable::drop(const ChangesetId& id) {
    for (const char* sql : {"DELETE FROM part WHERE envelope_no = (SELECT envelope_no FROM "
                            "envelope WHERE id = :id AND position IS NULL)",
                            "DELETE FROM envelope WHERE id = :id AND position IS NULL"}) {
        VB_TRY(auto erase, m_database.prepare(sql));
        erase.bind(":id", id);
        VB_TRY_VOID(erase.run());
    }
    return {};
}

Result<void> EnvelopeTable::acknowledge(const DeviceId& device, const StreamId& stream,
                                        std::uint64_t counter, bool displayed) {
    VB_TRY(auto put,
           m_database.prepare(
               "INSERT INTO acknowledged (device, stream_no, counter, displayed) "
               "SELECT :device, stream_no, :counter, :displayed FROM stream WHERE stream = :stream "
               "ON CONFLICT (device, stream_no) DO UPDATE SET "
               "counter = max(counter, excluded.counter), "
               "displayed = max(displayed, excluded.displayed)"));
    put.bind(":device", device).bind(":counter", counter).bind(":stream", stream);
    put.bind(":displayed", displayed ? counter : std::uint64_t{0});
    return put.run();
}

Result<std::vector<LoggedPartRow>> RecordTable::parts(const RecordId& record) {
    VB_TRY(auto query, m_database.prepare(std::string(kPartsFrom) +
                                          "WHERE r.record = :record ORDER BY p.envelope_no, "
                                          "p.part"));
    query.bind(":record", record);
    std::vector<LoggedPartRow> rows;
    VB_TRY_VOID(query.each([&rows, &record](sql::Statement& row) -> Result<void> {
        LoggedPartRow found;
        VB_TRY(found.facts, readFacts(row));
        found.part.index = static_cast<std::uint16_t>(row.int64(kFactColumns));
        found.part.type = {static_cast<std::uint16_t>(row.int64(kFactColumns + 1))};
        found.part.record = record;
        found.part.content = toBytes(row.blob(kFactColumns + 2));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

} // namespace vb::store
