// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Apart from the rest of merge_world.h, for programs without Catch2.
#include "tests/support/merge_world.h"

#include "sync/base/check.h"

namespace vb::test {

using namespace vb::model;

Schema everyPolicySchema() {
    const std::vector<std::string> levels{"a", "b", "c", "d"};
    RecordTypeDeclaration type{{1}, "Proef", {}};
    auto& fields = type.fields;
    fields = {
        {.id = {1}, .name = "append", .policy = MergePolicy::Append, .kinds = ValueKind::Text},
        {.id = {2}, .name = "ask", .policy = MergePolicy::RegisterAsk, .kinds = ValueKind::Code},
        {.id = {3},
         .name = "latest",
         .policy = MergePolicy::RegisterLatest,
         .kinds = ValueKind::Text},
        {.id = {4},
         .name = "restrictive",
         .policy = MergePolicy::MostRestrictive,
         .kinds = ValueKind::Code,
         .order = levels},
        {.id = {5},
         .name = "cautious",
         .policy = MergePolicy::MostCautious,
         .kinds = {ValueKind::Code, ValueKind::Tuple},
         .members = {ValueKind::Code, ValueKind::Date},
         .order = levels},
        {.id = {6},
         .name = "earliest",
         .policy = MergePolicy::Earliest,
         .kinds = {ValueKind::Date, ValueKind::Instant}},
        {.id = {7},
         .name = "latestDate",
         .policy = MergePolicy::LatestDate,
         .kinds = ValueKind::Date},
        {.id = {8}, .name = "union", .policy = MergePolicy::Union, .kinds = ValueKind::Code},
        {.id = {9},
         .name = "counter",
         .policy = MergePolicy::Counter,
         .kinds = ValueKind::Tuple,
         .members = {ValueKind::Text, ValueKind::Integer}},
        {.id = {10},
         .name = "lattice",
         .policy = MergePolicy::Lattice,
         .kinds = ValueKind::Code,
         .order = levels},
        {.id = {11},
         .name = "protected",
         .policy = MergePolicy::Protected,
         .kinds = ValueKind::Code,
         .protection = Protection{.roles = {Role::Procesregisseur, Role::Casusregisseur}}},
        {.id = {12},
         .name = "protectedUnion",
         .policy = MergePolicy::Union,
         .kinds = ValueKind::Code,
         .protection = Protection{.roles = {Role::Informatievoorziening}}},
        {.id = {13},
         .name = "protectedLattice",
         .policy = MergePolicy::Lattice,
         .kinds = ValueKind::Code,
         .order = levels,
         .protection = Protection{.roles = {Role::Procesregisseur},
                                  .firstVersion = {{FirstWriter::Author, {}},
                                                   {FirstWriter::Receiver, {16}}}}},
        {.id = {14},
         .name = "agenda",
         .policy = MergePolicy::RegisterAsk,
         .kinds = ValueKind::Date,
         .whileOpen = WhileOpen::EarliestValue},
        {.id = {15},
         .name = "items",
         .policy = MergePolicy::Union,
         .kinds = ValueKind::Tuple,
         .members = {ValueKind::Text, ValueKind::Code},
         .keyedItems = true},
        {.id = {16},
         .name = "receiver",
         .policy = MergePolicy::Append,
         .kinds = {ValueKind::Worker, ValueKind::Organisation}},
        {.id = {17},
         .name = "born",
         .policy = MergePolicy::Protected,
         .kinds = ValueKind::Code,
         .order = levels,
         .protection = Protection{.roles = {Role::Procesregisseur},
                                  .firstVersion = {{FirstWriter::SourceOrganisation, {}}},
                                  .initialByCreator = true},
         .whileOpen = WhileOpen::Strongest},
    };
    auto schema = Schema::create({std::move(type)});
    VB_CHECK(schema.has_value());
    return std::move(schema).value();
}

} // namespace vb::test
