// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/page_vfs.h"

#include "crypto/page_vfs/below_file.h"
#include "crypto/page_vfs/log_format.h"
#include "crypto/page_vfs/vfs_state.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace vb::crypto {

namespace {

std::string vfsName(const DatabaseId& database) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string name = "vb-page-";
    for (const std::uint8_t byte : database.store) {
        name += kDigits[byte >> 4];
        name += kDigits[byte & 0xf];
    }
    return name + "-" + std::to_string(database.generation);
}

DatabaseFault faultOf(int sqliteResult) {
    switch (sqliteResult & 0xff) {
    case SQLITE_FULL:
        return DatabaseFault::NoSpace;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return DatabaseFault::Busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return DatabaseFault::Damaged;
    default:
        return sqliteResult == SQLITE_IOERR_DATA ? DatabaseFault::Damaged : DatabaseFault::Failed;
    }
}

bool exists(const VfsState& state, const std::string& path) {
    int found = 0;
    const int result = state.base->xAccess(state.base, path.c_str(), SQLITE_ACCESS_EXISTS, &found);
    return result == SQLITE_OK && found != 0;
}

/// A connection of our own to a file that is being made.
class MakingConnection {
public:
    explicit MakingConnection(VfsState& state) {
        constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                               SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
        m_result = sqlite3_open_v2(state.path.c_str(), &m_handle, kFlags, state.name.c_str());
    }
    MakingConnection(const MakingConnection&) = delete;
    MakingConnection& operator=(const MakingConnection&) = delete;
    ~MakingConnection() { sqlite3_close(m_handle); }

    [[nodiscard]] int result() const { return m_result; }
    [[nodiscard]] sqlite3* handle() const { return m_handle; }
    void run(const char* sql) {
        if (m_result == SQLITE_OK)
            m_result = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    }
    void reserve() {
        int bytes = kUnitOverhead;
        if (m_result == SQLITE_OK)
            m_result = sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
    }
    void copyFrom(sqlite3* source) {
        if (m_result != SQLITE_OK)
            return;
        sqlite3_backup* backup = sqlite3_backup_init(m_handle, "main", source, "main");
        if (backup == nullptr) {
            m_result = sqlite3_extended_errcode(m_handle);
            return;
        }
        m_result = sqlite3_backup_step(backup, -1);
        const int finished = sqlite3_backup_finish(backup);
        if (m_result == SQLITE_DONE)
            m_result = finished;
    }

private:
    sqlite3* m_handle = nullptr;
    int m_result = SQLITE_OK;
};

constexpr std::size_t kPageCountAt = 28;

std::uint64_t pageCountOf(const UnitContent& firstPage) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < 4; ++i)
        count = count << 8 | firstPage[kPageCountAt + i];
    return count;
}

// Whether any of up to 16 units, spread over a file of `count`, opens with this key.
bool anyOpens(const BelowFile& file, const UnitSealer& sealer, UnitRole role, std::uint64_t first,
              std::uint64_t count) {
    constexpr std::uint64_t kSamples = 16;
    const std::uint64_t step = std::max<std::uint64_t>(1, count / kSamples);
    SealedUnit unit;
    UnitContent content;
    for (std::uint64_t i = 0; i < count; i += step) {
        const std::uint64_t number = role == UnitRole::Page ? first + i + 1 : i;
        if (file.readUnit(first + i, unit) && sealer.open(role, number, unit, content))
            return true;
    }
    return false;
}

} // namespace

PageVfs::PageVfs(std::unique_ptr<VfsState> state) : m_state(std::move(state)) {}

PageVfs::~PageVfs() {
    VB_CRYPTO_CHECK(m_state->openFiles == 0);
    sqlite3_vfs_unregister(&m_state->vfs);
}

Outcome<std::unique_ptr<PageVfs>, DatabaseFault> PageVfs::attach(const std::string& path,
                                                                 const DatabaseId& database,
                                                                 const DataKey& dataKey,
                                                                 const std::string& baseVfs) {
    sqlite3_vfs* base = sqlite3_vfs_find(baseVfs.c_str());
    if (base == nullptr)
        return DatabaseFault::Failed;
    std::vector<char> full(static_cast<std::size_t>(base->mxPathname) + 1);
    if (base->xFullPathname(base, path.c_str(), base->mxPathname, full.data()) != SQLITE_OK)
        return DatabaseFault::Failed;
    auto state = std::make_unique<VfsState>(database, dataKey);
    state->base = base;
    state->name = vfsName(database);
    state->path = full.data();
    state->logPath = state->path + "-wal";
    if (sqlite3_vfs_find(state->name.c_str()) != nullptr)
        return DatabaseFault::Busy;
    installMethods(*state);
    if (sqlite3_vfs_register(&state->vfs, 0) != SQLITE_OK)
        return DatabaseFault::Failed;
    return std::unique_ptr<PageVfs>(new PageVfs(std::move(state)));
}

const std::string& PageVfs::name() const {
    return m_state->name;
}
const std::string& PageVfs::path() const {
    return m_state->path;
}

std::optional<DatabaseFault> PageVfs::create() {
    return build(nullptr);
}

std::optional<DatabaseFault> PageVfs::createAsCopyOf(sqlite3* source) {
    return build(source);
}

// With journals refused, an empty file cannot go to WAL directly: it is made with the journal in
// memory, which is safe because nobody knows the file yet.
std::optional<DatabaseFault> PageVfs::build(sqlite3* source) {
    VfsState& state = *m_state;
    if (exists(state, state.path) || exists(state, state.logPath))
        return DatabaseFault::AlreadyExists;
    state.isCreating = true;
    int result = SQLITE_OK;
    {
        MakingConnection making(state);
        making.run("PRAGMA page_size=4096");
        making.reserve();
        making.run("PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL;"
                   "PRAGMA journal_mode=MEMORY");
        if (source != nullptr)
            making.copyFrom(source);
        else
            making.run("PRAGMA journal_mode=WAL");
        result = making.result();
    }
    state.isCreating = false;
    if (result == SQLITE_OK)
        return checkFirstPage();
    state.base->xDelete(state.base, state.logPath.c_str(), 0);
    state.base->xDelete(state.base, state.path.c_str(), 0);
    return faultOf(result);
}

// The file exists, opens and says that it is in WAL mode.
std::optional<DatabaseFault> PageVfs::checkFirstPage() const {
    const BelowFile file(m_state->base, m_state->path, SQLITE_OPEN_MAIN_DB);
    SealedUnit unit;
    UnitContent page;
    if (!file.isOpen() || !file.readUnit(0, unit))
        return DatabaseFault::Failed;
    if (!m_state->sealer.open(UnitRole::Page, 1, unit, page))
        return DatabaseFault::Damaged;
    const auto expected = constantHeader();
    constexpr std::size_t kConstantPart = 24;
    if (!std::equal(expected.begin(), expected.begin() + kConstantPart, page.begin()))
        return DatabaseFault::Failed;
    return std::nullopt;
}

std::optional<DatabaseFault> PageVfs::check() const {
    const VfsState& state = *m_state;
    const BelowFile file(state.base, state.path, SQLITE_OPEN_MAIN_DB);
    if (!file.isOpen())
        return exists(state, state.path) ? DatabaseFault::Failed : DatabaseFault::NotFound;
    const std::uint64_t pages = file.size() / kUnitSize;
    const BelowFile log(state.base, state.logPath, SQLITE_OPEN_WAL);
    const std::uint64_t logUnits = log.size() / kUnitSize;
    const bool hasLog = logUnits > 1;
    SealedUnit unit;
    UnitContent page;
    if (!file.readUnit(0, unit))
        return DatabaseFault::Failed;
    if (state.sealer.open(UnitRole::Page, 1, unit, page)) {
        const bool isShort = pages < pageCountOf(page) && !hasLog;
        return isShort ? std::optional(DatabaseFault::Truncated) : std::nullopt;
    }
    if (hasLog && anyOpens(log, state.sealer, UnitRole::Chunk, 1, logUnits - 1))
        return std::nullopt;
    if (pages > 1 && anyOpens(file, state.sealer, UnitRole::Page, 1, pages - 1))
        return DatabaseFault::Damaged;
    return pages == 0 ? DatabaseFault::Truncated : DatabaseFault::OtherKey;
}

std::optional<UnitDamage> PageVfs::lastDamage() const {
    if (const std::uint64_t page = m_state->damagedPage; page != 0)
        return UnitDamage{UnitRole::Page, page};
    if (const auto chunk = m_state->log.damagedChunk())
        return UnitDamage{UnitRole::Chunk, *chunk};
    return std::nullopt;
}

} // namespace vb::crypto
