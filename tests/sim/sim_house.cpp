// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_house.h"

#include "sync/issuance/sign.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace vb::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kProcesregisseur = 0;
constexpr std::size_t kInformatievoorziening = 1;

template <typename T>
T got(Result<T> result) {
    if (!result)
        throw std::runtime_error(std::string(codeName(result.error().code)) + ": " +
                                 result.error().context);
    return std::move(result).value();
}

SimPerson person(std::string name, OrganisationCode organisation, SeededRandom& random) {
    return {std::move(name),
            {random.makeId<WorkerId>(), organisation},
            issuance::DeviceKeys::generate()};
}

issuance::OrganisationPlan plan(const SimPerson& issuer, HouseId house, Instant now) {
    issuance::OrganisationPlan organisation;
    organisation.issuer = issuer.who;
    organisation.device = issuer.keys.publicKeys(house);
    organisation.recoveryKey = crypto::BoxKeyPair::generate().publicKey();
    organisation.period = {now - 1h, now + 24h * 3660}; // longer than a certificate
    return organisation;
}

/// Statements in the order in which they are said, and the directory that they make.
class Bootstrap {
public:
    Bootstrap(issuance::NewHouse house, Instant now)
        : m_house(std::move(house)), m_now(now), m_statements(m_house.statements) {}

    void say(const SimPerson& signer, membership::StatementBody body) {
        const auto prefix = membership::wholeDirectory(m_house.directory);
        const auto device = signer.keys.publicKeys(m_house.directory.house()).device;
        auto statement = got(issuance::sign(
            issuance::signingContext(prefix, device, signer.keys.signing, m_now), std::move(body)));
        m_house.directory.append(statement, {prefix.head(), m_now});
        m_statements.push_back(std::move(statement));
    }
    [[nodiscard]] Bytes bytes() const {
        veldboek::v0::PushRequest request;
        for (const auto& statement : m_statements) {
            const Bytes sent = membership::encodeSignedStatement(statement.sent);
            VB_CHECK(request.add_items()->mutable_statement()->ParseFromArray(
                sent.data(), static_cast<int>(sent.size())));
        }
        return toBytes(asBytes(request.SerializeAsString()));
    }

private:
    issuance::NewHouse m_house;
    Instant m_now;
    std::vector<membership::Statement> m_statements;
};

} // namespace

SimHouse SimHouse::make(SeededRandom& random, Instant now, const Ends& ends) {
    return of({{"Achterveld", membership::kHouseOrganisation},
               {"Wagter", membership::kHouseOrganisation},
               {"Dijkgraaf", kPolitie},
               {"Vonk", kPolitie},
               {"Uitslag", kReclassering}},
              random, now, ends);
}

SimHouse SimHouse::of(const std::vector<Role>& cast, SeededRandom& random, Instant now,
                      const Ends& ends) {
    SimHouse house{random.makeId<HouseId>(), {}, crypto::SigningKey::generate(), {}, {}, {}};
    std::map<OrganisationCode, std::size_t> issuers;
    std::vector<std::size_t> inOrder;
    for (const Role& role : cast) {
        const auto known =
            std::find_if(house.people.begin(), house.people.end(),
                         [&](const SimPerson& other) { return other.name == role.name; });
        if (known != house.people.end()) {
            const auto who = known->who;
            house.people.push_back({role.name, who, issuance::DeviceKeys::generate()});
            continue;
        }
        if (issuers.emplace(role.organisation, house.people.size()).second)
            inOrder.push_back(house.people.size());
        house.people.push_back(person(role.name, role.organisation, random));
    }

    house.hub.signingKey = house.hubKey.publicKey();
    ByteArray<32> pin{};
    random.fill(pin);
    house.hub.tlsPin = Digest256(pin);
    const auto root = issuance::RootKeys::generate();
    const auto successor = crypto::SigningKey::generate();
    issuance::HousePlan housePlan{house.id, house.hub, successor.publicKey(), {}};
    for (const std::size_t issuer : inOrder)
        housePlan.organisations.push_back(plan(house.people[issuer], house.id, now));
    auto made = got(issuance::setUpHouse(housePlan, root, now));
    house.rootFingerprint = made.rootFingerprint;

    Bootstrap bootstrap(std::move(made), now);
    const membership::Period always{now - 1h, now + 24h * 3650};
    for (std::size_t i = 0; i < house.people.size(); ++i) {
        const SimPerson& one = house.people[i];
        auto period = always;
        if (const auto end = ends.find(i); end != ends.end())
            period.until = end->second;
        bootstrap.say(house.people[issuers.at(one.who.organisation)],
                      issuance::certificateBody(one.keys.publicKeys(house.id), one.who, period,
                                                {protocol::kEnvelopeFormat}));
    }
    bootstrap.say(house.people[0], membership::RoleBody{house.people[kProcesregisseur].who,
                                                        model::Role::Procesregisseur, always});
    bootstrap.say(house.people[0],
                  membership::RoleBody{house.people[kInformatievoorziening].who,
                                       model::Role::Informatievoorziening, always});
    house.bootstrap = bootstrap.bytes();
    return house;
}

engine::DeviceIdentity SimHouse::identity(std::size_t index, SeededRandom& random) const {
    const SimPerson& one = people[index];
    const auto seed = one.keys.signing.seed();
    return {id,
            one.who,
            one.keys.publicKeys(id).device,
            random.makeId<IncarnationId>(),
            rootFingerprint,
            crypto::SigningKey::fromSeed(seed),
            crypto::BoxKeyPair::fromSecret(
                *crypto::BoxSecretKey::fromBytes(one.keys.box.secretKey().bytes())),
            "wijkagent"};
}

} // namespace vb::test
