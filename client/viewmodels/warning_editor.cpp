// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/warning_editor.h"

#include "client/viewmodels/ids.h"

namespace vb::view {

WarningEditor::WarningEditor(bridge::Session& session, QObject* parent)
    : FormView(session, parent) {
    connect(this, &WarningEditor::edited, this, &WarningEditor::touch);
}

void WarningEditor::begin(const QString& caseId, const QString& caseName) {
    for (QString* field : {&m_kind, &m_level, &m_advice})
        field->clear();
    Q_EMIT edited();
    start(caseId, caseName);
}

void WarningEditor::save() {
    if (!isComplete() || state() == Kinds::Form::Saving)
        return;
    bridge::WarningEntry entry;
    entry.kind = bytes(m_kind);
    entry.level = bytes(m_level);
    entry.advice = bytes(m_advice.trimmed());
    submit(m_session.raiseWarning(idFrom<CaseId>(caseId()), std::move(entry)));
}

} // namespace vb::view
