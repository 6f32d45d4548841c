// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/house_setup.h"

#include "sync/issuance/sign.h"
#include "sync/membership/admission.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/seeded_entropy.h"

using namespace vb;
using namespace vb::issuance;
using test::must;
using namespace vb::membership;
using model::Role;

namespace {

constexpr Instant kNow{1'790'000'000'000};
constexpr Period kYears{kNow, Instant{kNow.millis + 86'400'000LL * 3650}};

struct Plan {
    test::SeededEntropy entropy{7};
    RootKeys root = RootKeys::generate();
    DeviceKeys houseIssuer = DeviceKeys::generate();
    DeviceKeys policeIssuer = DeviceKeys::generate();
    HousePlan plan;

    Plan() {
        plan.house = HouseId(crypto::randomBytes<16>());
        plan.hub = {crypto::SigningKey::generate().publicKey(),
                    Digest256(crypto::randomBytes<32>())};
        plan.successor = crypto::SigningKey::generate().publicKey();
        plan.organisations = {
            organisation(kHouseOrganisation, houseIssuer),
            organisation(OrganisationCode{2}, policeIssuer),
        };
    }
    OrganisationPlan organisation(OrganisationCode code, const DeviceKeys& issuer) const {
        return {{WorkerId(crypto::randomBytes<16>()), code},
                issuer.publicKeys(plan.house),
                crypto::BoxKeyPair::generate().publicKey(),
                kYears};
    }
};

} // namespace

TEST_CASE("a new house says who its root, hub and issuers are", "[issuance]") {
    Plan p;
    const NewHouse house = must(setUpHouse(p.plan, p.root, kNow));
    REQUIRE(house.statements.size() == 4);
    CHECK(house.rootFingerprint == rootFingerprint(p.plan.house, p.root.signing.publicKey()));
    CHECK(house.directory.root(4)->recoveryKey == p.root.recovery.publicKey());
    CHECK(house.directory.hub(4)->signingKey == p.plan.hub.signingKey);
    const auto whole = wholeDirectory(house.directory);
    for (const OrganisationPlan& organisation : p.plan.organisations) {
        CHECK(isIssuerInForce(whole, organisation.device.device, kNow));
        CHECK(*house.directory.organisationRecovery(organisation.issuer.organisation, 4) ==
              organisation.recoveryKey);
    }

    SECTION("and another device that knows the fingerprint accepts every statement of it") {
        HouseDirectory other(p.plan.house, house.rootFingerprint);
        for (const Statement& statement : house.statements) {
            const LeafFacts leaf{{other.chain().head(), {}}, kNow};
            must(accept(other,
                        {statement.sent, leaf,
                         extended(p.plan.house, CaseId{}, other.chain().head(), statement.id)}));
        }
        CHECK(other.chain().head() == house.directory.chain().head());
    }
    SECTION("but one that expects another root accepts none") {
        HouseDirectory other(p.plan.house, Digest256(crypto::randomBytes<32>()));
        const Statement& first = house.statements.front();
        const auto accepted = accept(other, {first.sent, LeafFacts{{}, kNow},
                                             extended(p.plan.house, CaseId{}, {}, first.id)});
        REQUIRE_FALSE(accepted);
        CHECK(accepted.error().code == Code::Refused);
        CHECK(other.size() == 0);
    }
}

TEST_CASE("the house's issuer names the first office, and only the first", "[issuance]") {
    Plan p;
    NewHouse house = must(setUpHouse(p.plan, p.root, kNow));
    HouseDirectory& directory = house.directory;
    const DeviceKeys petra = DeviceKeys::generate();
    const Affiliation holder{WorkerId(crypto::randomBytes<16>()), kHouseOrganisation};
    const auto say = [&](const DeviceKeys& by, StatementBody body) -> Result<void> {
        const auto whole = wholeDirectory(directory);
        VB_TRY(const Statement statement,
               sign(signingContext(whole, by.publicKeys(p.plan.house).device, by.signing, kNow),
                    std::move(body)));
        directory.append(statement, {whole.head(), kNow});
        return {};
    };
    const auto certificate = certificateBody(petra.publicKeys(p.plan.house), holder, kYears, {0});

    CHECK(say(p.policeIssuer, certificate).error().context == "authority");
    must(say(p.houseIssuer, certificate));
    const RoleBody role{holder, Role::Procesregisseur, {kNow, std::nullopt}};
    CHECK(say(p.policeIssuer, role).error().context == "certificate"); // it only certifies
    must(say(p.houseIssuer, role));

    const RoleBody second{{WorkerId(crypto::randomBytes<16>()), kHouseOrganisation},
                          Role::Procesregisseur,
                          {kNow, std::nullopt}};
    CHECK_FALSE(say(p.houseIssuer, second));
    must(say(petra, second));
}

TEST_CASE("the root hands over to the successor that it named", "[issuance]") {
    Plan p;
    const auto successor = crypto::SigningKey::generate();
    p.plan.successor = successor.publicKey();
    NewHouse house = must(setUpHouse(p.plan, p.root, kNow));
    const auto whole = wholeDirectory(house.directory);
    const RootBody next{successor.publicKey(), Digest256(crypto::randomBytes<32>()),
                        crypto::BoxKeyPair::generate().publicKey()};

    CHECK_FALSE(sign(signingContext(whole, DeviceId{}, p.root.signing, kNow), next));
    const auto stranger = crypto::SigningKey::generate();
    const RootBody strange{stranger.publicKey(), next.successorCommitment, next.recoveryKey};
    CHECK_FALSE(sign(signingContext(whole, DeviceId{}, stranger, kNow), strange));

    const Statement statement =
        must(sign(signingContext(whole, DeviceId{}, successor, kNow), next));
    house.directory.append(statement, {whole.head(), kNow});
    const auto after = wholeDirectory(house.directory);
    CHECK_FALSE(sign(signingContext(after, DeviceId{}, p.root.signing, kNow), p.plan.hub));
    CHECK(sign(signingContext(after, DeviceId{}, successor, kNow), p.plan.hub));
    CHECK(house.directory.root(4)->rootKey == p.root.signing.publicKey());
    CHECK(house.directory.root(5)->rootKey == successor.publicKey());
}
