// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Runs the Qt Quick tests of tests/qml/cases against the app over a fake session, in Dutch.
#include "client/app/interface.h"

#include <QQmlEngine>
#include <QtQml/qqmlextensionplugin.h>
#include <QtQuickTest/quicktest.h>

Q_IMPORT_QML_PLUGIN(Veldboek_TestingPlugin)

namespace {

class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { vb::app::prepareApplication(); }
    void qmlEngineAvailable(QQmlEngine* engine) { vb::app::prepareEngine(*engine); }
};

} // namespace

QUICK_TEST_MAIN_WITH_SETUP(veldboek, Setup)

#include "main.moc"
