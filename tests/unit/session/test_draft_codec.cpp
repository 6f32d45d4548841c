// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/draft_codec.h"

#include "tests/support/catch.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace vb::bridge {
namespace {

StoredDraft fullDraft() {
    test::SeededRandom random{3};
    StoredDraft draft;
    draft.record = random.makeId<RecordId>();
    auto& entry = draft.entry;
    entry.kind = "huisbezoek";
    entry.outcome = "gesproken";
    entry.place = "woning";
    entry.happened = Moment{{1'790'000'000'000}, Precision::Month};
    entry.persons = {random.makeId<RecordId>(), random.makeId<RecordId>()};
    entry.leefgebieden = {"wonen", "financien"};
    entry.observed = "Licht aan.\nRegel twee, met \"aanhalingstekens\" en é.";
    entry.statedBy = "buurvrouw";
    entry.stated = "Half een zin";
    entry.interpretation = "Rustiger";
    entry.audience = "casusteam";
    entry.action = random.makeId<RecordId>();
    entry.actionStatus = "uitgevoerd";
    entry.followUp = FollowUp{"Bellen", "reclassering", Moment{{1}, Precision::Day}};
    return draft;
}

TEST_CASE("a draft comes back as it was written", "[session][draft]") {
    const auto full = fullDraft();
    CHECK(decodeDraft(encodeDraft(full)) == full);
    StoredDraft bare;
    bare.record = full.record;
    CHECK(decodeDraft(encodeDraft(bare)) == bare);
    auto open = full;
    open.entry.followUp->due.reset();
    CHECK(decodeDraft(encodeDraft(open)) == open);
}

TEST_CASE("what is no draft is none", "[session][draft][I-10]") {
    CHECK_FALSE(decodeDraft({}).has_value());
    CHECK_FALSE(decodeDraft(asBytes("een zin")).has_value());
    CHECK_FALSE(decodeDraft(asBytes("{}")).has_value());
    CHECK_FALSE(decodeDraft(asBytes(R"({"record":"zz"})")).has_value());
    const auto id = fullDraft().record.hex();
    const std::string odd = R"({"record":")" + id +
                            R"(","gebeurdOp":{"at":"x","precision":99},"betreft":[1,"zz"],)"
                            R"("leefgebieden":"wonen","vervolg":[],"soort":5})";
    const auto draft = decodeDraft(asBytes(odd));
    REQUIRE(draft.has_value());
    CHECK(draft->entry == ContactEntry{});
}

TEST_CASE("damaged drafts are read or refused, and nothing worse", "[session][draft][I-10]") {
    const Bytes whole = encodeDraft(fullDraft());
    test::holds("any flipped or cut draft decodes to something or nothing", [&] {
        Bytes bytes = whole;
        const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
        bytes[at] = *rc::gen::arbitrary<std::uint8_t>();
        bytes.resize(*rc::gen::inRange<std::size_t>(at, bytes.size() + 1));
        const auto draft = decodeDraft(bytes);
        if (draft)
            RC_ASSERT(decodeDraft(encodeDraft(*draft)) == draft);
    });
}

} // namespace
} // namespace vb::bridge
