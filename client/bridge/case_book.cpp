// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"

#include "client/bridge/shown.h"
#include "sync/membership/derived_ids.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

namespace {
/// A page shows one case; the one before it is often the next.
constexpr std::size_t kKeptCases = 3;
} // namespace

Result<std::unique_ptr<CaseBook>> CaseBook::open(Core& core, const Clock& clock,
                                                 const cw::Calendar& calendar) {
    std::unique_ptr<CaseBook> book(new CaseBook(core, clock, calendar));
    VB_TRY_VOID(book->readNames());
    VB_TRY_VOID(book->dropSavedDrafts());
    VB_TRY_VOID(book->m_listing.read(book->reader()));
    VB_TRY_VOID(book->readAttentionList());
    return book;
}

Result<void> CaseBook::readNames() {
    VB_TRY(auto names, HouseNames::read(m_core.replica()));
    m_names.emplace(std::move(names));
    return {};
}

Result<void> CaseBook::readAttentionList() {
    VB_TRY(m_attention, readAttention(reader(), m_listing));
    m_listing.setAttention(casesWaiting(m_attention));
    return {};
}

/// Saved contacts whose draft a crash left behind.
Result<void> CaseBook::dropSavedDrafts() {
    auto& store = m_core.replica().store();
    VB_TRY(const auto drafts, store.drafts().all());
    for (const auto& row : drafts) {
        const auto draft = decodeDraft(row.content);
        if (!draft)
            continue;
        VB_TRY(const auto saved, store.records().find(draft->record));
        if (saved)
            VB_TRY_VOID(store.drafts().drop(row.caseId, row.slot));
    }
    return {};
}

Result<void> CaseBook::apply(const Changed& changed, const std::vector<RecordId>& records) {
    auto& replica = m_core.replica();
    const auto house = membership::houseCase(replica.identity().house);
    if (changed.everything || changed.cases.contains(house))
        VB_TRY_VOID(readNames());
    if (changed.everything) {
        m_snapshots.clear();
        VB_TRY_VOID(m_listing.read(reader()));
    } else {
        VB_TRY_VOID(m_listing.update(reader(), changed.cases));
        VB_TRY_VOID(m_listing.update(reader(), changed.marked));
    }
    for (auto& snapshot : m_snapshots) {
        const bool isTouched = changed.cases.contains(snapshot->caseId());
        if (isTouched && !records.empty())
            VB_TRY_VOID(snapshot->update(replica, *m_names, records));
        else if (isTouched)
            snapshot.reset();
        else if (changed.synced || changed.marked.contains(snapshot->caseId()))
            VB_TRY_VOID(snapshot->updateMarks(replica, *m_names));
    }
    std::erase_if(m_snapshots, [](const auto& snapshot) { return snapshot == nullptr; });
    if (changed.everything || changed.synced || changed.concernsCases())
        VB_TRY_VOID(readAttentionList());
    return {};
}

Worker CaseBook::worker() const {
    const auto& owner = m_core.owner();
    Worker worker;
    worker.name = m_names->workerName(owner.holder.worker);
    worker.organisation = m_names->organisationName(owner.holder.organisation);
    if (!owner.hat.empty())
        worker.role = cw::codeList(cw::ListId::Functie).labelOf(owner.hat);
    return worker;
}

Result<CaseSnapshot*> CaseBook::snapshot(const CaseId& caseId) {
    if (m_listing.find(caseId) == nullptr)
        return fail(Code::NotFound, "case " + caseId.hex());
    const auto known = std::find_if(m_snapshots.begin(), m_snapshots.end(),
                                    [&](const auto& each) { return each->caseId() == caseId; });
    if (known != m_snapshots.end()) {
        std::rotate(m_snapshots.begin(), known, known + 1);
        return m_snapshots.front().get();
    }
    VB_TRY(auto read, CaseSnapshot::read(m_core.replica(), *m_names, caseId));
    m_snapshots.push_front(std::move(read));
    if (m_snapshots.size() > kKeptCases)
        m_snapshots.pop_back();
    return m_snapshots.front().get();
}

Page<AttentionItem> CaseBook::attention(std::uint32_t count) const {
    Page<AttentionItem> page;
    page.total = attentionCount();
    const auto shown = std::min<std::size_t>(m_attention.size(), count);
    page.rows.assign(m_attention.begin(), m_attention.begin() + static_cast<std::ptrdiff_t>(shown));
    return page;
}

// ---- Drafts

Result<std::optional<StoredDraft>> CaseBook::storedDraft(const CaseId& caseId) {
    VB_TRY(const auto row, m_core.replica().store().drafts().find(caseId, kContactSlot));
    return row ? decodeDraft(row->content) : std::optional<StoredDraft>{};
}

Result<std::optional<ContactDraft>> CaseBook::draft(const CaseId& caseId) {
    VB_TRY(const auto row, m_core.replica().store().drafts().find(caseId, kContactSlot));
    const auto stored = row ? decodeDraft(row->content) : std::nullopt;
    if (!stored)
        return std::optional<ContactDraft>{};
    return std::optional<ContactDraft>(ContactDraft{stored->entry, row->savedAt});
}

} // namespace vb::bridge
