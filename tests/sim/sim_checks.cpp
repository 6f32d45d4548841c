// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What must hold when a run is over.
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

bool SimWorld::isShownAsRefused(const Written& written) {
    auto& author = *m_devices[written.person];
    const auto row = author.replica().store().envelopes().find(written.id);
    const auto attention = author.replica().store().attention().all();
    if (!row || !attention)
        return false;
    // Told, or told that the case left the device, and what was refused with it.
    const auto isAbout = [&](store::AttentionKind kind, ByteView subject) {
        return std::any_of(attention->begin(), attention->end(), [&](const auto& notice) {
            return notice.kind == kind && notice.subject == toBytes(subject);
        });
    };
    if (!*row || (*row)->state == store::EnvelopeState::Stub)
        return isAbout(store::AttentionKind::CaseErased, written.caseId.view());
    return (*row)->state == store::EnvelopeState::Refused &&
           isAbout(store::AttentionKind::Refused, written.id.view());
}

bool SimWorld::isSealedForAll(const Written& written, std::size_t log) {
    for (auto& device : m_devices) {
        const std::size_t person = device->person();
        if (m_members[written.caseId].count(person) == 0 || m_shownOther.count(person) != log)
            continue;
        const auto row = device->replica().store().envelopes().find(written.id);
        if (row && *row && (*row)->state != store::EnvelopeState::Sealed)
            return false;
    }
    return true;
}

/// What lists and search show is what the records say, also where a merge was skipped.
void SimWorld::checkOverview(SimDevice& device) {
    auto& replica = device.replica();
    for (const CaseId& caseId : m_cases) {
        const auto rows = replica.store().records().ofCase(caseId, {}, SIZE_MAX >> 1);
        VB_CHECK(rows.has_value());
        for (const auto& row : *rows) {
            const auto state = replica.record(row.record);
            VB_CHECK(state.has_value());
            const bool isCurrent =
                *state && row.conflicts == model::conflictsOf(replica.schema(), **state).size() &&
                row.sortMillis == ((*state)->created ? (*state)->created->effective.millis : 0);
            if (!isCurrent)
                violation(m_house.people[device.person()].name +
                          " lists a record otherwise than it is (I-3)");
        }
    }
}

/// Where the hub is honest and no device was copied, nobody is told of what only they do: whatever
/// is brought back by repair had been left out.
void SimWorld::checkNotices(SimDevice& device) {
    const auto notices = device.replica().store().attention().all();
    VB_CHECK(notices.has_value());
    for (const auto& notice : *notices) {
        // Without power a device loses what was not synced, the keys that came with it too, and is
        // told that it was brought back.
        if (notice.kind == store::AttentionKind::StoreRepaired && m_faults.disks)
            continue;
        switch (notice.kind) {
        case store::AttentionKind::HubRestored:
            if (m_report.hubRestores > 0)
                break;
            [[fallthrough]];
        case store::AttentionKind::SplitView:
        case store::AttentionKind::Fork:
        case store::AttentionKind::Unreadable:
        case store::AttentionKind::Invalid:
        case store::AttentionKind::StoreRepaired:
        case store::AttentionKind::AttachmentRefused:
            violation(m_house.people[device.person()].name + " was told of " +
                      std::to_string(static_cast<int>(notice.kind)) + " for reason " +
                      std::to_string(notice.reason) + (notice.caseId ? " in a case" : "") +
                      " about " + toHex(notice.subject).substr(0, 8) + " without a cause (I-9)");
            break;
        case store::AttentionKind::Refused:
        case store::AttentionKind::Late:
        case store::AttentionKind::CaseErased:
        case store::AttentionKind::Newer:
            break;
        }
    }
}

/// Given up because of a purge, kept by its author, and then taken along by a move of theirs or
/// purged in its turn: the hub has a stub of it, so that only its own header says what was named.
bool SimWorld::isNamedThoughGivenUp(SimDevice& device, const Written& written) {
    const auto row = device.replica().store().envelopes().find(written.id);
    VB_CHECK(row && *row);
    const auto envelope = membership::parseEnvelope(m_house.id, (*row)->sealed);
    VB_CHECK(envelope.has_value());
    const auto& parts = envelope->header.parts;
    return std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
        return isNamed(written, part.hash, m_shownOther.count(device.person()));
    });
}

/// Every value that somebody entered is there with what became of it: in force, or replaced,
/// withdrawn or decided by a changeset that names it.
void SimWorld::checkVersions(SimDevice& device, const Written& written) {
    if (written.isTaken || isDropped(written, m_shownOther.count(device.person())))
        return; // checkPurged() has what is named
    const auto row = device.replica().store().envelopes().facts(written.id);
    if (!row || !*row || (*row)->state == store::EnvelopeState::Sealed ||
        (*row)->state == store::EnvelopeState::Stub)
        return; // told of elsewhere
    if ((*row)->state == store::EnvelopeState::Refused && isNamedThoughGivenUp(device, written))
        return;
    const auto state = device.replica().record(written.record);
    VB_CHECK(state.has_value());
    std::size_t found = 0;
    if (*state) {
        for (const auto& field : (*state)->fields) {
            for (const auto& version : field.versions)
                found += version.id.changeset == written.id ? 1U : 0U;
        }
    }
    if (found != written.versions)
        violation(m_house.people[device.person()].name + " has " + std::to_string(found) + " of " +
                  std::to_string(written.versions) + " values of one changeset (I-3)");
}

/// The second of two logs may lack what the first has of a removal.
bool SimWorld::isShownAsMember(SimDevice& device, const CaseId& caseId) {
    if (m_shownOther.count(device.person()) == 0)
        return false;
    const auto log = device.replica().directory().caseLog(caseId);
    VB_CHECK(log.has_value());
    return (*log)->members().contains(device.replica().identity().holder);
}

bool SimWorld::isMeantFor(const Written& written, std::size_t person) const {
    const auto& author = m_house.people[written.person].who;
    const auto idOf = [](const membership::Audience& audience) { return audience.id; };
    if (written.audience == idOf(membership::ownNote(m_house.id, written.caseId, author)))
        return person == written.person;
    return written.audience == idOf(membership::wholeLevel(m_house.id, written.caseId,
                                                           membership::Level::Casusteam)) ||
           m_house.people[person].who.organisation == author.organisation;
}

void SimWorld::check() {
    for (auto& device : m_devices) {
        const auto status = device->engine().status();
        const std::string who = m_house.people[device->person()].name;
        if (status.phase != engine::SyncPhase::Idle)
            violation(who + ": still syncing after healing (I-9)");
        if (status.trouble != engine::SyncTrouble::None)
            violation(who + ": trouble " + std::to_string(static_cast<int>(status.trouble)) +
                      " after healing (I-9): " +
                      (m_lastErrors[device->person()] ? m_lastErrors[device->person()]->context
                                                      : std::string("no error kept")));
        if (status.unsent != 0)
            violation(who + ": " + std::to_string(status.unsent) + " unsent after healing (I-9)");
    }
    for (auto& device : m_devices)
        checkOverview(*device);
    for (auto& device : m_devices) {
        const bool isDishonest =
            m_faults.liar || m_faults.splitView || m_faults.falseTime || m_faults.withholds;
        if (!isDishonest && !m_faults.restores && !m_faults.clones)
            checkNotices(*device);
    }
    checkAlarms();
    checkDecisions();
    if (m_faults.moves)
        noteMoved();
    if (m_faults.purges || m_faults.moves)
        checkPurged();
    findNames();
    checkAttachments();
    checkDroppedAttachments();
    checkMovedAttachments();
    // Equal for all who were shown the same log: hub times are part of it.
    std::map<std::pair<std::size_t, AudienceId>, std::string> dumps;
    for (auto& device : m_devices) {
        const std::size_t person = device->person();
        for (const CaseId& caseId : m_cases) {
            if (m_members[caseId].count(person) == 0) {
                const auto held = device->replica().store().audiences().ofCase(caseId);
                if (held && !held->empty() && !isShownAsMember(*device, caseId))
                    violation(m_house.people[person].name + " still holds a case (I-6)");
                continue;
            }
            const auto audiences = device->replica().readableAudiences(caseId);
            VB_CHECK(audiences.has_value());
            for (const auto& audience : *audiences) {
                auto dump = device->replica().canonicalDump(audience.id);
                if (!dump) {
                    violation("no dump: " + dump.error().context);
                    continue;
                }
                const auto [first, isFirst] =
                    dumps.emplace(std::pair{m_shownOther.count(person), audience.id}, *dump);
                if (!isFirst && first->second != *dump) {
                    m_history->write(m_clock.now(), "differs",
                                     {{"replica", m_house.people[person].name},
                                      {"dump", *dump},
                                      {"first", first->second}});
                    violation(m_house.people[person].name + " differs in an audience (I-2)");
                }
            }
        }
    }
    for (const Written& written : m_written) {
        // Between two logs a hub may withhold whatever it likes, but not from who wrote it.
        const std::size_t own = m_shownOther.count(written.person);
        if (!isAtHub(asNamedAt(written, own).id, own)) {
            // A hub may refuse whatever it likes, and what was meant for a record that was purged
            // meanwhile is not sent; then its author gives the number up, is told and still has the
            // text (I-9).
            const bool isShown = isShownAsRefused(written) ||
                                 m_copies[written.person].refused.count(written.id) != 0;
            if ((m_faults.liar || m_faults.purges) && isShown) {
                ++m_report.refusedByHub;
                continue;
            }
            // Taken back before it had come there, and then there was nothing to say anew.
            if (written.isTaken && m_copies[written.person].isRenewed) {
                ++m_report.accepted;
                continue;
            }
            violation("changeset " + written.id.hex().substr(0, 8) + " of " +
                      m_house.people[written.person].name +
                      ", acknowledged, is not at the hub (I-1)" + whereabouts(written.id));
            continue;
        }
        ++m_report.accepted;
        m_report.returned += m_hubCopies.lost.count(written.id);
        if (written.text.empty())
            continue;
        // Written with what ends it, so that one text is not the beginning of another.
        const std::string text = '"' + written.text + '"';
        for (const std::size_t log : {0U, 1U}) {
            const auto dump = dumps.find({log, written.audience});
            if (dump == dumps.end())
                continue; // nobody of this audience is left to read it
            const Written there = asNamedAt(written, log);
            if (!isAtHub(there.id, log))
                continue; // it is withheld
            const auto first = dump->second.find(text);
            // Who gave it to others may have been given it back.
            const bool isOnce = !m_faults.moves;
            if (isOnce && first != std::string::npos &&
                dump->second.find(text, first + text.size()) != std::string::npos)
                violation("'" + written.text + "' is there twice (I-3)");
            // Whoever came in after everybody with the key had left, or was shown another log,
            // waits for the recovery key.
            if (first == std::string::npos && !written.isTaken && !isDropped(there, log) &&
                !isSealedForAll(there, log))
                violation("'" + written.text + "' disappeared (I-3)");
            if (isOnce && first != std::string::npos && isDropped(there, log))
                violation("'" + written.text + "' was purged and is there");
        }
    }
    for (const Written& written : m_written) {
        for (auto& device : m_devices) {
            if (m_members[written.caseId].count(device->person()) == 0)
                continue;
            const bool mayRead = isMeantFor(written, device->person());
            if (mayRead)
                checkVersions(*device, asNamedAt(written, m_shownOther.count(device->person())));
            const auto state = device->replica().record(written.record);
            const bool isThere = state && state->has_value();
            if (isThere && !mayRead)
                violation(m_house.people[device->person()].name +
                          " holds a record of another organisation (I-6)");
        }
    }
    if (m_faults.moves)
        checkMoves();
    checkStandings();
    checkEnded();
    checkCertificates();
    checkKeys();
    checkTexts();
    checkHubStore();
    for (auto& device : m_devices)
        checkWarnings(*device);
    const auto conflicts = m_devices[0]->replica().conflicts();
    if (conflicts)
        m_report.conflicts = conflicts->size();
}

} // namespace vb::test
