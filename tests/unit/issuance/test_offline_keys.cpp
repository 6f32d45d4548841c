// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/offline_keys.h"

#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/seeded_entropy.h"
#include "tests/unit/crypto/cheap.h"

using namespace vb;
using namespace vb::issuance;
using test::must;

namespace {

crypto::SecretBytes phrase(std::string_view text) {
    return crypto::SecretBytes::copyOf(asBytes(text));
}

} // namespace

TEST_CASE("offline keys come back with their passphrase", "[issuance][offline]") {
    test::SeededEntropy entropy(3);
    const HouseId house(crypto::randomBytes<16>());
    const auto passphrase = phrase("een lange zin voor de kluis");
    const OfflineSeal seal{passphrase, test::kCheapCost, test::kCheapPolicy};

    const RootKeys root = RootKeys::generate();
    const Bytes rootFile = must(sealRootFile(house, root, seal));
    CHECK(must(offlineKeyPlace(rootFile)) == OfflineKeyPlace{OfflinePurpose::Root, house, {}});
    const RootKeys opened = must(openRootFile(rootFile, passphrase, test::kCheapPolicy));
    CHECK(opened.signing == root.signing);
    CHECK(opened.recovery.publicKey() == root.recovery.publicKey());

    const auto successor = crypto::SigningKey::generate();
    const Bytes successorFile = must(sealSuccessorFile(house, successor, seal));
    CHECK(must(openSuccessorFile(successorFile, passphrase, test::kCheapPolicy)) == successor);

    const auto recovery = crypto::BoxKeyPair::generate();
    const Bytes recoveryFile = must(sealRecoveryFile(house, OrganisationCode{4}, recovery, seal));
    CHECK(must(offlineKeyPlace(recoveryFile)) ==
          OfflineKeyPlace{OfflinePurpose::OrganisationRecovery, house, OrganisationCode{4}});
    CHECK(must(openRecoveryFile(recoveryFile, passphrase, test::kCheapPolicy)).publicKey() ==
          recovery.publicKey());

    CHECK(openRootFile(successorFile, passphrase, test::kCheapPolicy).error().code ==
          Code::InvalidInput);
    CHECK(openRootFile(rootFile, phrase("een andere zin"), test::kCheapPolicy).error().code ==
          Code::WrongPassphrase);
}

TEST_CASE("a change anywhere in a file of offline keys is noticed", "[issuance][offline]") {
    test::SeededEntropy entropy(4);
    const HouseId house(crypto::randomBytes<16>());
    const auto passphrase = phrase("zin");
    const Bytes file = must(sealRootFile(house, RootKeys::generate(),
                                         {passphrase, test::kCheapCost, test::kCheapPolicy}));
    for (std::size_t at = 0; at < file.size(); ++at) {
        Bytes changed = file;
        changed[at] ^= 1;
        CAPTURE(at);
        CHECK_FALSE(openRootFile(changed, passphrase, test::kCheapPolicy));
    }
    for (std::size_t size = 0; size < file.size(); ++size)
        CHECK_FALSE(openRootFile(ByteView(file).subspan(0, size), passphrase, test::kCheapPolicy));
    Bytes newer = file;
    newer[8] = 1;
    CHECK(offlineKeyPlace(newer).error().code == Code::TooNew);
    CHECK(offlineKeyPlace(Bytes(file.size())).error().code == Code::InvalidInput);
}

TEST_CASE("offline keys are not sealed cheaper than the product allows", "[issuance][offline]") {
    test::SeededEntropy entropy(5);
    const auto passphrase = phrase("zin");
    const auto cheap = sealRootFile(HouseId(crypto::randomBytes<16>()), RootKeys::generate(),
                                    {passphrase, test::kCheapCost});
    REQUIRE_FALSE(cheap);
    CHECK(cheap.error().code == Code::InvalidInput);
    const auto empty = phrase("");
    CHECK_FALSE(sealRootFile(HouseId(crypto::randomBytes<16>()), RootKeys::generate(),
                             {empty, test::kCheapCost, test::kCheapPolicy}));
}
