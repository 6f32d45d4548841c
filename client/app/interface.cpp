// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/app/interface.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QQmlEngine>
#include <QTranslator>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Veldboek_ClientPlugin)
Q_IMPORT_QML_PLUGIN(Veldboek_ThemePlugin)
Q_IMPORT_QML_PLUGIN(Veldboek_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Veldboek_PagesPlugin)
Q_IMPORT_QML_PLUGIN(Veldboek_MainPlugin)

namespace vb::app {

void prepareLanguage() {
    // The interface is Dutch for everybody; the texts in the sources are English.
    QLocale::setDefault(QLocale(QLocale::Dutch, QLocale::Netherlands));
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QStringLiteral(":/i18n/veldboek_nl.qm")))
        QCoreApplication::installTranslator(translator);
}

void prepareApplication() {
    prepareLanguage();
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(16);
    QGuiApplication::setFont(font);
}

void prepareEngine(QQmlEngine& engine) {
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
}

} // namespace vb::app
