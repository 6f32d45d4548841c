// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/scenario.h"

#include "sync/base/check.h"

#include <utility>

namespace vb::crash {

Result<sql::Database> openSealed(const crypto::PageVfs& vfs, const std::string& vfsName,
                                 sql::Synchronous synchronous, bool syncOff) {
    sql::OpenOptions options;
    options.applicationId = kApplication;
    options.vfs = vfsName;
    options.synchronous = synchronous;
    // Scenarios say themselves when a checkpoint happens.
    options.autoCheckpointPages = 0;
    VB_TRY(auto database, sql::Database::open(vfs.path(), options));
    if (syncOff)
        VB_TRY_VOID(database.execute("PRAGMA synchronous=OFF"));
    return database;
}

Life::Life(SimDisk& disk, const Setup& setup, sql::Synchronous synchronous)
    : m_setup(setup), m_synchronous(synchronous), m_base(disk, "simulated-disk") {
    const ByteArray<32> key{7, 7, 7};
    auto attached = crypto::PageVfs::attach(std::string(kDirectory) + "/a.db", {{1, 2, 3}, 1},
                                            *crypto::DataKey::fromBytes(key), m_base.name());
    VB_CHECK(attached.has_value());
    m_pages = std::move(attached).value();
    if (setup.mistake != Mistake::None)
        m_overlay = std::make_unique<OverlayVfs>(m_pages->name(), setup.mistake);
}

Result<sql::Database> Life::open() {
    if (m_setup.plain) {
        sql::OpenOptions options;
        options.access = sql::Access::Create;
        options.applicationId = kApplication;
        options.vfs = m_base.name();
        options.synchronous = m_synchronous;
        options.autoCheckpointPages = 0;
        return sql::Database::open(m_pages->path(), options);
    }
    return openSealed(*m_pages, m_overlay ? m_overlay->name() : m_pages->name(), m_synchronous,
                      m_setup.syncOff);
}

std::string damageOf(const crypto::PageVfs& vfs) {
    const auto damage = vfs.lastDamage();
    if (!damage)
        return {};
    const char* kind = damage->role == crypto::UnitRole::Page ? ", page " : ", chunk ";
    const auto report = vfs.verify();
    return kind + std::to_string(damage->number) + "; log of " + std::to_string(report.logChunks) +
           " chunks, " + std::to_string(report.logFrames) + " frames committed";
}

std::optional<std::string> workOn(sql::Database database, Ledger& ledger) {
    if (auto wrong = checkRows(database, ledger))
        return wrong;
    const std::int64_t number = 1000 + static_cast<std::int64_t>(ledger.attempted.size());
    const auto written = writeRow(database, ledger, number, 3000, false);
    if (!written)
        return "writing on: " + written.error().context;
    if (const auto done = database.checkpoint(); !done)
        return "checkpointing after it: " + done.error().context;
    // Whatever `synchronous` says, a checkpoint is durable.
    ledger.acknowledged.insert(number);
    return checkRows(database, ledger);
}

} // namespace vb::crash
