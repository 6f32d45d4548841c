// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/kinds.h"
#include "client/viewmodels/typed_model.h"

namespace vb::view {

/// The list of cases, narrowed by a text and a filter. The session outlives it; GUI thread.
class CaseListView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(vb::view::RowModel* rows READ rows CONSTANT)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(vb::view::Kinds::CaseFilter filter READ filter WRITE setFilter NOTIFY queryChanged)
public:
    CaseListView(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    [[nodiscard]] RowModel* rows() { return m_cases.model(); }
    [[nodiscard]] QString query() const { return m_query; }
    [[nodiscard]] Kinds::CaseFilter filter() const { return m_filter; }
    void setQuery(const QString& query);
    void setFilter(Kinds::CaseFilter filter);

Q_SIGNALS:
    void queryChanged();

private:
    void watch();

    bridge::Session& m_session;
    QString m_query;
    Kinds::CaseFilter m_filter = Kinds::CaseFilter::All;
    TypedModel<bridge::CaseRow> m_cases;
};

} // namespace vb::view
