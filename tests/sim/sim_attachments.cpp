// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments that people put into their entries.
#include "sync/protocol/limits.h"
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

/// Some entries get one: mostly a small one, sometimes one of several chunks, sometimes one that
/// somebody has made before. It stands in a field that takes none, as a newer program's may: what
/// is carried without being understood carries its attachments along.
std::optional<AttachmentId> SimWorld::attach(SimDevice& device, const AudienceId& audience,
                                             engine::Entry& entry) {
    if (!m_faults.attachments || !m_attachRandom.chance(1, 3))
        return std::nullopt;
    const bool isLarge = m_attachRandom.chance(1, 6);
    Bytes sealed(1 + m_attachRandom.below(isLarge ? 3 * protocol::kAttachmentChunkBytes : 2'000));
    m_attachRandom.fill(sealed);
    const bool isAgain = !m_attached.empty() && m_attachRandom.chance(1, 6);
    if (isAgain) {
        auto known = device.replica().attachments().read(
            m_attached[m_attachRandom.below(m_attached.size())]);
        if (known)
            sealed = std::move(known).value();
    }
    const auto address = device.replica().attachments().attach(entry.caseId, audience, sealed);
    if (!address) {
        const bool isClear = address.error().code == Code::Refused || device.stores().hasFailed();
        if (!hasDied(device) && !isClear)
            violation("attach failed: " + address.error().context);
        return std::nullopt;
    }
    model::Operation operation;
    operation.field = {{1}, static_cast<std::uint8_t>(model::MergePolicy::Append)};
    operation.values = {model::AttachmentRef{*address}};
    entry.parts.front().operations.push_back(std::move(operation));
    return *address;
}

/// Whether this device has the changeset that names it, and with its content.
bool SimWorld::hasOpened(SimDevice& device, const ChangesetId& id) {
    auto envelopes = device.replica().store().envelopes();
    const auto row = envelopes.facts(id);
    const auto parts = envelopes.partsOf(id);
    VB_CHECK(row.has_value() && parts.has_value());
    return *row && (*row)->state == store::EnvelopeState::Accepted && !parts->empty();
}

SimWorld::Taken SimWorld::takenOf(SimDevice& seenBy, const Written& written) {
    const auto log = seenBy.replica().directory().caseLog(written.caseId);
    VB_CHECK(log.has_value());
    const membership::NamedAttachment name{written.audience, *written.attachment};
    Taken taken;
    taken.isPurged = (*log)->purge(name).has_value();
    for (const auto& fact : (*log)->withdrawals(name)) {
        auto& newest = taken.withdrawnBy[fact.by.organisation];
        newest = std::max(newest, fact.number);
    }
    return taken;
}

/// As far as anybody has seen who is shown the hub's own log.
SimWorld::Taken SimWorld::takenAtHub(const Written& written) {
    Taken all;
    for (auto& device : m_devices) {
        if (m_shownOther.count(device->person()) != 0)
            continue;
        const Taken seen = takenOf(*device, written);
        all.isPurged = all.isPurged || seen.isPurged;
        for (const auto& [organisation, number] : seen.withdrawnBy) {
            auto& newest = all.withdrawnBy[organisation];
            newest = std::max(newest, number);
        }
    }
    return all;
}

/// Whether the hub has anything of it that its organisation did not take back before it withdrew
/// the attachment.
bool SimWorld::stillNames(const Written& other, const Taken& taken) {
    const auto organisation = m_house.people[other.person].who.organisation;
    const auto named = taken.withdrawnBy.find(organisation);
    if (named == taken.withdrawnBy.end())
        return true;
    const auto row = m_hubStore.envelope(other.id);
    VB_CHECK(row.has_value());
    if (!*row)
        return false;
    return std::any_of((*row)->parts.begin(), (*row)->parts.end(), [&](const auto& part) {
        const auto number = withdrawnAt(other, part.hash);
        return !number || *number > named->second;
    });
}

/// The number of the first statement by which its organisation took this part back.
std::optional<std::uint64_t> SimWorld::withdrawnAt(const Written& written, const PartHash& part) {
    const auto organisation = m_house.people[written.person].who.organisation;
    std::optional<std::uint64_t> first;
    for (auto& device : m_devices) {
        if (m_shownOther.count(device->person()) != 0)
            continue;
        const auto log = device->replica().directory().caseLog(written.caseId);
        VB_CHECK(log.has_value());
        for (const auto& fact : (*log)->withdrawals(part)) {
            if (fact.by.organisation == organisation && (!first || fact.number < *first))
                first = fact.number;
        }
    }
    return first;
}

/// Whoever ever named it may be the one that the hub has it from.
bool SimWorld::isToBeGone(const Taken& taken, const Written& written) {
    if (taken.isPurged)
        return true;
    return std::none_of(m_written.begin(), m_written.end(), [&](const Written& other) {
        const bool isNamer =
            other.attachment == written.attachment || other.copied.count(*written.attachment) != 0;
        return isNamer && other.audience == written.audience && stillNames(other, taken);
    });
}

/// Of what a purge names, or a withdrawal of everybody who ever named it, nobody has the bytes.
void SimWorld::checkDroppedAttachments() {
    for (const Written& written : m_written) {
        if (!written.attachment)
            continue;
        const std::string what = "attachment " + written.attachment->hex().substr(0, 8);
        const bool isGone = isToBeGone(takenAtHub(written), written);
        m_report.droppedAttachments += isGone ? 1U : 0U;
        const server::AttachmentPlace place{written.caseId, written.audience, *written.attachment};
        if (isGone && *m_hubStore.attachment(place, DeviceId()))
            violation(what + " was dropped and is at the hub");
        for (auto& device : m_devices) {
            if (isGone && *m_hubStore.attachment(place, device->replica().identity().device))
                violation(what + " was dropped and is on its way to the hub");
            if (!isToBeGone(takenOf(*device, written), written))
                continue;
            const auto row =
                device->replica().store().attachments().find(written.audience, *written.attachment);
            const auto kept =
                device->replica().outbox().findAttachment(written.audience, *written.attachment);
            VB_CHECK(row.has_value() && kept.has_value());
            if ((*row && (*row)->held > 0) || *kept)
                violation(what + " was dropped and " + m_house.people[device->person()].name +
                          " has it");
        }
    }
}

/// What an accepted record names is not waited for in vain because of a narrowing: only because
/// somebody took such bytes back, or never sent them.
void SimWorld::checkMovedAttachments() {
    if (m_faults.liar || m_faults.splitView || m_faults.restores || m_faults.clones ||
        m_faults.hubRestores || m_faults.membership || m_faults.transfers)
        return;
    std::set<AttachmentId> excused;
    for (const Written& written : m_written) {
        const bool isTaken = written.isTaken && written.moved.empty();
        if (written.attachment &&
            (isTaken || takenAtHub(written).isPurged || !isAtHub(written.id, 0)))
            excused.insert(*written.attachment);
    }
    for (auto& device : m_devices) {
        auto table = device->replica().store().attachments();
        const auto wanted = table.toDownload();
        VB_CHECK(wanted.has_value());
        for (const auto& row : *wanted) {
            const auto namings = table.namings(row.number);
            VB_CHECK(namings.has_value());
            const bool isNamed =
                std::any_of(namings->begin(), namings->end(), [](const auto& naming) {
                    return naming.state == store::EnvelopeState::Accepted;
                });
            if (isNamed && excused.count(row.address) == 0)
                violation(m_house.people[device->person()].name + " waits in vain for attachment " +
                          row.address.hex().substr(0, 8) + " (I-1)");
        }
    }
}

/// Whatever the hub has whole every reader has, and the hub has all that was named in what it
/// accepted: unless it lied, or the only disk that had it was lost.
void SimWorld::checkAttachments() {
    const bool isHonest = !m_faults.liar && !m_faults.splitView;
    // An author who was removed since, and erased the case, has nothing left to bring back.
    const bool mayBeLost = !isHonest || m_faults.restores || m_faults.clones ||
                           (m_faults.hubRestores && m_faults.havePeopleLeave());
    for (const Written& written : m_written) {
        if (!written.attachment || written.isTaken || isDropped(written) || !isAtHub(written.id, 0))
            continue;
        const Taken taken = takenAtHub(written);
        // A withdrawal of the same bytes may find whoever had them gone.
        if (taken.isPurged || (mayBeLost && !taken.withdrawnBy.empty()) ||
            ((m_faults.membership || m_faults.transfers) && !taken.withdrawnBy.empty()))
            continue;
        const AttachmentId& address = *written.attachment;
        const std::string what = "attachment " + address.hex().substr(0, 8) + " of " +
                                 m_house.people[written.person].name;
        const auto whole =
            m_hubStore.attachment({written.caseId, written.audience, address}, DeviceId());
        VB_CHECK(whole.has_value());
        if (!*whole && !mayBeLost)
            violation(what + " is not at the hub (I-1)");
        m_report.attached += *whole ? 1U : 0U;
        for (auto& device : m_devices) {
            const std::size_t person = device->person();
            if (!*whole || m_members[written.caseId].count(person) == 0 ||
                m_shownOther.count(person) != 0 || !hasOpened(*device, written.id))
                continue;
            const auto row =
                device->replica().store().attachments().find(written.audience, address);
            VB_CHECK(row.has_value());
            const bool isHere = *row && (*row)->state != store::AttachmentState::Wanted;
            const auto bytes = device->replica().attachments().read(address);
            if (!isHere || !bytes || bytes->size() != (*whole)->total)
                violation(m_house.people[person].name + " lacks the " + what + " (I-9)");
            else
                ++m_report.fetched;
        }
    }
    for (auto& device : m_devices) {
        const auto owed = device->replica().attachments().toUpload();
        VB_CHECK(owed.has_value());
        if (isHonest && !owed->empty())
            violation(m_house.people[device->person()].name + " owes " +
                      std::to_string(owed->size()) + " attachments after healing (I-9)");
    }
}

} // namespace vb::test
