// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments between devices and hub: behind the records, in chunks, whatever comes in between.
#include "crypto/digest.h"
#include "sync/membership/readers.h"
#include "sync/protocol/attachment.pb.h"
#include "sync/protocol/limits.h"
#include "sync/server/generation.h"
#include "tests/support/must.h"
#include "tests/unit/engine/attach_town.h"
#include "tests/unit/engine/bent_replies.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttachmentState;
namespace v0 = veldboek::v0;

/// Changes what one endpoint answers.
template <typename Message, typename Change>
EngineTown::Wire bending(EngineTown& town, Endpoint endpoint, Change change) {
    return [&town, endpoint, change](const Request& request) -> std::optional<Reply> {
        auto reply = town.ask(request);
        if (request.endpoint != endpoint || reply.status != 200)
            return reply;
        return changedReply<Message>(reply, change);
    };
}

EngineTown::Wire failing(EngineTown& town, Endpoint endpoint, v0::FailureReason reason) {
    return [&town, endpoint, reason](const Request& request) -> std::optional<Reply> {
        return request.endpoint == endpoint ? failureReply(reason) : town.ask(request);
    };
}

} // namespace

TEST_CASE("an attachment travels behind its record", "[engine][attachment]") {
    AttachTown town;
    const auto size = GENERATE(std::size_t{1}, kChunk, 2 * kChunk + 100);
    const Bytes sealed = town.bytes(size);
    const auto address = town.attach(kNoor, sealed);
    CHECK(town.read(kNoor, address) == sealed);
    CHECK(town.attach(kNoor, sealed) == address);
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Upload] == 0); // no record names it

    town.name(kNoor, {address});
    std::vector<Endpoint> order;
    town.requireSync(kNoor, [&](const Request& request) {
        order.push_back(request.endpoint);
        return std::optional(town.ask(request));
    });
    const auto firstUpload = std::find(order.begin(), order.end(), Endpoint::Upload);
    REQUIRE(firstUpload != order.end());
    CHECK(std::all_of(firstUpload, order.end(),
                      [](Endpoint endpoint) { return endpoint == Endpoint::Upload; }));
    CHECK(town.isAtHub(address));
    CHECK(town.lastFigures.uploaded == 1);
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Upload] == 0);

    CHECK_FALSE(town.has(kBram, address));
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == (size + kChunk - 1) / kChunk);
    CHECK(town.lastFigures.downloaded == 1);
    CHECK(town.read(kBram, address) == sealed);
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == 0);
    town.reopen(kBram);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("what cannot be an attachment is refused at once", "[engine][attachment]") {
    AttachTown town;
    auto attachments = town.replica(kNoor).attachments();
    const auto team = town.team(town.caseId);
    CHECK(attachments.attach(town.caseId, team, {}).error().code == Code::InvalidInput);
    CHECK(attachments.attach(town.caseId, team, Bytes(protocol::kMaxAttachmentBytes + 1))
              .error()
              .code == Code::TooLarge);
    const auto elsewhere = town.random.makeId<CaseId>();
    CHECK(attachments.attach(elsewhere, town.team(elsewhere), town.bytes(3)).error().code ==
          Code::Refused);
    CHECK(attachments.read(town.random.makeId<AttachmentId>()).error().code == Code::NotFound);

    const auto address = town.attach(kNoor, town.bytes(3));
    must(attachments.discard(team, address));
    CHECK_FALSE(town.has(kNoor, address));
    const auto named = town.write(kNoor, town.bytes(3));
    must(attachments.discard(team, named));
    CHECK(town.has(kNoor, named));
}

TEST_CASE("attachments come through cuts at any request and kills on both sides",
          "[engine][attachment][I-9]") {
    const auto seed = GENERATE(range(1, 13));
    AttachTown town;
    SeededRandom draws(static_cast<std::uint64_t>(seed));
    std::map<AttachmentId, Bytes> made;
    for (const std::size_t person : {kNoor, kBram, kNoor}) {
        const Bytes sealed = town.bytes(1 + draws.below(4 * kChunk));
        made[town.write(person, sealed)] = sealed;
    }
    std::size_t chunks = 0;
    for (const auto& [address, sealed] : made)
        chunks += (sealed.size() + kChunk - 1) / kChunk;
    std::size_t sent = 0;
    std::size_t bad = 0;
    const auto wire = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Upload && request.endpoint != Endpoint::Download)
            return town.ask(request);
        ++sent;
        if (draws.chance(1, 3))
            return ++bad, std::nullopt; // it never arrived
        auto reply = town.ask(request);
        if (draws.chance(1, 8))
            return ++bad, std::nullopt; // its answer did not
        if (draws.chance(1, 12)) {
            town.reopenHub(); // and nobody has a session any more
            ++bad;
        }
        return reply;
    };
    const auto isEverywhere = [&] {
        for (const auto& [address, sealed] : made) {
            for (const std::size_t person : {kOffice, kNoor, kBram}) {
                if (!town.has(person, address))
                    return false;
            }
        }
        return true;
    };
    std::size_t rounds = 0;
    while (!isEverywhere()) {
        REQUIRE(++rounds < 200);
        for (const std::size_t person : {kNoor, kBram, kOffice}) {
            const auto trouble = town.sync(person, wire);
            CHECK((trouble == SyncTrouble::None || trouble == SyncTrouble::Unreachable));
            if (draws.chance(1, 3))
                town.reopen(person);
        }
    }
    for (const auto& [address, sealed] : made) {
        for (const std::size_t person : {kOffice, kNoor, kBram})
            CHECK(town.read(person, address) == sealed);
    }
    // Nothing that arrived was sent twice: each chunk up once and down twice, a question for each
    // beginning, and what was cut.
    CHECK(sent <= 3 * chunks + 3 * bad + 3 * rounds * made.size());
    CHECK(must(town.replica(kNoor).store().attachments().countInState(AttachmentState::Owed)) == 0);
}

TEST_CASE("an attachment goes on where it was cut", "[engine][attachment]") {
    AttachTown town;
    const Bytes sealed = town.bytes(4 * kChunk);
    const auto address = town.write(kNoor, sealed);
    std::size_t sent = 0;
    const auto cutting = [&](Endpoint endpoint, std::size_t at) {
        return [&town, &sent, endpoint, at](const Request& request) -> std::optional<Reply> {
            if (request.endpoint == endpoint && ++sent == at)
                return std::nullopt;
            return town.ask(request);
        };
    };
    // One question and two chunks arrive.
    CHECK(town.sync(kNoor, cutting(Endpoint::Upload, 4)) == SyncTrouble::Unreachable);
    CHECK(must(town.hubStore.uploadsOf(town.replica(kNoor).identity().device)).front().held ==
          2 * kChunk);
    SECTION("after the device was killed") {
        town.reopen(kNoor);
    }
    SECTION("after the hub was killed") {
        town.reopenHub();
    }
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Upload] == 3);
    sent = 0;
    CHECK(town.sync(kBram, cutting(Endpoint::Download, 3)) == SyncTrouble::Unreachable);
    CHECK_FALSE(town.has(kBram, address));
    town.reopen(kBram);
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == 2);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("a hub that falsifies an attachment shows nobody anything",
          "[engine][attachment][I-10]") {
    AttachTown town;
    const Bytes sealed = town.bytes(2 * kChunk + 5);
    const auto address = town.write(kNoor, sealed);
    town.requireSync(kNoor);
    std::size_t asked = 0;
    const auto bent = [&](auto change) {
        asked = 0;
        return bending<v0::DownloadReply>(town, Endpoint::Download,
                                          [&asked, change](v0::DownloadReply& reply) {
                                              ++asked;
                                              change(reply);
                                          });
    };
    using R = v0::DownloadReply;
    SECTION("a bit of it") {
        town.requireSync(kBram, bent([](R& r) { (*r.mutable_chunk())[3] ^= 4; }));
        CHECK(asked == 3);
    }
    SECTION("another length, midway") {
        town.requireSync(kBram, bent([&asked](R& r) {
                             if (asked == 2)
                                 r.set_total(r.total() + kChunk);
                         }));
        CHECK(asked == 2);
    }
    SECTION("a length beyond all bounds") {
        town.requireSync(kBram, bent([](R& r) { r.set_total(protocol::kMaxAttachmentBytes + 1); }));
        CHECK(asked == 1);
    }
    SECTION("no length") {
        town.requireSync(kBram, bent([](R& r) { r.clear_total(); }));
    }
    SECTION("a chunk too short") {
        town.requireSync(kBram, bent([](R& r) { r.mutable_chunk()->pop_back(); }));
        CHECK(asked == 1);
    }
    SECTION("a chunk too long") {
        town.requireSync(kBram, bent([](R& r) { r.mutable_chunk()->push_back('x'); }));
    }
    SECTION("always the first chunk") {
        const auto first = sealed;
        town.requireSync(kBram, bent([&first](R& r) {
                             r.set_chunk(
                                 std::string(asText(ByteView(first).first(r.chunk().size()))));
                         }));
        CHECK(asked == 3);
    }
    SECTION("no message at all") {
        town.requireSync(kBram, [&](const Request& request) -> std::optional<Reply> {
            if (request.endpoint == Endpoint::Download)
                return Reply{200, toBytes(asBytes("\xff\xff\xff"))};
            return town.ask(request);
        });
    }
    CHECK_FALSE(town.has(kBram, address));
    CHECK(town.dump(kBram, town.caseId) == town.dump(kNoor, town.caseId));
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("what began as another's is asked for from the beginning", "[engine][attachment][I-9]") {
    AttachTown town;
    const Bytes sealed = town.bytes(765);
    const auto address = town.write(kNoor, sealed);
    town.requireSync(kNoor);
    const Bytes others = town.bytes(kChunk);
    const auto lying =
        bending<v0::DownloadReply>(town, Endpoint::Download, [&others](v0::DownloadReply& reply) {
            reply.set_chunk(std::string(asText(others)));
            reply.set_total(3 * kChunk);
        });
    std::size_t asked = 0;
    CHECK(town.sync(kBram, [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Download && ++asked == 2)
            return std::nullopt;
        return lying(request);
    }) == SyncTrouble::Unreachable);
    // At the hub no chunk begins where this one would go on.
    town.requireSync(kBram);
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("an upload ends whatever the hub says it has", "[engine][attachment][I-9]") {
    AttachTown town;
    const auto address = town.write(kNoor, town.bytes(2 * kChunk + 5));
    const auto other = town.write(kNoor, town.bytes(10));
    const auto held = GENERATE(std::uint64_t{0}, std::uint64_t{7}, kChunk, 2 * kChunk, 3 * kChunk,
                               ~std::uint64_t{0});
    std::size_t asked = 0;
    town.requireSync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        auto reply = town.ask(request);
        if (request.endpoint != Endpoint::Upload || reply.status != 200)
            return reply;
        if (asBytes(readAs<v0::UploadRequest>(request.body).address()).size() != 32 ||
            readAs<v0::UploadRequest>(request.body).total() == 10)
            return reply;
        ++asked;
        return changedReply<v0::UploadReply>(reply, [&](v0::UploadReply& r) { r.set_held(held); });
    });
    CHECK(asked <= 9);
    CHECK(town.isAtHub(other)); // one bad item blocks no other
    town.requireSync(kNoor);
    CHECK(town.isAtHub(address));
}

TEST_CASE("what was falsified on its way up is refused, and goes up again",
          "[engine][attachment]") {
    AttachTown town;
    const Bytes sealed = town.bytes(kChunk + 5);
    const auto address = town.write(kNoor, sealed);
    town.requireSync(kNoor, [&](Request request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Upload) {
            auto upload = readAs<v0::UploadRequest>(request.body);
            if (!upload.chunk().empty())
                (*upload.mutable_chunk())[0] ^= 1;
            request.body = bodyOf(upload);
        }
        return town.ask(request);
    });
    CHECK_FALSE(town.isAtHub(address));
    CHECK(town.state(kNoor, address) == AttachmentState::Owed);
    town.requireSync(kNoor);
    CHECK(town.isAtHub(address));
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("a hub that forgot is asked and told again", "[engine][attachment]") {
    AttachTown town;
    const Bytes sealed = town.bytes(3 * kChunk);
    const auto address = town.write(kNoor, sealed);
    const auto device = town.replica(kNoor).identity().device;
    SECTION("what was going up") {
        std::size_t sent = 0;
        town.requireSync(kNoor, [&](const Request& request) -> std::optional<Reply> {
            if (request.endpoint == Endpoint::Upload && ++sent == 3) {
                must(town.hubStore.dropUpload(town.place(address), device));
                must(town.hubStore.commit());
            }
            return town.ask(request);
        });
        CHECK(town.isAtHub(address));
    }
    SECTION("what it had not got yet") {
        REQUIRE(town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
            return request.endpoint == Endpoint::Upload ? std::nullopt
                                                        : std::optional(town.ask(request));
        }) == SyncTrouble::Unreachable);
        town.requireSync(kBram);
        CHECK_FALSE(town.has(kBram, address));
        town.requireSync(kNoor);
    }
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("trouble with attachments is no trouble of the sync", "[engine][attachment][I-9]") {
    AttachTown town;
    const auto up = town.write(kNoor, town.bytes(kChunk + 1));
    const auto down = town.write(kBram, town.bytes(10));
    town.requireSync(kBram);
    const auto reason =
        GENERATE(v0::FAILURE_REASON_BUSY, v0::FAILURE_REASON_QUOTA, v0::FAILURE_REASON_INTERNAL,
                 v0::FAILURE_REASON_NOT_FOUND, v0::FAILURE_REASON_MALFORMED,
                 v0::FAILURE_REASON_TOO_LARGE, v0::FAILURE_REASON_UNAUTHORISED,
                 v0::FAILURE_REASON_UNAUTHENTICATED, v0::FAILURE_REASON_UNSPECIFIED);
    const auto before = town.device(kNoor).engine().status().lastApplied;
    town.requireSync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        const bool fails =
            request.endpoint == Endpoint::Upload || request.endpoint == Endpoint::Download;
        return fails ? failureReply(reason) : town.ask(request);
    });
    CHECK(town.device(kNoor).engine().status().lastApplied != before);
    CHECK_FALSE(town.isAtHub(up));
    town.requireSync(kNoor, failing(town, Endpoint::Download, reason));
    CHECK(town.dump(kNoor, town.caseId) == town.dump(kBram, town.caseId));
    CHECK(town.isAtHub(up));
    CHECK_FALSE(town.has(kNoor, down));
    town.syncAll({kNoor, kBram});
    CHECK(town.has(kNoor, down));
    CHECK(town.has(kBram, up));
}

TEST_CASE("who was removed delivers the attachment first, and then the case goes",
          "[engine][attachment][I-13]") {
    AttachTown town;
    const Bytes sealed = town.bytes(3 * kChunk);
    const auto address = town.write(kNoor, sealed);
    std::size_t sent = 0;
    REQUIRE(town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Upload && ++sent == 3)
            return std::nullopt;
        return town.ask(request);
    }) == SyncTrouble::Unreachable);
    town.assign(town.caseId, kNoor, false);
    const auto isHere = [&] {
        return must(town.replica(kNoor).store().audiences().findCase(town.caseId)).has_value();
    };
    SECTION("in one sync") {
        town.requireSync(kNoor);
        CHECK(town.isAtHub(address));
    }
    SECTION("also when the hub cannot take it at once") {
        town.requireSync(kNoor, failing(town, Endpoint::Upload, v0::FAILURE_REASON_BUSY));
        CHECK(isHere());
        town.reopen(kNoor);
        town.requireSync(kNoor);
        CHECK(town.isAtHub(address));
    }
    SECTION("unless the hub will not have it at all") {
        town.requireSync(kNoor, failing(town, Endpoint::Upload, v0::FAILURE_REASON_UNAUTHORISED));
        CHECK_FALSE(isHere());
        return;
    }
    CHECK_FALSE(isHere());
    CHECK_FALSE(town.has(kNoor, address));
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
    // And back again, without anybody editing anything.
    town.assign(town.caseId, kNoor, true);
    town.syncAll({kBram, kNoor});
    CHECK(town.read(kNoor, address) == sealed);
}

TEST_CASE("a device that has ended delivers its attachments", "[engine][attachment][I-13]") {
    AttachTown town;
    town.assign(town.caseId, kSaar, true);
    town.syncAll({kOffice, kSaar});
    const Bytes sealed = town.bytes(2 * kChunk);
    const auto address = town.write(kSaar, sealed);
    CHECK(town.sync(kSaar, [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Upload ? std::nullopt
                                                    : std::optional(town.ask(request));
    }) == SyncTrouble::Unreachable);
    auto& issuer = town.replica(kNoor);
    must(issuer.queueStatement(must(issuer.signAboutHouse(membership::DeviceEndBody{
        town.replica(kSaar).identity().device, membership::EndReason::Retired, {}}))));
    town.requireSync(kNoor);
    for (int round = 0; round < 2; ++round)
        town.requireSync(kSaar);
    CHECK(town.isAtHub(address));
    town.requireSync(kNoor);
    CHECK(town.read(kNoor, address) == sealed);
}

TEST_CASE("who is removed while fetching gets no more", "[engine][attachment][I-6]") {
    AttachTown town;
    const auto address = town.write(kNoor, town.bytes(3 * kChunk));
    town.requireSync(kNoor);
    std::size_t got = 0;
    town.requireSync(kBram, [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Download && ++got == 2)
            town.assign(town.caseId, kBram, false);
        return town.ask(request);
    });
    CHECK(got == 2);
    CHECK_FALSE(town.has(kBram, address));
    town.requireSync(kBram);
    CHECK_FALSE(must(town.replica(kBram).store().audiences().findCase(town.caseId)).has_value());
    auto query = must(town.replica(kBram).store().database().prepare(
        "SELECT (SELECT count(*) FROM attachment) + (SELECT count(*) FROM attachment_chunk)"));
    REQUIRE(must(query.step()));
    CHECK(query.int64(0) == 0);
}

TEST_CASE("two devices may have the same attachment", "[engine][attachment]") {
    AttachTown town;
    const Bytes sealed = town.bytes(2 * kChunk);
    const auto address = town.write(kNoor, sealed);
    CHECK(town.write(kBram, sealed) == address);
    std::size_t sent = 0;
    REQUIRE(town.sync(kNoor, [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Upload && ++sent == 3)
            return std::nullopt;
        return town.ask(request);
    }) == SyncTrouble::Unreachable);
    town.syncAll({kBram, kNoor, kOffice});
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        CHECK(town.read(person, address) == sealed);
        CHECK(town.state(person, address) == AttachmentState::Held);
    }
    CHECK(must(town.hubStore.uploadsOf(town.replica(kNoor).identity().device)).empty());
}

TEST_CASE("work that is sealed for another audience takes its attachments along",
          "[engine][attachment]") {
    AttachTown town;
    town.assign(town.caseId, kSaar, true);
    town.syncAll({kOffice, kNoor, kBram, kSaar});
    const Bytes sealed = town.bytes(kChunk + 9);
    const auto own = membership::ownOrganisation(town.house.id, town.caseId, kPolitie).id;
    AttachmentId address;
    const auto inOrganisation = [&](std::size_t person) {
        auto entry = town.naming({address});
        entry.level = membership::Level::EigenOrganisatie;
        must(town.replica(person).save({entry}));
    };
    SECTION("from whoever has the bytes") {
        address = town.write(kNoor, sealed);
        town.requireSync(kNoor);
        inOrganisation(kNoor);
    }
    SECTION("from whoever has them later") {
        address = town.write(kBram, sealed);
        town.requireSync(kBram);
        town.requireSync(kNoor, failing(town, Endpoint::Download, v0::FAILURE_REASON_BUSY));
        inOrganisation(kNoor);
        CHECK_FALSE(town.has(kNoor, address));
        town.requireSync(kNoor);
    }
    town.requireSync(kNoor);
    CHECK(must(town.hubStore.attachment({town.caseId, own, address}, DeviceId())).has_value());
    CHECK(town.isAtHub(address));
    town.requireSync(kSaar);
    CHECK(must(town.replica(kSaar).store().attachments().find(own, address))->state ==
          AttachmentState::Held);
    town.requireSync(kBram);
    CHECK_FALSE(must(town.replica(kBram).store().attachments().find(own, address)).has_value());
}

TEST_CASE("a restored hub gets the attachments back that it lost", "[engine][attachment][I-1]") {
    AttachTown town;
    const Bytes sealed = town.bytes(kChunk + 3);
    const auto before = town.write(kNoor, town.bytes(10));
    town.syncAll({kNoor, kOffice});
    const auto copy = town.hubStore;
    const auto lost = town.write(kNoor, sealed);
    town.syncAll({kNoor, kOffice});
    town.hub.reset();
    town.hubStore = copy;
    const auto head = must(server::headToRestore(town.hubStore));
    const auto said = must(town.replica(kOffice).signAboutHouse(membership::LogGenerationBody{
        2, head.size, Digest256(head.root.bytes()), head.generation, head.size}));
    must(server::beginGeneration(town.hubStore, membership::encodeSignedStatement(said.sent),
                                 town.clock));
    town.reopenHub();
    CHECK_FALSE(town.isAtHub(lost));
    SECTION("from their author") {
        town.syncAll({kNoor});
    }
    SECTION("from a reader") {
        town.syncAll({kOffice});
    }
    CHECK(town.isAtHub(lost));
    must(server::endRecovery(town.hubStore));
    town.reopenHub();
    town.syncAll({kOffice, kNoor, kBram});
    CHECK(town.read(kBram, lost) == sealed);
    CHECK(town.has(kBram, before));
    CHECK(town.state(kNoor, lost) == AttachmentState::Held);
}

TEST_CASE("with the part that names it an attachment goes", "[engine][attachment]") {
    AttachTown town;
    const Bytes canary = [] {
        std::string text;
        while (text.size() < kChunk + 100)
            text += "KANARIE-IN-BIJLAGE ";
        return toBytes(asBytes(text));
    }();
    const auto address = town.attach(kNoor, canary);
    const auto record = town.name(kNoor, {address});
    town.requireSync(kNoor);
    SECTION("where it is whole") {
        town.requireSync(kBram);
        CHECK(town.has(kBram, address));
        CHECK(town.isAnywhere(kBram, "KANARIE-IN-BIJLAGE"));
    }
    SECTION("where it is wanted") {
        town.requireSync(kBram, failing(town, Endpoint::Download, v0::FAILURE_REASON_BUSY));
    }
    const auto parts = must(town.replica(kNoor).partsOf(record));
    town.purge(parts);
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kBram) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == 0);
    CHECK_FALSE(
        must(town.replica(kBram).store().attachments().find(town.team(town.caseId), address))
            .has_value());
    CHECK_FALSE(town.isAnywhere(kBram, "KANARIE-IN-BIJLAGE"));
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Upload] == 0);
    CHECK_FALSE(town.has(kNoor, address));
}

TEST_CASE("what nobody has keeps nobody from what somebody has", "[engine][attachment][I-9]") {
    AttachTown town;
    for (int i = 0; i < 3; ++i) {
        std::vector<AttachmentId> made;
        for (int k = 0; k < 30; ++k)
            made.push_back(town.random.makeId<AttachmentId>());
        town.name(kNoor, made);
    }
    const auto real = town.write(kNoor, town.bytes(10));
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Download] == 64);
    std::size_t syncs = 0;
    while (!town.has(kBram, real)) {
        REQUIRE(++syncs < 4);
        REQUIRE(wire.sync(kBram) == SyncTrouble::None);
        CHECK(wire.asked[Endpoint::Download] <= 65);
    }
}

} // namespace vb::engine
