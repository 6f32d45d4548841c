// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The hub, the house and its people.
#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/ctl/demo/stage.h"
#include "client/ctl/enrolment.h"
#include "client/ctl/house.h"
#include "client/ctl/importing.h"
#include "crypto/key_file_io.h"

#include <set>

namespace vb::ctl::demo {
namespace {

/// Before there is a house, nobody in the files works there.
class NobodyYet final : public casework::ImportScene {
public:
    [[nodiscard]] RecordId recordOf(std::string_view key) const override {
        return importedRecord(HouseId(), key);
    }
    [[nodiscard]] std::optional<WorkerId> workerOf(std::string_view) const override {
        return std::nullopt;
    }
};

/// Organisations with an office device of their own; in the others the one worker's device is the
/// office's too.
std::set<OrganisationCode> withOffice(const casework::ImportBatch& batch) {
    std::set<OrganisationCode> offices{membership::kHouseOrganisation};
    for (const auto& person : batch.mensen) {
        if (person.code == "po" || person.code == "re")
            offices.insert(person.organisatie);
    }
    return offices;
}

std::string officeCode(OrganisationCode organisation) {
    return "kantoor" + std::to_string(organisation.value);
}

/// Whose device certifies the others of that organisation.
std::string issuerOf(Stage& stage, OrganisationCode organisation) {
    const std::string office = officeCode(organisation);
    if (stage.has(office))
        return office;
    for (const Player* player : stage.players()) {
        if (player->holder.organisation == organisation)
            return player->code;
    }
    return {};
}

struct Cast {
    std::vector<IssuerWish> wishes;
    std::vector<Player> players; ///< beside them
};

/// Who is there from the beginning.
Cast firstCast(Stage& stage) {
    Cast cast;
    const auto offices = withOffice(stage.batch);
    const auto add = [&](const std::string& code, const std::string& name,
                         OrganisationCode organisation, const std::string& function,
                         model::RoleSet roles) {
        cast.wishes.push_back({organisation, name, function, stage.places.client(code), {}});
        Player player;
        player.code = code;
        player.name = name;
        player.holder.organisation = organisation;
        player.function = function;
        player.roles = roles;
        cast.players.push_back(std::move(player));
    };
    // A name is a text too: that of an office carries the canary.
    for (const OrganisationCode organisation : offices)
        add(officeCode(organisation), "Beheer " + stage.canary, organisation, {}, {});
    std::set<OrganisationCode> seen = offices;
    for (const auto& person : stage.batch.mensen) {
        if (seen.insert(person.organisatie).second)
            add(person.code, person.naam, person.organisatie, person.functie, person.rollen);
    }
    return cast;
}

Result<void> write(const std::filesystem::path& path, ByteView content) {
    if (crypto::replaceWholeFile(path.string(), content))
        return fail(Code::Io, path.string());
    return {};
}

/// Everybody who is not an issuer: invited by their organisation, enrolled over the hub's mailbox.
Result<void> inviteAndEnrol(Stage& stage, const casework::ImportPerson& person) {
    const std::string issuer = issuerOf(stage, person.organisatie);
    InvitationWish wish;
    wish.name = person.naam;
    wish.function = person.functie;
    if (person.organisatie == membership::kHouseOrganisation)
        wish.roles = person.rollen;
    auto& office = *stage.player(issuer).place;
    VB_TRY(const std::string text, invite(office, wish));
    const auto secret = stage.secret();
    VB_TRY(auto store,
           enrol(stage.around, stage.places.client(person.code), secret, text, person.functie));
    Player player;
    player.code = person.code;
    player.name = person.naam;
    player.function = person.functie;
    player.roles = person.rollen;
    VB_TRY(player.place, Workplace::start(stage.around, std::move(store)));
    player.holder = player.place->owner().holder;
    stage.add(std::move(player));
    return {};
}

/// What only the procesregisseur can give: the role of OM-medewerker.
Result<void> giveHouseRoles(Stage& stage) {
    for (const Player* player : stage.players()) {
        if (player->roles.has(model::Role::OmMedewerker))
            VB_TRY_VOID(bridge::giveRole(stage.replica("p"), std::nullopt, player->holder,
                                         model::Role::OmMedewerker));
    }
    return stage.sync("p");
}

} // namespace

Result<void> openHouse(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("De hub en het huis");
    VB_TRY(stage.batch, casework::readImport(casework::demoScenarios(), NobodyYet(),
                                             stage.around.clock.now(), *stage.around.calendar));
    HouseWish wish;
    VB_TRY(wish.hub, stage.hub.makeIdentity());
    VB_TRY(const std::uint16_t port, freePort());
    wish.hubAddress = "127.0.0.1:" + std::to_string(port);
    auto cast = firstCast(stage);
    wish.issuers = cast.wishes;
    wish.passphrase = [&stage](const IssuerWish&) -> Result<crypto::SecretBytes> {
        return stage.secret();
    };
    std::error_code error;
    std::filesystem::create_directories(stage.places.inspected / "clients", error);
    VB_TRY(auto made, makeHouse(stage.around, wish, stage.secret(), Safe::RootAlone));
    VB_TRY_VOID(write(stage.places.elsewhere / "huis.statements", made.statements));
    VB_TRY_VOID(write(stage.places.elsewhere / "wortel.sleutel", made.rootFile));
    VB_TRY_VOID(write(stage.places.passphraseFile(), asBytes(stage.passphrase + "\n")));
    VB_TRY_VOID(stage.hub.openHouse(stage.places.elsewhere / "huis.statements"));
    VB_TRY_VOID(stage.hub.start(port));
    narrator.say("De hub luistert op " + stage.hub.address() +
                 ", over TLS 1.3. Hij bewaart alles "
                 "en kan niets lezen.");
    for (std::size_t i = 0; i < cast.players.size(); ++i) {
        auto& player = cast.players[i];
        const std::string code = player.code;
        VB_TRY(player.place, Workplace::start(stage.around, std::move(made.stores[i])));
        player.holder = player.place->owner().holder;
        stage.add(std::move(player));
        VB_TRY_VOID(stage.sync(code));
    }
    narrator.say("Veiligheidshuis Lindervoort bestaat, met " + counted(cast.players.size()) +
                 " organisaties die elk hun eigen apparaten inschrijven.");
    return {};
}

Result<void> enrolPeople(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("Iedereen krijgt een apparaat met een eigen versleutelde opslag");
    for (const auto& person : stage.batch.mensen) {
        if (!stage.has(person.code))
            VB_TRY_VOID(inviteAndEnrol(stage, person));
    }
    std::size_t approved = 0;
    for (const Player* player : stage.players()) {
        VB_TRY(const auto done, approveAll(*player->place));
        approved += done.size();
    }
    std::size_t enrolled = 0;
    for (const Player* player : stage.players()) {
        VB_TRY(const bool isDone, finishEnrolment(*player->place));
        enrolled += isDone ? 1U : 0U;
    }
    VB_TRY_VOID(stage.syncAll());
    VB_TRY_VOID(giveHouseRoles(stage));
    VB_TRY_VOID(stage.syncAll());
    narrator.say(counted(approved) + " apparaten met een uitnodiging ingeschreven; nummers "
                                     "vergeleken, certificaten in het logboek.");
    narrator.check(enrolled == stage.players().size(),
                   "alle " + counted(stage.players().size()) + " apparaten zijn ingeschreven");
    VB_TRY(const auto names, bridge::HouseNames::read(stage.replica("po")));
    bool knowsAll = true;
    for (const auto& person : stage.batch.mensen)
        knowsAll = knowsAll && names.find(person.naam).has_value();
    narrator.check(knowsAll, "iedereen kent iedereen bij naam; de hub kent alleen nummers");
    return {};
}

} // namespace vb::ctl::demo
