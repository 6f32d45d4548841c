// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_listing.h"

#include "client/bridge/record_summary.h"
#include "client/bridge/shown.h"
#include "client/casework/fold.h"
#include "client/casework/record_types.h"
#include "sync/membership/derived_ids.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

namespace {

using Rows = std::vector<store::ListedRecord>;

/// Entries by case: a report counts as the contact that it belongs to.
std::map<CaseId, std::set<RecordId>> entriesByCase(const Rows& rows) {
    std::map<CaseId, std::set<RecordId>> entries;
    for (const auto& row : rows) {
        const auto link = row.type == cw::contactverslagType().id()
                              ? decodeSummary(row.summary).link
                              : std::nullopt;
        entries[row.caseId].insert(link.value_or(row.record));
    }
    return entries;
}

Rows onlyEntries(Rows rows) {
    std::erase_if(rows, [](const auto& row) {
        return row.type == cw::casusType().id() || row.type == cw::betrokkeneType().id();
    });
    return rows;
}

void readCasus(ListedCase& listed, const store::ListedRecord& row) {
    const auto summary = decodeSummary(row.summary);
    listed.casus = row.record;
    listed.row.name = summary.title;
    listed.row.status = coded(cw::ListId::Casusstatus, summary.state);
    listed.number = summary.number;
    listed.happened = {row.sortMillis};
    listed.isClosed = summary.state == "afgesloten";
    listed.isUnderWay = summary.state == "in_uitvoering";
}

void readWarning(ListedCase& listed, const store::ListedRecord& row) {
    const auto summary = decodeSummary(row.summary);
    const auto level = safetyLevel(summary.state);
    if (summary.isOver || level <= listed.row.safety)
        return;
    listed.row.safety = level;
    listed.row.safetyLabel = cw::codeList(cw::ListId::Waarschuwingsniveau).labelOf(summary.state);
}

/// What the summaries do not say: the name of a case without one, and whether news came after the
/// closing.
Result<void> readRest(const Reader& reader, ListedCase& listed) {
    if (!listed.row.name.empty() && !listed.isClosed)
        return {};
    std::vector<model::RecordTypeId> types{cw::casusType().id(), cw::betrokkeneType().id()};
    if (listed.isClosed)
        types.push_back(cw::contactkopType().id());
    VB_TRY(const auto states, reader.replica.records(listed.row.caseId, types));
    const auto view = cw::caseView(states, reader.names, reader.today(), reader.calendar);
    listed.row.name = view.name;
    listed.hasLateNews = view.hasNewsAfterClosing;
    return {};
}

} // namespace

Result<void> CaseListing::read(const Reader& reader) {
    m_cases.clear();
    return readCases(reader, std::nullopt);
}

Result<void> CaseListing::update(const Reader& reader, const std::set<CaseId>& cases) {
    for (const auto& caseId : cases) {
        m_cases.erase(caseId);
        VB_TRY_VOID(readCases(reader, caseId));
    }
    return {};
}

Result<void> CaseListing::readCases(const Reader& reader, const std::optional<CaseId>& only) {
    auto overview = reader.replica.store().overview();
    std::map<CaseId, ListedCase> found;
    VB_TRY(const auto casussen, overview.ofType(cw::casusType().id(), only));
    for (const auto& row : casussen)
        readCasus(found[row.caseId], row);
    VB_TRY(const auto persons, overview.ofType(cw::betrokkeneType().id(), only));
    for (const auto& row : persons)
        found[row.caseId].persons.push_back(
            {row.record, cw::fold(decodeSummary(row.summary).title)});
    VB_TRY(const auto warnings, overview.ofType(cw::veiligheidswaarschuwingType().id(), only));
    for (const auto& row : warnings)
        readWarning(found[row.caseId], row);
    VB_TRY(const auto contacts, overview.newestOf(cw::contactkopType().id(), only));
    for (const auto& row : contacts)
        found[row.caseId].row.lastContact =
            momentOf(row.sortMillis, decodeSummary(row.summary).precision);
    VB_TRY(auto unread, overview.unread(only));
    for (const auto& [caseId, entries] : entriesByCase(onlyEntries(std::move(unread))))
        found[caseId].row.unread = static_cast<std::uint32_t>(entries.size());
    VB_TRY(const auto unsent, overview.unsent(only));
    for (const auto& [caseId, entries] : entriesByCase(unsent))
        found[caseId].row.unsent = static_cast<std::uint32_t>(entries.size());

    found.erase(membership::houseCase(reader.replica.identity().house));
    for (auto& [caseId, listed] : found) {
        listed.row.caseId = caseId;
        VB_TRY_VOID(readRest(reader, listed));
        listed.ownWords = cw::fold(listed.row.name + " " + listed.number);
        listed.words = listed.ownWords;
        for (const auto& person : listed.persons)
            listed.words += ' ' + person.words;
        listed.sorted = sortedBy(listed.row.name);
        m_cases[caseId] = std::move(listed);
    }
    countUnsent();
    return {};
}

void CaseListing::countUnsent() {
    m_unsent = 0;
    for (const auto& [caseId, listed] : m_cases)
        m_unsent += listed.row.unsent;
}

void CaseListing::setAttention(const std::set<CaseId>& cases) {
    for (auto& [caseId, listed] : m_cases)
        listed.row.needsAttention = cases.contains(caseId);
}

const ListedCase* CaseListing::find(const CaseId& caseId) const {
    const auto found = m_cases.find(caseId);
    return found == m_cases.end() ? nullptr : &found->second;
}

std::string CaseListing::nameOf(const CaseId& caseId) const {
    const auto* listed = find(caseId);
    return listed == nullptr ? std::string() : listed->row.name;
}

Page<CaseRow> CaseListing::page(const CaseQuery& query, std::uint32_t count) const {
    const std::string wanted = cw::fold(query.text);
    std::vector<const ListedCase*> fitting;
    for (const auto& [caseId, listed] : m_cases) {
        const auto& row = listed.row;
        const bool passes = query.filter == CaseFilter::All ||
                            (query.filter == CaseFilter::Unread && row.unread > 0) ||
                            (query.filter == CaseFilter::Unsent && row.unsent > 0) ||
                            (query.filter == CaseFilter::Attention && row.needsAttention);
        if (passes && listed.words.find(wanted) != std::string::npos)
            fitting.push_back(&listed);
    }
    std::sort(fitting.begin(), fitting.end(), [](const auto* a, const auto* b) {
        return std::tie(a->sorted, a->row.caseId) < std::tie(b->sorted, b->row.caseId);
    });
    Page<CaseRow> page;
    page.total = static_cast<std::uint32_t>(fitting.size());
    fitting.resize(std::min<std::size_t>(fitting.size(), count));
    for (const auto* listed : fitting)
        page.rows.push_back(listed->row);
    return page;
}

} // namespace vb::bridge
