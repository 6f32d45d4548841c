// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/associated_data.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/working_note.h"
#include "tests/support/catch.h"
#include "tests/unit/envelope/sealing_world.h"

using namespace vb;
using namespace vb::envelope;
using vb::test::SealingWorld;

TEST_CASE("An epoch key reaches its recipient and nobody else", "[sync][envelope]") {
    SealingWorld world;
    const auto recipient = crypto::BoxKeyPair::generate();
    const Bytes box =
        sealEpochKey(world.house, world.audience, world.key, recipient.publicKey()).value();
    const auto open = [&](HouseId house, AudienceId audience, EpochId epoch,
                          const crypto::BoxKeyPair& keys) {
        return openEpochKey(house, audience, epoch, box, keys);
    };
    const auto opened = open(world.house, world.audience, world.epoch, recipient);
    REQUIRE(opened.has_value());
    CHECK(*opened == world.key);

    const HouseId house(ByteArray<16>{1});
    const AudienceId audience(ByteArray<16>{1});
    const EpochId epoch(ByteArray<32>{1});
    const auto codeOf = [](const Result<crypto::EpochKey>& refused) {
        REQUIRE_FALSE(refused.has_value());
        return refused.error().code;
    };
    CHECK(codeOf(open(house, world.audience, world.epoch, recipient)) == Code::Unauthentic);
    CHECK(codeOf(open(world.house, audience, world.epoch, recipient)) == Code::Unauthentic);
    CHECK(codeOf(open(world.house, world.audience, epoch, recipient)) == Code::Unauthentic);
    CHECK(codeOf(open(world.house, world.audience, world.epoch, crypto::BoxKeyPair::generate())) ==
          Code::Unauthentic);
}

TEST_CASE("A damaged box gives no key", "[sync][envelope][I-10]") {
    SealingWorld world;
    const auto recipient = crypto::BoxKeyPair::generate();
    const Bytes box =
        sealEpochKey(world.house, world.audience, world.key, recipient.publicKey()).value();
    std::size_t opened = 0;
    for (std::size_t at = 0; at < box.size(); ++at) {
        Bytes damaged = box;
        damaged[at] ^= 0x40;
        const ByteView cut = ByteView(box).first(at);
        opened +=
            openEpochKey(world.house, world.audience, world.epoch, damaged, recipient) ? 1U : 0U;
        opened += openEpochKey(world.house, world.audience, world.epoch, cut, recipient) ? 1U : 0U;
    }
    CHECK(opened == 0);
}

TEST_CASE("A box with another key than its epoch names gives none", "[sync][envelope]") {
    SealingWorld world;
    const auto recipient = crypto::BoxKeyPair::generate();
    const auto other = crypto::EpochKey::generate();
    // Sealed as if for the world's epoch: the context fits, the key does not.
    crypto::AssociatedData context(crypto::Kind::EpochBox);
    context.add(world.house.view()).add(world.audience.view()).add(world.epoch.view());
    const Bytes box =
        *crypto::sealWithContext(recipient.publicKey(), context.bytes(), other.bytes());
    CHECK(openEpochKey(world.house, world.audience, world.epoch, box, recipient).error().code ==
          Code::Unauthentic);
}

TEST_CASE("An epoch's id commits to house, audience and key", "[sync][envelope]") {
    SealingWorld world;
    CHECK(epochId(world.house, world.audience, world.key) == world.epoch);
    CHECK(epochId(HouseId(ByteArray<16>{1}), world.audience, world.key) != world.epoch);
    CHECK(epochId(world.house, AudienceId(ByteArray<16>{1}), world.key) != world.epoch);
    CHECK(epochId(world.house, world.audience, crypto::EpochKey::generate()) != world.epoch);
}

TEST_CASE("A working note opens with its key in its place only", "[sync][envelope]") {
    SealingWorld world;
    const auto key = crypto::NotesKey::generate();
    const NotePlace place{world.house, world.audience, world.random.makeId<ChangesetId>(), 2};
    const Bytes content = toBytes(asBytes("alleen voor mij"));
    const Bytes sealed = sealWorkingNote(key, place, content);
    CHECK(openWorkingNote(key, place, sealed).value() == content);

    CHECK_FALSE(openWorkingNote(crypto::NotesKey::generate(), place, sealed).has_value());
    NotePlace other = place;
    SECTION("house") {
        other.house = HouseId(ByteArray<16>{1});
    }
    SECTION("audience") {
        other.audience = AudienceId(ByteArray<16>{1});
    }
    SECTION("changeset") {
        other.changeset = ChangesetId(ByteArray<32>{1});
    }
    SECTION("part") {
        other.part = 3;
    }
    CHECK(openWorkingNote(key, other, sealed).error().code == Code::Unauthentic);
}
