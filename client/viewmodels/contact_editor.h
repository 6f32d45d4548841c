// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/code_lists_view.h"
#include "client/viewmodels/form_view.h"

#include <QStringList>
#include <QTimer>

namespace vb::view {

/// The quick contact log. Whatever is filled in keeps itself as the case's draft, shortly after the
/// last keystroke and at the latest when the form is left, and is there again when the form is
/// begun for that case. The session outlives it; GUI thread.
class ContactEditor : public vb::view::FormView {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(QString kind MEMBER m_kind NOTIFY edited)
    Q_PROPERTY(QString outcome MEMBER m_outcome NOTIFY edited)
    Q_PROPERTY(QString place MEMBER m_place NOTIFY edited)
    Q_PROPERTY(QString observed MEMBER m_observed NOTIFY edited)
    Q_PROPERTY(QString statedBy MEMBER m_statedBy NOTIFY edited)
    Q_PROPERTY(QString stated MEMBER m_stated NOTIFY edited)
    Q_PROPERTY(QString interpretation MEMBER m_interpretation NOTIFY edited)
    Q_PROPERTY(QString audience MEMBER m_audience NOTIFY edited)
    Q_PROPERTY(QString followUp MEMBER m_followUp NOTIFY edited)
    Q_PROPERTY(QList<QString> areas READ areas NOTIFY edited)
    /// When it happened: so many days ago, at a time typed as "14:30"; no time today is now.
    Q_PROPERTY(int daysAgo MEMBER m_daysAgo NOTIFY edited)
    Q_PROPERTY(QString time MEMBER m_time NOTIFY edited)
    Q_PROPERTY(bool isTimeValid READ isTimeValid NOTIFY edited)
    /// Enough is filled in to save.
    Q_PROPERTY(bool isComplete READ isComplete NOTIFY edited)
    /// Something is filled in.
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY edited)
    /// When the draft was last kept; empty before.
    Q_PROPERTY(QString kept READ kept NOTIFY keptChanged)
public:
    ContactEditor(bridge::Session& session, const DateWords& words, const CodeListsView& codes,
                  QObject* parent = nullptr);

    Q_INVOKABLE void begin(const QString& caseId, const QString& caseName);
    Q_INVOKABLE void toggleArea(const QString& code);
    /// An outcome, and with it its usual kind while none is chosen: an attempt takes one tap.
    Q_INVOKABLE void chooseOutcome(const QString& code);
    Q_INVOKABLE void save();
    /// Throws the draft away.
    Q_INVOKABLE void discard();
    /// Keeps the draft now: the form is being left.
    Q_INVOKABLE void leave();
    /// Forgets what is on screen, not the draft: the book is locked.
    void forget();

    [[nodiscard]] QStringList areas() const { return m_areas; }
    [[nodiscard]] bool isTimeValid() const;
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] bool isEmpty() const { return entry() == bridge::ContactEntry{}; }
    [[nodiscard]] QString kept() const { return m_kept; }

Q_SIGNALS:
    void edited();
    void keptChanged();

private:
    [[nodiscard]] bridge::ContactEntry entry() const;
    void fill(const bridge::ContactEntry& entry);
    void loadDraft(const QString& caseId, const std::optional<bridge::ContactDraft>& draft);
    void keep();
    void wipe();

    const DateWords& m_words;
    const CodeListsView& m_codes;
    QString m_kind, m_outcome, m_place, m_observed, m_statedBy, m_stated, m_interpretation;
    QString m_audience, m_followUp, m_time, m_kept;
    QStringList m_areas;
    int m_daysAgo = 0;
    bool m_isDraftAwaited = false;
    bool m_isFilling = false;
    QTimer m_pause;
    std::unique_ptr<bridge::Watch> m_draftWatch;
};

} // namespace vb::view
