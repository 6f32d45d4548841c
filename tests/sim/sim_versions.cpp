// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Programs that speak no version that the hub does, until they are updated; and a hub that answers
// in one that nobody asked for. And what the hub has of people's words when it is over: nothing.
#include "sync/engine/wire.h"
#include "sync/protocol/sync.pb.h"
#include "sync/protocol/versions.h"
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kUnknownVersion = protocol::kProtocolVersions.back() + 7;

} // namespace

/// Somebody's program is of another time for some hours or days.
void SimWorld::changeProgram() {
    if (!m_faults.versions || !m_versionRandom.chance(1, 12))
        return;
    const std::size_t person = m_versionRandom.below(m_devices.size());
    m_speaksOther[person] = m_clock.now() + 1h + std::chrono::hours(m_versionRandom.below(72));
    ++m_report.otherVersions;
}

bool SimWorld::speaksOther(const SimDevice& device) const {
    const auto until = m_speaksOther.find(device.person());
    return !m_isHealed && until != m_speaksOther.end() && m_clock.now() < until->second;
}

/// What such a program says in its hello.
protocol::Request SimWorld::asSpoken(const SimDevice& device, const protocol::Request& request) {
    if (request.endpoint != protocol::Endpoint::Hello || !speaksOther(device))
        return request;
    veldboek::v0::HelloRequest hello;
    VB_CHECK(hello.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())));
    hello.clear_versions();
    hello.add_versions(kUnknownVersion);
    protocol::Request spoken = request;
    spoken.body = toBytes(asBytes(hello.SerializeAsString()));
    return spoken;
}

/// The hub refuses it and says why, so that a person can be told what to do. Now and then one
/// answers in a version that nobody named.
protocol::Reply SimWorld::checkVersion(const SimDevice& device, const protocol::Request& request,
                                       protocol::Reply honest) {
    if (!m_faults.versions || request.endpoint != protocol::Endpoint::Hello)
        return honest;
    if (speaksOther(device)) {
        using engine::wire::FailureReason;
        ++m_report.versionsRefused;
        const auto reason = engine::wire::readFailure(honest.body).reason;
        const bool isClear = honest.status != 200 &&
                             (reason == FailureReason::Version || reason == FailureReason::Busy);
        if (!isClear)
            violation("the hub does not say that it speaks no version of " +
                      m_house.people[device.person()].name + "'s program (I-10)");
        m_expectsTooOld[device.person()] = isClear && reason == FailureReason::Version;
        return honest;
    }
    m_expectsTooOld[device.person()] = false;
    if (m_isHealed || honest.status != 200 || !m_versionRandom.chance(1, 10))
        return honest;
    veldboek::v0::HelloReply reply;
    VB_CHECK(reply.ParseFromArray(honest.body.data(), static_cast<int>(honest.body.size())));
    reply.set_version(kUnknownVersion);
    honest.body = toBytes(asBytes(reply.SerializeAsString()));
    m_expectsTooOld[device.person()] = true;
    return honest;
}

/// Whoever was answered so must not go on to a session.
void SimWorld::checkGoesOn(const SimDevice& device, const protocol::Request& request) {
    // A reply that was lost nobody has read, and what comes late or twice belongs to before.
    const bool isPlain = !m_faults.drops && !m_faults.delays && !m_faults.duplicates &&
                         !m_faults.repeats && !m_faults.partitions && !m_faults.cuts &&
                         !m_faults.liar;
    if (isPlain && request.endpoint == protocol::Endpoint::Session &&
        m_expectsTooOld[device.person()])
        violation(m_house.people[device.person()].name +
                  " goes on in a version that it does not speak (I-10)");
}

// ---- The hub's store

void SimWorld::checkHubStore() {
    std::set<std::pair<CaseId, AudienceId>> audiences;
    std::vector<CaseId> chains = m_cases;
    chains.push_back({});
    for (const CaseId& chain : chains) {
        const auto read = m_hubStore.eachStatement(chain, 0, [&](server::StatementRow&& row) {
            checkSealed(row.statement, "a statement at the hub");
            return true;
        });
        VB_CHECK(read.has_value());
    }
    for (const Written& written : m_written) {
        audiences.emplace(written.caseId, written.audience);
        if (!written.attachment)
            continue;
        const server::AttachmentPlace place{written.caseId, written.audience, *written.attachment};
        for (std::uint64_t number = 0;; ++number) {
            const auto chunk = m_hubStore.chunk(place, DeviceId(), number);
            if (!chunk)
                break;
            checkSealed(*chunk, "an attachment at the hub");
        }
    }
    for (const auto& [caseId, audience] : audiences) {
        const auto read = m_hubStore.eachEnvelope(
            caseId, audience, server::Share::Everything, 0, [&](server::EnvelopeRow&& row) {
                ++m_report.rowsAtHub;
                checkSealed(row.header, "a header at the hub");
                checkSealed(row.leaf, "a leaf at the hub");
                for (const auto& part : row.parts)
                    checkSealed(part.content, "a part at the hub");
                return true;
            });
        VB_CHECK(read.has_value());
    }
}

// ---- Conflicts

/// Which conflicts this device shows, for the summary.
void SimWorld::countConflicts(SimDevice& device) {
    const auto conflicts = device.replica().conflicts();
    if (!conflicts)
        return;
    for (const auto& conflict : *conflicts)
        m_conflictsSeen.emplace(conflict.record, conflict.candidateIds());
    m_report.conflictsSeen = m_conflictsSeen.size();
}

/// A value of a field where the most cautious counts went only because somebody who had seen it
/// said so, with a reason (I-7); and no less cautious one is in force beside it.
void SimWorld::checkWarnings(SimDevice& device) {
    const auto* type = device.replica().schema().find({1});
    const auto* cautious = type ? type->findByName("cautious") : nullptr;
    VB_CHECK(cautious != nullptr);
    std::set<RecordId> records;
    for (const Written& written : m_written)
        records.insert(written.record);
    for (const RecordId& record : records) {
        const auto state = device.replica().record(record);
        VB_CHECK(state.has_value());
        const auto* field = *state ? (*state)->find(cautious->id) : nullptr;
        if (field == nullptr)
            continue;
        for (const auto& version : field->versions) {
            const bool isGone = version.status == model::VersionStatus::Superseded ||
                                version.status == model::VersionStatus::Withdrawn;
            const auto saw = [&](const auto& later) {
                return !later.reason.empty() &&
                       std::find(later.observed.begin(), later.observed.end(), version.id) !=
                           later.observed.end();
            };
            const bool isAnswered =
                std::any_of(field->versions.begin(), field->versions.end(), saw) ||
                std::any_of((*state)->withdrawals.begin(), (*state)->withdrawals.end(), saw);
            m_report.warningsGone += isGone ? 1U : 0U;
            if (isGone && !isAnswered)
                violation(m_house.people[device.person()].name +
                          " lost a warning that nobody who had seen it withdrew (I-7)");
            const auto* level = version.value.as<model::CodeValue>();
            const auto* shown = field->value() ? field->value()->as<model::CodeValue>() : nullptr;
            if (version.isLive() && level && shown && level->code < shown->code)
                violation(m_house.people[device.person()].name +
                          " shows less of a warning than was given (I-7)");
        }
    }
}

} // namespace vb::test
