// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/context_editor.h"

#include "client/viewmodels/ids.h"

namespace vb::view {

ContextEditor::ContextEditor(bridge::Session& session, const DateWords& words, QObject* parent)
    : FormView(session, parent), m_words(words) {
    connect(this, &ContextEditor::edited, this, &ContextEditor::touch);
}

void ContextEditor::begin(const QString& caseId, const QString& caseName, const QString& area) {
    for (QString* field :
         {&m_kind, &m_subject, &m_content, &m_source, &m_sourceName, &m_audience, &m_validUntil})
        field->clear();
    m_areas = area.isEmpty() ? QStringList() : QStringList(area);
    Q_EMIT edited();
    start(caseId, caseName);
}

void ContextEditor::toggleArea(const QString& code) {
    if (m_areas.removeAll(code) == 0)
        m_areas << code;
    Q_EMIT edited();
}

bool ContextEditor::isDateValid() const {
    return m_validUntil.trimmed().isEmpty() || m_words.dateFrom(m_validUntil).has_value();
}

bool ContextEditor::isComplete() const {
    return !m_kind.isEmpty() && !m_subject.trimmed().isEmpty() && !m_content.trimmed().isEmpty() &&
           !m_source.isEmpty() && !m_areas.isEmpty() && isDateValid();
}

void ContextEditor::save() {
    if (!isComplete() || state() == Kinds::Form::Saving)
        return;
    bridge::ContextEntry entry;
    entry.kind = bytes(m_kind);
    entry.subject = bytes(m_subject.trimmed());
    entry.text = bytes(m_content.trimmed());
    entry.source = bytes(m_source);
    entry.sourceName = bytes(m_sourceName.trimmed());
    entry.audience = bytes(m_audience);
    entry.validUntil = m_words.dateFrom(m_validUntil);
    for (const QString& area : m_areas)
        entry.leefgebieden.push_back(bytes(area));
    submit(m_session.addContext(idFrom<CaseId>(caseId()), std::move(entry)));
}

} // namespace vb::view
