// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments that purges and withdrawals take along.
#include "tests/unit/engine/attach_town.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Request;
using store::AttachmentState;

namespace {

struct DropTown : AttachTown {
    [[nodiscard]] membership::NamedAttachment name(const AttachmentId& address) const {
        return {team(caseId), address};
    }
    using AttachTown::name;
    bool isGoneFrom(std::size_t person, const AttachmentId& address) {
        const auto row = must(replica(person).store().attachments().find(team(caseId), address));
        return !row || (row->held == 0 && row->state == AttachmentState::Gone);
    }
    /// A record with an attachment that everybody has.
    RecordId everywhere(std::size_t author, const AttachmentId& address) {
        const auto record = name(author, {address});
        syncAll({kNoor, kBram, kOffice, kInfo});
        return record;
    }
};

} // namespace

TEST_CASE("a purge takes the attachments along that nothing else needs",
          "[engine][attachment][purge]") {
    DropTown town;
    const Bytes sealed = town.bytes(2 * kChunk + 7);
    const auto address = town.attach(kNoor, sealed);
    const auto shared = town.attach(kNoor, town.bytes(9));
    const auto record = town.name(kNoor, {address, shared});
    town.everywhere(kBram, shared);
    REQUIRE(town.has(kBram, address));
    const auto purges = must(town.replica(kOffice).purgesOf(record));
    REQUIRE(purges.size() == 1);
    CHECK(purges.front().attachments == std::vector{town.name(address)});
    SECTION("at once") {}
    SECTION("also where a colleague names it in what is not sent yet") {
        town.name(kBram, {address});
    }
    SECTION("also where it is being fetched, or uploaded again") {
        must(town.replica(kBram).store().database().execute(
            "UPDATE attachment SET state = 1 WHERE state = 3"));
    }
    town.purgeRecord(kOffice, record);
    CHECK_FALSE(town.isAtHub(address));
    CHECK(town.isAtHub(shared));
    town.syncAll({kNoor, kBram, kOffice, kNoor, kBram});
    for (const std::size_t person : {kNoor, kBram, kOffice}) {
        INFO(town.house.people[person].name);
        CHECK(town.isGoneFrom(person, address));
        CHECK(town.has(person, shared));
        CHECK(must(town.replica(person).outbox().attachments()).empty());
        CHECK(town.device(person).engine().status().attachmentsWanted == 0);
        CHECK(town.device(person).engine().status().attachmentsOwed == 0);
    }
    CHECK_FALSE(town.isAtHub(address));
    // And it does not come back: not by being made again, nor after the hub was started again.
    CHECK(town.replica(kNoor)
              .attachments()
              .attach(town.caseId, town.team(town.caseId), sealed)
              .error()
              .code == Code::Refused);
    town.reopenHub();
    town.name(kNoor, {address});
    town.syncAll({kNoor, kBram});
    CHECK_FALSE(town.isAtHub(address));
    CHECK(must(town.replica(kBram).attachments().sight(address)).place == AttachmentPlace::Gone);
}

TEST_CASE("who takes a record back takes its attachments along", "[engine][attachment][purge]") {
    DropTown town;
    const auto address = town.attach(kNoor, town.bytes(kChunk + 1));
    const auto record = town.everywhere(kNoor, address);
    SECTION("and nobody has them any more") {
        town.withdraw(kNoor, record);
        town.syncAll({kNoor, kBram, kOffice});
        CHECK_FALSE(town.isAtHub(address));
        for (const std::size_t person : {kNoor, kBram, kOffice})
            CHECK(town.isGoneFrom(person, address));
    }
    SECTION("but not what a record names that stays") {
        town.everywhere(kBram, address);
        town.withdraw(kNoor, record);
        town.syncAll({kNoor, kBram, kOffice});
        CHECK(town.isAtHub(address));
        for (const std::size_t person : {kNoor, kBram, kOffice})
            CHECK(town.has(person, address));
    }
    SECTION("and what another organisation named meanwhile comes back from there") {
        const auto theirs = town.name(kBram, {address});
        town.withdraw(kNoor, record);
        town.syncAll({kNoor});
        CHECK_FALSE(town.isAtHub(address));
        town.syncAll({kBram, kNoor, kOffice, kBram, kOffice, kNoor});
        CHECK(town.isAtHub(address));
        for (const std::size_t person : {kBram, kOffice, kNoor})
            CHECK(town.has(person, address));
        town.withdraw(kBram, theirs);
        town.syncAll({kBram, kNoor, kOffice});
        CHECK_FALSE(town.isAtHub(address));
        for (const std::size_t person : {kBram, kOffice, kNoor})
            CHECK(town.isGoneFrom(person, address));
    }
}

TEST_CASE("what a colleague named meanwhile keeps its attachment, whoever took back what else did",
          "[engine][attachment][purge][I-1]") {
    DropTown town;
    town.assign(town.caseId, kSaar, true);
    town.syncAll({kOffice, kInfo, kNoor, kSaar, kBram});
    const Bytes sealed = town.bytes(kChunk + 1);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.everywhere(kNoor, address);
    town.requireSync(kSaar);
    const auto theirs = town.name(kSaar, {address});
    SECTION("which is not sent yet when the other is taken back") {
        town.withdraw(kNoor, record);
        town.requireSync(kNoor);
        CHECK_FALSE(town.isAtHub(address));
    }
    SECTION("which is sent first, and not seen by who takes the other back") {
        town.requireSync(kSaar);
        town.withdraw(kNoor, record);
        town.requireSync(kNoor);
    }
    for (int i = 0; i < 2; ++i)
        town.syncAll({kSaar, kNoor, kBram, kOffice});
    CHECK(town.isAtHub(address));
    for (const std::size_t person : {kSaar, kNoor, kBram, kOffice}) {
        INFO(town.house.people[person].name);
        REQUIRE(town.has(person, address));
        CHECK(town.read(person, address) == sealed);
        CHECK(town.device(person).engine().status().attachmentsOwed == 0);
    }
    // And goes with that.
    town.withdraw(kSaar, theirs);
    town.syncAll({kSaar, kNoor, kBram, kOffice});
    CHECK_FALSE(town.isAtHub(address));
    for (const std::size_t person : {kSaar, kNoor, kBram, kOffice})
        CHECK(town.isGoneFrom(person, address));
}

TEST_CASE("a copy that still waits for the attachment is not bereft of it",
          "[engine][attachment][purge][I-1]") {
    DropTown town;
    town.assign(town.caseId, kSaar, true);
    town.syncAll({kOffice, kInfo, kNoor, kSaar, kBram});
    const Bytes sealed = town.bytes(kChunk + 1);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.everywhere(kNoor, address);
    const auto withoutBytes = [&town](const Request& request) {
        return request.endpoint == Endpoint::Download ? std::nullopt
                                                      : std::optional(town.ask(request));
    };
    town.sync(kSaar, withoutBytes);
    must(town.replica(kSaar).copyTo(record, {membership::Level::EigenOrganisatie, {}}, "voor ons"));
    town.sync(kSaar, withoutBytes);
    SECTION("by a colleague who takes the record back") {
        town.requireSync(kNoor);
        town.withdraw(kNoor, record);
    }
    SECTION("by a purge of the record") {
        town.requireSync(kNoor);
        town.purgeRecord(kOffice, record);
    }
    for (int i = 0; i < 2; ++i)
        town.syncAll({kNoor, kSaar, kBram, kOffice});
    for (const std::size_t person : {kSaar, kNoor}) {
        INFO(town.house.people[person].name);
        REQUIRE(town.has(person, address));
        CHECK(town.read(person, address) == sealed);
    }
    for (const std::size_t person : {kBram, kOffice})
        CHECK(town.isGoneFrom(person, address));
}

TEST_CASE("a hub put back to before a purge does not get the attachment again",
          "[engine][attachment][purge][I-1]") {
    DropTown town;
    const auto address = town.attach(kNoor, town.bytes(kChunk + 3));
    const auto record = town.everywhere(kNoor, address);
    const auto other = town.write(kNoor, town.bytes(10));
    const auto copy = town.hubStore;
    town.requireSync(kNoor);
    town.requireSync(kOffice);
    town.purgeRecord(kOffice, record);
    town.syncAll({kNoor, kBram});
    town.putBack(copy);
    CHECK(town.isAtHub(address));
    town.syncAll({kOffice, kNoor, kBram, kInfo});
    CHECK_FALSE(town.isAtHub(address));
    must(server::endRecovery(town.hubStore));
    town.reopenHub();
    town.syncAll({kOffice, kNoor, kBram, kInfo, kOffice});
    CHECK_FALSE(town.isAtHub(address));
    CHECK(town.isAtHub(other));
    for (const std::size_t person : {kNoor, kBram, kOffice})
        CHECK(town.isGoneFrom(person, address));
}

TEST_CASE("what a reader brings back to a hub is still its author's to withdraw",
          "[engine][attachment][purge][I-1]") {
    DropTown town;
    const auto address = town.attach(kNoor, town.bytes(10));
    const auto record = town.everywhere(kNoor, address);
    must(town.hubStore.dropUpload(town.place(address), DeviceId()));
    must(town.hubStore.commit());
    must(town.replica(kBram).store().attachments().offerAgain());
    town.requireSync(kBram);
    CHECK(town.isAtHub(address));
    town.withdraw(kNoor, record);
    town.requireSync(kNoor);
    CHECK_FALSE(town.isAtHub(address));
}

} // namespace vb::engine
