// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/search_view.h"

namespace vb::view {

using namespace bridge;

SearchView::SearchView(Session& session, const DateWords& words, QObject* parent)
    : QObject(parent), m_session(session), m_hits(hitRoles(), words, [](const SearchHit& hit) {
          return hit.caseId.hex() + hit.record.hex() + std::to_string(static_cast<int>(hit.kind));
      }) {
    // Long enough to skip the middle of a word, short enough not to be noticed.
    m_pause.setInterval(std::chrono::milliseconds{150});
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &SearchView::search);
    connect(m_hits.model(), &RowModel::watchAnswered, this, &SearchView::isSearchingChanged);
}

void SearchView::setQuery(const QString& query) {
    if (query == m_query)
        return;
    m_query = query;
    m_hits.expectOther();
    if (isLongEnough())
        m_pause.start();
    else
        m_pause.stop(), m_hits.forget();
    Q_EMIT queryChanged();
    Q_EMIT isSearchingChanged();
}

void SearchView::search() {
    m_hits.watch(
        this, +[](SearchView& view) -> TypedModel<SearchHit>& { return view.m_hits; },
        [this](Observer<ListUpdate<SearchHit>> observer) {
            return m_session.watchSearch(bytes(m_query.trimmed()), std::move(observer));
        });
}

} // namespace vb::view
