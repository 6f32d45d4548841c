// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/sqlite/columns.h"
#include "sync/server/sqlite/sqlite_store.h"

namespace vb::server {
namespace {

// The same columns everywhere, so that one function reads them.
#define VB_ENVELOPE_COLUMNS                                                                        \
    "position, case_id, audience, epoch, stream, counter, id, stub_reason, bulk, run_end, "        \
    "header, leaf, audience_count, audience_digest"
#define VB_STATEMENT_COLUMNS "position, case_id, number, id, statement, signature, leaf"

std::uint64_t unsignedAt(const sql::Statement& row, int column) {
    return static_cast<std::uint64_t>(row.int64(column));
}

Result<crypto::Signature> signatureAt(const sql::Statement& row, int column) {
    const auto signature = crypto::Signature::fromBytes(row.blob(column));
    if (!signature)
        return fail(Code::Corrupt, "stored signature of the wrong length");
    return *signature;
}

Result<StatementRow> readStatement(const sql::Statement& row) {
    StatementRow read;
    read.position = unsignedAt(row, 0);
    VB_TRY(read.caseId, row.id<CaseId>(1));
    read.number = unsignedAt(row, 2);
    VB_TRY(read.id, row.id<StatementId>(3));
    read.statement = toBytes(row.blob(4));
    VB_TRY(read.signature, signatureAt(row, 5));
    read.leaf = toBytes(row.blob(6));
    return read;
}

/// Row by row, because a case may be larger than memory; until `visit` says false.
template <typename Read, typename Visit>
Result<void> visitRows(sql::Statement& query, const Read& read, const Visit& visit) {
    while (true) {
        VB_TRY(const bool found, query.step());
        if (!found)
            return {};
        VB_TRY(auto row, read(query));
        if (!visit(std::move(row)))
            return {};
    }
}

} // namespace

Result<HouseRow> SqliteHubStore::house() const {
    VB_TRY(auto query, m_database.prepare("SELECT house, root_fingerprint FROM house"));
    VB_TRY(const bool found, query.step());
    if (!found)
        return fail(Code::NotFound, "no house was opened");
    HouseRow row;
    VB_TRY(row.house, query.id<HouseId>(0));
    VB_TRY(row.rootFingerprint, query.id<Digest256>(1));
    return row;
}

Result<LogState> SqliteHubStore::logState() const {
    VB_TRY(auto query, m_database.prepare("SELECT generation, size, hub_time, secured, is_copy,"
                                          " is_recovering, lost_since FROM log_state"));
    VB_TRY(const bool found, query.step());
    if (!found)
        return fail(Code::Corrupt, "the log has no state");
    return LogState{unsignedAt(query, 0), unsignedAt(query, 1), {query.int64(2)},
                    unsignedAt(query, 3), query.int64(4) != 0,  query.int64(5) != 0,
                    {query.int64(6)}};
}

Result<std::map<DeviceId, std::uint64_t>> SqliteHubStore::awaited() const {
    VB_TRY(auto query, m_database.prepare("SELECT device, count(*) FROM awaited GROUP BY device"));
    std::map<DeviceId, std::uint64_t> items;
    VB_TRY_VOID(query.each([&items](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto device, row.id<DeviceId>(0));
        items[device] = unsignedAt(row, 1);
        return {};
    }));
    return items;
}

Result<std::vector<GenerationRow>> SqliteHubStore::generations() const {
    VB_TRY(auto query,
           m_database.prepare("SELECT generation, size, kept, root, statement, signature"
                              " FROM generation ORDER BY generation"));
    std::vector<GenerationRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        GenerationRow found;
        found.generation = unsignedAt(row, 0);
        found.size = unsignedAt(row, 1);
        found.kept = unsignedAt(row, 2);
        VB_TRY(found.root, row.id<TreeHash>(3));
        found.statement = toBytes(row.blob(4));
        const auto signature = crypto::Signature::fromBytes(row.blob(5));
        if (!signature)
            return fail(Code::Corrupt, "signature of a generation");
        found.signature = *signature;
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

Result<TreeHash> SqliteHubStore::node(transparency::NodePlace place) const {
    VB_TRY(auto query, m_database.prepare("SELECT hash FROM tree_node"
                                          " WHERE level = :level AND node_index = :index"));
    VB_TRY(const bool found,
           query.bind(":level", place.level).bind(":index", bounded(place.index)).step());
    if (!found)
        return fail(Code::NotFound, "tree node");
    return query.id<TreeHash>(0);
}

Result<void> SqliteHubStore::eachStatement(const CaseId& caseId, std::uint64_t number,
                                           const StatementVisitor& visit) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT " VB_STATEMENT_COLUMNS " FROM statement"
                              " WHERE case_id = :case AND number >= :number ORDER BY number"));
    query.bind(":case", caseId).bind(":number", bounded(number));
    return visitRows(query, readStatement, visit);
}

Result<std::optional<StatementRow>> SqliteHubStore::statement(const StatementId& id) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT " VB_STATEMENT_COLUMNS " FROM statement WHERE id = :id"));
    VB_TRY(const bool found, query.bind(":id", id).step());
    if (!found)
        return std::optional<StatementRow>();
    VB_TRY(StatementRow row, readStatement(query));
    return std::optional(std::move(row));
}

Result<std::vector<CaseId>> SqliteHubStore::casesOf(const WorkerId& worker,
                                                    OrganisationCode organisation) const {
    VB_TRY(auto query, m_database.prepare("SELECT case_id FROM membership WHERE worker = :worker"
                                          " AND organisation = :organisation ORDER BY case_id"));
    query.bind(":worker", worker).bind(":organisation", organisation.value);
    std::vector<CaseId> cases;
    VB_TRY_VOID(query.each([&](const sql::Statement& row) -> Result<void> {
        VB_TRY(const CaseId caseId, row.id<CaseId>(0));
        cases.push_back(caseId);
        return {};
    }));
    return cases;
}

Result<EnvelopeRow> SqliteHubStore::readEnvelope(const sql::Statement& row) const {
    EnvelopeRow read;
    read.position = unsignedAt(row, 0);
    VB_TRY(read.caseId, row.id<CaseId>(1));
    VB_TRY(read.audience, row.id<AudienceId>(2));
    VB_TRY(read.epoch, row.id<EpochId>(3));
    VB_TRY(read.stream, row.id<StreamId>(4));
    read.counter = unsignedAt(row, 5);
    VB_TRY(read.id, row.id<ChangesetId>(6));
    read.stubReason = static_cast<std::uint32_t>(row.int64(7));
    read.bulk = row.int64(8) != 0;
    read.runEnd = unsignedAt(row, 9);
    read.header = toBytes(row.blob(10));
    read.leaf = toBytes(row.blob(11));
    read.audienceCount = unsignedAt(row, 12);
    VB_TRY(read.audienceDigest, row.id<Digest256>(13));
    VB_TRY(auto parts, m_database.prepare("SELECT hash, content FROM part"
                                          " WHERE part BETWEEN :first AND :last ORDER BY part"));
    parts.bind(":first", partNumber(read.position, 0))
        .bind(":last", partNumber(read.position, kPartsPerEnvelope - 1));
    VB_TRY_VOID(parts.each([&](const sql::Statement& part) -> Result<void> {
        VB_TRY(const PartHash hash, part.id<PartHash>(0));
        read.parts.push_back({hash, toBytes(part.blob(1))});
        return {};
    }));
    return read;
}

Result<void> SqliteHubStore::eachEnvelope(const CaseId& caseId, const AudienceId& audience,
                                          Share share, LogSize position,
                                          const EnvelopeVisitor& visit) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT " VB_ENVELOPE_COLUMNS " FROM envelope"
                              " WHERE case_id = :case AND audience = :audience"
                              " AND position >= :position AND bulk BETWEEN :least AND :most"
                              " ORDER BY position"));
    query.bind(":case", caseId)
        .bind(":audience", audience)
        .bind(":position", bounded(position))
        .bind(":least", share == Share::Bulk ? 1 : 0)
        .bind(":most", share == Share::Recent ? 0 : 1);
    return visitRows(
        query, [this](const sql::Statement& row) { return readEnvelope(row); }, visit);
}

Result<void> SqliteHubStore::eachOfStream(const StreamId& stream, std::uint64_t counter,
                                          const EnvelopeVisitor& visit) const {
    VB_TRY(auto query, m_database.prepare("SELECT " VB_ENVELOPE_COLUMNS " FROM envelope"
                                          " WHERE stream = :stream AND counter >= :counter"
                                          " ORDER BY counter"));
    query.bind(":stream", stream).bind(":counter", bounded(counter));
    return visitRows(
        query, [this](const sql::Statement& row) { return readEnvelope(row); }, visit);
}

Result<std::optional<EnvelopeRow>> SqliteHubStore::envelope(const ChangesetId& id) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT " VB_ENVELOPE_COLUMNS " FROM envelope WHERE id = :id"));
    VB_TRY(const bool found, query.bind(":id", id).step());
    if (!found)
        return std::optional<EnvelopeRow>();
    VB_TRY(EnvelopeRow row, readEnvelope(query));
    return std::optional(std::move(row));
}

Result<std::optional<StreamRow>> SqliteHubStore::stream(const StreamId& stream) const {
    VB_TRY(auto query, m_database.prepare("SELECT case_id, audience, device, counter, last"
                                          " FROM stream WHERE stream = :stream"));
    VB_TRY(const bool found, query.bind(":stream", stream).step());
    if (!found)
        return std::optional<StreamRow>();
    StreamRow row;
    row.stream = stream;
    VB_TRY(row.caseId, query.id<CaseId>(0));
    VB_TRY(row.audience, query.id<AudienceId>(1));
    VB_TRY(row.device, query.id<DeviceId>(2));
    row.counter = unsignedAt(query, 3);
    VB_TRY(row.last, query.id<ChangesetId>(4));
    return std::optional(row);
}

Result<std::optional<HeadRow>> SqliteHubStore::head(const StreamId& stream,
                                                    std::uint64_t counter) const {
    VB_TRY(auto query, m_database.prepare("SELECT head, signature FROM stream_head"
                                          " WHERE stream = :stream AND counter = :counter"));
    VB_TRY(const bool found,
           query.bind(":stream", stream).bind(":counter", bounded(counter)).step());
    if (!found)
        return std::optional<HeadRow>();
    HeadRow row{stream, counter, toBytes(query.blob(0)), {}};
    VB_TRY(row.signature, signatureAt(query, 1));
    return std::optional(std::move(row));
}

Result<bool> SqliteHubStore::isSaid(const RenewalRow& saying) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT 1 FROM renewal WHERE first = :first AND device = :device"
                              " UNION ALL SELECT 1 FROM envelope"
                              " JOIN stream ON stream.stream = envelope.stream"
                              " WHERE envelope.id = :first AND stub_reason = 0"
                              " AND stream.device = :device LIMIT 1"));
    return query.bind(":first", saying.first).bind(":device", saying.device).step();
}

Result<std::vector<PartPlace>> SqliteHubStore::placesOf(const CaseId& caseId,
                                                        const PartHash& part) const {
    VB_TRY(auto query, m_database.prepare("SELECT envelope.position, stream.device FROM part"
                                          " JOIN envelope ON envelope.position = part.part / 64"
                                          " JOIN stream ON stream.stream = envelope.stream"
                                          " WHERE part.hash = :hash AND envelope.case_id = :case"
                                          " ORDER BY envelope.position"));
    query.bind(":hash", part).bind(":case", caseId);
    std::vector<PartPlace> places;
    VB_TRY_VOID(query.each([&](const sql::Statement& row) -> Result<void> {
        VB_TRY(const DeviceId device, row.id<DeviceId>(1));
        places.push_back({unsignedAt(row, 0), device});
        return {};
    }));
    return places;
}

Result<ComparisonRow> SqliteHubStore::comparison(const CaseId& caseId, const AudienceId& audience,
                                                 LogSize position) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT audience_count, audience_digest FROM envelope"
                              " WHERE case_id = :case AND audience = :audience"
                              " AND position < :position ORDER BY position DESC LIMIT 1"));
    VB_TRY(const bool found, query.bind(":case", caseId)
                                 .bind(":audience", audience)
                                 .bind(":position", bounded(position))
                                 .step());
    if (!found)
        return ComparisonRow{};
    VB_TRY(const Digest256 digest, query.id<Digest256>(1));
    return ComparisonRow{unsignedAt(query, 0), digest};
}

Result<std::vector<std::pair<LogSize, ChangesetId>>> SqliteHubStore::ids(const CaseId& caseId,
                                                                         const AudienceId& audience,
                                                                         LogSize from, LogSize upTo,
                                                                         std::size_t limit) const {
    VB_TRY(auto query, m_database.prepare("SELECT position, id FROM envelope"
                                          " WHERE case_id = :case AND audience = :audience"
                                          " AND position >= :from AND position < :upTo"
                                          " ORDER BY position LIMIT :limit"));
    query.bind(":case", caseId)
        .bind(":audience", audience)
        .bind(":from", bounded(from))
        .bind(":upTo", bounded(upTo))
        .bind(":limit", bounded(limit));
    std::vector<std::pair<LogSize, ChangesetId>> ids;
    VB_TRY_VOID(query.each([&](const sql::Statement& row) -> Result<void> {
        VB_TRY(const ChangesetId id, row.id<ChangesetId>(1));
        ids.emplace_back(unsignedAt(row, 0), id);
        return {};
    }));
    return ids;
}

Result<UsageRow> SqliteHubStore::usage(const DeviceId& device) const {
    VB_TRY(auto query,
           m_database.prepare("SELECT items, bytes FROM device_usage WHERE device = :device"));
    VB_TRY(const bool found, query.bind(":device", device).step());
    if (!found)
        return UsageRow{};
    return UsageRow{unsignedAt(query, 0), unsignedAt(query, 1)};
}

Result<std::optional<MailRow>> SqliteHubStore::mail(const Digest256& address,
                                                    std::uint32_t slot) const {
    VB_TRY(auto query, m_database.prepare("SELECT content, expires FROM mail"
                                          " WHERE address = :address AND slot = :slot"));
    VB_TRY(const bool found, query.bind(":address", address).bind(":slot", slot).step());
    if (!found)
        return std::optional<MailRow>();
    return std::optional(MailRow{address, slot, toBytes(query.blob(0)), {query.int64(1)}});
}

Result<std::uint64_t> SqliteHubStore::mailCount() const {
    VB_TRY(auto query, m_database.prepare("SELECT count(*) FROM mail"));
    VB_TRY_VOID(query.step());
    return unsignedAt(query, 0);
}

} // namespace vb::server
