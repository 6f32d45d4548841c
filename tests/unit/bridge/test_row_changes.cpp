// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/row_changes.h"
#include "tests/support/property.h"

#include <set>

using namespace vb::bridge;

namespace {

using Row = std::pair<int, int>; // key, content

std::vector<Row> distinct(const std::vector<Row>& rows) {
    std::vector<Row> out;
    std::set<int> keys;
    for (const Row& row : rows) {
        if (keys.insert(row.first % 32).second)
            out.emplace_back(row.first % 32, row.second % 3);
    }
    return out;
}

int keyOf(const Row& row) {
    return row.first;
}

std::vector<Row> applied(std::vector<Row> rows, const std::vector<RowChange<Row>>& changes) {
    for (const auto& change : changes)
        applyChange(rows, change);
    return rows;
}

} // namespace

TEST_CASE("Row changes lead from the old list to the new one", "[bridge][rows]") {
    vb::test::holds("applying the changes gives the wanted list",
                    [](const std::vector<Row>& from, const std::vector<Row>& to) {
                        const auto old = distinct(from);
                        const auto wanted = distinct(to);
                        const auto changes = rowChanges(old, wanted, keyOf);
                        RC_ASSERT(applied(old, changes) == wanted);
                        RC_ASSERT(changes.empty() == (old == wanted));
                    });
}

TEST_CASE("Row changes are precise", "[bridge][rows]") {
    const std::vector<Row> old = {{1, 0}, {2, 0}, {3, 0}, {4, 0}};
    SECTION("new rows at the top are one insertion") {
        const std::vector<Row> wanted = {{8, 0}, {9, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}};
        const auto changes = rowChanges(old, wanted, keyOf);
        REQUIRE(changes.size() == 1);
        REQUIRE(changes[0].kind == RowChangeKind::Insert);
        REQUIRE(changes[0].first == 0);
        REQUIRE(changes[0].count == 2);
    }
    SECTION("neighbours that go are one removal") {
        const auto changes = rowChanges(old, {{1, 0}, {4, 0}}, keyOf);
        REQUIRE(changes.size() == 1);
        REQUIRE(changes[0] == RowChange<Row>{RowChangeKind::Remove, 1, 2, 0, {}});
    }
    SECTION("a changed row is one update and nothing else moves") {
        const auto changes = rowChanges(old, {{1, 0}, {2, 1}, {3, 1}, {4, 0}}, keyOf);
        REQUIRE(changes.size() == 1);
        REQUIRE(changes[0].kind == RowChangeKind::Update);
        REQUIRE(changes[0].first == 1);
        REQUIRE(changes[0].count == 2);
    }
    SECTION("a row that rises is one move") {
        const auto changes = rowChanges(old, {{4, 0}, {1, 0}, {2, 0}, {3, 0}}, keyOf);
        REQUIRE(changes.size() == 1);
        REQUIRE(changes[0] == RowChange<Row>{RowChangeKind::Move, 3, 1, 0, {}});
    }
}
