// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/form_view.h"

namespace vb::view {

/// Saying what became of an action: one of the steps that the session allows, with proof or reason.
/// GUI thread.
class ActionEditor : public vb::view::FormView {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(QString content READ content NOTIFY begun)
    Q_PROPERTY(QString status READ status NOTIFY begun)
    Q_PROPERTY(QString due READ due NOTIFY begun)
    Q_PROPERTY(QString owner READ owner NOTIFY begun)
    Q_PROPERTY(vb::view::RowModel* steps READ steps CONSTANT)
    /// The code of the step chosen; empty for none.
    Q_PROPERTY(QString chosen READ chosen WRITE choose NOTIFY edited)
    Q_PROPERTY(bool needsProof READ needsProof NOTIFY edited)
    Q_PROPERTY(bool needsReason READ needsReason NOTIFY edited)
    Q_PROPERTY(QString proof MEMBER m_proof NOTIFY edited)
    Q_PROPERTY(QString reason MEMBER m_reason NOTIFY edited)
    Q_PROPERTY(bool isComplete READ isComplete NOTIFY edited)
public:
    ActionEditor(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    void begin(const bridge::Action& action);
    Q_INVOKABLE void save();
    void choose(const QString& code);

    [[nodiscard]] QString content() const { return text(m_action.text); }
    [[nodiscard]] QString status() const { return text(m_action.status.label); }
    [[nodiscard]] QString due() const;
    [[nodiscard]] QString owner() const;
    [[nodiscard]] RowModel* steps() { return m_steps.model(); }
    [[nodiscard]] QString chosen() const { return m_chosen; }
    [[nodiscard]] bool needsProof() const { return step() && step()->needsProof; }
    [[nodiscard]] bool needsReason() const { return step() && step()->needsReason; }
    [[nodiscard]] bool isComplete() const;

Q_SIGNALS:
    void edited();

private:
    [[nodiscard]] const bridge::ActionStep* step() const;

    const DateWords& m_words;
    bridge::Action m_action;
    QString m_chosen, m_proof, m_reason;
    TypedModel<bridge::ActionStep> m_steps;
};

} // namespace vb::view
