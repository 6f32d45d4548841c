// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Records that people give to more readers, and to fewer.
#include "sync/envelope/content_codec.h"
#include "sync/membership/readers.h"
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

namespace {

using membership::Level;

bool isHere(const model::Version& version) {
    return version.isLive() || version.isOpen();
}

bool isEffectiveMove(const model::Withdrawal& withdrawal) {
    return withdrawal.moved && withdrawal.by.standing == model::Standing::Effective;
}

template <typename Is>
bool quotes(const model::RecordState& state, Is is) {
    return std::any_of(state.fields.begin(), state.fields.end(), [&](const auto& field) {
        return std::any_of(field.versions.begin(), field.versions.end(), [&](const auto& version) {
            return isHere(version) && version.quoted && is(version.quoted->version);
        });
    });
}

bool quotesAnything(const model::RecordState& state) {
    return quotes(state, [](const auto&) { return true; });
}

bool quotesAny(const model::RecordState& state, const std::vector<model::VersionId>& taken) {
    return quotes(state, [&](const auto& first) {
        return std::find(taken.begin(), taken.end(), first) != taken.end();
    });
}

} // namespace

void SimWorld::moveOrCopy() {
    if (!m_faults.moves || !m_moveRandom.chance(1, 6))
        return;
    SimDevice& device = *m_devices[m_moveRandom.below(m_devices.size())];
    const CaseId caseId = m_cases[m_moveRandom.below(m_cases.size())];
    const std::uint64_t chosen = m_moveRandom.next();
    const bool isMove = m_moveRandom.chance(1, 2);
    static constexpr Level kLevels[] = {Level::Casusteam, Level::EigenOrganisatie};
    const Level level =
        m_moveRandom.chance(1, 8) ? Level::EigenWerkaantekening : kLevels[m_moveRandom.below(2)];
    if (!device.isAlive())
        return;
    auto& replica = device.replica();
    const auto rows = replica.store().records().ofCase(caseId, {}, 64);
    if (!rows || rows->empty())
        return;
    const RecordId record = (*rows)[chosen % rows->size()].record;
    const engine::Destination to{level, {}};
    const auto invocation = tellInvoked(isMove ? "move" : "copy", device, caseId, record);
    const auto made = isMove ? replica.moveTo(record, to, "minder lezers")
                             : replica.copyTo(record, to, "meer lezers");
    tellOutcome(invocation, device,
                made ? Result<std::vector<ChangesetId>>(made->changesets)
                     : Result<std::vector<ChangesetId>>(fail(made.error().code)));
    if (!made) {
        const bool isMeant = made.error().code == Code::Refused ||
                             made.error().code == Code::NotFound ||
                             made.error().code == Code::InvalidInput;
        if (!hasDied(device) && !isMeant && !device.stores().hasFailed())
            violation("a move failed: " + made.error().context);
        return;
    }
    (isMove ? m_report.moves : m_report.copies) += made->changesets.empty() ? 0U : 1U;
    for (const ChangesetId& id : made->changesets)
        keepMoved(device, caseId, id);
}

/// What was sealed for it counts as written, as far as the store has it already.
void SimWorld::keepMoved(const SimDevice& device, const CaseId& caseId, const ChangesetId& id) {
    auto& store = m_devices[device.person()]->replica().store();
    const auto row = store.envelopes().facts(id);
    const auto parts = store.envelopes().partsOf(id);
    if (!row || !*row || !parts || parts->empty())
        return;
    auto content = envelope::decodePart(parts->front().content);
    VB_CHECK(content.has_value());
    engine::Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(content->part));
    keepWritten(device, id, entry, (*row)->audience, {}, "move");
    const auto named = store.attachments().ofRecord(entry.parts.front().record);
    for (const auto& attachment : named ? *named : std::vector<store::AttachmentRow>{})
        m_written.back().copied.insert(attachment.address);
    m_written.back().isTaken = true; // a copy may have to go; what it says is asked of who said it
}

void SimWorld::eachRecord(const std::function<void(SimDevice&, const model::RecordState&)>& use) {
    for (auto& device : m_devices) {
        for (const CaseId& caseId : m_cases) {
            const auto rows = device->replica().store().records().ofCase(caseId, {}, SIZE_MAX >> 1);
            VB_CHECK(rows.has_value());
            for (const auto& row : *rows) {
                const auto state = device->replica().record(row.record);
                VB_CHECK(state.has_value() && state->has_value());
                use(*device, **state);
            }
        }
    }
}

/// Whose words copies say again that the hub has, whether these count or not.
std::set<ChangesetId> SimWorld::quotedAtHub() {
    std::set<ChangesetId> quoted;
    eachRecord([&](SimDevice& device, const model::RecordState& state) {
        for (const auto& field : state.fields) {
            for (const auto& version : field.versions) {
                if (version.quoted &&
                    isAtHub(version.id.changeset, m_shownOther.count(device.person())))
                    quoted.insert(version.quoted->version.changeset);
            }
        }
    });
    return quoted;
}

/// In the end: what a move took along, as the records themselves say.
void SimWorld::noteMoved() {
    std::map<ChangesetId, Written*> byId;
    for (Written& written : m_written)
        byId[written.id] = &written;
    const std::set<ChangesetId> quoted = quotedAtHub();
    eachRecord([&](SimDevice&, const model::RecordState& state) {
        for (const auto& move : state.withdrawals) {
            for (const auto& version : move.observed) {
                const auto found = byId.find(version.changeset);
                if (found == byId.end() || found->second->record != state.record)
                    continue;
                Written& written = *found->second;
                if (isEffectiveMove(move)) {
                    written.isTaken = true;
                    written.moved.insert(version);
                } else if (move.moved && wentAlong(written, move)) {
                    written.isTaken = written.isTaken || quoted.count(written.id) != 0;
                }
            }
        }
    });
}

/// A move that lies beyond a cut takes nothing from where it is. But what its author had not
/// delivered before went along on their device already, and comes to the hub in the copy alone.
bool SimWorld::wentAlong(const Written& written, const model::Withdrawal& move) {
    const std::size_t own = m_shownOther.count(written.person);
    return move.by.author == m_house.people[written.person].who.worker &&
           !isAtHub(asNamedAt(written, own).id, own);
}

/// What was moved is somewhere, and no copy stands that a narrowing rules out which it did not
/// know.
void SimWorld::checkMoves() {
    std::set<std::string> shown;
    for (auto& device : m_devices) {
        for (const CaseId& caseId : m_cases) {
            if (m_members[caseId].count(device->person()) == 0)
                continue;
            std::vector<model::RecordState> states;
            auto& replica = device->replica();
            const auto rows = replica.store().records().ofCase(caseId, {}, SIZE_MAX >> 1);
            VB_CHECK(rows.has_value());
            for (const auto& row : *rows)
                states.push_back(**replica.record(row.record));
            for (const auto& state : states) {
                for (const auto& field : state.fields) {
                    for (const auto& version : field.versions) {
                        if (const auto* text = version.value.as<std::string>();
                            text != nullptr && isHere(version))
                            shown.insert(*text);
                    }
                }
            }
            // Whoever could withdraw a copy, or name a part, may have left for good.
            if (!m_faults.havePeopleLeave())
                checkStanding(*device, caseId, states);
        }
    }
    // Without anybody left to read it a text cannot be asked for; a copy that was taken back or
    // purged took it along.
    if (m_faults.havePeopleLeave() || m_faults.purges || m_faults.liar)
        return;
    for (const Written& written : m_written) {
        if (written.text.empty() || written.moved.empty() || !isAtHub(written.id, 0))
            continue;
        ++m_report.moved;
        if (shown.count(written.text) == 0)
            violation("'" + written.text + "' was moved and is nowhere (I-3)");
        if (written.moved.size() == written.versions && !isDropped(written))
            violation("'" + written.text + "' was moved and is still at the hub (I-6)");
    }
}

void SimWorld::checkStanding(SimDevice& device, const CaseId& caseId,
                             const std::vector<model::RecordState>& states) {
    auto& replica = device.replica();
    const auto prefix = replica.directory().prefix(caseId);
    VB_CHECK(prefix.has_value());
    const auto audienceOf = [&](const RecordId& record) {
        const auto row = replica.store().records().find(record);
        VB_CHECK(row && *row);
        return membership::findAudience(*prefix, (*row)->audience);
    };
    for (const auto& state : states) {
        if (!quotesAnything(state))
            continue;
        const auto audience = audienceOf(state.record);
        for (const auto& moving : states) {
            for (const auto& move : moving.withdrawals) {
                if (!isEffectiveMove(move) || !audience || !quotesAny(state, move.observed))
                    continue;
                const auto narrow = membership::findAudience(*prefix, move.moved->audience);
                const bool knew =
                    move.moved->record == state.record ||
                    std::count(state.lineage.begin(), state.lineage.end(), move.moved->record) > 0;
                if (!knew && narrow && membership::isWider(*prefix, *audience, *narrow))
                    violation(m_house.people[device.person()].name +
                              " has a copy for more readers than a narrowing left (I-6)");
            }
        }
    }
}

} // namespace vb::test
