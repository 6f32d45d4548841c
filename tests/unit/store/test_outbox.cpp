// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/outbox.h"

#include "sync/store/outbox_001_sql.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

#include <array>
#include <fstream>

using namespace vb;
using namespace vb::test;
using store::Outbox;
using store::OutboxItem;
using store::OutboxKind;

namespace {

OutboxItem envelope(SeededRandom& random, std::uint64_t counter) {
    OutboxItem item;
    item.kind = OutboxKind::Envelope;
    item.id = random.makeId<Digest256>();
    item.content = {1, 2, 3};
    item.head = {4, 5};
    item.stream = StreamId();
    item.counter = counter;
    return item;
}

constexpr std::int32_t kApplication = 0x56424f31;

sql::Database openFile(const std::string& path, sql::Access access = sql::Access::ReadWrite) {
    sql::OpenOptions options;
    options.access = access;
    options.applicationId = kApplication;
    return must(sql::Database::open(path, options));
}

std::string bytesOf(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// How both ways of opening refuse a file, which stays as it is.
void checkRefused(const std::string& path, Code code) {
    const auto before = bytesOf(path);
    const auto opened = Outbox::open(path);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == code);
    const auto seen = Outbox::inspect(path);
    REQUIRE_FALSE(seen.has_value());
    CHECK(seen.error().code == code);
    CHECK(bytesOf(path) == before);
}

} // namespace

TEST_CASE("what was appended is there after opening again, in the same order", "[store][I-1]") {
    TempDir dir;
    SeededRandom random(1);
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2), envelope(random, 3)};
    {
        auto outbox = must(Outbox::open(dir.file("outbox.db")));
        must(outbox.append(items));
    }
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    const auto found = must(outbox.items(0, 10));
    REQUIRE(found.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(found[i].id == items[i].id);
        CHECK(found[i].content == items[i].content);
        CHECK(found[i].head == items[i].head);
        CHECK(found[i].counter == i + 1);
    }
    CHECK(must(outbox.items(found[0].seq, 1)).front().id == items[1].id);
}

TEST_CASE("a batch goes in whole or not at all", "[store]") {
    TempDir dir;
    SeededRandom random(2);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> first{envelope(random, 1)};
    must(outbox.append(first));
    std::vector<OutboxItem> second{envelope(random, 2), first.front()};
    const auto refused = outbox.append(second);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::Conflict);
    CHECK(must(outbox.count()) == 1);
}

TEST_CASE("a stub takes the place of what was refused", "[store][I-9]") {
    TempDir dir;
    SeededRandom random(3);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2)};
    must(outbox.append(items));
    auto stub = items.front();
    stub.kind = OutboxKind::Stub;
    stub.content = {9};
    must(outbox.replace(stub));
    const auto found = must(outbox.items(0, 10));
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == OutboxKind::Stub);
    CHECK(found[0].content == Bytes{9});
    CHECK(found[0].head.empty());
    CHECK(found[1].kind == OutboxKind::Envelope);
    // An envelope that a part was taken out of is still one, under its head.
    auto emptied = items[1];
    emptied.content = {8};
    must(outbox.replace(emptied));
    const auto left = must(outbox.find(items[1].id));
    REQUIRE(left.has_value());
    CHECK(left->content == Bytes{8});
    CHECK(left->head == items[1].head);
    CHECK(left->seq == found[1].seq);
    must(outbox.remove({items[0].id, items[1].id, random.makeId<Digest256>()}));
    CHECK(must(outbox.count()) == 0);
}

TEST_CASE("an exchange takes out and puts in at once, or does neither", "[store][I-1]") {
    TempDir dir;
    SeededRandom random(4);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> before{envelope(random, 1), envelope(random, 2)};
    must(outbox.append(before));
    auto anew = envelope(random, 1);
    anew.replaces = before[0].id;
    std::vector<OutboxItem> refused{anew, before[1]}; // one of them is there already
    REQUIRE_FALSE(outbox.exchange({before[0].id}, refused).has_value());
    CHECK(must(outbox.find(before[0].id)).has_value());
    CHECK_FALSE(must(outbox.find(anew.id)).has_value());

    std::vector<OutboxItem> items{anew};
    must(outbox.exchange({before[0].id}, items));
    const auto found = must(outbox.items(0, 10));
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == before[1].id); // what was put in comes last
    CHECK(found[1].id == anew.id);
    CHECK(found[1].replaces == before[0].id);
    CHECK_FALSE(found[0].replaces.has_value());
}

TEST_CASE("a portion of the outbox ends where it weighs enough", "[store]") {
    TempDir dir;
    SeededRandom random(5);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2), envelope(random, 3)};
    for (auto& item : items)
        item.content.assign(100, 7);
    must(outbox.append(items));
    const auto one = items[0].content.size() + items[0].head.size();
    CHECK(must(outbox.items(0, 10, one)).size() == 1);
    CHECK(must(outbox.items(0, 10, one + 1)).size() == 2);
    CHECK(must(outbox.items(0, 2, SIZE_MAX)).size() == 2);
    CHECK(must(outbox.items(0, 10, 1)).size() == 1); // never none, or nothing would ever be sent
    CHECK(must(outbox.items(items[2].seq, 10)).empty());
}

TEST_CASE("an outbox keeps small facts beside what it sends", "[store]") {
    TempDir dir;
    {
        auto outbox = must(Outbox::open(dir.file("outbox.db")));
        CHECK_FALSE(must(outbox.meta("wie")).has_value());
        must(outbox.setMeta("wie", asBytes("een")));
        must(outbox.setMeta("wie", asBytes("ander")));
    }
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    CHECK(must(outbox.meta("wie")) == toBytes(asBytes("ander")));
    must(outbox.checkIntegrity());
}

TEST_CASE("an outbox of an older program delivers what it holds", "[store][I-12]") {
    TempDir dir;
    const auto path = dir.file("outbox.db");
    {
        auto database = openFile(path, sql::Access::Create);
        const std::array<sql::Migration, 1> old{{{1, "items", store::kOutboxSchema1}}};
        must(sql::Migrator(old).run(database));
        must(database.execute("INSERT INTO item (kind, id, content, head, stream, counter) "
                              "VALUES (2, zeroblob(32), x'010203', x'0405', zeroblob(16), 7)"));
    }
    auto outbox = must(Outbox::open(path));
    const auto found = must(outbox.items(0, 10));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == OutboxKind::Envelope);
    CHECK(found[0].content == Bytes{1, 2, 3});
    CHECK(found[0].counter == 7);
    CHECK_FALSE(found[0].replaces.has_value());
    SeededRandom random(6);
    std::vector<OutboxItem> items{envelope(random, 8)};
    items.front().replaces = found[0].id;
    must(outbox.append(items));
    CHECK(must(outbox.find(items.front().id))->replaces == found[0].id);
}

TEST_CASE("an outbox that is none of ours is refused and left as it is", "[store][I-12]") {
    TempDir dir;
    const auto path = dir.file("outbox.db");
    SECTION("of a newer program") {
        static_cast<void>(must(Outbox::open(path)));
        must(openFile(path).execute("PRAGMA user_version = 99"));
        checkRefused(path, Code::TooNew);
    }
    SECTION("of another application") {
        sql::OpenOptions options;
        options.access = sql::Access::Create;
        options.applicationId = 0x11223344;
        must(must(sql::Database::open(path, options)).execute("CREATE TABLE iets (a)"));
        checkRefused(path, Code::InvalidInput);
    }
    SECTION("no database at all") {
        std::ofstream(path, std::ios::binary) << std::string(4'096, 'x');
        checkRefused(path, Code::Corrupt);
    }
}

TEST_CASE("looking at an outbox changes nothing", "[store]") {
    TempDir dir;
    const auto path = dir.file("outbox.db");
    SECTION("where there is none") {
        const auto seen = Outbox::inspect(path);
        REQUIRE_FALSE(seen.has_value());
        CHECK(seen.error().code == Code::Io);
        CHECK_FALSE(std::filesystem::exists(path));
    }
    SECTION("where there is an empty file") {
        std::ofstream(path, std::ios::binary).close();
        const auto seen = Outbox::inspect(path);
        REQUIRE_FALSE(seen.has_value());
        CHECK(seen.error().code == Code::Corrupt);
        CHECK(std::filesystem::file_size(path) == 0);
    }
    SECTION("where there is a database without tables") {
        static_cast<void>(openFile(path, sql::Access::Create));
        const auto before = bytesOf(path);
        const auto seen = Outbox::inspect(path);
        REQUIRE_FALSE(seen.has_value());
        CHECK(seen.error().code == Code::Corrupt);
        CHECK(bytesOf(path) == before);
    }
    SECTION("where a crash left the log") {
        SeededRandom random(7);
        std::vector<OutboxItem> items{envelope(random, 1)};
        const auto crashed = dir.file("crashed.db");
        {
            auto outbox = must(Outbox::open(path));
            must(outbox.append(items));
            for (const char* end : {"", "-wal"})
                std::filesystem::copy(path + end, crashed + end);
        }
        const auto before = bytesOf(crashed);
        const auto log = bytesOf(crashed + "-wal");
        REQUIRE_FALSE(log.empty());
        {
            auto seen = must(Outbox::inspect(crashed));
            CHECK(must(seen.count()) == 1);
            CHECK(must(seen.find(items.front().id))->content == items.front().content);
        }
        CHECK(bytesOf(crashed) == before);
        CHECK(bytesOf(crashed + "-wal") == log);
        CHECK(must(must(Outbox::open(crashed)).count()) == 1);
    }
}

TEST_CASE("the steps to an outbox of today begin at the first and leave none out", "[store]") {
    std::int64_t expected = 0;
    for (const auto& step : Outbox::history())
        CHECK(step.version == ++expected);
    CHECK(expected >= 3);
}

namespace {

store::OwedAttachment owed(SeededRandom& random, const std::vector<Digest256>& namedBy,
                           std::uint64_t chunks = 2) {
    store::OwedAttachment owed;
    owed.facts.caseId = random.makeId<CaseId>();
    owed.facts.audience = random.makeId<AudienceId>();
    owed.facts.address = random.makeId<AttachmentId>();
    owed.facts.total = chunks * 10;
    owed.facts.directory = {7};
    owed.facts.signature = {8, 9};
    owed.namedBy = namedBy;
    owed.chunks = chunks;
    owed.chunk = [](std::uint64_t number) {
        return Result<Bytes>(Bytes(10, static_cast<std::uint8_t>(number)));
    };
    return owed;
}

} // namespace

TEST_CASE("attachments go into the outbox with the items that name them", "[store][I-1][I-13]") {
    TempDir dir;
    SeededRandom random(8);
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2)};
    const auto one = owed(random, {items[0].id, items[1].id});
    {
        auto outbox = must(Outbox::open(dir.file("outbox.db")));
        must(outbox.append(items, {one}));
    }
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    const auto kept = must(outbox.findAttachment(one.facts.audience, one.facts.address));
    REQUIRE(kept.has_value());
    CHECK(kept->caseId == one.facts.caseId);
    CHECK(kept->total == 20);
    CHECK(kept->directory == Bytes{7});
    CHECK(kept->signature == Bytes{8, 9});
    CHECK(must(outbox.attachmentChunk(*kept, 1)) == Bytes(10, 1));
    CHECK(outbox.attachmentChunk(*kept, 2).error().code == Code::Corrupt);
    CHECK(must(outbox.isNamed(*kept)));
    must(outbox.dropAttachment(one.facts.audience, one.facts.address));
    CHECK(must(outbox.attachments()).empty());
    CHECK(must(outbox.count()) == 2);
}

TEST_CASE("a save whose attachment cannot be read leaves nothing in the outbox", "[store][I-1]") {
    TempDir dir;
    SeededRandom random(9);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> items{envelope(random, 1)};
    auto torn = owed(random, {items[0].id});
    torn.chunk = [](std::uint64_t number) -> Result<Bytes> {
        if (number == 1)
            return fail(Code::Io, "disk");
        return Bytes(10, 0);
    };
    REQUIRE_FALSE(outbox.append(items, {torn}).has_value());
    CHECK(must(outbox.count()) == 0);
    CHECK(must(outbox.attachments()).empty());
}

TEST_CASE("an attachment is due behind what names it", "[store][I-13]") {
    TempDir dir;
    SeededRandom random(10);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2)};
    const auto one = owed(random, {items[0].id, items[1].id});
    must(outbox.append(items, {one}));
    CHECK(must(outbox.dueAttachments()).empty());
    SECTION("once that is delivered") {
        must(outbox.setDelivered({items[1].id}));
        CHECK(must(outbox.undelivered(0, 10)).front().id == items[0].id);
        CHECK(must(outbox.undelivered(0, 10)).size() == 1);
    }
    SECTION("once the store has recorded that it is") {
        must(outbox.remove({items[0].id, items[1].id}));
    }
    CHECK(must(outbox.dueAttachments()).size() == 1);
}

TEST_CASE("a stub names no attachment", "[store]") {
    TempDir dir;
    SeededRandom random(11);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> items{envelope(random, 1)};
    const auto one = owed(random, {items[0].id});
    must(outbox.append(items, {one}));
    must(outbox.setDelivered({items[0].id}));
    auto stub = items[0];
    stub.kind = OutboxKind::Stub;
    must(outbox.replace(stub));
    const auto kept = must(outbox.attachments());
    REQUIRE(kept.size() == 1);
    CHECK_FALSE(must(outbox.isNamed(kept.front())));
    CHECK(must(outbox.undelivered(0, 10)).size() == 1); // it is to go out after all
}

TEST_CASE("an attachment that waits already gets the new names alone", "[store]") {
    TempDir dir;
    SeededRandom random(12);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> first{envelope(random, 1)};
    auto one = owed(random, {first[0].id});
    must(outbox.append(first, {one}));
    std::vector<OutboxItem> second{envelope(random, 2)};
    one.namedBy = {second[0].id};
    must(outbox.append(second, {one}));
    CHECK(must(outbox.attachments()).size() == 1);
    must(outbox.setDelivered({second[0].id}));
    CHECK(must(outbox.dueAttachments()).size() == 1);
}
