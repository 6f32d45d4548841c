// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"
#include "client/bridge/record_summary.h"
#include "client/bridge/shown.h"
#include "client/casework/fold.h"
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

/// Every word of the query is one of these words, or the beginning of one.
bool isNamed(const cw::SearchQuery& query, std::string_view folded) {
    const auto words = cw::wordsOf(folded);
    return std::all_of(query.words.begin(), query.words.end(), [&](const auto& wanted) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return wanted.isPrefix ? word.starts_with(wanted.text) : word == wanted.text;
        });
    });
}

/// Collects hits, each record once; a contact and its report are one.
class Finder {
public:
    explicit Finder(const CaseListing& listing) : m_listing(listing) {}

    /// Names are in memory: they are found however often the word stands elsewhere.
    void addNames(const cw::SearchQuery& query) {
        for (const auto& [caseId, listed] : m_listing.cases()) {
            if (listed.casus && isNamed(query, listed.ownWords))
                add({*listed.casus, *listed.casus, caseId, HitKind::Case, 0, {}});
        }
        for (const auto& [caseId, listed] : m_listing.cases()) {
            for (const auto& person : listed.persons) {
                if (isNamed(query, person.words))
                    add({person.record, person.record, caseId, HitKind::Person, 0, {}});
            }
        }
    }
    void addTexts(const std::vector<store::SearchHit>& hits) {
        for (const auto& hit : hits) {
            if (m_listing.find(hit.caseId) == nullptr)
                continue;
            const auto summary = decodeSummary(hit.summary);
            add({summary.link.value_or(hit.record), hit.record, hit.caseId, kindOf(hit.type),
                 hit.sortMillis, summary.precision});
        }
    }
    /// Whose name it is comes before what was written about them; then newest first.
    std::vector<Found> take() { return std::move(m_found); }

private:
    void add(Found found) {
        if (m_known.emplace(found.caseId, found.kind, found.record).second)
            m_found.push_back(std::move(found));
    }

    const CaseListing& m_listing;
    std::vector<Found> m_found;
    std::set<std::tuple<CaseId, HitKind, RecordId>> m_known;
};

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
    Finder finder(m_listing);
    finder.addNames(query);
    VB_TRY(const auto hits,
           m_core.replica().store().records().search(query.ftsExpression(), kMaxHits));
    finder.addTexts(hits);
    const auto found = finder.take();
    const auto view = reader();
    page.total = static_cast<std::uint32_t>(found.size());
    for (std::size_t i = 0; i < found.size() && i < count; ++i) {
        VB_TRY(auto hit, shownHit(found[i], view, m_listing, query));
        page.rows.push_back(std::move(hit));
    }
    return page;
}

} // namespace vb::bridge
