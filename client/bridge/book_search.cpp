// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"
#include "client/bridge/record_summary.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"
#include "client/casework/search_query.h"
#include "client/casework/search_text.h"

#include <algorithm>

// Full text over everything on this device.
namespace vb::bridge {

namespace cw = casework;

namespace {

/// More than anybody reads; whoever gets this many types another word.
constexpr std::size_t kMaxHits = 500;

HitKind kindOf(model::RecordTypeId type) {
    if (type == cw::casusType().id())
        return HitKind::Case;
    if (type == cw::betrokkeneType().id())
        return HitKind::Person;
    if (type == cw::contextinformatieType().id())
        return HitKind::Context;
    if (type == cw::veiligheidswaarschuwingType().id())
        return HitKind::Warning;
    return type == cw::actieType().id() ? HitKind::Action : HitKind::Contact;
}

/// A hit as the index gave it; `source` is the record with the words, `record` the one to open.
struct Found {
    RecordId record;
    RecordId source;
    CaseId caseId;
    HitKind kind = HitKind::Contact;
    std::int64_t sortMillis = 0;
    std::string precision;
};

/// Whose name it is comes before what was written about them; then newest first. A contact and its
/// report are one.
std::vector<Found> ordered(const std::vector<store::SearchHit>& hits, const CaseListing& listing) {
    std::vector<Found> found;
    std::set<std::tuple<CaseId, HitKind, RecordId>> known;
    for (const auto& hit : hits) {
        if (listing.find(hit.caseId) == nullptr)
            continue;
        const auto summary = decodeSummary(hit.summary);
        Found one{summary.link.value_or(hit.record),
                  hit.record,
                  hit.caseId,
                  kindOf(hit.type),
                  hit.sortMillis,
                  summary.precision};
        if (known.emplace(one.caseId, one.kind, one.record).second)
            found.push_back(std::move(one));
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        const auto rank = [](HitKind kind) {
            return kind == HitKind::Case ? 0 : kind == HitKind::Person ? 1 : 2;
        };
        return rank(a.kind) < rank(b.kind);
    });
    return found;
}

Result<SearchHit> shownHit(const Found& found, const Reader& reader, const CaseListing& listing,
                           const cw::SearchQuery& query) {
    SearchHit hit;
    hit.caseId = found.caseId;
    hit.caseName = listing.nameOf(found.caseId);
    hit.record = found.record;
    hit.kind = found.kind;
    VB_TRY(const auto source, reader.replica.record(found.source));
    if (!source)
        return hit;
    const auto text = cw::searchText(*source);
    hit.title = text.title;
    if (found.source != found.record) {
        VB_TRY(const auto kop, reader.replica.record(found.record));
        if (kop)
            hit.title = cw::searchText(*kop).title;
    }
    auto excerpt = cw::excerpt(text.body, query);
    hit.snippet = std::move(excerpt.text);
    for (const auto& span : excerpt.matches)
        hit.matches.push_back({span.first, span.length});
    if (found.kind != HitKind::Case && found.kind != HitKind::Person)
        hit.happened = momentOf(found.sortMillis, found.precision);
    return hit;
}

} // namespace

Result<Page<SearchHit>> CaseBook::search(const std::string& text, std::uint32_t count) {
    Page<SearchHit> page;
    const auto query = cw::parseQuery(text);
    if (query.isEmpty())
        return page;
    VB_TRY(const auto hits,
           m_core.replica().store().records().search(query.ftsExpression(), kMaxHits));
    const auto found = ordered(hits, m_listing);
    const auto view = reader();
    page.total = static_cast<std::uint32_t>(found.size());
    for (std::size_t i = 0; i < found.size() && i < count; ++i) {
        VB_TRY(auto hit, shownHit(found[i], view, m_listing, query));
        page.rows.push_back(std::move(hit));
    }
    return page;
}

} // namespace vb::bridge
