// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What becomes of a request between a device and the hub: it is late, lost, cut, or comes twice,
// and the answer is not what the hub meant.
#include "tests/sim/sim_world.h"

namespace vb::test {

using namespace std::chrono_literals;

protocol::Reply SimWorld::answer(const SimDevice& device, const protocol::Request& request) {
    server::Hub& own = hubOf(device);
    checkGoesOn(device, request);
    auto honest = checkVersion(device, request, askHub(own, asSpoken(device, request)).reply);
    if (m_split && request.endpoint == protocol::Endpoint::Push) {
        server::Hub& twin = &own == m_hub.get() ? m_split->hub() : *m_hub;
        relayPush(twin, m_house, device.person(), request.body, m_splitRandom);
    }
    checkLogGrows();
    checkSealed(request.body, "a request");
    checkSealed(honest.body, "a reply");
    tellAccepted(request);
    trace(request.body);
    trace(honest.body);
    if (m_faults.falseTime && !m_isHealed)
        honest = tellFalseTime(device, request, std::move(honest));
    const std::size_t log = m_split && &own == &m_split->hub() ? 1 : 0;
    if (m_faults.liar && !m_isHealed && m_random.chance(1, 8)) {
        ++m_report.lies;
        return lie(log, request, std::move(honest));
    }
    m_oldReplies[{log, request.endpoint}] = honest;
    return honest;
}

/// A hub that flips a bit, repeats an old answer, says nothing or cuts its answer short.
protocol::Reply SimWorld::lie(std::size_t log, const protocol::Request& request,
                              protocol::Reply honest) {
    switch (m_random.below(4)) {
    case 0:
        if (!honest.body.empty())
            honest.body[m_random.below(honest.body.size())] ^=
                static_cast<std::uint8_t>(1U << m_random.below(8));
        return honest;
    case 1: {
        const auto old = m_oldReplies.find({log, request.endpoint});
        return old == m_oldReplies.end() ? protocol::Reply{200, {}} : old->second;
    }
    case 2:
        return {200, {}};
    default:
        honest.body.resize(m_random.below(honest.body.size() + 1));
        return honest;
    }
}

/// Nothing comes through for hours or days: neither requests nor replies, or only one of both.
void SimWorld::partSomebody() {
    if (!m_faults.partitions || !m_netRandom.chance(1, 12))
        return;
    const std::size_t person = m_netRandom.below(m_devices.size());
    const auto span = 1h + std::chrono::hours(m_netRandom.below(m_netRandom.chance(1, 3) ? 72 : 8));
    const auto way = m_netRandom.below(3);
    Partition& partition = m_partitions[person];
    if (m_clock.now() < partition.until)
        return;
    ++m_report.partitions;
    partition = {m_clock.now() + span, way != 1, way != 2};
}

bool SimWorld::isParted(const SimDevice& device, bool Partition::*way) const {
    const auto partition = m_partitions.find(device.person());
    return partition != m_partitions.end() && !m_isHealed &&
           m_clock.now() < partition->second.until && partition->second.*way;
}

/// The hub gets the beginning of a request. Where that is not a whole one by itself, nothing may
/// come of it.
void SimWorld::cut(const SimDevice& device, protocol::Request request) {
    ++m_report.cuts;
    request.body.resize(m_netRandom.below(request.body.size()));
    const auto before = m_hubStore.logState();
    const auto answer = hubOf(device).handle(request, {"10.0.0.1"});
    const auto after = m_hubStore.logState();
    VB_CHECK(before.has_value() && after.has_value());
    trace(answer.reply.body);
    if (answer.reply.status != 200 && after->size != before->size)
        violation("the hub refused a request that was cut, and took something of it (I-10)");
}

/// What was under way somewhere comes once more, when everybody has forgotten it.
void SimWorld::repeatLater(const SimDevice& device, const protocol::Request& request) {
    ++m_report.repeats;
    at(std::chrono::minutes(30 + m_netRandom.below(m_netRandom.chance(1, 2) ? 300 : 6'000)),
       [this, &device, request] { trace(hubOf(device).handle(request, {"10.0.0.1"}).reply.body); });
}

/// How one request fares, drawn when it is sent.
SimWorld::Passage SimWorld::drawPassage() {
    Passage passage;
    const bool isCalm = m_isHealed;
    const auto delay = [&]() -> std::chrono::milliseconds {
        if (isCalm || !m_faults.delays)
            return 20ms;
        return std::chrono::milliseconds(20 +
                                         m_random.below(m_random.chance(1, 6) ? 180'000 : 500));
    };
    passage.isLost = !isCalm && m_faults.drops && m_random.chance(1, 8);
    passage.isTwice = !isCalm && m_faults.duplicates && m_random.chance(1, 6);
    passage.isReplyLost = !isCalm && m_faults.drops && m_random.chance(1, 8);
    if (!isCalm && m_faults.cuts)
        passage.isCut = m_netRandom.chance(1, 10);
    if (!isCalm && m_faults.repeats) {
        passage.isLate = m_netRandom.chance(1, 8);
        passage.isReplyTwice = m_netRandom.chance(1, 8);
    }
    if (passage.isLost)
        return passage;
    passage.back = delay();
    passage.there = delay();
    return passage;
}

void SimWorld::deliver(SimDevice& device, std::uint64_t life, engine::SendRequest sent) {
    const Passage passage = drawPassage();
    const auto number = sent.number;
    const auto back = [this, &device, life](engine::Event event) {
        if (device.life() != life || !(device.isAlive() || device.isLocked()))
            return;
        perform(device, device.handle(event));
        tellSeen(device);
    };
    const auto timeOut = [this, back, number] {
        at(30s, [back, number] {
            back(engine::RequestFailed{number, engine::RequestFailure::TimedOut});
        });
    };
    if (passage.isLost)
        return timeOut();
    at(passage.there, [this, &device, sent = std::move(sent), back, timeOut, passage] {
        if (isParted(device, &Partition::dropsRequests))
            return timeOut();
        if (passage.isCut && !sent.request.body.empty()) {
            cut(device, sent.request);
            return timeOut();
        }
        const auto reply = reach(device, sent.request);
        if (passage.isTwice && reply)
            static_cast<void>(hubOf(device).handle(sent.request, {"10.0.0.1"}));
        if (passage.isLate)
            repeatLater(device, sent.request);
        if (passage.isReplyLost || !reply || isParted(device, &Partition::dropsReplies))
            return timeOut();
        const auto arrive = [back, number = sent.number, reply] {
            back(engine::ReplyArrived{number, *reply});
        };
        at(passage.back, arrive);
        if (passage.isReplyTwice)
            at(passage.back + std::chrono::seconds(m_netRandom.below(7'200)), arrive);
    });
}

} // namespace vb::test
