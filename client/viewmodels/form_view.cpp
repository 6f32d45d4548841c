// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/form_view.h"

namespace vb::view {

using namespace bridge;

FormView::FormView(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_watch(session.watchOutcomes([this](Outcome outcome) {
          postToGui(this, std::move(outcome),
                    [](FormView& form, Outcome now) { form.decide(now); });
      })) {}

void FormView::start(const QString& caseId, const QString& caseName) {
    m_caseId = caseId;
    m_caseName = caseName;
    m_ticket = {};
    become(Kinds::Form::Editing, {});
    Q_EMIT begun();
}

void FormView::submit(Ticket ticket) {
    m_ticket = ticket;
    become(Kinds::Form::Saving, {});
}

void FormView::touch() {
    if (m_state == Kinds::Form::Failed)
        become(Kinds::Form::Editing, {});
}

void FormView::decide(const Outcome& outcome) {
    if (outcome.ticket != m_ticket || m_state != Kinds::Form::Saving)
        return;
    become(outcome.failure.isSet() ? Kinds::Form::Failed : Kinds::Form::Saved, outcome.failure);
    if (!outcome.failure.isSet())
        Q_EMIT saved();
}

void FormView::become(Kinds::Form state, Failure failure) {
    m_state = state;
    m_failure = std::move(failure);
    Q_EMIT stateChanged();
}

} // namespace vb::view
