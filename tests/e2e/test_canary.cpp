// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/casework_projector.h"
#include "client/casework/record_types.h"
#include "sync/sql/backup.h"
#include "tests/e2e/e2e_house.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

namespace vb {
namespace {

using namespace vb::test;

constexpr std::string_view kCanary = "kanarie91c4e07b";

/// The whole check: whether the canary is anywhere in what hub and clients leave on disk, or in
/// what a program says.
std::vector<std::string> canaryPlaces(E2eHouse& house) {
    auto places = filesHolding(house.inspected(), kCanary);
    if (house.hub.output().find(kCanary) != std::string::npos)
        places.emplace_back("output of the hub");
    return places;
}

TEST_CASE("a canary is nowhere outside the encrypted stores", "[e2e][I-4][I-5]") {
    E2eHouse house;
    const std::string text = "Hier zat " + std::string(kCanary) + " vandaag.";
    const auto record = writeContact(*house.places[1], house.shared, text);
    must(house.places[1]->replica().store().drafts().save(house.shared, "contact", asBytes(text),
                                                          Instant{1}));
    // While everything is open and half of it is in logs,
    CHECK(canaryPlaces(house).empty());
    for (int round = 0; round < 2; ++round) {
        for (auto& place : house.places)
            mustSync(*place);
    }
    for (auto& place : house.places)
        CHECK(must(place->replica().record(record)).has_value());
    CHECK(canaryPlaces(house).empty());
    // ... and when it is closed.
    auto& replica = house.places[1]->replica();
    SECTION("encrypted as the product does it") {
        house.places.clear();
        must(house.hub.stop());
        CHECK(filesIn(house.inspected()).size() >= 3 * 4 + 4);
        CHECK(canaryPlaces(house).empty());
    }
    SECTION("the same check fails when encryption is off") {
        // The very same content, in a file of SQLite's own VFS where the store's file would be.
        sql::OpenOptions plain;
        plain.access = sql::Access::Create;
        plain.applicationId = store::kReplicaApplicationId;
        {
            auto target =
                must(sql::Database::open((house.store("noor") / "store-plain.db").string(), plain));
            must(sql::copyDatabase(replica.store().database(), target));
        }
        CHECK(canaryPlaces(house) == std::vector<std::string>{"clients/noor/store-plain.db"});
    }
}

} // namespace
} // namespace vb
