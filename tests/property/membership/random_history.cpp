// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/property/membership/random_history.h"

#include "sync/base/check.h"
#include "tests/support/must.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vb::test {

using namespace membership;
using model::Role;

namespace {

const std::array<std::string, 9> kDevices{"Petra", "Ineke", "Wim",     "Wanda",           "Rachel",
                                          "Gerda", "Wim 2", "Gerda 2", "Gerda at politie"};

} // namespace

RandomHistory::RandomHistory() : naive(HouseId{}), m_start(world.checkpoint()), m_naiveStart({}) {
    world.certify("Wim 2", world.holder("Wim"), hours(72));
    world.certify("Gerda 2", world.holder("Gerda"));
    world.certify("Gerda at politie", {world.holder("Gerda").worker, kPolitie});
    world.join("Petra");
    world.join("Wim", CarePart::Straf);
    world.join("Gerda", CarePart::Zorg);
    world.open("Wim", world.team());
    m_start = world.checkpoint();
    m_naiveStart = NaiveDirectory(world.house);
    for (const LoggedStatement& logged : world.houseLogged)
        m_naiveStart.house.push_back({must(readStatement(logged.statement)), {}});
    for (const LoggedStatement& logged : world.caseLogged) {
        Statement statement = must(readStatement(logged.statement));
        const auto signer = holderOf(world.directory(), statement.signer);
        m_naiveStart.ofCase.push_back({std::move(statement), signer.value()});
    }
}

void RandomHistory::play(const std::vector<std::uint32_t>& words) {
    world.restore(m_start);
    naive = m_naiveStart;
    tried.clear();
    taken.clear();
    m_named.clear();
    m_waiting.clear();
    for (const std::uint32_t word : words) {
        SeededRandom random(word);
        step(random);
    }
    for (const EnvelopeFacts& envelope : m_waiting)
        deliver(envelope);
}

void RandomHistory::step(SeededRandom& random) {
    const std::uint64_t what = random.below(25);
    if (what < 3)
        stepOfHouse(random);
    else if (what < 7)
        stepOfPeople(random);
    else if (what < 9)
        stepOfTransfers(random);
    else if (what < 12)
        stepOfKeys(random);
    else if (what < 14)
        stepOfEntries(random);
    else if (what < 15)
        world.now = world.now + hours(random.below(48));
    else if (what < 16)
        writeAnyhow(random);
    else if (what < 21)
        writeWell(random);
    else
        deliverOne(random);
}

DirectoryHead RandomHistory::somewhen(SeededRandom& random) {
    const DirectoryPrefix whole = world.whole();
    if (random.chance(1, 2))
        return whole.head();
    // Not before the set-up: nothing there could be said in a case.
    const auto back = [&](std::uint64_t size, std::uint64_t start) {
        return size - random.below(std::min<std::uint64_t>(size - start, 6) + 1);
    };
    return DirectoryPrefix{whole.house, back(whole.houseSize, m_start.directory.size()),
                           whole.caseLog, back(whole.caseSize, m_start.log.size())}
        .head();
}

std::string RandomHistory::somebody(SeededRandom& random) {
    return kDevices[random.below(kDevices.size())];
}

std::string RandomHistory::official(SeededRandom& random) {
    return random.chance(4, 5) ? kDevices[random.below(2)] : somebody(random);
}

EndReason RandomHistory::someReason(SeededRandom& random) {
    return static_cast<EndReason>(random.chance(1, 2) ? 6 + random.below(2) : 1 + random.below(5));
}

std::vector<StreamCut> RandomHistory::someCuts(SeededRandom& random, EndReason reason) {
    std::map<StreamId, std::uint64_t> cuts;
    if (cutsStreams(reason)) {
        for (const Taken& one : taken) {
            if (random.chance(1, 3))
                cuts[one.envelope.stream] = random.below(one.envelope.counter + 2);
        }
        for (const EnvelopeFacts& one : m_waiting) {
            if (random.chance(1, 3))
                cuts[one.stream] = random.below(one.counter + 2);
        }
    }
    std::vector<StreamCut> all;
    for (const auto& [stream, counter] : cuts)
        all.push_back({stream, counter});
    return all;
}

void RandomHistory::attempt(const WorldDevice* by, CaseId caseId, StatementBody body,
                            const DirectoryHead& basedOn) {
    Statement statement = world.draft(by, caseId, std::move(body), basedOn);
    const bool allowed = naive.allows(statement, world.now);
    const Refusal refusal = world.submit(statement);
    tried.push_back({statement, world.now, refusal, allowed});
    if (refusal != Refusal::None)
        return;
    auto& chain = statement.isAboutHouse() ? naive.house : naive.ofCase;
    const auto signer = holderOf(world.directory(), statement.signer).value_or(Affiliation{});
    chain.push_back({std::move(statement), signer});
}

void RandomHistory::stepOfHouse(SeededRandom& random) {
    const std::string name = somebody(random);
    const WorldDevice& device = world.device(name);
    const bool right = random.chance(4, 5);
    const OrganisationCode organisation = right ? device.holder.organisation : kReclassering;
    const WorldDevice* by = random.chance(1, 8) ? nullptr : &world.issuer(organisation);
    const auto basedOn = somewhen(random);
    switch (random.below(3)) {
    case 0: {
        const EndReason reason = someReason(random);
        attempt(by, CaseId{}, world.deviceEnd(name, reason, someCuts(random, reason)), basedOn);
        break;
    }
    case 1:
        attempt(by, CaseId{},
                issuance::certificateBody(device.shown, device.holder,
                                          {world.now, world.now + hours(1 + random.below(200))},
                                          {0}),
                basedOn);
        break;
    default: {
        const auto role = static_cast<Role>(1 + random.below(6));
        const WorldDevice* official_ = &world.device(official(random));
        if (random.chance(1, 2))
            attempt(official_, CaseId{}, world.role(name, role), basedOn);
        else
            attempt(official_, CaseId{}, someRoleEnd(random, world.directory().roles()), basedOn);
    }
    }
}

void RandomHistory::stepOfPeople(SeededRandom& random) {
    const std::string name = somebody(random);
    const WorldDevice* by = &world.device(official(random));
    const auto basedOn = somewhen(random);
    const auto what = random.below(8);
    if (what < 4) {
        MemberBody body = world.member(name, static_cast<CarePart>(random.below(3)));
        body.hat = static_cast<std::uint16_t>(random.below(2));
        body.observer = random.chance(1, 6);
        body.withoutHistory = random.chance(1, 4);
        if (random.chance(1, 6))
            body.period.from = world.now + hours(random.below(72));
        if (random.chance(1, 4))
            body.period.until = body.period.from + hours(1 + random.below(96));
        attempt(by, world.caseId, body, basedOn);
    } else if (what < 6) {
        const EndReason reason = someReason(random);
        attempt(by, world.caseId, world.memberEnd(name, reason, someCuts(random, reason)), basedOn);
    } else {
        const auto role = static_cast<Role>(1 + random.below(6));
        RoleBody body = world.role(name, role);
        if (random.chance(1, 4))
            body.period.until = world.now + hours(1 + random.below(72));
        if (what == 6)
            attempt(by, world.caseId, body, basedOn);
        else
            attempt(by, world.caseId, someRoleEnd(random, world.log().roles()), basedOn);
    }
}

/// Mostly of a place that there is, with the part that it has.
void RandomHistory::stepOfTransfers(SeededRandom& random) {
    TransferBody body = world.transfer(somebody(random), somebody(random));
    body.hat = static_cast<std::uint16_t>(random.below(2));
    for (const auto& [member, facts] : world.log().members()) {
        const MemberFact* place = world.log().place(member, body.hat, world.log().size());
        if (!place || !random.chance(1, 3))
            continue;
        body.giver = member;
        body.part = place->part;
    }
    if (random.chance(1, 4))
        body.part = static_cast<CarePart>(random.below(3));
    body.until = world.now + hours(random.below(24 * 8));
    if (random.chance(1, 8))
        body.until = world.now - hours(24);
    if (body.giver == body.receiver)
        return; // breaks a rule of form
    attempt(&world.device(official(random)), world.caseId, body, somewhen(random));
}

RoleEndBody RandomHistory::someRoleEnd(SeededRandom& random, const RoleFacts& facts) {
    RoleEndBody body = world.roleEnd(somebody(random), static_cast<Role>(1 + random.below(6)));
    for (const auto& [holder, all] : facts) {
        if (random.chance(1, 3))
            body = {holder, all.back().role};
    }
    return body;
}

Audience RandomHistory::someAudience(SeededRandom& random, const std::string& by) {
    switch (random.below(6)) {
    case 0:
        return world.own(world.holder(by).organisation);
    case 1:
        return wholeLevel(world.house, world.caseId,
                          random.chance(1, 2) ? Level::Zorgdeel : Level::Strafdeel);
    case 2:
        return ownNote(world.house, world.caseId,
                       world.holder(random.chance(3, 4) ? by : somebody(random)));
    case 3:
        if (!m_named.empty())
            return m_named[random.below(m_named.size())];
        [[fallthrough]];
    default:
        return world.team();
    }
}

void RandomHistory::stepOfKeys(SeededRandom& random) {
    const std::string by = somebody(random);
    const auto basedOn = somewhen(random);
    const auto what = random.below(6);
    if (what == 0) {
        AudienceBody body{random.makeId<AudienceSalt>(), {}};
        for (std::uint64_t i = random.below(3); i > 0; --i)
            body.workers.push_back(world.holder(somebody(random)));
        std::sort(body.workers.begin(), body.workers.end());
        body.workers.erase(std::unique(body.workers.begin(), body.workers.end()),
                           body.workers.end());
        m_named.push_back(namedPersons(world.house, world.caseId, body.salt));
        attempt(&world.device(by), world.caseId, body, basedOn);
        return;
    }
    const Audience audience = someAudience(random, by);
    if (what < 4) {
        const auto known = prefixAt(basedOn, world.directory(), &world.log());
        EpochBody body = epochFor(random, audience, *known);
        std::erase_if(body.boxes, [&](const KeyBox&) { return random.chance(1, 12); });
        if (random.chance(1, 6))
            body.boxes.push_back({Digest256(world.device(somebody(random)).shown.device.bytes()),
                                  body.epoch, Bytes(1)});
        std::sort(body.boxes.begin(), body.boxes.end(), [](const auto& left, const auto& right) {
            return left.recipient < right.recipient;
        });
        const auto twice = std::adjacent_find(
            body.boxes.begin(), body.boxes.end(),
            [](const auto& left, const auto& right) { return left.recipient == right.recipient; });
        if (body.boxes.empty() || twice != body.boxes.end())
            return;
        attempt(&world.device(by), world.caseId, body, basedOn);
        return;
    }
    const auto& epochs = world.log().epochsOf(audience.id);
    if (!epochs.empty())
        attempt(&world.device(by), world.caseId,
                world.grant(audience, epochs[random.below(epochs.size())], {somebody(random)}),
                basedOn);
}

void RandomHistory::stepOfEntries(SeededRandom& random) {
    const WorldDevice* by = &world.device(official(random));
    const auto basedOn = somewhen(random);
    switch (random.below(8)) {
    case 0:
        if (random.chance(1, 6))
            attempt(by, world.caseId, PurgeBody{{}, true}, basedOn);
        break;
    case 1:
    case 2:
        attempt(by, world.caseId, WithdrawalBody{{random.makeId<PartHash>()}}, basedOn);
        break;
    default:
        if (!taken.empty())
            attempt(by, world.caseId, AdoptionBody{{taken[random.below(taken.size())].envelope.id}},
                    basedOn);
    }
}

EpochBody RandomHistory::epochFor(SeededRandom& random, const Audience& audience,
                                  const DirectoryPrefix& known) {
    EpochBody body{audience, random.makeId<EpochId>(), {}};
    for (const Recipient& one : recipients(known, audience, world.now))
        body.boxes.push_back({one.id, body.epoch, Bytes(1)});
    return body;
}

void RandomHistory::writeWell(SeededRandom& random) {
    const std::string by = somebody(random);
    const Audience audience = someAudience(random, by);
    if (!belongs(world.whole(), world.holder(by), audience, world.now))
        return;
    auto epochs = sealingEpochs(world.whole(), audience.id, world.now);
    if (epochs.empty()) {
        EpochBody body = epochFor(random, audience, world.whole());
        if (body.boxes.empty())
            return; // the only reader has no device left
        attempt(&world.device(by), world.caseId, std::move(body), world.head());
        epochs = sealingEpochs(world.whole(), audience.id, world.now);
    }
    if (!epochs.empty())
        m_waiting.push_back(world.write(by, audience, epochs.front()));
}

void RandomHistory::writeAnyhow(SeededRandom& random) {
    const std::string by = somebody(random);
    const Audience audience = someAudience(random, by);
    const auto& epochs = world.log().epochsOf(audience.id);
    const EpochId epoch = epochs.empty() || random.chance(1, 10)
                              ? random.makeId<EpochId>()
                              : epochs[random.below(epochs.size())];
    deliver(world.write(by, audience, epoch, somewhen(random)));
}

void RandomHistory::deliver(const EnvelopeFacts& envelope) {
    Taken one{envelope, world.leafNow(), {}};
    one.atOnce = must(judge(one.envelope, one.leaf, world.directory(), world.log()));
    taken.push_back(std::move(one));
}

void RandomHistory::deliverOne(SeededRandom& random) {
    if (m_waiting.empty())
        return;
    const auto one =
        m_waiting.begin() + static_cast<std::ptrdiff_t>(random.below(m_waiting.size()));
    const EnvelopeFacts envelope = *one;
    m_waiting.erase(one);
    deliver(envelope);
}

} // namespace vb::test
