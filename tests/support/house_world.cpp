// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/house_world.h"

#include "crypto/random.h"
#include "sync/protocol/heads.h"

#include <algorithm>

namespace vb::test {

using membership::Affiliation;
using protocol::Endpoint;

namespace {

crypto::BoxPublicKey newBox(SeededRandom& random) {
    ByteArray<32> bytes{};
    random.fill(bytes);
    return crypto::BoxPublicKey(bytes);
}

} // namespace

crypto::SigningKey newSigningKey() {
    REQUIRE_FALSE(crypto::init().has_value());
    return crypto::SigningKey::generate();
}

std::string text(ByteView bytes) {
    return std::string(asText(bytes));
}

TestDevice::TestDevice(const HouseId& house, const Affiliation& who, SeededRandom& random)
    : signing(newSigningKey()),
      push(newSigningKey()),
      box(newBox(random)),
      id(membership::deviceId(house, signing.publicKey())),
      holder(who),
      incarnation(random.makeId<IncarnationId>()) {}

HouseWorld::HouseWorld(std::uint64_t seed, Instant now)
    : random(seed),
      clock(now),
      house(random.makeId<HouseId>()),
      rootKey(newSigningKey()),
      recovery(newBox(random)),
      office(house, {random.makeId<WorkerId>(), membership::kHouseOrganisation}, random),
      police(house, {random.makeId<WorkerId>(), OrganisationCode{2}}, random),
      probation(house, {random.makeId<WorkerId>(), OrganisationCode{3}}, random) {}

std::string HouseWorld::found(const server::HubKeys& keys) {
    wire::PushRequest request;
    addRoot(request,
            membership::RootBody{rootKey.publicKey(),
                                 membership::rootFingerprint(house, newSigningKey().publicKey()),
                                 recovery});
    addRoot(request, membership::HubBody{keys.signingKey, keys.tlsPin});
    for (const TestDevice* issuer : {&office, &police, &probation})
        addRoot(request,
                membership::IssuerBody{issuer->id,
                                       issuer->holder,
                                       issuer->signing.publicKey(),
                                       issuer->box,
                                       newBox(random),
                                       {clock.now(), clock.now() + std::chrono::hours(24 * 365)}});
    return request.SerializeAsString();
}

void HouseWorld::settle() {
    for (TestDevice* issuer : {&office, &police, &probation}) {
        REQUIRE(openSession(*issuer) == 200);
        certify(*issuer);
    }
    for (const auto role : {model::Role::Procesregisseur, model::Role::Informatievoorziening})
        say(office, CaseId(), membership::RoleBody{office.holder, role, {clock.now(), {}}});
}

void HouseWorld::addRoot(wire::PushRequest& request, membership::StatementBody body) {
    membership::Statement draft;
    draft.house = house;
    draft.basedOn = heads(CaseId());
    draft.madeAt = clock.now();
    draft.body = std::move(body);
    const Bytes bytes = membership::encodeStatement(draft);
    const auto signature = rootKey.sign(crypto::Kind::StatementSignature, house.bytes(), bytes);
    wire::SignedStatement& signedStatement = *request.add_items()->mutable_statement();
    signedStatement.set_statement(text(bytes));
    signedStatement.set_signature(text(signature.bytes()));
    remember(CaseId(), signedStatement);
}

void HouseWorld::remember(const CaseId& caseId, const wire::SignedStatement& statement) {
    const auto id = membership::statementId(house, asBytes(statement.statement()));
    m_heads[caseId] = membership::extended(house, caseId, m_heads[caseId], id);
}

membership::Stub HouseWorld::giveUp(const TestStream& stream, std::uint64_t counter,
                                    const ChangesetId& refused) {
    membership::Stub stub;
    stub.stream = stream.id;
    stub.counter = counter;
    stub.hash = refused;
    stub.reason = wire::REFUSAL_EPOCH;
    stub.caseId = stream.caseId;
    stub.audience = stream.audience.id;
    stub.incarnation = stream.device->incarnation;
    stub.device = stream.device->id;
    return stub;
}

wire::SignedStub HouseWorld::signStub(const membership::Stub& stub,
                                      const TestDevice& signer) const {
    const Bytes said = membership::encodeStub(stub);
    const auto signature = signer.signing.sign(crypto::Kind::StubSignature, house.bytes(), said);
    wire::SignedStub message;
    message.set_stub(text(said));
    message.set_signature(text(signature.bytes()));
    return message;
}

DirectoryHead HouseWorld::heads(const CaseId& caseId) const {
    const auto at = [&](const CaseId& chain) {
        const auto found = m_heads.find(chain);
        return found == m_heads.end() ? ChainHead{} : found->second;
    };
    return {at(CaseId()), caseId.isNone() ? ChainHead{} : at(caseId)};
}

Affiliation HouseWorld::person(std::uint16_t organisation) {
    return {random.makeId<WorkerId>(), OrganisationCode{organisation}};
}

TestDevice& HouseWorld::issuerOf(OrganisationCode organisation) {
    return organisation == membership::kHouseOrganisation ? office
           : organisation.value == 2                      ? police
                                                          : probation;
}

void HouseWorld::certify(TestDevice& device) {
    say(issuerOf(device.holder.organisation), CaseId(),
        membership::DeviceBody{device.id,
                               device.holder,
                               device.signing.publicKey(),
                               device.box,
                               device.push.publicKey(),
                               {0},
                               {clock.now(), clock.now() + std::chrono::hours(24 * 90)}});
}

TestDevice& HouseWorld::enrol(const Affiliation& who) {
    m_devices.push_back(std::make_unique<TestDevice>(house, who, random));
    TestDevice& device = *m_devices.back();
    certify(device);
    REQUIRE(openSession(device) == 200);
    return device;
}

int HouseWorld::openSession(TestDevice& device, bool pushOnly) {
    wire::HelloRequest hello;
    hello.add_versions(0);
    hello.set_house(text(house.view()));
    hello.set_device(text(device.id.view()));
    const auto greeting = ask<wire::HelloReply>(Endpoint::Hello, device, hello);
    wire::Challenge challenge;
    challenge.set_house(text(house.view()));
    challenge.set_device(text(device.id.view()));
    challenge.set_hub_key(greeting.hub_key());
    challenge.set_hub_nonce(greeting.hub_nonce());
    challenge.set_device_nonce(std::string(32, 'n'));
    challenge.set_push_only(pushOnly);
    wire::SessionRequest request;
    request.set_challenge(challenge.SerializeAsString());
    const auto& key = pushOnly ? device.push : device.signing;
    const auto kind = pushOnly ? crypto::Kind::PushChallenge : crypto::Kind::Challenge;
    request.set_signature(
        text(key.sign(kind, house.bytes(), asBytes(request.challenge())).bytes()));
    const auto reply = post(Endpoint::Session, {}, request.SerializeAsString());
    wire::SessionReply message;
    if (reply.status == 200) {
        REQUIRE(message.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())));
        device.session = toBytes(asBytes(message.token()));
    }
    return reply.status;
}

protocol::Reply HouseWorld::post(Endpoint endpoint, const Bytes& session, const std::string& body) {
    return send({endpoint, session, toBytes(asBytes(body))});
}

wire::FailureReason HouseWorld::failureOf(const protocol::Reply& reply) {
    wire::Failure failure;
    CHECK(reply.status != 200);
    REQUIRE(failure.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())));
    return failure.reason();
}

wire::SignedStatement HouseWorld::sign(const TestDevice& signer, const CaseId& caseId,
                                       membership::StatementBody body,
                                       std::optional<DirectoryHead> basedOn) {
    membership::Statement draft;
    draft.house = house;
    draft.caseId = caseId;
    draft.signer = signer.id;
    draft.basedOn = basedOn.value_or(heads(caseId));
    draft.madeAt = clock.now();
    draft.body = std::move(body);
    const Bytes bytes = membership::encodeStatement(draft);
    wire::SignedStatement statement;
    statement.set_statement(text(bytes));
    statement.set_signature(
        text(signer.signing.sign(crypto::Kind::StatementSignature, house.bytes(), bytes).bytes()));
    return statement;
}

void HouseWorld::say(const TestDevice& signer, const CaseId& caseId,
                     membership::StatementBody body) {
    wire::PushRequest request;
    addItem(request, sign(signer, caseId, std::move(body)));
    const wire::PushReply reply = push(signer, request);
    INFO("refusal " << reply.verdicts(0).refusal());
    REQUIRE(reply.verdicts(0).refusal() == wire::REFUSAL_NONE);
    REQUIRE_FALSE(reply.verdicts(0).duplicate());
    remember(caseId, request.items(0).statement());
}

CaseId HouseWorld::makeCase(const std::vector<const TestDevice*>& members) {
    const auto caseId = random.makeId<CaseId>();
    for (const TestDevice* member : members)
        addMember(caseId, *member);
    return caseId;
}

void HouseWorld::addMember(const CaseId& caseId, const TestDevice& member, bool withoutHistory) {
    membership::MemberBody body;
    body.member = member.holder;
    body.hat = 1;
    body.withoutHistory = withoutHistory;
    body.period.from = clock.now();
    say(office, caseId, body);
}

void HouseWorld::endMember(const CaseId& caseId, const TestDevice& member) {
    say(office, caseId,
        membership::MemberEndBody{member.holder, membership::EndReason::Unassigned, {}});
}

EpochId HouseWorld::openEpoch(const CaseId& caseId, const TestDevice& by,
                              const std::vector<const TestDevice*>& devices) {
    membership::EpochBody body;
    body.audience = membership::wholeLevel(house, caseId, membership::Level::Casusteam);
    body.epoch = random.makeId<EpochId>();
    body.boxes.push_back(
        {membership::recoveryRecipient(house, recovery), body.epoch, Bytes(80, 1)});
    for (const TestDevice* device : devices)
        body.boxes.push_back({Digest256(device->id.bytes()), body.epoch, Bytes(80, 2)});
    std::sort(body.boxes.begin(), body.boxes.end(),
              [](const auto& left, const auto& right) { return left.recipient < right.recipient; });
    const EpochId epoch = body.epoch;
    say(by, caseId, std::move(body));
    return epoch;
}

TestStream HouseWorld::stream(const TestDevice& device, const CaseId& caseId,
                              const EpochId& epoch) {
    TestStream made;
    made.device = &device;
    made.caseId = caseId;
    made.audience = membership::wholeLevel(house, caseId, membership::Level::Casusteam);
    made.epoch = epoch;
    made.id = membership::streamId(house, device.id, device.incarnation, made.audience.id);
    return made;
}

TestEnvelope HouseWorld::write(TestStream& stream, const EnvelopeShape& shape) {
    TestEnvelope made;
    membership::EnvelopeHeader header;
    header.house = house;
    header.caseId = stream.caseId;
    header.audience = stream.audience.id;
    header.epoch = stream.epoch;
    header.stream = stream.id;
    header.counter = ++stream.counter;
    header.previous = stream.last;
    header.directory = shape.directory.value_or(heads(stream.caseId));
    header.retentionClass = 1;
    header.bulk = shape.bulk;
    header.renews = shape.renews;
    for (const std::size_t size : shape.partSizes) {
        Bytes part(size);
        random.fill(part);
        made.parts.push_back(membership::partHash(house, part));
        header.parts.push_back({made.parts.back(), static_cast<std::uint32_t>(size)});
        made.envelope.add_parts(text(part));
    }
    const Bytes bytes = membership::encodeEnvelopeHeader(header);
    made.envelope.set_header(text(bytes));
    made.id = membership::changesetId(house, bytes);
    made.head = signHead(stream, stream.counter, made.id);
    stream.last = made.id;
    return made;
}

wire::SignedStreamHead HouseWorld::signHead(const TestStream& stream, std::uint64_t counter,
                                            const ChangesetId& head) const {
    const Bytes bytes =
        membership::encodeStreamHead({stream.id, stream.device->id, stream.device->incarnation,
                                      stream.audience.id, counter, head});
    wire::SignedStreamHead message;
    message.set_head(text(bytes));
    message.set_signature(
        text(stream.device->signing.sign(crypto::Kind::StreamHead, house.bytes(), bytes).bytes()));
    return message;
}

wire::PushReply HouseWorld::push(const TestDevice& device, const wire::PushRequest& request) {
    return ask<wire::PushReply>(Endpoint::Push, device, request);
}

wire::PullReply HouseWorld::pull(const TestDevice& device, const CaseId& caseId,
                                 std::uint64_t after, bool bulk, std::uint32_t maxBytes) {
    wire::PullRequest request;
    wire::Cursor& cursor = *request.add_cursors();
    cursor.set_case_id(text(caseId.view()));
    cursor.set_audience(
        text(membership::wholeLevel(house, caseId, membership::Level::Casusteam).id.view()));
    cursor.set_after(after);
    request.set_bulk(bulk);
    request.set_max_bytes(maxBytes);
    return ask<wire::PullReply>(Endpoint::Pull, device, request);
}

void addItem(wire::PushRequest& request, const TestEnvelope& envelope) {
    *request.add_items()->mutable_envelope() = envelope.envelope;
}

void addItem(wire::PushRequest& request, const wire::SignedStub& stub) {
    *request.add_items()->mutable_stub() = stub;
}

void addItem(wire::PushRequest& request, const wire::SignedStatement& statement) {
    *request.add_items()->mutable_statement() = statement;
}

wire::PushRequest pushOf(const TestEnvelope& envelope) {
    return runOf({envelope});
}

wire::PushRequest runOf(const std::vector<TestEnvelope>& envelopes) {
    wire::PushRequest request;
    for (const TestEnvelope& envelope : envelopes)
        addItem(request, envelope);
    *request.add_heads() = envelopes.back().head;
    return request;
}

} // namespace vb::test
