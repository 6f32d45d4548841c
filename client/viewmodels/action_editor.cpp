// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/action_editor.h"

#include "client/viewmodels/ids.h"

namespace vb::view {

using namespace bridge;

ActionEditor::ActionEditor(Session& session, const DateWords& words, QObject* parent)
    : FormView(session, parent),
      m_words(words),
      m_steps(stepRoles(), words, [](const ActionStep& step) { return step.to.code; }) {
    connect(this, &ActionEditor::edited, this, &ActionEditor::touch);
}

void ActionEditor::begin(const Action& action) {
    m_action = action;
    m_steps.show(m_action.steps);
    m_chosen.clear();
    m_proof.clear();
    m_reason.clear();
    Q_EMIT edited();
    const bool isNone = m_action.caseId.isNone();
    start(isNone ? QString() : hexOf(m_action.caseId), text(m_action.caseName));
}

void ActionEditor::choose(const QString& code) {
    if (std::exchange(m_chosen, code) != code)
        Q_EMIT edited();
}

const ActionStep* ActionEditor::step() const {
    for (const ActionStep& each : m_action.steps) {
        if (text(each.to.code) == m_chosen)
            return &each;
    }
    return nullptr;
}

bool ActionEditor::isComplete() const {
    return step() && (!needsProof() || !m_proof.trimmed().isEmpty()) &&
           (!needsReason() || !m_reason.trimmed().isEmpty());
}

QString ActionEditor::due() const {
    return m_action.due ? m_words.moment(*m_action.due) : QString();
}

QString ActionEditor::owner() const {
    return text(m_action.ownerPerson.empty() ? m_action.ownerOrganisation : m_action.ownerPerson);
}

void ActionEditor::save() {
    if (!isComplete() || state() == Kinds::Form::Saving)
        return;
    ActionChange change;
    change.status = bytes(m_chosen);
    change.proof = needsProof() ? bytes(m_proof.trimmed()) : std::string();
    change.reason = needsReason() ? bytes(m_reason.trimmed()) : std::string();
    change.seen = m_action.seen;
    submit(m_session.changeAction(m_action.caseId, m_action.record, std::move(change)));
}

} // namespace vb::view
