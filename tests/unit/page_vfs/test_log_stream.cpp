// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/log_stream.h"

#include "tests/support/property.h"
#include "tests/unit/page_vfs/sealed_store.h"

#include <sqlite3.h>

namespace vb::crypto {
namespace {

using namespace vb::test;

/// A file in memory with SQLite's calls: what a LogStream gets below it.
struct MemoryFile {
    sqlite3_file head{};
    Bytes bytes;
    int syncs = 0;

    MemoryFile() { head.pMethods = &kMethods; }
    static MemoryFile& of(sqlite3_file* file) { return *reinterpret_cast<MemoryFile*>(file); }
    static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
        const Bytes& bytes = of(file).bytes;
        const auto size = static_cast<std::size_t>(amount);
        const std::size_t start = std::min(static_cast<std::size_t>(offset), bytes.size());
        const std::size_t count = std::min(size, bytes.size() - start);
        std::fill_n(static_cast<std::uint8_t*>(out), size, std::uint8_t{0});
        std::copy_n(bytes.data() + start, count, static_cast<std::uint8_t*>(out));
        return count == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }
    static int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
        Bytes& bytes = of(file).bytes;
        const auto start = static_cast<std::size_t>(offset);
        bytes.resize(std::max(bytes.size(), start + static_cast<std::size_t>(amount)));
        std::copy_n(static_cast<const std::uint8_t*>(from), amount, bytes.data() + start);
        return SQLITE_OK;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        of(file).bytes.resize(std::min(of(file).bytes.size(), static_cast<std::size_t>(size)));
        return SQLITE_OK;
    }
    static int sync(sqlite3_file* file, int) {
        ++of(file).syncs;
        return SQLITE_OK;
    }
    static int size(sqlite3_file* file, sqlite3_int64* out) {
        *out = static_cast<sqlite3_int64>(of(file).bytes.size());
        return SQLITE_OK;
    }
    static constexpr sqlite3_io_methods kMethods = {
        1,       nullptr, read,    write,   truncate, sync,    size,    nullptr, nullptr, nullptr,
        nullptr, nullptr, nullptr, nullptr, nullptr,  nullptr, nullptr, nullptr, nullptr};
};

Bytes patterned(std::size_t size, std::uint8_t first) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(first + i * 31 + i / 251);
    return bytes;
}

TEST_CASE("the log's stream gives back what was written", "[crypto][page_vfs][property]") {
    const UnitSealer sealer(databaseIdOf(1), dataKeyOf(1));
    holds("a stream is a file", [&] {
        MemoryFile file;
        auto stream = std::make_unique<LogStream>(sealer);
        RC_ASSERT(stream->attach(&file.head) == SQLITE_OK);
        Bytes model;
        const int steps = *rc::gen::inRange(1, 14);
        for (int step = 0; step < steps; ++step) {
            const int what = *rc::gen::inRange(0, 10);
            if (what < 6) {
                // As SQLite does: behind the end, or over what is there, never beyond the end.
                const auto at =
                    what < 4 ? model.size() : *rc::gen::inRange<std::size_t>(0, model.size() + 1);
                const auto size = *rc::gen::elementOf(
                    std::vector<std::size_t>{1, 24, 32, 4056, 4096, 4120, 9000});
                const Bytes bytes = patterned(size, static_cast<std::uint8_t>(step));
                RC_ASSERT(stream->write(&file.head, bytes, at) == SQLITE_OK);
                if (at == 0)
                    model.clear();
                model.resize(std::max(model.size(), at + size));
                std::copy(bytes.begin(), bytes.end(),
                          model.begin() + static_cast<std::ptrdiff_t>(at));
            } else if (what == 6) {
                RC_ASSERT(stream->sync(&file.head, SQLITE_SYNC_NORMAL) == SQLITE_OK);
            } else if (what == 7) {
                RC_ASSERT(stream->writeOut() == SQLITE_OK);
            } else if (what == 8) {
                const auto size = *rc::gen::inRange<std::size_t>(0, model.size() + 1);
                RC_ASSERT(stream->truncate(&file.head, size) == SQLITE_OK);
                model.resize(size);
            } else {
                RC_ASSERT(stream->detach(&file.head) == SQLITE_OK);
                stream = std::make_unique<LogStream>(sealer);
                RC_ASSERT(stream->attach(&file.head) == SQLITE_OK);
                // The file's end is known in whole chunks only, and behind a log that was started
                // anew older chunks are left; SQLite's salts tell them apart.
                RC_ASSERT(stream->size() >= model.size());
                model.resize(stream->size());
                Bytes tail(model.size());
                RC_ASSERT(stream->read(&file.head, tail, 0) == SQLITE_OK);
                model = tail;
            }
            RC_ASSERT(stream->size() == model.size());
        }
        Bytes seen(model.size() + 10, 0xee);
        RC_ASSERT(stream->read(&file.head, seen, 0) == SQLITE_IOERR_SHORT_READ);
        RC_ASSERT(std::equal(model.begin(), model.end(), seen.begin()));
    });
}

TEST_CASE("appending after a commit's sync costs no sync of its own", "[crypto][page_vfs]") {
    const UnitSealer sealer(databaseIdOf(1), dataKeyOf(1));
    MemoryFile file;
    LogStream stream(sealer);
    REQUIRE(stream.attach(&file.head) == SQLITE_OK);
    REQUIRE(stream.write(&file.head, Bytes(32), 0) == SQLITE_OK);
    // SQLite syncs at a chunk's end and writes the rest of its padding afterwards.
    const std::uint64_t end = 3 * kUnitContent;
    REQUIRE(stream.write(&file.head, patterned(end - 32, 1), 32) == SQLITE_OK);
    REQUIRE(stream.sync(&file.head, SQLITE_SYNC_NORMAL) == SQLITE_OK);
    REQUIRE(stream.write(&file.head, patterned(500, 2), end) == SQLITE_OK);
    REQUIRE(stream.write(&file.head, patterned(9000, 3), end + 500) == SQLITE_OK);
    REQUIRE(stream.writeOut() == SQLITE_OK);
    CHECK(file.syncs == 1);
    // The spare was not needed: it is still the hole in front of the first chunk.
    CHECK(std::all_of(file.bytes.begin(), file.bytes.begin() + kUnitSize,
                      [](auto byte) { return byte == 0; }));
}

TEST_CASE("what was synced in mid-chunk survives the tearing of its chunk", "[crypto][page_vfs]") {
    const UnitSealer sealer(databaseIdOf(1), dataKeyOf(1));
    MemoryFile file;
    const Bytes synced = patterned(2 * kUnitContent + 700, 1);
    {
        LogStream stream(sealer);
        REQUIRE(stream.attach(&file.head) == SQLITE_OK);
        REQUIRE(stream.write(&file.head, synced, 0) == SQLITE_OK);
        REQUIRE(stream.sync(&file.head, SQLITE_SYNC_NORMAL) == SQLITE_OK);
        REQUIRE(stream.write(&file.head, patterned(900, 9), synced.size()) == SQLITE_OK);
        REQUIRE(stream.detach(&file.head) == SQLITE_OK);
        CHECK(file.syncs == 2);
    }
    std::fill_n(file.bytes.begin() + 3 * kUnitSize, 512, std::uint8_t{0xcc});
    for (int openings = 0; openings < 2; ++openings) {
        LogStream stream(sealer);
        REQUIRE(stream.attach(&file.head) == SQLITE_OK);
        Bytes seen(synced.size());
        REQUIRE(stream.read(&file.head, seen, 0) == SQLITE_OK);
        CHECK(seen == synced);
        // Going on from there, over the torn chunk and into others, keeps it too.
        REQUIRE(stream.write(&file.head, patterned(6000, 4), synced.size()) == SQLITE_OK);
        REQUIRE(stream.sync(&file.head, SQLITE_SYNC_NORMAL) == SQLITE_OK);
        REQUIRE(stream.detach(&file.head) == SQLITE_OK);
    }
}

TEST_CASE("a spare that is no longer needed is not used", "[crypto][page_vfs]") {
    const UnitSealer sealer(databaseIdOf(1), dataKeyOf(1));
    MemoryFile file;
    LogStream stream(sealer);
    REQUIRE(stream.attach(&file.head) == SQLITE_OK);
    const Bytes first = patterned(kUnitContent + 700, 1);
    REQUIRE(stream.write(&file.head, first, 0) == SQLITE_OK);
    REQUIRE(stream.sync(&file.head, SQLITE_SYNC_NORMAL) == SQLITE_OK);
    REQUIRE(stream.write(&file.head, patterned(9000, 2), first.size()) == SQLITE_OK);
    REQUIRE(stream.sync(&file.head, SQLITE_SYNC_NORMAL) == SQLITE_OK);
    // The spare still holds the first half of chunk 1, which now goes bad.
    file.bytes[2 * kUnitSize] ^= 1;
    Bytes seen(100);
    CHECK(stream.read(&file.head, seen, kUnitContent + 10) == SQLITE_IOERR_DATA);
    CHECK(stream.damagedChunk() == 1);
    CHECK(stream.detach(&file.head) == SQLITE_OK);
}

} // namespace
} // namespace vb::crypto
