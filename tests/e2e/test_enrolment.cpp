// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/ctl/enrolment.h"
#include "client/ctl/hub_requests.h"
#include "tests/e2e/e2e_house.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

namespace vb {
namespace {

using namespace vb::test;

std::string inviteWanda(E2eHouse& house) {
    ctl::InvitationWish wish;
    wish.name = "Wanda Wijngaard";
    wish.function = "wijkagent";
    return must(ctl::invite(*house.places[1], wish));
}

TEST_CASE("a device enrols over the hub's mailbox and reads what it is granted", "[e2e]") {
    E2eHouse house;
    const std::string text = inviteWanda(house);
    auto wanda = must(ctl::Workplace::start(
        house.around,
        must(ctl::enrol(house.around, house.store("wanda"), house.secret(), text, "wijkagent"))));
    CHECK(must(ctl::isWaiting(wanda->replica())));
    CHECK_FALSE(must(ctl::finishEnrolment(*wanda)));
    CHECK(wanda->sync() == engine::SyncTrouble::NotAdmitted);

    const auto approved = must(ctl::approveAll(*house.places[1]));
    REQUIRE(approved.size() == 1);
    CHECK(approved[0].name == "Wanda Wijngaard");
    CHECK(approved[0].device == wanda->replica().identity().device);
    CHECK(must(ctl::finishEnrolment(*wanda)));
    mustSync(*wanda);
    CHECK_FALSE(must(ctl::isWaiting(wanda->replica())));
    // Both read the same number, and each from its own side.
    CHECK(must(ctl::numberToCompare(wanda->replica())) == approved[0].safetyNumber);
    CHECK(must(bridge::HouseNames::read(wanda->replica())).find("wanda").has_value());

    // Assigned, granted the keys by whoever syncs next, and there is the whole case.
    const auto record = writeContact(*house.places[1], house.shared, "Wat er al was.");
    mustSync(*house.places[1]);
    bridge::Assignment assignment;
    assignment.member = wanda->owner().holder;
    must(bridge::assign(house.places[0]->replica(), house.shared, assignment));
    mustSync(*house.places[0]);
    mustSync(*wanda);
    mustSync(*house.places[0]);
    mustSync(*wanda);
    CHECK(must(wanda->replica().record(record)).has_value());
}

TEST_CASE("an invitation works once, and only whole", "[e2e]") {
    E2eHouse house;
    const std::string text = inviteWanda(house);
    auto garbled = text;
    garbled.back() = garbled.back() == 'A' ? 'B' : 'A';
    const auto wrong = ctl::enrol(house.around, house.store("wrong"), house.secret(), garbled, {});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == Code::InvalidInput);
    CHECK_FALSE(std::filesystem::exists(house.store("wrong")));

    must(ctl::enrol(house.around, house.store("wanda"), house.secret(), text, {}));
    const auto second = ctl::enrol(house.around, house.store("second"), house.secret(), text, {});
    REQUIRE_FALSE(second);
    CHECK(must(ctl::approveAll(*house.places[1])).size() == 1);
    CHECK(must(ctl::approveAll(*house.places[1])).empty());
}

TEST_CASE("a hub that fills a mailbox first keeps nobody else from enrolling", "[e2e]") {
    E2eHouse house;
    const std::string spoilt = inviteWanda(house);
    ctl::HubRequests requests(house.places[1]->owner().hub);
    const auto mailbox = issuance::mailboxAddress(must(issuance::parseInvitation(spoilt)));
    must(requests.putMail(mailbox, 1, asBytes("niet met de uitnodiging gemaakt")));
    const std::string text = inviteWanda(house);
    must(ctl::enrol(house.around, house.store("wanda"), house.secret(), text, {}));

    CHECK(must(ctl::approveAll(*house.places[1])).size() == 1);
    const auto open = must(ctl::openInvitations(*house.places[1]));
    REQUIRE(open.size() == 1);
    CHECK(open[0].isSpoilt);
    CHECK_FALSE(open[0].isAnswered);
    CHECK(must(ctl::approveAll(*house.places[1])).empty());
}

TEST_CASE("roles that the issuer may not give are told and stop nothing", "[e2e]") {
    E2eHouse house;
    ctl::InvitationWish wish;
    wish.name = "Wanda Wijngaard";
    wish.function = "wijkagent";
    wish.roles.add(model::Role::Manager);
    const std::string text = must(ctl::invite(*house.places[1], wish));
    must(ctl::enrol(house.around, house.store("wanda"), house.secret(), text, {}));
    const auto approved = must(ctl::approveAll(*house.places[1]));
    REQUIRE(approved.size() == 1);
    CHECK(approved[0].notGiven == model::RoleSet{model::Role::Manager});
    CHECK(must(ctl::approveAll(*house.places[1])).empty());
}

TEST_CASE("a device that was handed in still delivers, and is given nothing more", "[e2e][I-6]") {
    E2eHouse house;
    auto wanda = must(ctl::Workplace::start(
        house.around, must(ctl::enrol(house.around, house.store("wanda"), house.secret(),
                                      inviteWanda(house), "wijkagent"))));
    REQUIRE(must(ctl::approveAll(*house.places[1])).size() == 1);
    REQUIRE(must(ctl::finishEnrolment(*wanda)));
    mustSync(*wanda);
    bridge::Assignment assignment;
    assignment.member = wanda->owner().holder;
    must(bridge::assign(house.places[0]->replica(), house.shared, assignment));
    for (int round = 0; round < 2; ++round) {
        mustSync(*house.places[0]);
        mustSync(*wanda);
    }

    const auto unsent = writeContact(*wanda, house.shared, "Wat nog niet weg was.");
    must(bridge::endDevice(house.places[1]->replica(), wanda->replica().identity().device,
                           membership::EndReason::Retired));
    mustSync(*house.places[1]);
    const auto after = writeContact(*house.places[1], house.shared, "Van daarna.");
    mustSync(*house.places[1]);
    mustSync(*wanda);
    mustSync(*house.places[0]);
    CHECK_FALSE(must(wanda->replica().record(after)).has_value());
    const auto late = must(house.places[0]->replica().record(unsent));
    REQUIRE(late.has_value());
    CHECK(late->created->late);
}

} // namespace
} // namespace vb
