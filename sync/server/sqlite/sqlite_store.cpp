// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Opening and writing; sqlite_reads.cpp has the rest.
#include "sync/server/sqlite/sqlite_store.h"

#include "sync/server/sqlite/001_hub_sql.h"
#include "sync/server/sqlite/002_generations_sql.h"
#include "sync/server/sqlite/003_attachments_sql.h"
#include "sync/server/sqlite/004_renewals_sql.h"
#include "sync/server/sqlite/005_awaited_sql.h"
#include "sync/server/sqlite/006_whose_attachments_sql.h"
#include "sync/server/sqlite/columns.h"
#include "sync/sql/backup.h"

#include <array>
#include <filesystem>
#include <utility>

namespace vb::server {
namespace {

// A backup or the secured mark may hold the lock for a moment.
constexpr std::chrono::milliseconds kBusyTimeout{5'000};

constexpr std::array<sql::Migration, 6> kMigrations{{{1, "the hub's tables", kHubSchema1},
                                                     {2, "generations", kHubSchema2},
                                                     {3, "attachments", kHubSchema3},
                                                     {4, "renewals", kHubSchema4},
                                                     {5, "awaited", kHubSchema5},
                                                     {6, "whose attachments", kHubSchema6}}};

sql::OpenOptions optionsFor(sql::Access access, const std::string& vfs = {}) {
    sql::OpenOptions options;
    options.access = access;
    options.applicationId = kHubApplicationId;
    options.busyTimeout = kBusyTimeout;
    options.vfs = vfs;
    return options;
}

} // namespace

SqliteHubStore::SqliteHubStore(sql::Database database) : m_database(std::move(database)) {}
SqliteHubStore::~SqliteHubStore() = default;

std::span<const sql::Migration> SqliteHubStore::history() {
    return kMigrations;
}

Result<std::unique_ptr<SqliteHubStore>>
SqliteHubStore::open(const std::string& path, sql::Access access, const std::string& vfs) {
    std::error_code ignored;
    if (access != sql::Access::Create && !std::filesystem::exists(path, ignored))
        return fail(Code::NotFound, "no store: open the house with --init --house-statements");
    VB_TRY(sql::Database database, sql::Database::open(path, optionsFor(access, vfs)));
    VB_TRY_VOID(sql::Migrator(kMigrations).run(database));
    return std::unique_ptr<SqliteHubStore>(new SqliteHubStore(std::move(database)));
}

Result<void> SqliteHubStore::beginWriting() {
    if (m_writing)
        return {};
    VB_TRY(sql::Transaction transaction, sql::Transaction::begin(m_database));
    m_writing.emplace(std::move(transaction));
    return {};
}

Result<void> SqliteHubStore::commit() {
    if (!m_writing)
        return {};
    VB_TRY_VOID(m_writing->commit());
    m_writing.reset();
    m_isLogStale = m_isLogStale || std::exchange(m_isDropping, false);
    return m_isLogStale ? cutLog() : Result<void>();
}

/// What is committed stands: a backup in the way only puts this off, and nobody waits for it.
Result<void> SqliteHubStore::cutLog() {
    VB_TRY_VOID(m_database.execute("PRAGMA busy_timeout=0"));
    const auto cut = m_database.checkpoint();
    VB_TRY_VOID(m_database.execute("PRAGMA busy_timeout=" + std::to_string(kBusyTimeout.count())));
    m_isLogStale = !cut.has_value();
    return cut || cut.error().code == Code::Busy ? Result<void>() : cut;
}

void SqliteHubStore::rollback() {
    m_writing.reset();
    m_isDropping = false;
}

Result<void> SqliteHubStore::openHouse(const HouseRow& house) {
    if (this->house())
        return fail(Code::Conflict, "the store has a house");
    VB_TRY_VOID(beginWriting());
    VB_TRY(auto insert, m_database.prepare("INSERT INTO house VALUES (1, :house, :root)"));
    return insert.bind(":house", house.house).bind(":root", house.rootFingerprint).run();
}

Result<void> SqliteHubStore::apply(const AcceptedBatch& batch) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(const LogState log, logState());
    if (batch.firstPosition != log.size || batch.hubTime < log.hubTime)
        return fail(Code::Conflict, "the batch does not continue the log");
    VB_TRY_VOID(applyRows(batch));
    VB_TRY_VOID(dropContent(batch));
    if (log.isRecovering)
        VB_TRY_VOID(takeAwaited(batch));
    VB_TRY_VOID(addUsage(batch.device, batch.usage));
    VB_TRY(auto grow, m_database.prepare("UPDATE log_state SET size = :size, hub_time = :time"));
    return grow.bind(":size", log.size + batch.leafCount())
        .bind(":time", batch.hubTime.millis)
        .run();
}

Result<void> SqliteHubStore::addUsage(const DeviceId& device, const UsageRow& added) {
    VB_TRY(auto use,
           m_database.prepare("INSERT INTO device_usage VALUES (:device, :items, :bytes)"
                              " ON CONFLICT (device) DO UPDATE SET"
                              " items = items + excluded.items, bytes = bytes + excluded.bytes"));
    return use.bind(":device", device)
        .bind(":items", added.items)
        .bind(":bytes", added.bytes)
        .run();
}

Result<void> SqliteHubStore::applyRows(const AcceptedBatch& batch) {
    VB_TRY(auto say, m_database.prepare("INSERT INTO statement VALUES (:position, :case, :number,"
                                        " :id, :statement, :signature, :leaf)"));
    for (const StatementRow& row : batch.statements)
        VB_TRY_VOID(say.bind(":position", row.position)
                        .bind(":case", row.caseId)
                        .bind(":number", row.number)
                        .bind(":id", row.id)
                        .bind(":statement", ByteView(row.statement))
                        .bind(":signature", ByteView(row.signature.bytes()))
                        .bind(":leaf", ByteView(row.leaf))
                        .run());
    for (const EnvelopeRow& row : batch.envelopes)
        VB_TRY_VOID(putEnvelope(row));
    VB_TRY(auto move, m_database.prepare("INSERT OR REPLACE INTO stream VALUES (:stream, :case,"
                                         " :audience, :device, :counter, :last)"));
    for (const StreamRow& row : batch.streams)
        VB_TRY_VOID(move.bind(":stream", row.stream)
                        .bind(":case", row.caseId)
                        .bind(":audience", row.audience)
                        .bind(":device", row.device)
                        .bind(":counter", row.counter)
                        .bind(":last", row.last)
                        .run());
    VB_TRY(auto cover, m_database.prepare("INSERT INTO stream_head VALUES (:stream, :counter,"
                                          " :head, :signature)"));
    for (const HeadRow& row : batch.heads)
        VB_TRY_VOID(cover.bind(":stream", row.stream)
                        .bind(":counter", row.counter)
                        .bind(":head", ByteView(row.head))
                        .bind(":signature", ByteView(row.signature.bytes()))
                        .run());
    VB_TRY(auto grow, m_database.prepare("INSERT INTO tree_node VALUES (:level, :index, :hash)"));
    for (const NodeRow& row : batch.nodes)
        VB_TRY_VOID(grow.bind(":level", row.place.level)
                        .bind(":index", row.place.index)
                        .bind(":hash", row.hash)
                        .run());
    VB_TRY(auto join,
           m_database.prepare(
               "INSERT OR IGNORE INTO membership VALUES (:worker, :organisation, :case)"));
    for (const MembershipRow& row : batch.memberships)
        VB_TRY_VOID(join.bind(":worker", row.worker)
                        .bind(":organisation", row.organisation.value)
                        .bind(":case", row.caseId)
                        .run());
    VB_TRY(auto renew,
           m_database.prepare("INSERT OR IGNORE INTO renewal VALUES (:first, :device)"));
    for (const RenewalRow& row : batch.renewals)
        VB_TRY_VOID(renew.bind(":first", row.first).bind(":device", row.device).run());
    return {};
}

Result<void> SqliteHubStore::putEnvelope(const EnvelopeRow& row) {
    VB_TRY(auto insert,
           m_database.prepare(
               "INSERT INTO envelope VALUES (:position, :case, :audience, :epoch, :stream,"
               " :counter, :id, :stub, :bulk, :runEnd, :header, :leaf, :count, :digest)"));
    VB_TRY_VOID(insert.bind(":position", row.position)
                    .bind(":case", row.caseId)
                    .bind(":audience", row.audience)
                    .bind(":epoch", row.epoch)
                    .bind(":stream", row.stream)
                    .bind(":counter", row.counter)
                    .bind(":id", row.id)
                    .bind(":stub", row.stubReason)
                    .bind(":bulk", row.bulk)
                    .bind(":runEnd", row.runEnd)
                    .bind(":header", ByteView(row.header))
                    .bind(":leaf", ByteView(row.leaf))
                    .bind(":count", row.audienceCount)
                    .bind(":digest", row.audienceDigest)
                    .run());
    VB_TRY(auto part, m_database.prepare("INSERT INTO part VALUES (:part, :hash, :content)"));
    for (std::size_t i = 0; i < row.parts.size(); ++i)
        VB_TRY_VOID(part.bind(":part", partNumber(row.position, i))
                        .bind(":hash", row.parts[i].hash)
                        .bind(":content", ByteView(row.parts[i].content))
                        .run());
    return {};
}

Result<void> SqliteHubStore::dropContent(const AcceptedBatch& batch) {
    m_isDropping = m_isDropping || !batch.droppedParts.empty() || !batch.droppedCases.empty() ||
                   !batch.droppedAttachments.empty();
    VB_TRY(auto drop, m_database.prepare("UPDATE part SET content = x''"
                                         " WHERE part BETWEEN :first AND :last AND hash = :hash"));
    for (const auto& [position, part] : batch.droppedParts)
        VB_TRY_VOID(drop.bind(":first", partNumber(position, 0))
                        .bind(":last", partNumber(position, kPartsPerEnvelope - 1))
                        .bind(":hash", part)
                        .run());
    VB_TRY(auto empty,
           m_database.prepare("UPDATE part SET content = x'' WHERE part / 64 IN"
                              " (SELECT position FROM envelope WHERE case_id = :case)"));
    for (const CaseId& caseId : batch.droppedCases) {
        VB_TRY_VOID(empty.bind(":case", caseId).run());
        VB_TRY_VOID(dropAttachmentsOf(caseId));
    }
    for (const DroppedAttachment& dropped : batch.droppedAttachments)
        VB_TRY_VOID(dropAttachment(dropped));
    return {};
}

Result<void> SqliteHubStore::putMail(const MailRow& mail) {
    VB_TRY(const auto known, this->mail(mail.address, mail.slot));
    if (known && known->content != mail.content)
        return fail(Code::AlreadyExists, "the slot has other content");
    if (known)
        return {};
    VB_TRY_VOID(beginWriting());
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO mail VALUES (:address, :slot, :content, :expires)"));
    return insert.bind(":address", mail.address)
        .bind(":slot", mail.slot)
        .bind(":content", ByteView(mail.content))
        .bind(":expires", mail.expires.millis)
        .run();
}

Result<void> SqliteHubStore::expireMail(Instant now) {
    VB_TRY(auto any, m_database.prepare("SELECT 1 FROM mail WHERE expires <= :now LIMIT 1"));
    VB_TRY(const bool found, any.bind(":now", now.millis).step());
    any.reset();
    if (!found)
        return {};
    VB_TRY_VOID(beginWriting());
    VB_TRY(auto expire, m_database.prepare("DELETE FROM mail WHERE expires <= :now"));
    return expire.bind(":now", now.millis).run();
}

Result<void> SqliteHubStore::setSecured(LogSize position) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(const LogState log, logState());
    if (position > log.size)
        return fail(Code::InvalidInput, "secured beyond the log");
    VB_TRY(auto secure,
           m_database.prepare("UPDATE log_state SET secured = max(secured, :position)"));
    return secure.bind(":position", position).run();
}

Result<void> SqliteHubStore::beginGeneration(const GenerationRow& row) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(const LogState log, logState());
    if (row.generation <= log.generation || row.size != log.size)
        return fail(Code::Conflict, "the generation does not follow this log");
    VB_TRY(auto insert, m_database.prepare("INSERT INTO generation VALUES (:generation, :size,"
                                           " :kept, :root, :statement, :signature)"));
    VB_TRY_VOID(insert.bind(":generation", row.generation)
                    .bind(":size", row.size)
                    .bind(":kept", row.kept)
                    .bind(":root", row.root)
                    .bind(":statement", ByteView(row.statement))
                    .bind(":signature", ByteView(row.signature.bytes()))
                    .run());
    VB_TRY_VOID(m_database.execute("DELETE FROM awaited"));
    VB_TRY(auto begin,
           m_database.prepare("UPDATE log_state SET generation = :generation, is_copy = 0,"
                              " is_recovering = 1, lost_since = iif(lost_since = 0, :since,"
                              " min(lost_since, :since))"));
    // Where less is kept than there is, what was lost may be of any time.
    const Instant since = row.kept == row.size ? log.hubTime : Instant{1};
    return begin.bind(":generation", row.generation).bind(":since", since.millis).run();
}

Result<void> SqliteHubStore::await(const AwaitedRow& row) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(auto insert,
           m_database.prepare("INSERT OR IGNORE INTO awaited SELECT :item, :device WHERE"
                              " (SELECT count(*) FROM awaited WHERE device = :device) < :most"));
    return insert.bind(":item", row.item)
        .bind(":device", row.device)
        .bind(":most", kMaxAwaitedPerDevice)
        .run();
}

Result<void> SqliteHubStore::awaitNothingOf(const DeviceId& device) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(auto forget, m_database.prepare("DELETE FROM awaited WHERE device = :device"));
    return forget.bind(":device", device).run();
}

/// What came in is awaited no more, whoever brought it.
Result<void> SqliteHubStore::takeAwaited(const AcceptedBatch& batch) {
    VB_TRY(auto forget, m_database.prepare("DELETE FROM awaited WHERE item = :item"));
    for (const StatementRow& row : batch.statements)
        VB_TRY_VOID(forget.bind(":item", row.id).run());
    for (const EnvelopeRow& row : batch.envelopes)
        VB_TRY_VOID(forget.bind(":item", row.id).run());
    return {};
}

Result<void> SqliteHubStore::endRecovery() {
    VB_TRY_VOID(beginWriting());
    VB_TRY_VOID(m_database.execute("DELETE FROM awaited"));
    VB_TRY(auto end, m_database.prepare("UPDATE log_state SET is_recovering = 0"));
    return end.run();
}

Result<void> SqliteHubStore::checkpoint() {
    return m_database.checkpoint();
}

Result<void> SqliteHubStore::checkIntegrity() {
    return m_database.checkIntegrity();
}

Result<void> SqliteHubStore::backUpTo(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return fail(Code::AlreadyExists, "there is a file where the backup should go");
    const std::string unfinished = path + ".unfinished";
    const auto copied = [&]() -> Result<void> {
        VB_TRY(sql::Database target,
               sql::Database::open(unfinished, optionsFor(sql::Access::Create)));
        VB_TRY_VOID(sql::copyDatabase(m_database, target));
        VB_TRY_VOID(target.execute("UPDATE log_state SET is_copy = 1"));
        return target.checkpoint();
    }();
    if (copied) {
        std::filesystem::rename(unfinished, path, ignored);
        if (!ignored)
            return {};
    }
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code gone;
        std::filesystem::remove(unfinished + suffix, gone);
    }
    return copied ? fail(Code::Io, "the finished backup cannot be renamed")
                  : Unexpected(copied.error());
}

} // namespace vb::server
