// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_desk.h"

#include "client/bridge/saving.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

namespace {

Done outcomeOf(Result<Done> done) {
    return done ? std::move(done).value() : Done::failed(failureOf(done.error()));
}

Changed changedCase(const CaseId& caseId) {
    Changed changed;
    changed.cases.insert(caseId);
    return changed;
}

Changed markedCase(const CaseId& caseId) {
    Changed changed;
    changed.marked.insert(caseId);
    return changed;
}

} // namespace

cw::Circumstances CaseDesk::circumstances(RandomSource& ids) const {
    const auto& owner = m_core.owner();
    return {m_clock.now(), m_calendar, ids, owner.holder.worker, owner.holder.organisation,
            owner.hat};
}

Result<std::optional<model::RecordState>> CaseDesk::recordOf(const CaseId& caseId,
                                                             const RecordId& record) {
    VB_TRY(const auto row, m_core.replica().store().records().find(record));
    if (!row || row->caseId != caseId)
        return std::optional<model::RecordState>{};
    return m_core.replica().record(record);
}

Result<Done> CaseDesk::write(const CaseId& caseId, const cw::Checked<cw::Entry>& entry) {
    if (!entry.isAccepted())
        return Done::failed(failureOf(entry.problems()));
    VB_TRY(const auto saved, save(m_core.replica(), caseId, entry.value()));
    static_cast<void>(saved);
    Done done;
    done.record = entry.value().record;
    done.changed = changedCase(caseId);
    for (const auto& part : entry.value().parts)
        done.records.push_back(part.part.record);
    done.isToSend = true;
    return done;
}

Result<Done> CaseDesk::durably(const std::function<Result<void>(store::ReplicaStore&)>& change,
                               Changed changed) {
    auto& store = m_core.replica().store();
    VB_TRY(auto transaction, store.beginDurable());
    VB_TRY_VOID(change(store));
    VB_TRY_VOID(transaction.commit());
    Done done;
    done.changed = std::move(changed);
    return done;
}

// ---- Reading

Done CaseDesk::openCase(const CaseId& caseId, bool isOffline) {
    if (!isKnown(caseId))
        return Done::failed(FailureKind::NotFound);
    const store::ReadingRow line{caseId, "geopend", m_clock.now(), m_core.owner().hat, isOffline};
    return outcomeOf(durably([&](auto& store) { return store.readings().put(line); }, {}));
}

Done CaseDesk::markRead(const CaseId& caseId, std::int64_t upTo) {
    if (!isKnown(caseId))
        return Done::failed(FailureKind::NotFound);
    return outcomeOf(durably(
        [&](auto& store) -> Result<void> {
            VB_TRY_VOID(store.records().markCaseRead(caseId, upTo));
            return store.audiences().setOpened(caseId, m_clock.now());
        },
        markedCase(caseId)));
}

// ---- Drafts

Done CaseDesk::saveDraft(const CaseId& caseId, const ContactEntry& entry) {
    if (!isKnown(caseId))
        return Done::failed(FailureKind::NotFound);
    return outcomeOf(writeDraft(caseId, entry));
}

Result<Done> CaseDesk::writeDraft(const CaseId& caseId, const ContactEntry& entry) {
    VB_TRY(const auto known, m_book.storedDraft(caseId));
    const auto record = known ? known->record : m_core.replica().random().makeId<RecordId>();
    const Bytes content = encodeDraft({entry, record});
    Changed changed;
    changed.drafts = true;
    return durably(
        [&](auto& store) {
            return store.drafts().save(caseId, kContactSlot, content, m_clock.now());
        },
        changed);
}

Done CaseDesk::discardDraft(const CaseId& caseId) {
    if (!isKnown(caseId))
        return Done::failed(FailureKind::NotFound);
    Changed changed;
    changed.drafts = true;
    return outcomeOf(
        durably([&](auto& store) { return store.drafts().drop(caseId, kContactSlot); }, changed));
}

// ---- Conflicts

Result<Done> CaseDesk::postponeFinding(const ConflictId& id) {
    VB_TRY(const auto open, m_book.openFinding(id));
    if (!open)
        return Done::failed(FailureKind::NotFound);
    const Bytes seen = fingerprint(open->finding);
    VB_TRY(auto done,
           durably([&](auto& store) { return store.postponed().put(attentionKey(id), seen); },
                   markedCase(open->caseId)));
    done.record = id.record;
    return done;
}

Done CaseDesk::postpone(const ConflictId& id) {
    if (CaseBook::isFinding(id))
        return outcomeOf(postponeFinding(id));
    const auto open = m_book.openConflict(id);
    if (!open)
        return Done::failed(failureOf(open.error()));
    if (!*open)
        return Done::failed(FailureKind::NotFound);
    const Bytes seen = fingerprint((*open)->view);
    auto done = outcomeOf(
        durably([&](auto& store) { return store.postponed().put(attentionKey(id), seen); },
                markedCase((*open)->caseId)));
    done.record = id.record;
    return done;
}

Done CaseDesk::resolve(const Resolution& resolution) {
    return outcomeOf(CaseBook::isFinding(resolution.conflict) ? writeDecision(resolution)
                                                              : writeResolution(resolution));
}

Result<Done> CaseDesk::writeDecision(const Resolution& resolution) {
    VB_TRY(const auto open, m_book.openFinding(resolution.conflict));
    if (!open)
        return Done::failed(FailureKind::NotFound);
    if (!cw::mayDecide(open->finding, open->actor))
        return Done::failed(FailureKind::NotAllowed);
    if (resolution.reason.empty())
        return Done::failed(FailureKind::Required, "reden");
    if (resolution.keep.size() != 1 || resolution.other)
        return Done::failed(FailureKind::Required, "keuze");
    std::set<std::string> choices(open->finding.choices.begin(), open->finding.choices.end());
    const bool isSame =
        resolution.seen.size() == choices.size() &&
        std::all_of(resolution.seen.begin(), resolution.seen.end(),
                    [&](const VersionKey& key) { return choices.contains(key.opaque); });
    if (!isSame || !choices.contains(resolution.keep[0].opaque))
        return Done::failed(FailureKind::Stale);
    return write(open->caseId,
                 cw::enterDecision(open->finding, resolution.keep[0].opaque, resolution.reason,
                                   m_core.replica().schema(), *open->states, open->actor,
                                   circumstances(m_core.replica().random())));
}

Result<Done> CaseDesk::writeResolution(const Resolution& resolution) {
    VB_TRY(const auto open, m_book.openConflict(resolution.conflict));
    if (!open)
        return Done::failed(FailureKind::NotFound);
    const auto& view = open->view;
    VB_TRY(const auto actor, actorFor(m_core.replica(), open->caseId, open->state));
    if (!cw::mayDecide(*view.type, *view.field, actor))
        return Done::failed(FailureKind::NotAllowed);
    if (resolution.reason.empty())
        return Done::failed(FailureKind::Required, "reden");
    if (resolution.keep.empty() == !resolution.other.has_value())
        return Done::failed(FailureKind::Required, "keuze");

    std::map<VersionKey, const cw::ConflictSideView*> sides;
    for (const auto& side : view.sides)
        sides[keyOf(side.versions)] = &side;
    const std::set<VersionKey> seen(resolution.seen.begin(), resolution.seen.end());
    const bool isSame = seen.size() == sides.size() &&
                        std::all_of(sides.begin(), sides.end(),
                                    [&](const auto& side) { return seen.contains(side.first); });
    if (!isSame)
        return Done::failed(FailureKind::Stale);
    std::vector<model::FieldValue> kept;
    for (const auto& key : resolution.keep) {
        const auto side = sides.find(key);
        if (side == sides.end())
            return Done::failed(FailureKind::Stale);
        kept.insert(kept.end(), side->second->values.begin(), side->second->values.end());
    }
    if (resolution.other) {
        const auto* text = std::get_if<std::string>(&*resolution.other);
        if (!text)
            kept.emplace_back(model::Date{dayOf(std::get<Date>(*resolution.other))});
        else if (view.field->kinds.has(model::ValueKind::Code) &&
                 view.field->list != cw::ListId::None)
            kept.emplace_back(model::CodeValue{*text});
        else
            kept.emplace_back(*text);
    }
    const cw::ShownRecord shown{m_core.replica().schema(), open->state, {}, actor};
    VB_TRY(auto done,
           write(open->caseId, cw::enterResolution(*view.field, view.candidates, std::move(kept),
                                                   resolution.reason, shown,
                                                   circumstances(m_core.replica().random()))));
    return done;
}

// ---- Entries

Done CaseDesk::saveContact(const CaseId& caseId, const ContactEntry& entry) {
    return isKnown(caseId) ? outcomeOf(writeContact(caseId, entry))
                           : Done::failed(FailureKind::NotFound);
}

Done CaseDesk::addContext(const CaseId& caseId, const ContextEntry& entry) {
    return isKnown(caseId) ? outcomeOf(writeContext(caseId, entry))
                           : Done::failed(FailureKind::NotFound);
}

Done CaseDesk::raiseWarning(const CaseId& caseId, const WarningEntry& entry) {
    return isKnown(caseId) ? outcomeOf(writeWarning(caseId, entry))
                           : Done::failed(FailureKind::NotFound);
}

Done CaseDesk::changeAction(const CaseId& caseId, const RecordId& action,
                            const ActionChange& change) {
    return isKnown(caseId) ? outcomeOf(writeActionChange(caseId, action, change))
                           : Done::failed(FailureKind::NotFound);
}

} // namespace vb::bridge
