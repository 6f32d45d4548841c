// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/views.h"

namespace vb::view {

Views::Views(bridge::Session& session, const DateWords& words, const QString& settingsFile,
             QObject* parent)
    : QObject(parent),
      m_session(session),
      m_codes(session, words),
      m_today(session, words),
      m_cases(session, words),
      m_caseFile(session, words),
      m_search(session, words),
      m_sync(session, words),
      m_conflict(session, words, m_codes),
      m_contact(session, words, m_codes),
      m_warning(session),
      m_context(session, words),
      m_action(session, words),
      m_appearance(settingsFile) {
    connect(&m_session, &SessionView::changed, this, &Views::forgetWhenLocked);
}

void Views::refresh() {
    m_today.refresh();
    m_cases.rows()->refresh();
    m_caseFile.refresh();
    m_sync.refresh();
}

bool Views::beginAction(const QString& record) {
    const bridge::Action* found = m_caseFile.action(record);
    if (!found)
        found = m_today.action(record);
    if (found)
        m_action.begin(*found);
    return found != nullptr;
}

void Views::forgetWhenLocked() {
    if (m_session.phase() == Kinds::Phase::Unlocked)
        return;
    m_caseFile.close();
    m_conflict.close();
    m_search.setQuery({});
    m_cases.setQuery({});
    m_contact.forget();
    m_warning.begin({}, {});
    m_context.begin({}, {}, {});
    m_action.begin({});
}

} // namespace vb::view
