// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/enrolment.h"

#include "tests/support/catch.h"
#include "tests/support/membership_world.h"
#include "tests/support/must.h"

using namespace vb;
using namespace vb::issuance;
using namespace vb::membership;
using namespace vb::test;

namespace {

Invitation inviteWanda(MembershipWorld& world) {
    return must(invite({world.house,
                        world.directory().rootFingerprint(),
                        "hub.example:8443",
                        Digest256(crypto::randomBytes<32>()),
                        world.holder("Wanda"),
                        {},
                        world.now + hours(48)}));
}

SigningContext policeContext(const DirectoryPrefix& whole, MembershipWorld& world) {
    const WorldDevice& issuer = world.issuer(kPolitie);
    return signingContext(whole, issuer.shown.device, issuer.keys.signing, world.now);
}

} // namespace

TEST_CASE("a device enrols over the mailbox", "[issuance][enrolment]") {
    MembershipWorld world;
    Invitation office = inviteWanda(world);
    const Invitation scanned = must(parseInvitation(invitationText(office)));
    must(openNotice(scanned, sealNotice(office)));

    const DeviceKeys keys = DeviceKeys::generate();
    const EnrolmentRequest request = must(openRequest(office, sealRequest(scanned, keys, {2, 0})));
    CHECK(request.keys == keys.publicKeys(world.house));
    CHECK(request.formats == std::vector<std::uint32_t>{0, 2});

    const auto whole = wholeDirectory(world.directory());
    const Approval approval = must(approve(policeContext(whole, world), std::move(office), request,
                                           {world.now, world.now + hours(24 * 365)}));
    REQUIRE(world.submit(approval.certificate) == Refusal::None);
    const Statement certificate =
        must(openAnswer(scanned, keys.publicKeys(world.house), approval.answer));
    CHECK(certificate.id == approval.certificate.id);
    CHECK(isDeviceInForce(wholeDirectory(world.directory()), request.keys.device));
    CHECK(world.directory().device(request.keys.device)->holder == world.holder("Wanda"));
}

TEST_CASE("the hub can neither make nor move a message of an enrolment", "[issuance][enrolment]") {
    MembershipWorld world;
    const Invitation office = inviteWanda(world);
    const Invitation other = inviteWanda(world);
    const DeviceKeys keys = DeviceKeys::generate();
    const Bytes request = sealRequest(office, keys, {0});
    const Bytes notice = sealNotice(office);

    CHECK(openRequest(other, request).error().code == Code::Unauthentic);
    CHECK(openNotice(other, notice).error().code == Code::Unauthentic);
    CHECK(openRequest(office, notice).error().code == Code::Unauthentic);
    CHECK(openNotice(office, request).error().code == Code::Unauthentic);
    CHECK(openAnswer(office, keys.publicKeys(world.house), request).error().code ==
          Code::Unauthentic);
    CHECK(openRequest(office, Bytes(100'000)).error().code == Code::TooLarge);
    for (std::size_t at = 0; at < request.size(); at += 7) {
        Bytes changed = request;
        changed[at] ^= 0x10;
        CHECK_FALSE(openRequest(office, changed));
        CHECK_FALSE(openRequest(office, ByteView(request).subspan(0, at)));
    }
}

TEST_CASE("approving is for what was promised, in time, by the right issuer",
          "[issuance][enrolment]") {
    MembershipWorld world;
    const DeviceKeys keys = DeviceKeys::generate();
    const auto whole = wholeDirectory(world.directory());
    const Period year{world.now, world.now + hours(24 * 365)};

    SECTION("not by another organisation") {
        Invitation office = inviteWanda(world);
        const auto request = must(openRequest(office, sealRequest(office, keys, {0})));
        const WorldDevice& ggd = world.issuer(kGgd);
        const auto approval =
            approve(signingContext(whole, ggd.shown.device, ggd.keys.signing, world.now),
                    std::move(office), request, year);
        REQUIRE_FALSE(approval);
        CHECK(approval.error() == Error{Code::Refused, "authority"});
    }
    SECTION("not after it expired") {
        Invitation office = inviteWanda(world);
        const auto request = must(openRequest(office, sealRequest(office, keys, {0})));
        world.now = world.now + hours(48);
        CHECK_FALSE(approve(policeContext(whole, world), std::move(office), request, year));
    }
    SECTION("an answer for other keys is refused by the device") {
        Invitation office = inviteWanda(world);
        const Invitation scanned = must(parseInvitation(invitationText(office)));
        const auto request = must(openRequest(office, sealRequest(office, keys, {0})));
        const auto approval =
            must(approve(policeContext(whole, world), std::move(office), request, year));
        const auto others = DeviceKeys::generate().publicKeys(world.house);
        CHECK(openAnswer(scanned, others, approval.answer).error().code == Code::Unauthentic);
    }
}

TEST_CASE("a safety number is the same on both sides and changes with any key",
          "[issuance][enrolment]") {
    MembershipWorld world;
    const auto wim = world.device("Wim").shown;
    const auto office = world.issuer(kPolitie).shown;
    const std::string number = safetyNumber(world.house, wim, office);
    CHECK(number == safetyNumber(world.house, office, wim));
    CHECK(number.size() == 12 * 5 + 11);
    auto changed = wim;
    changed.box = world.device("Wanda").shown.box;
    CHECK(safetyNumber(world.house, changed, office) != number);
    changed = wim;
    changed.push = world.device("Wanda").shown.push;
    CHECK(safetyNumber(world.house, changed, office) != number);
}
