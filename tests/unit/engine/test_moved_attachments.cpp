// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments of what is narrowed: they come to its readers whoever has the bytes, and leave the
// hub for everybody else only then.
#include "tests/unit/engine/attach_town.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttachmentState;

namespace {

struct NarrowTown : AttachTown {
    NarrowTown() {
        assign(caseId, kSaar, true);
        everybodySyncs(1);
    }
    void everybodySyncs(int rounds = 2) {
        for (int round = 0; round < rounds; ++round)
            syncAll({kOffice, kInfo, kNoor, kSaar, kBram});
    }
    /// A sync in which the wire goes before the first of these.
    void syncWithout(std::size_t person, Endpoint endpoint) {
        sync(person, [&](const Request& request) {
            return request.endpoint == endpoint ? std::nullopt : std::optional(ask(request));
        });
    }
    /// And one that is killed before the request of this number.
    void syncUpTo(std::size_t person, int number) {
        int asked = 0;
        sync(person, [&](const Request& request) {
            return asked++ == number ? std::nullopt : std::optional(ask(request));
        });
        reopen(person);
    }
    /// Saar, who has no bytes of it, moves it to her own organisation.
    void narrow(const RecordId& record) {
        syncWithout(kSaar, Endpoint::Download);
        const auto moved = must(
            replica(kSaar).moveTo(record, {membership::Level::EigenOrganisatie, {}}, "te breed"));
        const auto row = must(replica(kSaar).store().records().find(moved.record));
        narrower = row.value().audience;
    }
    bool isNamed(const AttachmentId& address) {
        const auto* log = must(replica(kOffice).directory().caseLog(caseId));
        return !log->withdrawals(membership::NamedAttachment{team(caseId), address}).empty();
    }
    [[nodiscard]] bool isAtHubForFewer(const AttachmentId& address) const {
        return must(hubStore.attachment({caseId, narrower, address}, DeviceId())).has_value();
    }
    void checkMoved(const AttachmentId& address, const Bytes& sealed) {
        CHECK(isAtHubForFewer(address));
        for (const std::size_t person : {kNoor, kSaar}) {
            INFO(house.people[person].name);
            REQUIRE(has(person, address));
            CHECK(read(person, address) == sealed);
        }
        for (const std::size_t person : {kOffice, kBram}) {
            INFO(house.people[person].name);
            CHECK_FALSE(has(person, address));
        }
        for (const std::size_t person : {kOffice, kBram, kNoor, kSaar}) {
            INFO(house.people[person].name);
            CHECK_FALSE(must(replica(person).store().attachments().find(team(caseId), address))
                            .has_value());
            CHECK(must(replica(person).store().attachments().allKept()).empty());
            CHECK(must(replica(person).outbox().count()) == 0);
        }
    }

    AudienceId narrower;
};

} // namespace

TEST_CASE("attachments of a narrowed record come to fewer readers and go from the others",
          "[engine][attachment][moves][I-1]") {
    NarrowTown town;
    const Bytes sealed = town.bytes(kChunk + 5);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.name(kNoor, {address});
    SECTION("where their author has not uploaded them yet") {
        town.syncWithout(kNoor, Endpoint::Upload);
        town.narrow(record);
        for (int i = 0; i < 3; ++i)
            town.syncAll({kSaar, kBram, kOffice});
        CHECK_FALSE(town.isNamed(address));
        CHECK_FALSE(town.isAtHub(address));
        town.everybodySyncs();
    }
    SECTION("where their author is away and nobody else has fetched them") {
        town.requireSync(kNoor);
        town.narrow(record);
        town.syncWithout(kSaar, Endpoint::Download);
        town.syncWithout(kSaar, Endpoint::Download);
        town.syncAll({kBram, kOffice});
        CHECK_FALSE(town.isNamed(address));
        CHECK(town.isAtHub(address));
        for (int i = 0; i < 3; ++i)
            town.syncAll({kSaar, kBram, kOffice});
        CHECK(town.has(kSaar, address));
        CHECK(town.isNamed(address));
        CHECK_FALSE(town.isAtHub(address));
        town.everybodySyncs();
    }
    SECTION("where it is left at the hub, being too much to fetch unasked") {
        town.requireSync(kNoor);
        town.syncWithout(kSaar, Endpoint::Download);
        const auto row =
            must(town.replica(kSaar).store().attachments().find(town.team(town.caseId), address));
        must(town.replica(kSaar).store().attachments().leave(row.value().number, sealed.size()));
        town.narrow(record);
        for (int i = 0; i < 3; ++i)
            town.syncAll({kSaar, kBram, kOffice});
        CHECK(town.has(kSaar, address));
        town.everybodySyncs();
    }
    CHECK(town.isNamed(address));
    CHECK_FALSE(town.isAtHub(address));
    town.checkMoved(address, sealed);
    // Nobody says it once more, and nobody brings it back.
    const auto size = must(town.replica(kOffice).directory().head(town.caseId)).caseLog.size;
    town.everybodySyncs();
    CHECK(must(town.replica(kOffice).directory().head(town.caseId)).caseLog.size == size);
    CHECK_FALSE(town.isAtHub(address));
}

TEST_CASE("what another organisation attached is brought by its device, and stays unnamed",
          "[engine][attachment][moves][I-1]") {
    NarrowTown town;
    const Bytes sealed = town.bytes(kChunk + 5);
    const auto address = town.attach(kBram, sealed);
    const auto record = town.name(kBram, {address});
    town.syncWithout(kBram, Endpoint::Upload);
    town.narrow(record);
    for (int i = 0; i < 3; ++i)
        town.syncAll({kSaar, kNoor, kOffice});
    for (int i = 0; i < 4; ++i) // and the wire goes before the bytes each time
        town.syncWithout(kBram, Endpoint::Upload);
    CHECK_FALSE(town.isAtHub(address));
    town.reopen(kBram);
    town.everybodySyncs(3);
    town.checkMoved(address, sealed);
    CHECK_FALSE(town.isNamed(address));
}

TEST_CASE("what a record names that stays is not named after a narrowing",
          "[engine][attachment][moves]") {
    NarrowTown town;
    const Bytes sealed = town.bytes(9);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.name(kNoor, {address});
    const auto other = town.name(kNoor, {address});
    town.requireSync(kNoor);
    town.narrow(record);
    town.everybodySyncs(3);
    CHECK(town.isAtHubForFewer(address));
    CHECK(town.isAtHub(address));
    CHECK_FALSE(town.isNamed(address));
    for (const std::size_t person : {kNoor, kSaar, kBram, kOffice})
        CHECK(town.has(person, address));
    town.withdraw(kNoor, other);
    town.everybodySyncs();
    CHECK_FALSE(town.isAtHub(address));
    town.checkMoved(address, sealed);
}

TEST_CASE("attachments of a narrowed record survive cuts and kills anywhere",
          "[engine][attachment][moves][I-1][slow]") {
    const int number = GENERATE(range(0, 16));
    const bool isUploaded = GENERATE(false, true);
    CAPTURE(number, isUploaded);
    NarrowTown town;
    const Bytes sealed = town.bytes(9);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.name(kNoor, {address});
    if (isUploaded)
        town.requireSync(kNoor);
    else
        town.syncWithout(kNoor, Endpoint::Upload);
    town.narrow(record);
    for (int round = 0; round < 3; ++round) {
        for (const std::size_t person : {kSaar, kNoor, kBram})
            town.syncUpTo(person, number);
    }
    town.everybodySyncs(3);
    CHECK_FALSE(town.isAtHub(address));
    town.checkMoved(address, sealed);
}

TEST_CASE("a hub put back in between gets them for fewer readers, and for no others",
          "[engine][attachment][moves][I-1]") {
    NarrowTown town;
    const Bytes sealed = town.bytes(kChunk + 5);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.name(kNoor, {address});
    const int rounds = GENERATE(1, 3);
    std::optional<server::MemoryHubStore> copy;
    SECTION("to before the narrowing") {
        town.requireSync(kNoor);
        copy = town.hubStore;
        town.narrow(record);
    }
    SECTION("to before they came there") {
        town.syncWithout(kNoor, Endpoint::Upload);
        town.narrow(record);
        town.syncAll({kSaar, kBram, kOffice});
        copy = town.hubStore;
    }
    SECTION("to before they were named") {
        town.requireSync(kNoor);
        town.narrow(record);
        town.syncAll({kSaar});
        copy = town.hubStore;
    }
    town.everybodySyncs(rounds);
    town.putBack(*copy);
    town.syncAll({kOffice, kNoor, kSaar, kBram, kInfo});
    must(server::endRecovery(town.hubStore));
    town.reopenHub();
    town.everybodySyncs(3);
    CHECK_FALSE(town.isAtHub(address));
    town.checkMoved(address, sealed);
}

} // namespace vb::engine
