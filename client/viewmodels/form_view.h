// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/kinds.h"
#include "client/viewmodels/typed_model.h"

namespace vb::view {

/// Something that a person fills in and hands over: editing, then saving, then saved or failed with
/// a typed reason. A failed form keeps what was filled in. The session outlives it; GUI thread.
///
/// Forms name this base with its namespace, because Qt 6.4's type registration compares names only.
class FormView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the base of the forms")
    Q_PROPERTY(vb::view::Kinds::Form state READ state NOTIFY stateChanged)
    Q_PROPERTY(vb::view::Kinds::Failure failure READ failure NOTIFY stateChanged)
    /// The domain id of the field at fault; empty when it is none in particular.
    Q_PROPERTY(QString failureField READ failureField NOTIFY stateChanged)
    Q_PROPERTY(int failureLimit READ failureLimit NOTIFY stateChanged)
    Q_PROPERTY(QString caseId READ caseId NOTIFY begun)
    Q_PROPERTY(QString caseName READ caseName NOTIFY begun)
public:
    explicit FormView(bridge::Session& session, QObject* parent = nullptr);

    [[nodiscard]] Kinds::Form state() const { return m_state; }
    [[nodiscard]] Kinds::Failure failure() const { return kindOf<Kinds::Failure>(m_failure.kind); }
    [[nodiscard]] QString failureField() const { return text(m_failure.field); }
    [[nodiscard]] int failureLimit() const { return static_cast<int>(m_failure.limit); }
    [[nodiscard]] QString caseId() const { return m_caseId; }
    [[nodiscard]] QString caseName() const { return m_caseName; }

Q_SIGNALS:
    void stateChanged();
    /// A fresh form for another occasion.
    void begun();
    void saved();

protected:
    /// Starts over for a case; the form that derives has emptied its fields.
    void start(const QString& caseId, const QString& caseName);
    /// The outcome of this ticket decides the state.
    void submit(bridge::Ticket ticket);
    /// Somebody typed: a failure shown before no longer stands.
    void touch();

    bridge::Session& m_session;

private:
    void decide(const bridge::Outcome& outcome);
    void become(Kinds::Form state, bridge::Failure failure);

    QString m_caseId;
    QString m_caseName;
    Kinds::Form m_state = Kinds::Form::Editing;
    bridge::Failure m_failure;
    bridge::Ticket m_ticket;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
