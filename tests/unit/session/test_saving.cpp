// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/saving.h"

#include "client/bridge/house_names.h"
#include "client/casework/record_types.h"
#include "tests/unit/session/session_desk.h"

#include <set>

// What a person entered as what a replica saves, and whose name is whose.

namespace vb::test {
namespace {

using namespace bridge;
namespace cw = casework;
using membership::Level;

/// One worker's core over a copy of the town's store.
struct Place : Town {
    explicit Place(Person person)
        : store(copied(person)),
          desk(town.house(), hub, person, store, SessionTown::passphrase(), clock, random) {}

    engine::Replica& replica() { return desk.replica(); }
    RecordId only(model::RecordTypeId type) {
        const auto rows = must(replica().store().overview().ofType(type, id()));
        REQUIRE(rows.size() == 1);
        return rows.front().record;
    }
    std::uint64_t unsent() {
        return must(replica().store().envelopes().countInState(store::EnvelopeState::Unsent));
    }
    cw::Checked<cw::Entry> contact(const char* audience) {
        cw::NewContact made;
        made.soort = "huisbezoek";
        made.uitkomst = "gesproken";
        made.verslag.waargenomen = "Licht aan.";
        made.verslag.publiek = audience;
        return cw::enterContact(made, desk.at());
    }

    TempDir dir;
    SeededRandom random{31};
    std::filesystem::path store;
    CoreDesk desk;

private:
    std::filesystem::path copied(Person person) {
        auto place = dir.path() / "store";
        std::filesystem::copy(town.storeOf(person), place,
                              std::filesystem::copy_options::recursive);
        return place;
    }
};

TEST_CASE("every level of the domain is one of the directory, both ways", "[saving]") {
    std::set<Level> levels;
    for (const char* code : {"eigen_werkaantekening", "genoemde_personen", "eigen_organisatie",
                             "zorgdeel", "strafdeel", "casusteam"}) {
        const auto level = cw::audienceLevel(code);
        REQUIRE(level.has_value());
        CHECK(toAudienceLevel(toLevel(*level)) == *level);
        levels.insert(toLevel(*level));
    }
    CHECK(levels.size() == 6);
}

TEST_CASE("a contact and its report go to their own readers in one save", "[saving]") {
    Place noor(Person::Dijkgraaf);
    const auto entry = noor.contact("eigen_organisatie");
    REQUIRE(entry.isAccepted());
    const auto entries =
        must(entriesOf(noor.replica(), noor.id(), entry.value(), "wijkagent", true));
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].level == Level::Casusteam);
    CHECK(entries[0].parts.size() == 1);
    CHECK(entries[1].level == Level::EigenOrganisatie);
    CHECK(entries[1].caseId == noor.id());
    CHECK(entries[1].hat == "wijkagent");
    CHECK(entries[1].bulk);
    // For the same readers: one changeset.
    const auto shared = noor.contact("casusteam");
    const auto one = must(entriesOf(noor.replica(), noor.id(), shared.value()));
    REQUIRE(one.size() == 1);
    CHECK(one[0].parts.size() == 2);
    CHECK(one[0].hat.empty());
    CHECK_FALSE(one[0].bulk);

    const auto before = noor.unsent();
    CHECK(must(save(noor.replica(), noor.id(), entry.value())).size() == 2);
    CHECK(noor.unsent() == before + 2);
}

TEST_CASE("a change goes where its record lives, also before the hub knows the audience",
          "[saving]") {
    Place noor(Person::Dijkgraaf);
    const auto note = noor.contact("eigen_werkaantekening");
    must(save(noor.replica(), noor.id(), note.value()));
    const RecordId report = note.value().parts.at(1).part.record;
    cw::Entry change{report, {{{cw::contactverslagType().id(), report, {}, {}}, std::nullopt}}};
    auto entries = must(entriesOf(noor.replica(), noor.id(), change));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].level == Level::EigenWerkaantekening);
    CHECK(must(levelOf(noor.replica(), noor.id(),
                       must(noor.replica().store().records().find(report))->audience)) ==
          Level::EigenWerkaantekening);

    const RecordId nowhere = noor.random.makeId<RecordId>();
    change.parts[0].part.record = nowhere;
    CHECK(entriesOf(noor.replica(), noor.id(), change).error().code == Code::NotFound);
    // A record of another case is not here either.
    change.parts[0].part.record = report;
    CHECK(entriesOf(noor.replica(), noor.town.otherCase(), change).error().code == Code::NotFound);
    CHECK(levelOf(noor.replica(), noor.id(), noor.random.makeId<AudienceId>()).error().code ==
          Code::NotFound);
}

TEST_CASE("who is no member saves nothing", "[saving][I-6]") {
    Place bram(Person::Uitslag);
    const auto before = bram.unsent();
    const auto entry = bram.contact("casusteam");
    const auto saved = save(bram.replica(), bram.town.otherCase(), entry.value());
    REQUIRE_FALSE(saved.has_value());
    CHECK(saved.error().code == Code::Refused);
    CHECK(bram.unsent() == before);
    CHECK_FALSE(must(actorIn(bram.replica(), bram.town.otherCase())).isMember);
}

TEST_CASE("what somebody is to a record follows from directory and record", "[saving]") {
    Place noor(Person::Dijkgraaf);
    Place vonk(Person::Vonk);
    const RecordId action = noor.only(cw::actieType().id());
    const auto actorOn = [&](Place& place, const RecordId& record) {
        return must(actorFor(place.replica(), place.id(), *must(place.replica().record(record))));
    };
    const auto owner = actorOn(noor, action);
    CHECK(owner.isMember);
    CHECK(owner.ownsAction);
    CHECK_FALSE(owner.isAuthor);
    CHECK_FALSE(owner.isOfSourceOrganisation);
    CHECK(owner.roles.has(model::Role::Casusregisseur));
    // Of the owning organisation, and not the one who is named.
    const auto colleague = actorOn(vonk, action);
    CHECK(colleague.isMember);
    CHECK_FALSE(colleague.ownsAction);
    CHECK(colleague.roles.isEmpty());

    const auto entry = vonk.contact("casusteam");
    must(save(vonk.replica(), vonk.id(), entry.value()));
    const auto author = actorOn(vonk, entry.value().record);
    CHECK(author.isAuthor);
    CHECK(author.isOfSourceOrganisation);
    CHECK_FALSE(author.ownsAction);
}

TEST_CASE("names are those that people gave, and ids where nobody did", "[names]") {
    Place noor(Person::Dijkgraaf);
    const auto names = must(HouseNames::read(noor.replica()));
    const auto who = [&](Person person) {
        return noor.town.house().people[static_cast<std::size_t>(person)].who.worker;
    };
    CHECK(names.colleagues().size() == 5);
    CHECK(names.workerName(who(Person::Uitslag)) == "Uitslag");
    CHECK(names.colleagues().at(who(Person::Uitslag)).function == "reclassering_toezichthouder");
    const auto stranger = noor.random.makeId<WorkerId>();
    CHECK(names.workerName(stranger) == "medewerker " + stranger.hex().substr(0, 8));
    CHECK(names.find("uitSLAG") == who(Person::Uitslag));
    CHECK(names.find("vo") == who(Person::Vonk));
    CHECK_FALSE(names.find("").has_value());
    CHECK_FALSE(names.find("Roosma").has_value());
    CHECK(names.recordName(noor.only(cw::betrokkeneType().id())) == "S. Slikkerveer");
    CHECK(names.recordName(noor.random.makeId<RecordId>()).empty());
}

TEST_CASE("introducing says what changed, and nothing twice", "[names]") {
    Place noor(Person::Dijkgraaf);
    const auto& me = noor.replica().identity().holder;
    const auto before = noor.unsent();
    Colleague self{me.worker, "Dijkgraaf", "wijkagent", me.organisation};
    must(introduce(noor.replica(), self));
    CHECK(noor.unsent() == before);
    self.name = "Noor Dijkgraaf";
    must(introduce(noor.replica(), self));
    CHECK(noor.unsent() == before + 1);
    const auto names = must(HouseNames::read(noor.replica()));
    CHECK(names.workerName(me.worker) == "Noor Dijkgraaf");
    // Two whose names begin alike: neither is meant.
    must(introduce(noor.replica(), {noor.random.makeId<WorkerId>(), "Noorman", "", {}}));
    const auto more = must(HouseNames::read(noor.replica()));
    CHECK_FALSE(more.find("noor").has_value());
    CHECK(more.find("noorm").has_value());
}

} // namespace
} // namespace vb::test
