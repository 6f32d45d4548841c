// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/secret_bytes.h"

#include <QQuickItem>

namespace vb::view {

/// Takes keystrokes straight into secret memory: QML and QString hold the passphrase at no time but
/// while one key event is on its way, only its length leaves this item, and take() empties it.
/// Draws nothing; a control around it shows one dot for each character.
///
/// Bounds: kMaxBytes of UTF-8; what comes after is not taken. GUI thread.
class PassphraseInput : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    /// Characters typed so far.
    Q_PROPERTY(int length READ length NOTIFY lengthChanged)
public:
    static constexpr std::size_t kMaxBytes = 1024;

    explicit PassphraseInput(QQuickItem* parent = nullptr);

    [[nodiscard]] int length() const { return m_length; }
    /// What was typed; this item is empty afterwards.
    crypto::SecretBytes take();
    Q_INVOKABLE void clear();
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void lengthChanged();
    /// Enter was pressed.
    void accepted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;

private:
    void append(const QString& typed);
    void removeLast();
    void setLength(int length);

    crypto::SecretBytes m_typed;
    std::size_t m_size = 0;
    int m_length = 0;
};

} // namespace vb::view
