// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/case_book.h"
#include "client/casework/entering.h"

namespace vb::bridge {

/// What came of a command, and what it touched.
struct Done {
    Failure failure;
    RecordId record;
    Changed changed;
    /// Of the changed cases only these records, where they are known.
    std::vector<RecordId> records;
    /// Something waits for the hub now.
    bool isToSend = false;

    static Done failed(Failure failure) { return {std::move(failure), {}, {}, {}, false}; }
    static Done failed(FailureKind kind, std::string field = {}) {
        return failed(Failure{kind, std::move(field), 0});
    }
};

/// The writing half of an unlocked session: each function is one command of session.h, checked by
/// the domain and durable when it returns without a failure. Core and book outlive it. The core
/// thread only.
class CaseDesk {
public:
    CaseDesk(Core& core, CaseBook& book, const Clock& clock, const casework::Calendar& calendar)
        : m_core(core), m_book(book), m_clock(clock), m_calendar(calendar) {}

    Done openCase(const CaseId& caseId, bool isOffline);
    /// What arrived by the envelope of this number or before.
    Done markRead(const CaseId& caseId, std::int64_t upTo);
    Done saveDraft(const CaseId& caseId, const ContactEntry& entry);
    Done discardDraft(const CaseId& caseId);
    Done saveContact(const CaseId& caseId, const ContactEntry& entry);
    Done addContext(const CaseId& caseId, const ContextEntry& entry);
    Done raiseWarning(const CaseId& caseId, const WarningEntry& entry);
    Done changeAction(const CaseId& caseId, const RecordId& action, const ActionChange& change);
    Done resolve(const Resolution& resolution);
    Done postpone(const ConflictId& id);

private:
    [[nodiscard]] bool isKnown(const CaseId& caseId) const {
        return m_book.listing().find(caseId) != nullptr;
    }
    [[nodiscard]] casework::Circumstances circumstances(RandomSource& ids) const;
    /// What the worker has on screen of one of the case's records.
    Result<std::optional<model::RecordState>> recordOf(const CaseId& caseId,
                                                       const RecordId& record);
    Result<Done> write(const CaseId& caseId, const casework::Checked<casework::Entry>& entry);
    Result<Done> writeContact(const CaseId& caseId, const ContactEntry& entry);
    Result<Done> writeContext(const CaseId& caseId, const ContextEntry& entry);
    Result<Done> writeWarning(const CaseId& caseId, const WarningEntry& entry);
    Result<Done> writeActionChange(const CaseId& caseId, const RecordId& action,
                                   const ActionChange& change);
    Result<Done> writeResolution(const Resolution& resolution);
    Result<Done> writeDecision(const Resolution& resolution);
    Result<Done> postponeFinding(const ConflictId& id);
    Result<Done> writeDraft(const CaseId& caseId, const ContactEntry& entry);
    Result<Done> durably(const std::function<Result<void>(store::ReplicaStore&)>& change,
                         Changed changed);

    Core& m_core;
    CaseBook& m_book;
    const Clock& m_clock;
    const casework::Calendar& m_calendar;
};

} // namespace vb::bridge
