// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/case_list_view.h"

namespace vb::view {

using namespace bridge;

CaseListView::CaseListView(Session& session, const DateWords& words, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_cases(caseRowRoles(), words, [](const CaseRow& row) { return row.caseId.hex(); }) {
    watch();
}

void CaseListView::setQuery(const QString& query) {
    if (query == m_query)
        return;
    m_query = query;
    Q_EMIT queryChanged();
    watch();
}

void CaseListView::setFilter(Kinds::CaseFilter filter) {
    if (filter == m_filter)
        return;
    m_filter = filter;
    Q_EMIT queryChanged();
    watch();
}

void CaseListView::watch() {
    const CaseQuery query{bytes(m_query.trimmed()), kindOf<CaseFilter>(m_filter)};
    m_cases.watch(
        this, +[](CaseListView& view) -> TypedModel<CaseRow>& { return view.m_cases; },
        [&](Observer<ListUpdate<CaseRow>> observer) {
            return m_session.watchCases(query, std::move(observer));
        });
}

} // namespace vb::view
