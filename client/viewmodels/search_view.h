// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/typed_model.h"

#include <QTimer>

namespace vb::view {

/// Full-text search over all case files. What is typed is looked up when the typing pauses; less
/// than two characters finds nothing. The session outlives it; GUI thread.
class SearchView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(vb::view::RowModel* hits READ hits CONSTANT)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    /// Something is typed and its result is not there yet.
    Q_PROPERTY(bool isSearching READ isSearching NOTIFY isSearchingChanged)
    /// What is typed is long enough to be looked up.
    Q_PROPERTY(bool isLongEnough READ isLongEnough NOTIFY queryChanged)
public:
    SearchView(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    [[nodiscard]] RowModel* hits() { return m_hits.model(); }
    [[nodiscard]] QString query() const { return m_query; }
    [[nodiscard]] bool isSearching() const { return isLongEnough() && !m_hits.isCurrent(); }
    [[nodiscard]] bool isLongEnough() const { return m_query.trimmed().size() >= 2; }
    void setQuery(const QString& query);

Q_SIGNALS:
    void queryChanged();
    void isSearchingChanged();

private:
    void search();

    bridge::Session& m_session;
    QString m_query;
    QTimer m_pause;
    TypedModel<bridge::SearchHit> m_hits;
};

} // namespace vb::view
