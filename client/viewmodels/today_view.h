// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/typed_model.h"

namespace vb::view {

/// Vandaag: what asks for attention, where one is expected, what is to be done, what was left half
/// written. The session outlives it; GUI thread.
class TodayView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(QString day READ day NOTIFY changed)
    Q_PROPERTY(bool isLoaded READ isLoaded NOTIFY changed)
    Q_PROPERTY(int attentionTotal READ attentionTotal NOTIFY changed)
    Q_PROPERTY(vb::view::RowModel* attention READ attention CONSTANT)
    Q_PROPERTY(vb::view::RowModel* visits READ visits CONSTANT)
    Q_PROPERTY(vb::view::RowModel* actions READ actions CONSTANT)
    Q_PROPERTY(vb::view::RowModel* drafts READ drafts CONSTANT)
    /// Nothing in any of the four.
    Q_PROPERTY(bool isFree READ isFree NOTIFY changed)
public:
    TodayView(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    void refresh();
    [[nodiscard]] QString day() const { return m_words.longDay(m_words.now()); }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] int attentionTotal() const { return static_cast<int>(m_attentionTotal); }
    [[nodiscard]] bool isFree() const;
    [[nodiscard]] RowModel* attention() { return m_attention.model(); }
    [[nodiscard]] RowModel* visits() { return m_visits.model(); }
    [[nodiscard]] RowModel* actions() { return m_actions.model(); }
    [[nodiscard]] RowModel* drafts() { return m_drafts.model(); }
    /// A visit or an action as shown; null when it is not here.
    [[nodiscard]] const bridge::Action* action(const QString& record) const;

Q_SIGNALS:
    void changed();

private:
    void show(bridge::Today today);

    const DateWords& m_words;
    bool m_isLoaded = false;
    std::uint32_t m_attentionTotal = 0;
    TypedModel<bridge::AttentionItem> m_attention;
    TypedModel<bridge::Action> m_visits;
    TypedModel<bridge::Action> m_actions;
    TypedModel<bridge::DraftRow> m_drafts;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
