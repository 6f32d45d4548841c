// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A headless client to be killed: writes contacts one after the other, says of each that it is
// saved as soon as it is, and syncs now and then whatever comes of it. Its passphrase costs next to
// nothing, which is why it is a program of the tests.
//   e2e_client STORE CASE COUNT
#include "client/bridge/saving.h"
#include "client/casework/entering.h"
#include "client/ctl/workplace.h"
#include "crypto/random.h"
#include "tests/e2e/e2e_house.h"
#include "tests/support/bridge_stores.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace vb;

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

RecordId write(ctl::Workplace& place, const CaseId& caseId) {
    casework::NewContact contact;
    contact.soort = "huisbezoek";
    contact.uitkomst = "gesproken";
    contact.verslag.waargenomen = "merk " + toHex(crypto::randomBytes<8>());
    contact.verslag.publiek = "casusteam";
    const auto entered = casework::enterContact(contact, place.circumstances());
    VB_CHECK(entered.isAccepted());
    const auto saved = bridge::save(place.replica(), caseId, entered.value());
    VB_CHECK(saved.has_value());
    return entered.value().record;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4 || crypto::init())
        return 2;
    QCoreApplication application(argc, argv);
    ctl::Surroundings around;
    around.cost = test::cheapPassphrase();
    const auto caseId = CaseId::fromHex(argv[2]);
    const auto place =
        ctl::Workplace::open(around, argv[1], test::secretText(test::kE2ePassphrase));
    if (!caseId || !place) {
        if (!place)
            std::fprintf(stderr, "open: %s\n", place.error().context.c_str());
        return 3;
    }
    say("open");
    const int count = std::atoi(argv[3]);
    for (int i = 0; i < count; ++i) {
        say("saved " + write(**place, *caseId).hex());
        if (i % 5 == 4)
            (*place)->sync(std::chrono::seconds(20));
    }
    const auto trouble = (*place)->sync(std::chrono::seconds(20));
    say(trouble == engine::SyncTrouble::None ? "synced" : "offline");
    return 0;
}
