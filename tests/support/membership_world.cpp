// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/membership_world.h"

#include "sync/base/check.h"
#include "tests/support/must.h"

#include <algorithm>
#include <utility>

namespace vb::test {

using namespace membership;
using model::Role;

MembershipWorld::MembershipWorld(std::uint64_t seed)
    : m_entropy(seed), m_random(seed), m_root(issuance::DeviceKeys::generate()) {
    house = m_random.makeId<HouseId>();
    caseId = m_random.makeId<CaseId>();
    m_directory =
        std::make_unique<HouseDirectory>(house, rootFingerprint(house, m_root.signing.publicKey()));
    m_log = std::make_unique<MembershipLog>(house, caseId);
    setUp();
}

void MembershipWorld::setUp() {
    const auto successor = crypto::SigningKey::generate();
    const auto expect = [](Refusal refusal) { VB_CHECK(refusal == Refusal::None); };
    expect(sayOfHouse(nullptr, RootBody{m_root.signing.publicKey(),
                                        rootFingerprint(house, successor.publicKey()),
                                        m_root.box.publicKey()}));
    expect(sayOfHouse(nullptr, HubBody{m_root.push.publicKey(), m_random.makeId<Digest256>()}));
    for (const OrganisationCode organisation : {kHouse, kPolitie, kReclassering, kGgd}) {
        WorldDevice issuer = makeDevice({m_random.makeId<WorkerId>(), organisation});
        const auto recovery = crypto::BoxKeyPair::generate();
        expect(sayOfHouse(nullptr, IssuerBody{issuer.shown.device,
                                              issuer.holder,
                                              issuer.shown.signing,
                                              issuer.shown.box,
                                              recovery.publicKey(),
                                              {now, now + hours(24 * 3650)}}));
        m_issuers.emplace(organisation, std::move(issuer));
    }
    for (const auto& [name, organisation] :
         std::vector<std::pair<std::string, OrganisationCode>>{{"Petra", kHouse},
                                                               {"Ineke", kHouse},
                                                               {"Wim", kPolitie},
                                                               {"Wanda", kPolitie},
                                                               {"Rachel", kReclassering},
                                                               {"Gerda", kGgd}})
        certify(name, {m_random.makeId<WorkerId>(), organisation});
    const WorldDevice* founder = &issuer(kHouse);
    expect(sayOfHouse(founder, role("Petra", Role::Procesregisseur)));
    expect(sayOfHouse(founder, role("Ineke", Role::Informatievoorziening)));
}

WorldDevice MembershipWorld::makeDevice(const Affiliation& holder) {
    auto keys = issuance::DeviceKeys::generate();
    const auto shown = keys.publicKeys(house);
    return {std::move(keys), shown, holder, m_random.makeId<IncarnationId>()};
}

WorldDevice& MembershipWorld::device(const std::string& name) {
    const auto at = m_devices.find(name);
    VB_CHECK(at != m_devices.end());
    return at->second;
}

const WorldDevice& MembershipWorld::issuer(OrganisationCode organisation) const {
    return m_issuers.at(organisation);
}

MembershipLog& MembershipWorld::log() {
    return *m_log;
}

Audience MembershipWorld::team() const {
    return wholeLevel(house, caseId, Level::Casusteam);
}

Audience MembershipWorld::own(OrganisationCode organisation) const {
    return ownOrganisation(house, caseId, organisation);
}

DirectoryPrefix MembershipWorld::whole() const {
    return wholeDirectory(*m_directory, *m_log);
}

DirectoryHead MembershipWorld::head() const {
    return whole().head();
}

Statement MembershipWorld::draft(const WorldDevice* by, CaseId inCase, StatementBody body,
                                 std::optional<DirectoryHead> basedOn) {
    Statement statement;
    statement.house = house;
    statement.caseId = inCase;
    statement.signer = by ? by->shown.device : DeviceId{};
    statement.basedOn = basedOn.value_or(head());
    if (inCase.isNone())
        statement.basedOn.caseLog = {};
    statement.madeAt = now;
    statement.body = std::move(body);
    SignedStatement sent;
    sent.statement = encodeStatement(statement);
    const crypto::SigningKey& key = by ? by->keys.signing : m_root.signing;
    sent.signature = key.sign(crypto::Kind::StatementSignature, house.bytes(), sent.statement);
    return must(readStatement(std::move(sent)));
}

Refusal MembershipWorld::submit(const Statement& statement) {
    if (statement.isAboutHouse()) {
        const auto at = wholeDirectory(*m_directory);
        const LeafFacts leaf{at.head(), now};
        const Refusal refusal = admit(statement, at, now);
        if (refusal == Refusal::None) {
            m_directory->append(statement, leaf);
            houseLogged.push_back({statement.sent, leaf, m_directory->chain().head()});
        }
        return refusal;
    }
    const LeafFacts leaf = leafNow();
    const Refusal refusal = admit(statement, whole(), now);
    if (refusal == Refusal::None) {
        m_log->append(statement, holderOf(*m_directory, statement.signer).value(), leaf);
        caseLogged.push_back({statement.sent, leaf, m_log->chain().head()});
    }
    return refusal;
}

Refusal MembershipWorld::sayOfHouse(const WorldDevice* by, StatementBody body,
                                    std::optional<DirectoryHead> basedOn) {
    return submit(draft(by, CaseId{}, std::move(body), basedOn));
}

Refusal MembershipWorld::say(const std::string& by, StatementBody body,
                             std::optional<DirectoryHead> basedOn) {
    return submit(draft(&device(by), caseId, std::move(body), basedOn));
}

MemberBody MembershipWorld::member(const std::string& name, CarePart part) const {
    MemberBody body;
    body.member = m_devices.at(name).holder;
    body.part = part;
    body.period.from = now;
    return body;
}

MemberEndBody MembershipWorld::memberEnd(const std::string& name, EndReason reason,
                                         std::vector<StreamCut> cuts) const {
    std::sort(cuts.begin(), cuts.end());
    return {m_devices.at(name).holder, reason, std::move(cuts)};
}

TransferBody MembershipWorld::transfer(const std::string& giver, const std::string& receiver,
                                       CarePart part) const {
    return {m_devices.at(giver).holder, 0, m_devices.at(receiver).holder, part,
            now + hours(24 * 7)};
}

RoleBody MembershipWorld::role(const std::string& name, Role role) const {
    return {m_devices.at(name).holder, role, {now, std::nullopt}};
}

RoleEndBody MembershipWorld::roleEnd(const std::string& name, Role role) const {
    return {m_devices.at(name).holder, role};
}

DeviceEndBody MembershipWorld::deviceEnd(const std::string& name, EndReason reason,
                                         std::vector<StreamCut> cuts) const {
    std::sort(cuts.begin(), cuts.end());
    return {m_devices.at(name).shown.device, reason, std::move(cuts)};
}

EpochBody MembershipWorld::epoch(const Audience& audience,
                                 const std::vector<std::string>& recipients) {
    EpochBody body{audience, m_random.makeId<EpochId>(), {}};
    for (const Recipient& recovery : recoveryRecipients(whole(), audience))
        body.boxes.push_back({recovery.id, body.epoch, Bytes(16)});
    for (const std::string& name : recipients)
        body.boxes.push_back({Digest256(device(name).shown.device.bytes()), body.epoch, Bytes(16)});
    std::sort(body.boxes.begin(), body.boxes.end(),
              [](const auto& left, const auto& right) { return left.recipient < right.recipient; });
    return body;
}

GrantBody MembershipWorld::grant(const Audience& audience, EpochId epoch,
                                 const std::vector<std::string>& recipients) const {
    GrantBody body{audience.id, {}};
    for (const std::string& name : recipients)
        body.boxes.push_back(
            {Digest256(m_devices.at(name).shown.device.bytes()), epoch, Bytes(16)});
    std::sort(body.boxes.begin(), body.boxes.end(),
              [](const auto& left, const auto& right) { return left.recipient < right.recipient; });
    return body;
}

void MembershipWorld::certify(const std::string& name, const Affiliation& holder,
                              std::chrono::milliseconds validFor) {
    WorldDevice made = makeDevice(holder);
    const auto body = issuance::certificateBody(made.shown, holder, {now, now + validFor}, {0});
    m_devices.insert_or_assign(name, std::move(made));
    VB_CHECK(sayOfHouse(&issuer(holder.organisation), body) == Refusal::None);
}

void MembershipWorld::join(const std::string& name, CarePart part) {
    VB_CHECK(say("Petra", member(name, part)) == Refusal::None);
}

void MembershipWorld::leave(const std::string& name, EndReason reason,
                            std::vector<StreamCut> cuts) {
    VB_CHECK(say("Petra", memberEnd(name, reason, std::move(cuts))) == Refusal::None);
}

EpochId MembershipWorld::open(const std::string& by, const Audience& audience) {
    EpochBody body{audience, m_random.makeId<EpochId>(), {}};
    for (const Recipient& one : recipients(whole(), audience, now))
        body.boxes.push_back({one.id, body.epoch, Bytes(16)});
    const EpochId id = body.epoch;
    VB_CHECK(say(by, std::move(body)) == Refusal::None);
    return id;
}

MembershipWorld::Checkpoint MembershipWorld::checkpoint() const {
    return {*m_directory, *m_log, houseLogged, caseLogged, now};
}

void MembershipWorld::restore(const Checkpoint& checkpoint) {
    *m_directory = checkpoint.directory;
    *m_log = checkpoint.log;
    houseLogged = checkpoint.houseLogged;
    caseLogged = checkpoint.caseLogged;
    now = checkpoint.now;
    m_counters.clear();
}

StreamId MembershipWorld::stream(const std::string& name, const Audience& audience) {
    const WorldDevice& of = device(name);
    return streamId(house, of.shown.device, of.incarnation, audience.id);
}

EnvelopeFacts MembershipWorld::write(const std::string& by, const Audience& audience, EpochId epoch,
                                     std::optional<DirectoryHead> knowing) {
    const WorldDevice& author = device(by);
    EnvelopeFacts facts;
    facts.id = m_random.makeId<ChangesetId>();
    facts.house = house;
    facts.caseId = caseId;
    facts.audience = audience.id;
    facts.epoch = epoch;
    facts.stream = stream(by, audience);
    facts.counter = ++m_counters[facts.stream];
    facts.device = author.shown.device;
    facts.incarnation = author.incarnation;
    facts.directory = knowing.value_or(head());
    return facts;
}

LeafFacts MembershipWorld::leafNow() const {
    return {head(), now};
}

Verdict MembershipWorld::judgeNow(const EnvelopeFacts& envelope) const {
    return must(judge(envelope, leafNow(), *m_directory, *m_log));
}

} // namespace vb::test
