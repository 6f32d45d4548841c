// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/e2e/e2e_house.h"

#include "client/bridge/office.h"
#include "client/bridge/saving.h"
#include "client/casework/entering.h"
#include "client/ctl/generating.h"
#include "client/ctl/house.h"
#include "crypto/random.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/must.h"

#include <QCoreApplication>

namespace vb::test {
namespace {

/// Qt wants one before anything of its is made; all cases share it.
void needApplication() {
    static int count = 1;
    static char name[] = "test_e2e";
    static char* arguments[] = {name, nullptr};
    static QCoreApplication application(count, arguments);
    REQUIRE_FALSE(crypto::init().has_value());
}

std::filesystem::path hubProgram() {
    needApplication();
    return VB_HUB_PROGRAM;
}

} // namespace

E2eHouse::E2eHouse() : hub(hubProgram(), m_dir.path() / "inspected" / "hub") {
    around.cost = cheapPassphrase();
    std::filesystem::create_directories(inspected() / "clients");
    // Whoever wants a temporary file, here or in the hub, makes it where the tests look.
    std::filesystem::create_directories(inspected() / "tmp");
    m_tmpBefore = qgetenv("TMPDIR");
    qputenv("TMPDIR", (inspected() / "tmp").c_str());
    qputenv("SQLITE_TMPDIR", (inspected() / "tmp").c_str());
    openHouse();
    openCase();
}

E2eHouse::~E2eHouse() {
    if (m_tmpBefore.isNull())
        qunsetenv("TMPDIR");
    else
        qputenv("TMPDIR", m_tmpBefore);
    qunsetenv("SQLITE_TMPDIR");
}

crypto::SecretBytes E2eHouse::secret() const {
    return secretText(kE2ePassphrase);
}

void E2eHouse::openHouse() {
    ctl::HouseWish wish;
    wish.hub = must(hub.makeIdentity());
    const auto port = must(ctl::freePort());
    wish.hubAddress = "127.0.0.1:" + std::to_string(port);
    wish.issuers = {
        {membership::kHouseOrganisation,
         "Tom Achterveld",
         "procesregisseur",
         store("tom"),
         {model::Role::Procesregisseur, model::Role::Informatievoorziening}},
        {{1}, "Noor Dijkgraaf", "wijkagent", store("noor"), {}},
        {{3}, "Bram Uitslag", "reclassering_toezichthouder", store("bram"), {}},
    };
    wish.passphrase = [this](const ctl::IssuerWish&) -> Result<crypto::SecretBytes> {
        return secret();
    };
    auto made = must(ctl::makeHouse(around, wish, secret(), ctl::Safe::RootAlone));
    writeFile(file("huis.statements"), asText(made.statements));
    must(hub.openHouse(file("huis.statements")));
    must(hub.start(port));
    for (auto& made_store : made.stores) {
        places.push_back(must(ctl::Workplace::start(around, std::move(made_store))));
        mustSync(*places.back());
    }
    for (auto& place : places)
        mustSync(*place);
}

void E2eHouse::openCase() {
    std::vector<membership::Affiliation> everybody;
    for (const auto& place : places)
        everybody.push_back(place->owner().holder);
    shared = must(ctl::openCases(*places[0], 1, everybody)).front();
    for (int round = 0; round < 2; ++round) {
        for (auto& place : places)
            mustSync(*place);
    }
}

std::unique_ptr<ctl::Workplace> E2eHouse::open(const std::string& name) {
    return must(ctl::Workplace::open(around, store(name), secret()));
}

void mustSync(ctl::Workplace& place) {
    const auto trouble = place.sync(std::chrono::minutes(2));
    INFO(place.whyNot());
    REQUIRE(trouble == engine::SyncTrouble::None);
}

RecordId writeContact(ctl::Workplace& place, const CaseId& caseId, const std::string& observed) {
    casework::NewContact contact;
    contact.soort = "huisbezoek";
    contact.uitkomst = "gesproken";
    contact.verslag.waargenomen = observed;
    contact.verslag.publiek = "casusteam";
    const auto entered = casework::enterContact(contact, place.circumstances());
    VB_CHECK(entered.isAccepted());
    const auto saved = bridge::save(place.replica(), caseId, entered.value());
    VB_CHECK(saved.has_value());
    return entered.value().record;
}

} // namespace vb::test
