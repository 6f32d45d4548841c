// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/sync_view.h"

namespace vb::view {

using namespace bridge;

SyncView::SyncView(Session& session, const DateWords& words, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_words(words),
      m_items(attentionRoles(), words, [](const AttentionItem& item) { return item.key; }),
      m_watch(session.watchSync([this](SyncStatus status) {
          postToGui(this, std::move(status),
                    [](SyncView& view, SyncStatus now) { view.show(std::move(now)); });
      })) {
    m_items.watch(
        this, +[](SyncView& view) -> TypedModel<AttentionItem>& { return view.m_items; },
        [&](Observer<ListUpdate<AttentionItem>> observer) {
            return m_session.watchAttention(std::move(observer));
        });
}

void SyncView::refresh() {
    items()->refresh();
    Q_EMIT changed();
}

void SyncView::show(SyncStatus status) {
    m_status = std::move(status);
    Q_EMIT changed();
}

} // namespace vb::view
