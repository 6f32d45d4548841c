// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/today_view.h"

#include "client/viewmodels/ids.h"

namespace vb::view {

using namespace bridge;

TodayView::TodayView(Session& session, const DateWords& words, QObject* parent)
    : QObject(parent),
      m_words(words),
      m_attention(attentionRoles(), words, [](const AttentionItem& item) { return item.key; }),
      m_visits(actionRoles(), words, [](const Action& each) { return each.record.hex(); }),
      m_actions(actionRoles(), words, [](const Action& each) { return each.record.hex(); }),
      m_drafts(draftRoles(), words, [](const DraftRow& each) { return each.caseId.hex(); }),
      m_watch(session.watchToday([this](Today today) {
          postToGui(this, std::move(today),
                    [](TodayView& view, Today now) { view.show(std::move(now)); });
      })) {}

void TodayView::show(Today today) {
    m_isLoaded = true;
    m_attentionTotal = today.attentionTotal;
    m_attention.show(today.attention);
    m_visits.show(today.visits);
    m_actions.show(today.actions);
    m_drafts.show(today.drafts);
    Q_EMIT changed();
}

void TodayView::refresh() {
    for (RowModel* model : {attention(), visits(), actions(), drafts()})
        model->refresh();
    Q_EMIT changed();
}

bool TodayView::isFree() const {
    return m_attention.rows().empty() && m_visits.rows().empty() && m_actions.rows().empty() &&
           m_drafts.rows().empty();
}

const Action* TodayView::action(const QString& record) const {
    for (const auto* rows : {&m_visits.rows(), &m_actions.rows()}) {
        for (const Action& each : *rows) {
            if (hexOf(each.record) == record)
                return &each;
        }
    }
    return nullptr;
}

} // namespace vb::view
