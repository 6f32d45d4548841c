// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/kinds.h"
#include "client/viewmodels/passphrase_input.h"

namespace vb::view {

/// Whether the book is open, and whose it is. The session outlives it; GUI thread.
class SessionView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(vb::view::Kinds::Phase phase READ phase NOTIFY changed)
    Q_PROPERTY(vb::view::Kinds::Failure failure READ failure NOTIFY changed)
    Q_PROPERTY(QString worker READ worker NOTIFY changed)
    Q_PROPERTY(QString organisation READ organisation NOTIFY changed)
    Q_PROPERTY(QString role READ role NOTIFY changed)
public:
    explicit SessionView(bridge::Session& session, QObject* parent = nullptr);

    [[nodiscard]] Kinds::Phase phase() const { return kindOf<Kinds::Phase>(m_state.phase); }
    [[nodiscard]] Kinds::Failure failure() const {
        return kindOf<Kinds::Failure>(m_state.failure.kind);
    }
    [[nodiscard]] QString worker() const { return QString::fromStdString(m_state.worker.name); }
    [[nodiscard]] QString organisation() const {
        return QString::fromStdString(m_state.worker.organisation);
    }
    [[nodiscard]] QString role() const { return QString::fromStdString(m_state.worker.role); }

    /// Takes what was typed out of `input`, which is empty afterwards.
    Q_INVOKABLE void unlock(vb::view::PassphraseInput* input);
    Q_INVOKABLE void lock();

Q_SIGNALS:
    void changed();

private:
    void show(bridge::SessionState state);

    bridge::Session& m_session;
    bridge::SessionState m_state;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
