// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/rename.h"
#include "tests/support/catch.h"

using namespace vb;
using namespace vb::model;

namespace {

ChangesetId saying(std::uint8_t number) {
    ByteArray<32> bytes{};
    bytes[0] = number;
    return ChangesetId(bytes);
}

std::vector<Part> observing(const std::vector<VersionId>& observed) {
    Part part;
    part.operations.emplace_back();
    part.operations.front().observed = observed;
    return {part};
}

} // namespace

TEST_CASE("what was sealed anew is observed under its new name", "[sync][model]") {
    auto parts = observing({{saying(1), 0, 0, 0}, {saying(2), 0, 0, 0}});
    parts.front().operations.front().quoted.emplace().version = {saying(1), 0, 0, 0};
    renameVersions(parts, {{saying(1), saying(9)}});
    const auto& operation = parts.front().operations.front();
    CHECK(operation.observed == std::vector<VersionId>{{saying(2), 0, 0, 0}, {saying(9), 0, 0, 0}});
    CHECK(operation.quoted->version == VersionId{saying(9), 0, 0, 0});
}

TEST_CASE("what was seen under both of its names is observed once", "[sync][model]") {
    auto parts = observing({{saying(1), 0, 0, 0}, {saying(1), 0, 1, 0}, {saying(9), 0, 0, 0}});
    renameVersions(parts, {{saying(1), saying(9)}});
    CHECK(parts.front().operations.front().observed ==
          std::vector<VersionId>{{saying(9), 0, 0, 0}, {saying(9), 0, 1, 0}});
}
