// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/fake_session.h"

#include "sync/base/bytes.h"
#include "tests/support/fake_case_writer.h"

#include <algorithm>

// What the fake session does: each command checks like the domain does, changes the house and ends
// in one outcome.
namespace vb::test {

using namespace bridge;

namespace {

Failure failed(FailureKind kind, const char* field = "", std::uint32_t limit = 0) {
    return {kind, field, limit};
}

std::uint32_t codePoints(const std::string& text) {
    return static_cast<std::uint32_t>(
        std::count_if(text.begin(), text.end(), [](char each) { return (each & 0xc0) != 0x80; }));
}

} // namespace

Ticket FakeSession::finish(Failure failure, RecordId record) {
    const Ticket ticket{++m_tickets};
    if (!failure.isSet())
        publish();
    for (const auto& [weak, observer] : m_outcomes) {
        if (const auto node = weak.lock())
            enqueue(node, [observer = observer, outcome = Outcome{ticket, failure, record}] {
                observer(outcome);
            });
    }
    return ticket;
}

Failure FakeSession::findCase(CaseId id, FakeCase*& found) {
    if (m_nextFailure.isSet())
        return std::exchange(m_nextFailure, {});
    if (!isUnlocked())
        return failed(FailureKind::Locked);
    for (FakeCase& file : m_house.cases) {
        if (file.id == id) {
            found = &file;
            return {};
        }
    }
    return failed(FailureKind::NotFound);
}

Failure FakeSession::checkText(const char* field, const std::string& text, bool required) const {
    if (required && text.empty())
        return failed(FailureKind::Required, field);
    for (const FieldLimit& limit : m_house.lists.limits) {
        if (limit.field == field && codePoints(text) > limit.characters)
            return failed(FailureKind::TooLong, field, limit.characters);
    }
    return {};
}

CodeValue FakeSession::labelled(const char* list, const std::string& code) const {
    for (const CodeList& each : m_house.lists.lists) {
        for (const CodeEntry& entry : each.entries) {
            if (each.name == list && entry.code == code)
                return {entry.code, entry.label};
        }
    }
    return {};
}

Failure FakeSession::checkCode(const char* field, const char* list, const std::string& code,
                               bool required) const {
    if (code.empty())
        return required ? failed(FailureKind::Required, field) : Failure{};
    if (!labelled(list, code).isKnown())
        return failed(FailureKind::UnknownCode, field);
    return {};
}

TimelineEntry FakeSession::newEntry(std::optional<Moment> happened, const std::string& audience) {
    TimelineEntry entry;
    entry.record = fakeRecordId(++m_records);
    entry.author = {m_house.worker.name, m_house.worker.organisation, m_house.worker.role, true};
    entry.happened = happened.value_or(Moment{m_clock.now(), Precision::Minute});
    entry.entered = m_clock.now();
    entry.audience =
        labelled(lists::kAudience, audience.empty() ? "eigen_organisatie" : audience).label;
    entry.delivery.stage = DeliveryStage::Queued;
    return entry;
}

Ticket FakeSession::unlock(crypto::SecretBytes passphrase) {
    const Ticket ticket{++m_tickets};
    m_state = {Phase::Unlocking, {}, {}};
    m_pendingPassphrase = std::string(asText(passphrase.bytes()));
    m_pendingUnlock = ticket;
    publish();
    if (!m_isUnlockHeld)
        finishUnlock();
    return ticket;
}

void FakeSession::finishUnlock() {
    const Ticket ticket = *std::exchange(m_pendingUnlock, std::nullopt);
    const bool isRight = std::exchange(m_pendingPassphrase, {}) == m_passphrase;
    const Failure failure = isRight ? Failure{} : failed(FailureKind::WrongPassphrase);
    m_state = isRight ? SessionState{Phase::Unlocked, {}, m_house.worker}
                      : SessionState{Phase::Locked, failure, {}};
    publish();
    for (const auto& [weak, observer] : m_outcomes) {
        if (const auto node = weak.lock())
            enqueue(node, [observer = observer, outcome = Outcome{ticket, failure, {}}] {
                observer(outcome);
            });
    }
}

Ticket FakeSession::lock() {
    m_state = {Phase::Locked, {}, {}};
    return finish({});
}

Ticket FakeSession::syncNow() {
    if (m_nextFailure.isSet()) {
        m_sync.lastFailure = std::exchange(m_nextFailure, {});
        publish();
        return finish(m_sync.lastFailure);
    }
    if (!isUnlocked())
        return finish(failed(FailureKind::Locked));
    if (m_sync.connection != Connection::Online) {
        m_sync.lastFailure = failed(FailureKind::Offline);
        publish();
        return finish(m_sync.lastFailure);
    }
    const auto accept = [](Delivery& delivery) {
        if (delivery.stage == DeliveryStage::OnlyHere || delivery.stage == DeliveryStage::Queued)
            delivery.stage = DeliveryStage::Accepted;
    };
    for (FakeCase& file : m_house.cases) {
        file.copyFrom = m_clock.now();
        for (TimelineEntry& entry : file.timeline) {
            accept(entry.delivery);
            if (!entry.arrived && entry.delivery.stage == DeliveryStage::Accepted)
                entry.arrived = m_clock.now();
        }
        for (Action& action : file.actions)
            accept(action.delivery);
    }
    m_sync.lastApplied = m_clock.now();
    m_sync.lastFailure = {};
    return finish({});
}

Ticket FakeSession::openCase(CaseId id) {
    FakeCase* file = nullptr;
    const Failure failure = findCase(id, file);
    if (!failure.isSet())
        m_openings.push_back(id);
    return finish(failure);
}

Ticket FakeSession::markRead(CaseId id, std::uint64_t shown) {
    FakeCase* file = nullptr;
    const Failure failure = findCase(id, file);
    if (!failure.isSet()) {
        file->lastLooked = m_clock.now();
        for (TimelineEntry& entry : file->timeline) {
            const auto arrived = m_arrivedIn.find(entry.record);
            if (arrived == m_arrivedIn.end() || arrived->second <= shown)
                entry.isUnread = false;
        }
    }
    return finish(failure);
}

Ticket FakeSession::saveDraft(CaseId id, ContactEntry entry) {
    FakeCase* file = nullptr;
    const Failure failure = findCase(id, file);
    if (!failure.isSet())
        file->draft = ContactDraft{std::move(entry), m_clock.now()};
    return finish(failure);
}

Ticket FakeSession::discardDraft(CaseId id) {
    FakeCase* file = nullptr;
    const Failure failure = findCase(id, file);
    if (!failure.isSet())
        file->draft.reset();
    return finish(failure);
}

Ticket FakeSession::saveContact(CaseId id, ContactEntry entry) {
    FakeCase* file = nullptr;
    Failure failure = findCase(id, file);
    for (const Failure& each : {checkCode("soort", lists::kContactKind, entry.kind, true),
                                checkCode("uitkomst", lists::kContactOutcome, entry.outcome, true),
                                checkCode("plaats", lists::kPlace, entry.place, false),
                                checkCode("publiek", lists::kAudience, entry.audience, false),
                                checkText("waargenomen", entry.observed, false),
                                checkText("verklaard", entry.stated, false),
                                checkText("duiding", entry.interpretation, false)}) {
        if (!failure.isSet())
            failure = each;
    }
    if (failure.isSet())
        return finish(failure);
    TimelineEntry made = newEntry(entry.happened, entry.audience);
    ContactBody body;
    body.kind = labelled(lists::kContactKind, entry.kind);
    body.outcome = labelled(lists::kContactOutcome, entry.outcome);
    for (const CodeList& list : m_house.lists.lists) {
        for (const CodeEntry& each : list.entries)
            body.isAttempt = body.isAttempt || (list.name == lists::kContactOutcome &&
                                                each.code == entry.outcome && each.isAttempt);
    }
    body.place = labelled(lists::kPlace, entry.place);
    body.observed = entry.observed;
    body.statedBy = entry.statedBy;
    body.stated = entry.stated;
    body.interpretation = entry.interpretation;
    made.body = std::move(body);
    for (const std::string& area : entry.leefgebieden)
        made.leefgebieden.push_back(labelled(lists::kLeefgebied, area));
    file->timeline.push_back(made);
    file->draft.reset();
    return finish({}, made.record);
}

Ticket FakeSession::addContext(CaseId id, ContextEntry entry) {
    FakeCase* file = nullptr;
    Failure failure = findCase(id, file);
    for (const Failure& each :
         {checkCode("soort", lists::kContextKind, entry.kind, true),
          checkText("onderwerp", entry.subject, true), checkText("tekst", entry.text, true),
          checkCode("bronsoort", lists::kSourceKind, entry.source, true),
          checkText("bron", entry.sourceName, false)}) {
        if (!failure.isSet())
            failure = each;
    }
    if (!failure.isSet() && entry.leefgebieden.empty())
        failure = failed(FailureKind::Required, "leefgebieden");
    if (failure.isSet())
        return finish(failure);
    TimelineEntry made = newEntry(entry.happened, entry.audience);
    ContextItem item;
    item.record = made.record;
    item.kind = labelled(lists::kContextKind, entry.kind);
    item.subject = entry.subject;
    item.text = entry.text;
    item.source = labelled(lists::kSourceKind, entry.source);
    item.sourceName = entry.sourceName;
    item.sourceOrganisation = m_house.worker.organisation;
    item.verification.value = labelled(lists::kVerification, "ongeverifieerd");
    item.validUntil = entry.validUntil;
    item.author = made.author;
    item.happened = made.happened;
    item.audience = made.audience;
    item.delivery = made.delivery;
    for (const std::string& area : entry.leefgebieden) {
        made.leefgebieden.push_back(labelled(lists::kLeefgebied, area));
        file->context.emplace_back(area, item);
    }
    made.body = std::move(item);
    file->timeline.push_back(made);
    return finish({}, made.record);
}

Ticket FakeSession::raiseWarning(CaseId id, WarningEntry entry) {
    FakeCase* file = nullptr;
    Failure failure = findCase(id, file);
    for (const Failure& each : {checkCode("soort", lists::kWarningKind, entry.kind, true),
                                checkCode("niveau", lists::kWarningLevel, entry.level, true),
                                checkText("advies", entry.advice, false)}) {
        if (!failure.isSet())
            failure = each;
    }
    if (failure.isSet())
        return finish(failure);
    TimelineEntry made = newEntry({}, "casusteam");
    SafetyWarning warning;
    warning.record = made.record;
    for (const CodeList& list : m_house.lists.lists) {
        for (const CodeEntry& each : list.entries) {
            if (list.name == lists::kWarningLevel && each.code == entry.level)
                warning.level = each.level;
        }
    }
    warning.levelLabel = labelled(lists::kWarningLevel, entry.level).label;
    warning.kind = labelled(lists::kWarningKind, entry.kind);
    warning.advice = entry.advice;
    warning.source =
        labelled(lists::kSourceKind, entry.source.empty() ? "eigen_waarneming" : entry.source);
    warning.author = made.author;
    warning.since = made.happened;
    warning.review = entry.review;
    warning.delivery = made.delivery;
    made.body = WarningBody{warning.level, warning.levelLabel, warning.kind, warning.advice, false};
    file->warnings.push_back(std::move(warning));
    file->timeline.push_back(made);
    return finish({}, made.record);
}

Ticket FakeSession::changeAction(CaseId id, RecordId record, ActionChange change) {
    FakeCase* file = nullptr;
    if (const Failure failure = findCase(id, file); failure.isSet())
        return finish(failure);
    const auto found = std::find_if(file->actions.begin(), file->actions.end(),
                                    [&](const Action& each) { return each.record == record; });
    if (found == file->actions.end())
        return finish(failed(FailureKind::NotFound));
    const auto step = std::find_if(found->steps.begin(), found->steps.end(),
                                   [&](const auto& each) { return each.to.code == change.status; });
    if (!labelled(lists::kActionStatus, change.status).isKnown())
        return finish(failed(FailureKind::UnknownCode, "status"));
    if (step == found->steps.end())
        return finish(failed(FailureKind::NotAllowed, "status"));
    if (step->needsProof && change.proof.empty())
        return finish(failed(FailureKind::Required, "bewijs"));
    if (step->needsReason && change.reason.empty())
        return finish(failed(FailureKind::ReasonRequired, "status"));
    for (const Failure& each :
         {checkText("bewijs", change.proof, false), checkText("reden", change.reason, false)}) {
        if (each.isSet())
            return finish(each);
    }
    found->status = step->to;
    found->isOpen = change.status != "uitgevoerd" && change.status != "vervallen";
    found->isOverdue = found->isOverdue && found->isOpen;
    found->proof = change.proof;
    found->delivery = {};
    found->delivery.stage = DeliveryStage::Queued;
    found->seen = {{"status-" + std::to_string(m_generation + 1)}};
    found->steps = fakeSteps(change.status);
    TimelineEntry made = newEntry({}, "casusteam");
    made.body =
        ActionBody{found->text, found->status, change.proof.empty() ? change.reason : change.proof};
    file->timeline.push_back(std::move(made));
    return finish({}, record);
}

Ticket FakeSession::resolve(Resolution resolution) {
    if (m_nextFailure.isSet())
        return finish(std::exchange(m_nextFailure, {}));
    if (!isUnlocked())
        return finish(failed(FailureKind::Locked));
    const auto found =
        std::find_if(m_house.conflicts.begin(), m_house.conflicts.end(), [&](const auto& each) {
            return each.card.id == resolution.conflict && !each.isDecided;
        });
    if (found == m_house.conflicts.end())
        return finish(failed(FailureKind::NotFound));
    if (!found->card.mayDecide)
        return finish(failed(FailureKind::NotAllowed));
    if (resolution.reason.empty())
        return finish(failed(FailureKind::Required, "reden"));
    if (resolution.keep.empty() == !resolution.other.has_value())
        return finish(failed(FailureKind::Required, "keuze"));
    std::set<VersionKey> live;
    for (const ConflictSide& side : found->card.sides)
        live.insert(side.key);
    if (std::set(resolution.seen.begin(), resolution.seen.end()) != live)
        return finish(failed(FailureKind::Stale));
    for (const VersionKey& key : resolution.keep) {
        if (!live.contains(key))
            return finish(failed(FailureKind::Stale));
    }
    found->isDecided = true;
    for (FakeCase& file : m_house.cases) {
        if (file.id != found->card.caseId || resolution.conflict.field != "kleurcode")
            continue;
        const auto* other =
            resolution.other ? std::get_if<std::string>(&*resolution.other) : nullptr;
        if (other)
            file.header.colour.value = labelled("kleurcode", *other);
        for (const ConflictSide& side : found->card.sides) {
            if (!resolution.keep.empty() && side.key == resolution.keep.front())
                file.header.colour.value = labelled("kleurcode", side.code);
        }
        file.header.colour.isContested = false;
    }
    return finish({}, resolution.conflict.record);
}

Ticket FakeSession::postpone(ConflictId id) {
    if (!isUnlocked())
        return finish(failed(FailureKind::Locked));
    const bool isOpen = std::any_of(
        m_house.conflicts.begin(), m_house.conflicts.end(),
        [&](const FakeConflict& each) { return each.card.id == id && !each.isDecided; });
    if (!isOpen)
        return finish(failed(FailureKind::NotFound));
    m_postponed.insert("conflict-" + id.record.hex() + id.field);
    return finish({}, id.record);
}

} // namespace vb::test
