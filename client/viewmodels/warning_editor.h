// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/form_view.h"

namespace vb::view {

/// Raising a safety warning: kind and level, advice if there is time. Source and review date are
/// the session's defaults. GUI thread.
class WarningEditor : public vb::view::FormView {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(QString kind MEMBER m_kind NOTIFY edited)
    Q_PROPERTY(QString level MEMBER m_level NOTIFY edited)
    Q_PROPERTY(QString advice MEMBER m_advice NOTIFY edited)
    Q_PROPERTY(bool isComplete READ isComplete NOTIFY edited)
public:
    explicit WarningEditor(bridge::Session& session, QObject* parent = nullptr);

    Q_INVOKABLE void begin(const QString& caseId, const QString& caseName);
    Q_INVOKABLE void save();
    [[nodiscard]] bool isComplete() const { return !m_kind.isEmpty() && !m_level.isEmpty(); }

Q_SIGNALS:
    void edited();

private:
    QString m_kind, m_level, m_advice;
};

} // namespace vb::view
