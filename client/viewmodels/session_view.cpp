// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/session_view.h"

#include "client/viewmodels/post_to_gui.h"

namespace vb::view {

SessionView::SessionView(bridge::Session& session, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_watch(session.watchState([this](bridge::SessionState state) {
          postToGui(this, std::move(state),
                    [](SessionView& view, bridge::SessionState now) { view.show(std::move(now)); });
      })) {}

void SessionView::unlock(PassphraseInput* input) {
    if (input && input->length() > 0)
        m_session.unlock(input->take());
}

void SessionView::lock() {
    m_session.lock();
}

void SessionView::show(bridge::SessionState state) {
    m_state = std::move(state);
    Q_EMIT changed();
}

} // namespace vb::view
