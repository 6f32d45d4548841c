// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Records that people take back, and records that are purged.
#include "sync/model/edit.h"
#include "sync/protocol/envelope.pb.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

namespace {

constexpr std::size_t kPurgeOffice = 1;

bool hasContent(ByteView sealed) {
    veldboek::v0::Envelope envelope;
    VB_CHECK(envelope.ParseFromArray(sealed.data(), static_cast<int>(sealed.size())));
    return std::any_of(envelope.parts().begin(), envelope.parts().end(),
                       [](const std::string& part) { return !part.empty(); });
}

} // namespace

void SimWorld::purgeOrWithdraw() {
    if (!m_faults.purges || m_written.empty() || !m_purgeRandom.chance(1, 8))
        return;
    const std::size_t chosen = m_purgeRandom.below(m_written.size());
    SimDevice& device = *m_devices[m_purgeRandom.below(m_devices.size())];
    if (!device.isAlive())
        return;
    if (m_purgeRandom.chance(1, 2))
        withdraw(device, chosen);
    else
        purge(device, chosen);
}

/// A person takes back what they see of a record.
void SimWorld::withdraw(SimDevice& device, std::size_t chosen) {
    const Written about = m_written[chosen];
    auto& replica = device.replica();
    const auto state = replica.record(about.record);
    if (!state || !*state)
        return;
    std::vector<model::VersionId> shown;
    for (const auto& field : (*state)->fields) {
        for (const auto& version : field.versions)
            shown.push_back(version.id);
    }
    auto operations = model::withdrawRecordOperations(**state, shown, "verkeerd");
    if (!operations)
        return;
    const auto team =
        membership::wholeLevel(m_house.id, about.caseId, membership::Level::Casusteam);
    engine::Entry entry;
    entry.caseId = about.caseId;
    entry.level = about.audience == team.id ? membership::Level::Casusteam
                                            : membership::Level::EigenOrganisatie;
    entry.parts.push_back({(*state)->type, about.record, std::move(*operations), {}});
    const auto invocation = tellInvoked("withdraw", device, entry);
    const auto saved = replica.save({entry});
    tellOutcome(invocation, device, saved);
    const bool mayBeThere = saved || hasDied(device) || device.stores().hasFailed();
    for (Written& written : m_written) {
        if (!mayBeThere)
            break;
        // A device that was put back may know it under a name of before.
        const auto& before = written.before;
        const auto isOf = [&](const auto& id) {
            return id.changeset == written.id ||
                   std::find(before.begin(), before.end(), id.changeset) != before.end();
        };
        for (const auto& operation : entry.parts.front().operations)
            written.isTaken = written.isTaken || std::any_of(operation.observed.begin(),
                                                             operation.observed.end(), isOf);
    }
    if (!saved) {
        ++m_report.refusedAtEntry;
        return;
    }
    ++m_report.withdrawals;
    keepWritten(device, saved->front(), entry, about.audience, {}, "withdraw");
}

/// Somebody who has the record asks the informatievoorziening for it to be purged.
void SimWorld::purge(SimDevice& asking, std::size_t chosen) {
    const Written& about = m_written[chosen];
    SimDevice& office = *m_devices[kPurgeOffice];
    const auto purges = asking.replica().purgesOf(about.record);
    if (hasDied(asking) || hasDied(office))
        return;
    VB_CHECK(purges.has_value() || asking.stores().hasFailed());
    if (!purges || purges->empty())
        return;
    auto& replica = office.replica();
    const auto statement = replica.sign(about.caseId, purges->front());
    if (!statement || !replica.queueStatement(*statement)) {
        static_cast<void>(hasDied(office));
        return;
    }
    ++m_report.purges;
    m_history->write(m_clock.now(), "purge",
                     {{"case", about.caseId.hex()}, {"record", about.record.hex()}});
}

/// Whether the hub has dropped it; that it did so by a statement is what checkPurged() is about.
bool SimWorld::isDropped(const Written& written, std::size_t log) {
    const auto row = (log == 0 ? m_hubStore : m_split->store()).envelope(written.id);
    return row && *row && (*row)->stubReason == 0 &&
           std::all_of((*row)->parts.begin(), (*row)->parts.end(),
                       [](const auto& part) { return part.content.empty(); });
}

/// Whether a statement in this log names it, as far as anybody who is shown that log has seen.
bool SimWorld::isNamed(const Written& written, const PartHash& part, std::size_t log) {
    const auto organisation = m_house.people[written.person].who.organisation;
    for (const auto& device : m_devices) {
        if (m_shownOther.count(device->person()) != log)
            continue;
        const auto statements = device->replica().directory().caseLog(written.caseId);
        VB_CHECK(statements.has_value());
        const auto& withdrawals = (*statements)->withdrawals(part);
        const bool isTaken =
            std::any_of(withdrawals.begin(), withdrawals.end(),
                        [&](const auto& fact) { return fact.by.organisation == organisation; });
        if (isTaken || (*statements)->purge(part).has_value())
            return true;
    }
    return false;
}

namespace {

/// What stands on a device for numbers that were given up is what their devices signed, to the byte
/// that the hub has.
bool hasOnlySignedStubs(engine::Replica& replica, const server::HubStore& hub) {
    auto envelopes = replica.store().envelopes();
    const HouseId house = replica.identity().house;
    const auto rows = envelopes.inState(store::EnvelopeState::Stub, SIZE_MAX >> 1);
    VB_CHECK(rows.has_value());
    return std::all_of(rows->begin(), rows->end(), [&](const store::EnvelopeRow& facts) {
        const auto row = envelopes.find(facts.id);
        VB_CHECK(row.has_value());
        const auto sent = membership::parseSignedStub((*row)->sealed);
        const auto stub = sent ? membership::checkStub(house, *sent)
                               : Result<membership::CheckedStub>(Unexpected(sent.error()));
        const auto* device = stub ? replica.directory().house().device(stub->said.device) : nullptr;
        const auto atHub = hub.envelope(facts.id);
        VB_CHECK(atHub.has_value());
        return device && stub->id == facts.id &&
               membership::verifyStub(house, *stub, device->signingKey) &&
               (!*atHub || (*atHub)->header == (*row)->sealed);
    });
}

} // namespace

/// What a statement in the log names is nowhere, and what none names is where it was; what was
/// given up for it is its author's word.
void SimWorld::checkPurged() {
    for (const auto& device : m_devices) {
        if (!hasOnlySignedStubs(device->replica(), m_hubStore))
            violation(m_house.people[device->person()].name + " has a stub that nobody signed");
    }
    for (const Written& written : m_written) {
        const auto row = m_hubStore.envelope(written.id);
        if (!row || !*row || (*row)->stubReason != 0)
            continue;
        const auto& part = (*row)->parts.front().hash;
        const bool areNamed[] = {isNamed(written, part, 0), isNamed(written, part, 1)};
        m_report.dropped += areNamed[0] ? 1U : 0U;
        const std::string what = "changeset " + written.id.hex().substr(0, 8);
        if (areNamed[0] != isDropped(written))
            violation(what + (areNamed[0] ? " was purged and is at the hub"
                                          : " is gone from the hub without a statement (I-1)"));
        for (const auto& device : m_devices) {
            if (!areNamed[m_shownOther.count(device->person())])
                continue;
            auto& store = device->replica().store();
            const auto held = store.envelopes().find(written.id);
            const auto parts = store.envelopes().partsOf(written.id);
            VB_CHECK(held.has_value() && parts.has_value());
            if (!parts->empty() || (*held && hasContent((*held)->sealed)))
                violation(what + " was purged and " + m_house.people[device->person()].name +
                          " has it");
        }
    }
}

} // namespace vb::test
