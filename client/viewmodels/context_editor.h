// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/form_view.h"

#include <QStringList>

namespace vb::view {

/// Adding a piece of context to one or more leefgebieden, always with its source. GUI thread.
class ContextEditor : public vb::view::FormView {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(QString kind MEMBER m_kind NOTIFY edited)
    Q_PROPERTY(QString subject MEMBER m_subject NOTIFY edited)
    Q_PROPERTY(QString content MEMBER m_content NOTIFY edited)
    Q_PROPERTY(QString source MEMBER m_source NOTIFY edited)
    Q_PROPERTY(QString sourceName MEMBER m_sourceName NOTIFY edited)
    Q_PROPERTY(QString audience MEMBER m_audience NOTIFY edited)
    Q_PROPERTY(QString validUntil MEMBER m_validUntil NOTIFY edited)
    Q_PROPERTY(bool isDateValid READ isDateValid NOTIFY edited)
    Q_PROPERTY(QList<QString> areas READ areas NOTIFY edited)
    Q_PROPERTY(bool isComplete READ isComplete NOTIFY edited)
public:
    ContextEditor(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    /// `area` is chosen beforehand; empty for none.
    Q_INVOKABLE void begin(const QString& caseId, const QString& caseName, const QString& area);
    Q_INVOKABLE void toggleArea(const QString& code);
    Q_INVOKABLE void save();
    [[nodiscard]] QStringList areas() const { return m_areas; }
    [[nodiscard]] bool isDateValid() const;
    [[nodiscard]] bool isComplete() const;

Q_SIGNALS:
    void edited();

private:
    const DateWords& m_words;
    QString m_kind, m_subject, m_content, m_source, m_sourceName, m_audience, m_validUntil;
    QStringList m_areas;
};

} // namespace vb::view
