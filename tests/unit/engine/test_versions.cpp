// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// An old client and a new hub, and the reverse.
#include "sync/protocol/sync.pb.h"
#include "sync/protocol/versions.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
namespace v0 = veldboek::v0;
using Versions = std::vector<std::uint32_t>;

constexpr std::uint32_t kUnspoken = 9;

/// Field 1000 of some later version, behind whatever a message says.
Bytes withMore(Bytes message) {
    append(message, Bytes{0xc2, 0x3e, 0x03, 'n', 'e', 'w'});
    return message;
}

/// What a client sends that speaks these versions.
protocol::Request naming(protocol::Request request, const Versions& versions) {
    if (request.endpoint != Endpoint::Hello)
        return request;
    v0::HelloRequest hello;
    REQUIRE(hello.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())));
    hello.clear_versions();
    for (const std::uint32_t version : versions)
        hello.add_versions(version);
    request.body = toBytes(asBytes(hello.SerializeAsString()));
    return request;
}

/// What a hub answers that has chosen this version.
protocol::Reply choosing(protocol::Reply reply, std::uint32_t version) {
    v0::HelloReply hello;
    REQUIRE(hello.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())));
    hello.set_version(version);
    reply.body = toBytes(asBytes(hello.SerializeAsString()));
    return reply;
}

protocol::Reply failure(std::uint32_t reason) {
    v0::Failure message;
    message.set_reason(static_cast<v0::FailureReason>(reason));
    return {400, toBytes(asBytes(message.SerializeAsString()))};
}

} // namespace

TEST_CASE("two sides speak the largest version that both name", "[engine][protocol]") {
    using protocol::agreedVersion;
    CHECK(agreedVersion(Versions{0}, Versions{0}) == 0U);
    CHECK(agreedVersion(Versions{0, 1, 2}, Versions{1, 3, 0}) == 1U);
    CHECK(agreedVersion(Versions{2, 0}, Versions{0, 2, 2}) == 2U);
    CHECK(agreedVersion(Versions{0, 4'000'000'000}, Versions{4'000'000'000}) == 4'000'000'000U);
    CHECK_FALSE(agreedVersion(Versions{0, 1}, Versions{2, 3}).has_value());
    CHECK_FALSE(agreedVersion(Versions{0}, Versions{}).has_value());
}

TEST_CASE("a newer client and this hub speak what both know", "[engine][protocol]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "van een nieuwer programma");
    const auto newer = [&](const protocol::Request& request) {
        return std::optional(
            town.ask(naming(request, {kUnspoken, protocol::kProtocolVersion, 4000})));
    };
    REQUIRE(town.sync(kNoor, newer) == SyncTrouble::None);
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
}

TEST_CASE("without a common version the work stays and the person is told", "[engine][protocol]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "blijft staan");
    const auto unsent = town.device(kNoor).engine().status().unsent;
    const auto waiting = must(town.replica(kNoor).outbox().count());
    std::size_t requests = 0;
    EngineTown::Wire wire;
    SECTION("a client that is too new for the hub") {
        wire = [&](const protocol::Request& request) {
            ++requests;
            return std::optional(town.ask(naming(request, {kUnspoken})));
        };
    }
    SECTION("a client that names none at all") {
        wire = [&](const protocol::Request& request) {
            ++requests;
            return std::optional(town.ask(naming(request, {})));
        };
    }
    SECTION("a hub that answers with a version nobody named") {
        wire = [&](const protocol::Request& request) {
            ++requests;
            return std::optional(choosing(town.ask(request), kUnspoken));
        };
    }
    SECTION("a hub that dropped ours") {
        wire = [&](const protocol::Request&) {
            ++requests;
            return std::optional(failure(v0::FAILURE_REASON_VERSION));
        };
    }
    REQUIRE(town.sync(kNoor, wire) == SyncTrouble::VersionTooOld);
    CHECK(requests == 1); // nothing more is said to whom one does not understand
    CHECK(town.device(kNoor).engine().status().trouble == SyncTrouble::VersionTooOld);
    CHECK(town.device(kNoor).engine().status().unsent >= unsent);
    CHECK(must(town.replica(kNoor).outbox().count()) == waiting);
    CHECK_FALSE(town.dump(kNoor, caseId).empty());

    // After the update, of whichever side, it goes out.
    town.syncAll({kNoor, kOffice});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.dump(kOffice, caseId).find("blijft staan") != std::string::npos);
}

TEST_CASE("what a later version adds to a message is read over", "[engine][protocol]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "van noor");
    town.write(kOffice, caseId, "van het kantoor");
    SECTION("in every reply of the hub") {
        const auto more = [&](const protocol::Request& request) {
            auto reply = town.ask(request);
            reply.body = withMore(std::move(reply.body));
            return std::optional(std::move(reply));
        };
        for (const std::size_t person : {kNoor, kOffice, kNoor})
            REQUIRE(town.sync(person, more) == SyncTrouble::None);
    }
    SECTION("in every request of a client") {
        // A push is answered for as it was sent, so its answer fits only who knows the addition.
        const auto more = [&](protocol::Request request) {
            if (request.endpoint != Endpoint::Push)
                request.body = withMore(std::move(request.body));
            return std::optional(town.ask(request));
        };
        for (const std::size_t person : {kNoor, kOffice, kNoor})
            REQUIRE(town.sync(person, more) == SyncTrouble::None);
    }
    SECTION("in a push, which is taken whole") {
        const auto more = [&](protocol::Request request) -> std::optional<protocol::Reply> {
            if (request.endpoint != Endpoint::Push)
                return town.ask(request);
            request.body = withMore(std::move(request.body));
            const auto reply = town.ask(request);
            CHECK(reply.status == 200);
            return std::nullopt;
        };
        REQUIRE(town.sync(kNoor, more) == SyncTrouble::Unreachable);
        town.syncAll({kNoor, kOffice});
    }
    town.syncAll({kNoor, kOffice});
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
    CHECK(town.dump(kNoor, caseId).find("van het kantoor") != std::string::npos);
}

TEST_CASE("a failure for a reason that nobody here knows loses nothing", "[engine][protocol]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "blijft staan");
    const auto waiting = must(town.replica(kNoor).outbox().count());
    const auto strange = [&](const protocol::Request& request) {
        return std::optional(request.endpoint == Endpoint::Push ? failure(77) : town.ask(request));
    };
    REQUIRE(town.sync(kNoor, strange) == SyncTrouble::HubMisbehaved);
    CHECK(must(town.replica(kNoor).outbox().count()) == waiting);
    town.syncAll({kNoor, kOffice});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
}

} // namespace vb::engine
