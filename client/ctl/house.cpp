// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/house.h"

#include "client/bridge/house_names.h"
#include "sync/issuance/offline_keys.h"
#include "sync/issuance/sign.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

using nlohmann::json;

constexpr auto kIntroduction = "house.introduction";
constexpr std::chrono::hours kIssuerLifetime{24 * 365 * 5};

/// One issuer with the keys that were made for it.
struct Issuer {
    const IssuerWish& wish;
    membership::Affiliation holder;
    issuance::DeviceKeys keys;
    issuance::DevicePublicKeys shown;
    crypto::BoxKeyPair recovery;
};

Issuer makeIssuer(Surroundings& around, HouseId house, const IssuerWish& wish) {
    auto keys = issuance::DeviceKeys::generate();
    auto shown = keys.publicKeys(house);
    return {wish,
            {around.random.makeId<WorkerId>(), wish.organisation},
            std::move(keys),
            shown,
            crypto::BoxKeyPair::generate()};
}

Result<void> say(issuance::NewHouse& house, const Issuer& issuer, Instant now,
                 membership::StatementBody body) {
    const auto directory = membership::wholeDirectory(house.directory);
    VB_TRY(auto statement, issuance::sign(issuance::signingContext(directory, issuer.shown.device,
                                                                   issuer.keys.signing, now),
                                          std::move(body)));
    house.directory.append(statement, {directory.head(), now});
    house.statements.push_back(std::move(statement));
    return {};
}

/// What issuers say as soon as the root has named them: each certifies its own device, and the
/// house's own names the first holders of the roles.
Result<void> sayOwn(issuance::NewHouse& house, const Issuer& issuer, Instant now) {
    VB_TRY_VOID(
        say(house, issuer, now,
            issuance::certificateBody(issuer.shown, issuer.holder, {now, now + kIssuerLifetime},
                                      {protocol::kEnvelopeFormat})));
    for (const auto role : {model::Role::Procesregisseur, model::Role::Informatievoorziening}) {
        if (issuer.wish.roles.has(role))
            VB_TRY_VOID(say(house, issuer, now,
                            membership::RoleBody{issuer.holder, role, {now, std::nullopt}}));
    }
    return {};
}

Bytes pushRequest(const std::vector<membership::Statement>& statements) {
    veldboek::v0::PushRequest request;
    for (const auto& statement : statements) {
        auto* made = request.add_items()->mutable_statement();
        made->set_statement(std::string(asText(statement.sent.statement)));
        made->set_signature(std::string(asText(statement.sent.signature.bytes())));
    }
    return toBytes(asBytes(request.SerializeAsString()));
}

Result<void> sealForSafe(MadeHouse& made, const std::vector<Issuer>& issuers,
                         const issuance::RootKeys& root, const crypto::SigningKey& successor,
                         const issuance::OfflineSeal& seal, Safe safe) {
    VB_TRY(made.rootFile, issuance::sealRootFile(made.house, root, seal));
    if (safe == Safe::RootAlone)
        return {};
    VB_TRY(made.successorFile, issuance::sealSuccessorFile(made.house, successor, seal));
    for (const Issuer& issuer : issuers) {
        VB_TRY(auto content, issuance::sealRecoveryFile(made.house, issuer.wish.organisation,
                                                        issuer.recovery, seal));
        made.recoveryFiles.push_back({issuer.wish.organisation, std::move(content)});
    }
    return {};
}

Result<std::unique_ptr<bridge::WorkerStore>> makeStore(Surroundings& around, const HouseWish& wish,
                                                       const MadeHouse& made,
                                                       const Issuer& issuer) {
    VB_TRY(const auto passphrase, wish.passphrase(issuer.wish));
    const bridge::StoreOwner owner{made.house,
                                   issuer.holder,
                                   made.rootFingerprint,
                                   {wish.hubAddress, wish.hub.tlsPin},
                                   issuer.wish.function};
    VB_TRY(auto store, bridge::WorkerStore::create(issuer.wish.store, passphrase, owner,
                                                   issuer.keys, around.random, around.cost));
    VB_TRY(auto contents, store->contents());
    VB_TRY_VOID(oweIntroduction(contents.store, issuer.wish.name, issuer.wish.function));
    return store;
}

} // namespace

Result<MadeHouse> makeHouse(Surroundings& around, const HouseWish& wish,
                            const crypto::SecretBytes& recovery, Safe safe) {
    const Instant now = around.clock.now();
    MadeHouse made;
    made.house = around.random.makeId<HouseId>();
    const auto root = issuance::RootKeys::generate();
    const auto successor = crypto::SigningKey::generate();

    std::vector<Issuer> issuers;
    issuance::HousePlan plan{made.house, wish.hub, successor.publicKey(), {}};
    for (const IssuerWish& one : wish.issuers) {
        issuers.push_back(makeIssuer(around, made.house, one));
        const Issuer& issuer = issuers.back();
        plan.organisations.push_back({issuer.holder,
                                      issuer.shown,
                                      issuer.recovery.publicKey(),
                                      {now, now + kIssuerLifetime}});
    }
    VB_TRY(auto house, issuance::setUpHouse(plan, root, now));
    for (const Issuer& issuer : issuers)
        VB_TRY_VOID(sayOwn(house, issuer, now));
    made.rootFingerprint = house.rootFingerprint;
    made.statements = pushRequest(house.statements);

    const issuance::OfflineSeal seal{recovery, around.cost.cost, around.cost.policy};
    VB_TRY_VOID(sealForSafe(made, issuers, root, successor, seal, safe));
    for (const Issuer& issuer : issuers) {
        VB_TRY(auto store, makeStore(around, wish, made, issuer));
        made.stores.push_back(std::move(store));
    }
    return made;
}

Result<void> oweIntroduction(store::ReplicaStore& store, const std::string& name,
                             const std::string& function) {
    const json owed{{"naam", name}, {"functie", function}};
    VB_TRY(auto transaction, store.beginDurable());
    VB_TRY_VOID(store.meta().put(kIntroduction, asBytes(owed.dump())));
    return transaction.commit();
}

Result<bool> introduceIfOwed(engine::Replica& replica) {
    VB_TRY(const auto owed, replica.store().meta().get(kIntroduction));
    if (!owed || owed->empty())
        return false;
    const auto said = json::parse(owed->begin(), owed->end(), nullptr, false);
    if (!said.is_object())
        return fail(Code::Corrupt, "an introduction that cannot be read");
    const auto& holder = replica.identity().holder;
    VB_TRY_VOID(bridge::introduce(replica, {holder.worker, said.value("naam", ""),
                                            said.value("functie", ""), holder.organisation}));
    VB_TRY_VOID(replica.store().meta().put(kIntroduction, {}));
    return true;
}

} // namespace vb::ctl
