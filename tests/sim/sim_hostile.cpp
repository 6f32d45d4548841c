// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub that tells a false time, and one that keeps the work of somebody to itself for a while.
#include "crypto/kinds.h"
#include "sync/protocol/sync.pb.h"
#include "sync/transparency/comparison.h"
#include "sync/transparency/log_head.h"
#include "sync/transparency/messages.h"
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

using namespace std::chrono_literals;

namespace {

template <typename Message>
Bytes changed(const Bytes& body, const std::function<void(Message&)>& change) {
    Message message;
    VB_CHECK(message.ParseFromArray(body.data(), static_cast<int>(body.size())));
    change(message);
    return toBytes(asBytes(message.SerializeAsString()));
}

/// A head of the same tree that its hub signs with another time.
void falsify(veldboek::v0::SignedLogHead& signedHead, const SimHouse& house,
             std::chrono::milliseconds by) {
    const auto read = transparency::fromMessage(signedHead);
    VB_CHECK(read.has_value());
    auto head = transparency::parseLogHead(read->head);
    VB_CHECK(head.has_value());
    head->hubTime = head->hubTime + by;
    transparency::SignedLogHead made;
    made.head = transparency::encodeLogHead(*head);
    made.signature = house.hubKey.sign(crypto::Kind::LogHead, house.id.bytes(), made.head);
    transparency::toMessage(made, signedHead);
}

} // namespace

// ---- False time

/// Of a hello by years, because nothing but a device's own reckoning rests on it. Of a head by
/// hours: whoever takes one does not follow the log until it has caught up, and is told.
protocol::Reply SimWorld::tellFalseTime(const SimDevice& device, const protocol::Request& request,
                                        protocol::Reply honest) {
    if (honest.status != 200 || !m_hostileRandom.chance(1, 6))
        return honest;
    if (request.endpoint == protocol::Endpoint::Hello) {
        ++m_report.falseTimes;
        const auto most = m_hostileRandom.chance(1, 2) ? 48U : 24U * 3'000U;
        std::chrono::milliseconds by = std::chrono::hours(m_hostileRandom.below(most));
        if (m_hostileRandom.chance(1, 2))
            by = -by;
        honest.body = changed<veldboek::v0::HelloReply>(honest.body, [&](auto& reply) {
            reply.set_hub_time_millis(reply.hub_time_millis() + by.count());
        });
    }
    // Not to the office, which brings the log on in the end.
    if (request.endpoint == protocol::Endpoint::Session && device.person() != 0 &&
        m_hostileRandom.chance(1, 4)) {
        ++m_report.falseTimes;
        m_hasToldFalseHead = true;
        const std::chrono::milliseconds by = std::chrono::minutes(m_hostileRandom.below(600));
        honest.body = changed<veldboek::v0::SessionReply>(
            honest.body, [&](auto& reply) { falsify(*reply.mutable_head(), m_house, by); });
    }
    return honest;
}

/// The log passes every time that a head was falsely given.
void SimWorld::passFalseTime() {
    if (!m_hasToldFalseHead)
        return;
    SimDevice& office = *m_devices.front();
    sync(office);
    drain(11h);
    // Of a case that was purged nothing is said any more.
    const bool isSaid = std::any_of(m_cases.begin(), m_cases.end(), [this](const CaseId& caseId) {
        return assign(caseId, 2, m_members[caseId].count(2) != 0);
    });
    if (!isSaid)
        renew(1, 24h * 3650);
    sync(office);
    drain(5min);
}

// ---- Withholding

/// What an author said, or what an audience was told, is left out of everything that the hub hands
/// out, its listings and digests included.
void SimWorld::withholdSome() {
    if (!m_faults.withholds || !m_hostileRandom.chance(1, 12))
        return;
    const auto span = 1h + std::chrono::hours(m_hostileRandom.below(30));
    const std::size_t person = m_hostileRandom.below(m_devices.size());
    const CaseId caseId = m_cases[m_hostileRandom.below(m_cases.size())];
    const bool isAuthor = m_hostileRandom.chance(1, 2);
    if (m_clock.now() < m_withheldUntil)
        return;
    m_withheldUntil = m_clock.now() + span;
    ++m_report.withholdings;
    if (isAuthor) {
        const DeviceId device = m_house.people[person].keys.publicKeys(m_house.id).device;
        m_hubStore.hide([this, device](const server::EnvelopeRow& row) {
            const auto stream = m_hubStore.stream(row.stream);
            VB_CHECK(stream.has_value());
            return *stream && (*stream)->device == device;
        });
    } else {
        const auto audience =
            membership::wholeLevel(m_house.id, caseId, membership::Level::Casusteam).id;
        m_hubStore.hide(
            [audience](const server::EnvelopeRow& row) { return row.audience == audience; });
    }
}

/// The hub's answer while it withholds; a push it takes as it comes, for its own digests.
server::Answer SimWorld::askHub(server::Hub& hub, const protocol::Request& request) {
    const bool isHiding = !m_isHealed && m_clock.now() < m_withheldUntil && &hub == m_hub.get() &&
                          request.endpoint != protocol::Endpoint::Push;
    m_hubStore.setHiding(isHiding);
    auto answer = hub.handle(request, {"10.0.0.1"});
    m_hubStore.setHiding(false);
    return answer;
}

void SimHubDisk::hide(Filter filter) {
    m_isHidden = std::move(filter);
}

Result<void> SimHubDisk::eachEnvelope(const CaseId& caseId, const AudienceId& audience,
                                      server::Share share, server::LogSize position,
                                      const EnvelopeVisitor& visit) const {
    return MemoryHubStore::eachEnvelope(
        caseId, audience, share, position,
        [&](server::EnvelopeRow&& row) { return isHidden(row) || visit(std::move(row)); });
}

Result<std::optional<server::EnvelopeRow>> SimHubDisk::envelope(const ChangesetId& id) const {
    VB_TRY(auto row, MemoryHubStore::envelope(id));
    if (row && isHidden(*row))
        row.reset();
    return row;
}

Result<std::vector<std::pair<server::LogSize, ChangesetId>>>
SimHubDisk::ids(const CaseId& caseId, const AudienceId& audience, server::LogSize from,
                server::LogSize upTo, std::size_t limit) const {
    if (!m_isHiding)
        return MemoryHubStore::ids(caseId, audience, from, upTo, limit);
    std::vector<std::pair<server::LogSize, ChangesetId>> shown;
    VB_TRY_VOID(eachEnvelope(caseId, audience, server::Share::Everything, from,
                             [&](server::EnvelopeRow&& row) {
                                 if (row.position < upTo)
                                     shown.emplace_back(row.position, row.id);
                                 return row.position < upTo && shown.size() < limit;
                             }));
    return shown;
}

Result<server::ComparisonRow> SimHubDisk::comparison(const CaseId& caseId,
                                                     const AudienceId& audience,
                                                     server::LogSize position) const {
    VB_TRY(const auto house, this->house());
    if (!m_isHiding)
        return MemoryHubStore::comparison(caseId, audience, position);
    VB_TRY(const auto shown, ids(caseId, audience, 0, position, SIZE_MAX));
    transparency::ComparisonDigest digest(house.house, 0, std::nullopt);
    for (const auto& [at, id] : shown)
        digest.add(id);
    return server::ComparisonRow{digest.count(), digest.digest()};
}

} // namespace vb::test
