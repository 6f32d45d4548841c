// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"
#include "sync/sql/backup.h"
#include "tests/e2e/e2e_house.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

#include <set>

namespace vb {
namespace {

using namespace vb::test;
using model::ValueKind;

constexpr std::string_view kCanary = "kanarie91c4e07b";

/// As some programs would write it: two bytes a sign.
std::string wide(std::string_view text) {
    std::string made;
    for (const char sign : text)
        made += {sign, '\0'};
    return made;
}

/// The whole check: where the canary is, or a name of the house, in what hub and clients leave on
/// disk, in temporary files, or in what the hub says.
std::set<std::string> canaryPlaces(E2eHouse& house) {
    std::set<std::string> places;
    for (const std::string& needle :
         {std::string(kCanary), wide(kCanary), toHex(asBytes(kCanary)),
          std::string("Tom Achterveld"), std::string("Noor Dijkgraaf")}) {
        const auto holding = filesHolding(house.inspected(), needle);
        places.insert(holding.begin(), holding.end());
        if (house.hub.output().find(needle) != std::string::npos)
            places.insert("output of the hub");
    }
    return places;
}

/// A text where a text may stand; otherwise something that this kind of value may be.
model::FieldValue planted(const model::ValueKinds& kinds, const std::string& text) {
    if (kinds.has(ValueKind::Text))
        return text;
    if (kinds.has(ValueKind::Empty) || kinds.isEmpty())
        return {};
    if (kinds.has(ValueKind::Organisation))
        return OrganisationCode{1};
    if (kinds.has(ValueKind::Integer))
        return std::int64_t{1};
    if (kinds.has(ValueKind::Code))
        return model::CodeValue{"anders"};
    if (kinds.has(ValueKind::Date))
        return model::Date{20'000, model::Precision::Day};
    return kinds.has(ValueKind::Instant) ? model::FieldValue(Instant{1}) : model::FieldValue(true);
}

/// A record of that type with the canary in every text that its declaration knows, and in every
/// reason. How many texts that are.
std::size_t plantAll(const casework::RecordSpec& type, const std::string& text, model::Part& part) {
    std::size_t count = 0;
    for (const casework::FieldSpec* field : type.fields) {
        model::Operation operation;
        operation.field = field->key();
        operation.reason = text;
        bool hasText = field->kinds.has(ValueKind::Text);
        if (hasText) {
            operation.values = {text};
        } else if (field->kinds.has(ValueKind::Tuple)) {
            model::FieldValue::Tuple members;
            for (const auto& kinds : field->members) {
                if (kinds.isEmpty())
                    break;
                hasText = hasText || kinds.has(ValueKind::Text);
                members.push_back(planted(kinds, text));
            }
            operation.values = {model::FieldValue(std::move(members))};
        }
        if (!hasText)
            continue;
        part.operations.push_back(std::move(operation));
        ++count;
    }
    return count;
}

/// One record of every type on Noor's device. Their ids.
std::vector<RecordId> plant(E2eHouse& house, const std::string& text) {
    auto& place = *house.places[1];
    std::vector<RecordId> records;
    std::size_t texts = 0;
    for (const casework::RecordSpec* type : casework::recordTypes()) {
        if (type == &casework::medewerkerType())
            continue; // of the house's own case: the names above are in these
        engine::Entry entry;
        entry.caseId = house.shared;
        entry.hat = "wijkagent";
        model::Part part;
        part.type = type->id();
        part.record = house.around.random.makeId<RecordId>();
        texts += plantAll(*type, text, part);
        entry.parts.push_back(std::move(part));
        must(place.replica().save({entry}));
        records.push_back(entry.parts.front().record);
    }
    CHECK(texts >= 30);
    must(place.replica().store().drafts().save(house.shared, "contact", asBytes(text), Instant{1}));
    return records;
}

void syncEverybody(E2eHouse& house) {
    for (int round = 0; round < 2; ++round) {
        for (auto& place : house.places)
            mustSync(*place);
    }
}

TEST_CASE("a canary in every text is nowhere outside the encrypted stores", "[e2e][I-4][I-5]") {
    E2eHouse house;
    const auto records = plant(house, "Hier zat " + std::string(kCanary) + " vandaag.");
    // While everything is open and half of it is in logs,
    CHECK(canaryPlaces(house).empty());
    syncEverybody(house);
    CHECK(canaryPlaces(house).empty());
    // it is where it may be:
    for (auto& place : house.places) {
        for (const RecordId& record : records)
            CHECK(must(place->replica().record(record)).has_value());
    }
    // and when everything is closed, too.
    house.places.clear();
    must(house.hub.stop());
    CHECK(filesIn(house.inspected()).size() >= 3 * 4 + 4);
    CHECK(canaryPlaces(house).empty());
}

// What the check would say if somebody switched the encryption off: the very same content, in files
// of SQLite's own VFS, where the product's sealed files are.
TEST_CASE("the same check fails when encryption is off", "[e2e][I-4]") {
    E2eHouse house;
    plant(house, std::string(kCanary));
    syncEverybody(house);
    REQUIRE(canaryPlaces(house).empty());
    const auto copyPlain = [&house](const std::filesystem::path& path) {
        sql::OpenOptions plain;
        plain.access = sql::Access::Create;
        plain.applicationId = store::kReplicaApplicationId;
        auto target = must(sql::Database::open(path.string(), plain));
        must(sql::copyDatabase(house.places[1]->replica().store().database(), target));
    };
    copyPlain(house.store("noor") / "plain.db");
    copyPlain(house.inspected() / "hub" / "plain.db");
    copyPlain(house.inspected() / "tmp" / "plain.db");
    CHECK(canaryPlaces(house) ==
          std::set<std::string>{"clients/noor/plain.db", "hub/plain.db", "tmp/plain.db"});
}

} // namespace
} // namespace vb
