// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/passphrase_input.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

#include <algorithm>

namespace vb::view {

namespace {

bool startsCharacter(std::uint8_t byte) {
    return (byte & 0xc0U) != 0x80U;
}

} // namespace

PassphraseInput::PassphraseInput(QQuickItem* parent) : QQuickItem(parent), m_typed(kMaxBytes) {
    setFlag(ItemAcceptsInputMethod);
    setActiveFocusOnTab(true);
}

crypto::SecretBytes PassphraseInput::take() {
    auto taken = crypto::SecretBytes::copyOf(m_typed.bytes().first(m_size));
    clear();
    return taken;
}

void PassphraseInput::clear() {
    crypto::wipe(m_typed.mutableBytes());
    m_size = 0;
    setLength(0);
}

void PassphraseInput::setLength(int length) {
    if (std::exchange(m_length, length) != length) {
        updateInputMethod();
        Q_EMIT lengthChanged();
    }
}

void PassphraseInput::append(const QString& typed) {
    QByteArray utf8 = typed.toUtf8();
    const auto size = static_cast<std::size_t>(utf8.size());
    if (size > 0 && m_size + size <= kMaxBytes) {
        const auto* from = reinterpret_cast<const std::uint8_t*>(utf8.constData());
        std::copy(from, from + size,
                  m_typed.mutableBytes().begin() + static_cast<std::ptrdiff_t>(m_size));
        m_size += size;
        setLength(m_length + static_cast<int>(std::count_if(from, from + size, startsCharacter)));
    }
    crypto::wipe({reinterpret_cast<std::uint8_t*>(utf8.data()), size});
}

void PassphraseInput::removeLast() {
    if (m_size == 0)
        return;
    const auto bytes = m_typed.mutableBytes();
    bool isStart = false;
    do {
        --m_size;
        isStart = startsCharacter(bytes[m_size]);
        bytes[m_size] = 0;
    } while (!isStart && m_size > 0);
    setLength(m_length - 1);
}

void PassphraseInput::keyPressEvent(QKeyEvent* event) {
    const QString typed = event->text();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT accepted();
    } else if (event->matches(QKeySequence::Paste)) {
        append(QGuiApplication::clipboard()->text());
    } else if (event->matches(QKeySequence::DeleteStartOfWord) || event->key() == Qt::Key_Clear) {
        clear();
    } else if (event->key() == Qt::Key_Backspace) {
        removeLast();
    } else if (!typed.isEmpty() && typed.at(0).isPrint()) {
        append(typed);
    } else {
        event->ignore();
    }
}

void PassphraseInput::inputMethodEvent(QInputMethodEvent* event) {
    append(event->commitString());
    event->accept();
}

QVariant PassphraseInput::inputMethodQuery(Qt::InputMethodQuery query) const {
    switch (query) {
    case Qt::ImEnabled:
        return true;
    case Qt::ImHints:
        return static_cast<int>(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoAutoUppercase |
                                Qt::ImhNoPredictiveText);
    case Qt::ImCursorRectangle:
        return QRectF(0, 0, 1, height());
    default:
        return QQuickItem::inputMethodQuery(query);
    }
}

} // namespace vb::view
