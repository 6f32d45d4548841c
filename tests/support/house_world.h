// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/signing.h"
#include "sync/membership/derived_ids.h"
#include "sync/membership/envelope_header.h"
#include "sync/membership/statement.h"
#include "sync/membership/stream_head.h"
#include "sync/membership/stub.h"
#include "sync/protocol/sync.pb.h"
#include "sync/protocol/transport.h"
#include "sync/server/bootstrap.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vb::test {

namespace wire = veldboek::v0;

/// A device with its keys and, once hello and session were done, its session.
struct TestDevice {
    TestDevice(const HouseId& house, const membership::Affiliation& who, SeededRandom& random);

    crypto::SigningKey signing;
    crypto::SigningKey push;
    crypto::BoxPublicKey box;
    DeviceId id;
    membership::Affiliation holder;
    IncarnationId incarnation;
    Bytes session;
};

/// A stream as its author's device keeps it. The sealed parts are random bytes: the hub cannot
/// tell.
struct TestStream {
    const TestDevice* device = nullptr;
    CaseId caseId;
    membership::Audience audience;
    EpochId epoch;
    StreamId id;
    std::uint64_t counter = 0;
    std::optional<ChangesetId> last;
};

/// An envelope with the head that its author signed when saving it.
struct TestEnvelope {
    wire::Envelope envelope;
    wire::SignedStreamHead head;
    ChangesetId id;
    std::vector<PartHash> parts;
};

struct EnvelopeShape {
    std::vector<std::size_t> partSizes{100};
    bool bulk = false;
    std::optional<DirectoryHead> directory; ///< d; the newest unless set
    std::optional<ChangesetId> renews = std::nullopt;
};

/// A house seen from its devices: the Veiligheidshuis (organisation 1) with its procesregisseur
/// `office`, and workers of the police (2) and probation (3). Statements go in by push, as in life.
/// Which hub answers is up to who derives from it.
class HouseWorld {
public:
    HouseWorld(std::uint64_t seed, Instant now);
    virtual ~HouseWorld() = default;

    virtual protocol::Reply send(const protocol::Request& request) = 0;

    /// The statements that found the house on a hub with these keys, as `house init` hands them
    /// over.
    std::string found(const server::HubKeys& keys);
    /// Sessions for the three issuers, their certificates, the first roles: once the hub answers.
    void settle();

    /// A new device, certified by its organisation's issuer, with a session.
    TestDevice& enrol(const membership::Affiliation& who);
    membership::Affiliation person(std::uint16_t organisation);

    /// Hello and session; the reply's status and, when good, the device's token.
    int openSession(TestDevice& device, bool pushOnly = false);

    /// A case with these members (the office made it).
    CaseId makeCase(const std::vector<const TestDevice*>& members);
    void addMember(const CaseId& caseId, const TestDevice& member, bool withoutHistory = false);
    void endMember(const CaseId& caseId, const TestDevice& member);
    /// A new epoch of the case team's audience, opened by `by` for all of `devices`.
    EpochId openEpoch(const CaseId& caseId, const TestDevice& by,
                      const std::vector<const TestDevice*>& devices);

    /// A statement by `signer`, based on the newest heads unless told otherwise.
    wire::SignedStatement sign(const TestDevice& signer, const CaseId& caseId,
                               membership::StatementBody body,
                               std::optional<DirectoryHead> basedOn = std::nullopt);
    /// Pushes one statement that must be accepted.
    void say(const TestDevice& signer, const CaseId& caseId, membership::StatementBody body);

    TestStream stream(const TestDevice& device, const CaseId& caseId, const EpochId& epoch);
    /// The next envelope of a stream.
    TestEnvelope write(TestStream& stream, const EnvelopeShape& shape = {});
    wire::SignedStreamHead signHead(const TestStream& stream, std::uint64_t counter,
                                    const ChangesetId& head) const;

    /// What a stream's author says to give up a number in which `refused` stood.
    static membership::Stub giveUp(const TestStream& stream, std::uint64_t counter,
                                   const ChangesetId& refused);
    wire::SignedStub signStub(const membership::Stub& stub, const TestDevice& signer) const;

    [[nodiscard]] DirectoryHead heads(const CaseId& caseId) const;

    protocol::Reply post(protocol::Endpoint endpoint, const Bytes& session,
                         const std::string& body);
    template <typename Reply, typename Request>
    Reply ask(protocol::Endpoint endpoint, const TestDevice& device, const Request& request) {
        const auto reply = post(endpoint, device.session, request.SerializeAsString());
        Reply message;
        const bool parsed =
            message.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size()));
        INFO("status " << reply.status);
        REQUIRE(reply.status == 200);
        REQUIRE(parsed);
        return message;
    }
    wire::PushReply push(const TestDevice& device, const wire::PushRequest& request);
    wire::PullReply pull(const TestDevice& device, const CaseId& caseId, std::uint64_t after = 0,
                         bool bulk = false, std::uint32_t maxBytes = 0);
    /// The reason of the failure that the hub answers with; the status must not be 200.
    template <typename Request>
    wire::FailureReason failure(protocol::Endpoint endpoint, const TestDevice& device,
                                const Request& request) {
        return failureOf(post(endpoint, device.session, request.SerializeAsString()));
    }
    static wire::FailureReason failureOf(const protocol::Reply& reply);

    SeededRandom random;
    FakeClock clock;
    HouseId house;
    crypto::SigningKey rootKey;
    crypto::BoxPublicKey recovery;

    TestDevice office;
    TestDevice police;    ///< issuer of organisation 2
    TestDevice probation; ///< issuer of organisation 3

private:
    void addRoot(wire::PushRequest& request, membership::StatementBody body);
    void certify(TestDevice& device);
    TestDevice& issuerOf(OrganisationCode organisation);
    void remember(const CaseId& caseId, const wire::SignedStatement& statement);

    std::map<CaseId, ChainHead> m_heads;
    std::vector<std::unique_ptr<TestDevice>> m_devices;
};

crypto::SigningKey newSigningKey();
/// Adds an envelope or statement to a push.
void addItem(wire::PushRequest& request, const TestEnvelope& envelope);
void addItem(wire::PushRequest& request, const wire::SignedStatement& statement);
void addItem(wire::PushRequest& request, const wire::SignedStub& stub);
/// One envelope with its head.
wire::PushRequest pushOf(const TestEnvelope& envelope);
/// Envelopes of one stream under the head of the last.
wire::PushRequest runOf(const std::vector<TestEnvelope>& envelopes);
std::string text(ByteView bytes);

} // namespace vb::test
