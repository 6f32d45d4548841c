// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/ids.h"
#include "sync/sql/database.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/temp_dir.h"

namespace vb::sql {
namespace {

using test::must;

Database openFresh(const test::TempDir& dir) {
    OpenOptions options;
    options.access = Access::Create;
    options.applicationId = 0x56420001;
    return must(Database::open(dir.file("a.db"), options));
}

TEST_CASE("every bound type comes back as it was", "[sync][sql]") {
    test::TempDir dir;
    auto database = openFresh(dir);
    must(database.execute("CREATE TABLE t (n INTEGER, s TEXT, b BLOB) STRICT"));
    auto insert = must(database.prepare("INSERT INTO t VALUES (:n, :s, :b)"));

    const CaseId id(ByteArray<16>{1, 2, 3});
    must(insert.bind(":n", INT64_MIN).bind(":s", "caf\xc3\xa9").bind(":b", id).run());
    insert.bind(":n", std::uint8_t{7}).bind(":s", std::string_view{}).bind(":b", ByteView{});
    must(insert.run());
    insert.bind(":n", std::optional<std::int64_t>{})
        .bind(":s", nullptr)
        .bind(":b", std::optional<Bytes>{});
    must(insert.run());

    auto select = must(database.prepare("SELECT n, s, b FROM t ORDER BY rowid"));
    REQUIRE(select.step().value());
    CHECK(select.int64(0) == INT64_MIN);
    CHECK(select.text(1) == "caf\xc3\xa9");
    CHECK(select.id<CaseId>(2).value() == id);
    CHECK(select.id<ChangesetId>(2).error().code == Code::Corrupt);
    REQUIRE(select.step().value());
    CHECK(select.int64(0) == 7);
    CHECK_FALSE(select.isNull(1));
    CHECK(select.text(1).empty());
    CHECK_FALSE(select.isNull(2));
    CHECK(select.optionalBlob(2)->empty());
    REQUIRE(select.step().value());
    CHECK_FALSE(select.optionalInt64(0).has_value());
    CHECK_FALSE(select.optionalText(1).has_value());
    CHECK_FALSE(select.optionalId<CaseId>(2).value().has_value());
    CHECK_FALSE(select.step().value());
}

TEST_CASE("the same text used twice at once gives two independent statements", "[sync][sql]") {
    test::TempDir dir;
    auto database = openFresh(dir);
    database.execute("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1), (2)").value();
    const char* sql = "SELECT n FROM t ORDER BY n";
    auto outer = must(database.prepare(sql));
    std::vector<std::int64_t> seen;
    outer
        .each([&](Statement& row) -> Result<void> {
            VB_TRY(auto inner, database.prepare(sql));
            return inner.each(
                [&](Statement& other) { seen.push_back(row.int64(0) * 10 + other.int64(0)); });
        })
        .value();
    CHECK(seen == std::vector<std::int64_t>{11, 12, 21, 22});
}

TEST_CASE("a statement given back has lost its bindings", "[sync][sql]") {
    test::TempDir dir;
    auto database = openFresh(dir);
    {
        auto first = must(database.prepare("SELECT :v"));
        first.bind(":v", 5);
        REQUIRE(first.step().value());
    }
    auto second = must(database.prepare("SELECT :v"));
    REQUIRE(second.step().value());
    CHECK(second.isNull(0));
}

TEST_CASE("an error names what failed and never a bound value", "[sync][sql]") {
    test::TempDir dir;
    auto database = openFresh(dir);
    database
        .execute("CREATE TABLE t (k TEXT PRIMARY KEY, n INTEGER CHECK (n > 0)) STRICT;"
                 "CREATE VIRTUAL TABLE f USING fts5(body)")
        .value();
    auto insert = must(database.prepare("INSERT INTO t VALUES (:k, :n)"));
    must(insert.bind(":k", "geheim").bind(":n", 1).run());

    const auto twice = insert.bind(":k", "geheim").bind(":n", 1).run();
    CHECK(twice.error().code == Code::Conflict);
    CHECK(twice.error().context.find("t.k") != std::string::npos);
    CHECK(twice.error().context.find("geheim") == std::string::npos);
    insert.reset();
    CHECK(insert.bind(":k", "x").bind(":n", 0).run().error().code == Code::Internal);

    auto search = must(database.prepare("SELECT rowid FROM f WHERE f MATCH :q"));
    const auto broken = search.bind(":q", "geheim : \"").step();
    REQUIRE_FALSE(broken);
    CHECK(broken.error().context.find("geheim") == std::string::npos);

    const auto unknown = database.prepare("SELECT nothing FROM t");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().context.find("nothing") != std::string::npos);
}

TEST_CASE("a statement goes on after a failed run", "[sync][sql]") {
    test::TempDir dir;
    auto database = openFresh(dir);
    must(database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY) STRICT"));
    auto insert = must(database.prepare("INSERT INTO t VALUES (:k)"));
    must(insert.bind(":k", 1).run());
    REQUIRE_FALSE(insert.bind(":k", 1).run());
    must(insert.bind(":k", 2).run());
    auto count = must(database.prepare("SELECT count(*) FROM t"));
    REQUIRE(count.step().value());
    CHECK(count.int64(0) == 2);
}

} // namespace
} // namespace vb::sql
