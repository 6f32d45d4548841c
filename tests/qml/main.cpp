// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Runs the Qt Quick tests of tests/qml/cases against the app over a fake session, in Dutch.
#include "client/app/interface.h"

#include <QCoreApplication>
#include <QQmlEngine>
#include <QStringList>
#include <QTranslator>
#include <QtQml/qqmlextensionplugin.h>
#include <QtQuickTest/quicktest.h>

Q_IMPORT_QML_PLUGIN(Veldboek_TestingPlugin)

namespace {

/// Knows no text; installed below the Dutch ones it is asked for what they lack, and remembers it.
/// lupdate misses a text now and then; then only what is on screen tells.
class MissingTexts : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        const QString text = QLatin1String(context) + QLatin1String(": ") + QLatin1String(source);
        // Qt's own classes ask too.
        if (context[0] != 'Q' && !m_texts.contains(text))
            m_texts.append(text);
        return {};
    }
    [[nodiscard]] QStringList texts() const { return m_texts; }

private:
    mutable QStringList m_texts;
};

class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() {
        QCoreApplication::installTranslator(&m_missing);
        vb::app::prepareApplication();
    }
    void qmlEngineAvailable(QQmlEngine* engine) { vb::app::prepareEngine(*engine); }
    void cleanupTestCase() {
        const QStringList missing = m_missing.texts();
        if (!missing.isEmpty())
            qFatal("texts without Dutch:\n%s", qPrintable(missing.join(QLatin1Char('\n'))));
        QCoreApplication::removeTranslator(&m_missing);
    }

private:
    MissingTexts m_missing;
};

} // namespace

QUICK_TEST_MAIN_WITH_SETUP(veldboek, Setup)

#include "main.moc"
