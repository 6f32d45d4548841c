// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/invitation.h"

#include "sync/issuance/base32.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/seeded_entropy.h"

#include <algorithm>
#include <cctype>

using namespace vb;
using namespace vb::issuance;
using test::must;

namespace {

InvitationPlan plan() {
    return {HouseId(crypto::randomBytes<16>()),
            Digest256(crypto::randomBytes<32>()),
            "hub.veiligheidshuis.example:8443",
            Digest256(crypto::randomBytes<32>()),
            {WorkerId(crypto::randomBytes<16>()), OrganisationCode{2}},
            {model::Role::Procesregisseur, model::Role::Manager},
            Instant{1'790'000'000'000}};
}

void requireEqual(const Invitation& left, const Invitation& right) {
    CHECK(left.house == right.house);
    CHECK(left.secret == right.secret);
    CHECK(left.rootFingerprint == right.rootFingerprint);
    CHECK(left.hubAddress == right.hubAddress);
    CHECK(left.hubPin == right.hubPin);
    CHECK(left.holder == right.holder);
    CHECK(left.roles == right.roles);
    CHECK(left.expires == right.expires);
    CHECK(mailboxAddress(left) == mailboxAddress(right));
    CHECK(invitationDigest(left) == invitationDigest(right));
}

} // namespace

TEST_CASE("an invitation survives being read aloud and typed", "[issuance][invitation]") {
    test::SeededEntropy entropy(11);
    const Invitation invitation = must(invite(plan()));
    const std::string text = invitationText(invitation);
    CHECK(text.rfind("VELDBOEK-", 0) == 0);
    CHECK(std::all_of(text.begin(), text.end(), [](char sign) {
        return (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') || sign == '-';
    }));
    requireEqual(must(parseInvitation(text)), invitation);

    std::string typed;
    for (char sign : text) {
        if (sign == '-')
            typed += " \n";
        else if (sign == '0')
            typed += 'o';
        else if (sign == '1')
            typed += typed.size() % 2 == 0 ? 'l' : 'I';
        else
            typed += static_cast<char>(std::tolower(sign));
    }
    typed.replace(0, typed.find(' '), "Veldboek");
    requireEqual(must(parseInvitation(typed)), invitation);
}

TEST_CASE("any one sign wrong is noticed", "[issuance][invitation]") {
    test::SeededEntropy entropy(12);
    const std::string text = invitationText(must(invite(plan())));
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '-')
            continue;
        std::string wrong = text;
        wrong[at] = text[at] == 'Z' ? 'Y' : 'Z';
        CAPTURE(at);
        CHECK_FALSE(parseInvitation(wrong));
    }
    for (std::size_t size = 0; size < text.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(parseInvitation(std::string_view(text).substr(0, size)));
    }
    CHECK_FALSE(parseInvitation(text + "0"));
    CHECK_FALSE(parseInvitation("VELDBOEK-UUUUU"));
    CHECK_FALSE(parseInvitation(std::string(100'000, 'A')));
}

TEST_CASE("two invitations never share a secret, and say which hub", "[issuance][invitation]") {
    test::SeededEntropy entropy(13);
    const InvitationPlan one = plan();
    const Invitation first = must(invite(one));
    const Invitation second = must(invite(one));
    CHECK_FALSE(first.secret == second.secret);
    CHECK(mailboxAddress(first) != mailboxAddress(second));
    for (const std::string& address : {std::string(), std::string(256, 'a'),
                                       std::string("hub example"), std::string("h\xc3\xb6")}) {
        InvitationPlan wrong = one;
        wrong.hubAddress = address;
        CHECK(invite(wrong).error().code == Code::InvalidInput);
    }
}

TEST_CASE("base 32 is one to one", "[issuance][base32]") {
    CHECK(toBase32({}).empty());
    const Bytes bytes{0x00, 0x44, 0x32, 0x14, 0xc7, 0x42};
    CHECK(toBase32(bytes) == "0123456788");
    test::SeededEntropy entropy(14);
    for (std::size_t size = 0; size < 40; ++size) {
        Bytes random(size);
        crypto::fillRandom(random);
        CHECK(fromBase32(toBase32(random)) == random);
    }
    CHECK_FALSE(fromBase32("U"));
    CHECK_FALSE(fromBase32("0"));
    CHECK_FALSE(fromBase32("01")); // a bit of the filling is set
    CHECK(fromBase32("00") == Bytes{0});
}
