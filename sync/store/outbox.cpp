// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/outbox.h"

#include "sync/sql/transaction.h"
#include "sync/store/directory_tables.h"
#include "sync/store/outbox_001_sql.h"
#include "sync/store/outbox_002_sql.h"
#include "sync/store/outbox_003_sql.h"

#include <array>

namespace vb::store {
namespace {

constexpr std::int32_t kOutboxApplicationId = 0x56424f31; // "VBO1"
constexpr std::array<sql::Migration, 3> kMigrations{{{1, "items", kOutboxSchema1},
                                                     {2, "replaced items", kOutboxSchema2},
                                                     {3, "attachments", kOutboxSchema3}}};

constexpr auto kSelect =
    "SELECT seq, kind, id, content, head, stream, counter, replaces FROM item ";

Result<OutboxItem> readItem(sql::Statement& row) {
    OutboxItem item;
    item.seq = row.int64(0);
    item.kind = static_cast<OutboxKind>(row.int64(1));
    VB_TRY(item.id, row.id<Digest256>(2));
    item.content = toBytes(row.blob(3));
    if (const auto head = row.optionalBlob(4))
        item.head = toBytes(*head);
    VB_TRY(item.stream, row.optionalId<StreamId>(5));
    item.counter = static_cast<std::uint64_t>(row.optionalInt64(6).value_or(0));
    VB_TRY(item.replaces, row.optionalId<Digest256>(7));
    return item;
}

sql::OpenOptions optionsFor(const std::string& vfs) {
    sql::OpenOptions options;
    options.applicationId = kOutboxApplicationId;
    options.vfs = vfs;
    options.cacheKibibytes = 2 * 1024;
    return options;
}

} // namespace

std::span<const sql::Migration> Outbox::history() {
    return kMigrations;
}

Result<Outbox> Outbox::inspect(const std::string& path, const std::string& vfs) {
    sql::OpenOptions options = optionsFor(vfs);
    options.access = sql::Access::ReadWrite;
    options.leavesLogAsFound = true;
    options.refusesEmpty = true;
    VB_TRY(auto database, sql::Database::open(path, options));
    VB_TRY(const auto version, database.userVersion());
    const auto newest = static_cast<std::int64_t>(kMigrations.size());
    if (version > newest)
        return fail(Code::TooNew, "an outbox of version " + std::to_string(version));
    if (version < 1)
        return fail(Code::Corrupt, "an outbox without tables");
    return Outbox(std::move(database));
}

Result<Outbox> Outbox::open(const std::string& path, const std::string& vfs) {
    sql::OpenOptions options = optionsFor(vfs);
    options.access = sql::Access::Create;
    VB_TRY(auto database, sql::Database::open(path, options));
    VB_TRY_VOID(sql::Migrator(kMigrations).run(database));
    return Outbox(std::move(database));
}

Result<void> Outbox::append(std::vector<OutboxItem>& items,
                            const std::vector<OwedAttachment>& attachments) {
    return exchange({}, items, attachments);
}

Result<void> Outbox::exchange(const std::vector<Digest256>& gone, std::vector<OutboxItem>& items,
                              const std::vector<OwedAttachment>& attachments) {
    VB_TRY(auto transaction, sql::Transaction::begin(m_database));
    VB_TRY_VOID(dropAll(gone));
    {
        VB_TRY(auto insert, m_database.prepare("INSERT INTO item (kind, id, content, head, stream, "
                                               "counter, replaces) VALUES (:kind, :id, :content, "
                                               ":head, :stream, :counter, :replaces)"));
        for (OutboxItem& item : items) {
            insert.bind(":kind", item.kind).bind(":id", item.id);
            insert.bind(":content", ByteView(item.content)).bind(":stream", item.stream);
            insert.bind(":counter", item.counter).bind(":replaces", item.replaces);
            if (item.head.empty())
                insert.bind(":head", nullptr);
            else
                insert.bind(":head", ByteView(item.head));
            VB_TRY_VOID(insert.run());
            item.seq = m_database.lastInsertRowId();
        }
    }
    VB_TRY_VOID(takeIn(attachments));
    return transaction.commit();
}

Result<std::vector<OutboxItem>> Outbox::items(std::int64_t afterSeq, std::size_t limit,
                                              std::size_t bytes) {
    return select("", afterSeq, limit, bytes);
}

Result<std::vector<OutboxItem>> Outbox::undelivered(std::int64_t afterSeq, std::size_t limit,
                                                    std::size_t bytes) {
    return select("AND delivered = 0 ", afterSeq, limit, bytes);
}

Result<std::vector<OutboxItem>> Outbox::select(const char* which, std::int64_t afterSeq,
                                               std::size_t limit, std::size_t bytes) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect)
                                              .append("WHERE seq > :after ")
                                              .append(which)
                                              .append("ORDER BY seq LIMIT :limit")));
    query.bind(":after", afterSeq).bind(":limit", limit);
    std::vector<OutboxItem> found;
    std::size_t weight = 0;
    while (weight < bytes) {
        VB_TRY(const bool isThere, query.step());
        if (!isThere)
            break;
        VB_TRY(auto item, readItem(query));
        weight += item.content.size() + item.head.size();
        found.push_back(std::move(item));
    }
    return found;
}

Result<std::optional<OutboxItem>> Outbox::find(const Digest256& id) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) + "WHERE id = :id"));
    query.bind(":id", id);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<OutboxItem>{};
    VB_TRY(auto item, readItem(query));
    return std::optional<OutboxItem>(std::move(item));
}

Result<void> Outbox::setDelivered(const std::vector<Digest256>& ids) {
    if (ids.empty())
        return {};
    VB_TRY(auto transaction, sql::Transaction::begin(m_database));
    {
        VB_TRY(auto update, m_database.prepare("UPDATE item SET delivered = 1 WHERE id = :id"));
        for (const Digest256& id : ids) {
            update.bind(":id", id);
            VB_TRY_VOID(update.run());
        }
    }
    return transaction.commit();
}

Result<void> Outbox::replace(const OutboxItem& item) {
    VB_TRY(auto transaction, sql::Transaction::begin(m_database));
    VB_TRY_VOID(putInPlace(item));
    if (item.kind == OutboxKind::Stub) {
        VB_TRY(auto unname,
               m_database.prepare("DELETE FROM attachment_name WHERE seq IN (SELECT seq FROM item"
                                  " WHERE id = :id)"));
        VB_TRY_VOID(unname.bind(":id", item.id).run());
    }
    return transaction.commit();
}

Result<void> Outbox::putInPlace(const OutboxItem& item) {
    VB_TRY(auto update, m_database.prepare("UPDATE item SET kind = :kind, content = :content, "
                                           "head = :head, delivered = 0 WHERE id = :id"));
    update.bind(":kind", item.kind).bind(":content", ByteView(item.content));
    update.bind(":id", item.id);
    if (item.kind != OutboxKind::Envelope || item.head.empty())
        update.bind(":head", nullptr);
    else
        update.bind(":head", ByteView(item.head));
    return update.run();
}

Result<void> Outbox::remove(const std::vector<Digest256>& ids) {
    if (ids.empty())
        return {};
    VB_TRY(auto transaction, sql::Transaction::begin(m_database));
    VB_TRY_VOID(dropAll(ids));
    return transaction.commit();
}

Result<void> Outbox::dropAll(const std::vector<Digest256>& ids) {
    VB_TRY(auto drop, m_database.prepare("DELETE FROM item WHERE id = :id"));
    for (const Digest256& id : ids) {
        drop.bind(":id", id);
        VB_TRY_VOID(drop.run());
    }
    return {};
}

Result<std::uint64_t> Outbox::count() {
    VB_TRY(auto query, m_database.prepare("SELECT count(*) FROM item"));
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<std::optional<Bytes>> Outbox::meta(std::string_view key) {
    return MetaTable(m_database).get(key);
}

Result<void> Outbox::setMeta(std::string_view key, ByteView value) {
    return MetaTable(m_database).put(key, value);
}

} // namespace vb::store
