// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/kinds.h"
#include "client/viewmodels/typed_model.h"

namespace vb::view {

/// The four facts (connection, unsent, last sync applied, attention) and the list behind the
/// fourth. The session outlives it; GUI thread.
class SyncView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(vb::view::Kinds::Connection connection READ connection NOTIFY changed)
    Q_PROPERTY(QString offlineSince READ offlineSince NOTIFY changed)
    Q_PROPERTY(int unsent READ unsent NOTIFY changed)
    Q_PROPERTY(QString lastApplied READ lastApplied NOTIFY changed)
    Q_PROPERTY(QString lastAppliedAge READ lastAppliedAge NOTIFY changed)
    Q_PROPERTY(int attention READ attention NOTIFY changed)
    Q_PROPERTY(bool isSyncing READ isSyncing NOTIFY changed)
    Q_PROPERTY(QString nextAttempt READ nextAttempt NOTIFY changed)
    Q_PROPERTY(vb::view::Kinds::Failure failure READ failure NOTIFY changed)
    Q_PROPERTY(vb::view::RowModel* items READ items CONSTANT)
public:
    SyncView(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    Q_INVOKABLE void syncNow() { m_session.syncNow(); }
    void refresh();
    [[nodiscard]] Kinds::Connection connection() const {
        return kindOf<Kinds::Connection>(m_status.connection);
    }
    [[nodiscard]] QString offlineSince() const { return said(m_status.offlineSince); }
    [[nodiscard]] int unsent() const { return static_cast<int>(m_status.unsent); }
    [[nodiscard]] QString lastApplied() const { return said(m_status.lastApplied); }
    [[nodiscard]] QString lastAppliedAge() const {
        return m_status.lastApplied ? m_words.age(*m_status.lastApplied) : QString();
    }
    [[nodiscard]] int attention() const { return static_cast<int>(m_status.attention); }
    [[nodiscard]] bool isSyncing() const {
        return m_status.activity == bridge::SyncActivity::Syncing;
    }
    [[nodiscard]] QString nextAttempt() const { return said(m_status.nextAttempt); }
    [[nodiscard]] Kinds::Failure failure() const {
        return kindOf<Kinds::Failure>(m_status.lastFailure.kind);
    }
    [[nodiscard]] RowModel* items() { return m_items.model(); }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QString said(const std::optional<Instant>& at) const {
        return at ? m_words.dayAndTime(*at) : QString();
    }
    void show(bridge::SyncStatus status);

    bridge::Session& m_session;
    const DateWords& m_words;
    bridge::SyncStatus m_status;
    TypedModel<bridge::AttentionItem> m_items;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
