// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/attention_list.h"
#include "client/bridge/case_findings.h"
#include "client/bridge/case_snapshot.h"
#include "client/bridge/core.h"
#include "client/bridge/draft_codec.h"

#include <deque>

namespace vb::bridge {

/// An unlocked store as the interface reads it: names, lists and the cases that somebody looks at,
/// kept beside the store and brought up to date by apply(). Answers are what session.h promises;
/// nothing here writes.
///
/// Invariant: what it keeps is what the store held at the last apply(). The core thread only; the
/// core outlives it, and a rewrite of the store ends it (Core::replica() is another one then).
class CaseBook {
public:
    static Result<std::unique_ptr<CaseBook>> open(Core& core, const Clock& clock,
                                                  const casework::Calendar& calendar);

    /// Brings lists and looked-at cases up to date. With `records` only those of a changed case
    /// are merged anew.
    Result<void> apply(const Changed& changed, const std::vector<RecordId>& records = {});

    [[nodiscard]] Worker worker() const;
    [[nodiscard]] Reader reader() const {
        return {m_core.replica(), *m_names, m_calendar, m_clock.now()};
    }
    [[nodiscard]] const CaseListing& listing() const { return m_listing; }
    [[nodiscard]] std::uint32_t attentionCount() const {
        return static_cast<std::uint32_t>(m_attention.size());
    }
    /// NotFound when this device has no such case.
    Result<CaseSnapshot*> snapshot(const CaseId& caseId);

    [[nodiscard]] Page<CaseRow> cases(const CaseQuery& query, std::uint32_t count) const {
        return m_listing.page(query, count);
    }
    Page<AttentionItem> attention(std::uint32_t count) const;
    Result<CaseFile> caseFile(const CaseId& caseId);
    Result<Page<TimelineEntry>> timeline(const CaseId& caseId, TimelineFilter filter,
                                         std::uint32_t count);
    Result<Today> today();
    Result<std::optional<ContactDraft>> draft(const CaseId& caseId);
    /// Also the id that the contact will have.
    Result<std::optional<StoredDraft>> storedDraft(const CaseId& caseId);
    Result<ConflictCard> conflictCard(const ConflictId& id);
    Result<Page<SearchHit>> search(const std::string& text, std::uint32_t count);

    /// The conflict of this field as it is now, with its record. Nothing when there is none.
    struct OpenConflict {
        CaseId caseId;
        model::RecordState state;
        casework::ConflictView view;
    };
    Result<std::optional<OpenConflict>> openConflict(const ConflictId& id);

    /// What a rule found, with the records that it looked at. The id's field is the finding's key.
    struct OpenFinding {
        CaseId caseId;
        const std::vector<model::RecordState>* states = nullptr; ///< until the next apply()
        casework::Finding finding;
        casework::Actor actor;
    };
    static bool isFinding(const ConflictId& id);
    Result<std::optional<OpenFinding>> openFinding(const ConflictId& id);

private:
    CaseBook(Core& core, const Clock& clock, const casework::Calendar& calendar)
        : m_core(core), m_clock(clock), m_calendar(calendar) {}
    Result<void> readNames();
    Result<void> readAttentionList();
    Result<void> dropSavedDrafts();
    Result<CaseHeader> header(const CaseSnapshot& snapshot, const casework::CaseView& view);
    Result<ConflictCard> findingCard(const ConflictId& id);
    /// Those that are this worker's to know of or to decide.
    Result<std::vector<ConflictId>> findingsOf(const CaseSnapshot& snapshot);
    Result<std::vector<Action>> actionsOf(const CaseSnapshot& snapshot);

    Core& m_core;
    const Clock& m_clock;
    const casework::Calendar& m_calendar;
    std::optional<HouseNames> m_names;
    CaseListing m_listing;
    std::vector<AttentionItem> m_attention;
    /// The cases looked at last, newest first.
    std::deque<std::unique_ptr<CaseSnapshot>> m_snapshots;
};

} // namespace vb::bridge
