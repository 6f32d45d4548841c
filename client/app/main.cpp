// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The program veldboek: reads its command line, puts the app together, runs it.
#include "client/app/command_line.h"
#include "client/app/interface.h"
#include "client/app/program.h"
#include "client/bridge/open_session.h"

#include <QGuiApplication>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>

namespace {

using vb::app::CommandLine;

/// Needs no screen: "--help" works over a remote shell too.
CommandLine readCommandLine(int& argc, char** argv) {
    const QCoreApplication application(argc, argv);
    vb::app::prepareLanguage();
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return CommandLine::read(QCoreApplication::arguments(), data + QStringLiteral("/veldboek"));
}

int open(int& argc, char** argv, const QString& store) {
    const QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("veldboek"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Veldboek"));
    QGuiApplication::setApplicationVersion(QStringLiteral(VB_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("veldboek"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/veldboek.svg")));
    vb::app::prepareApplication();

    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    vb::app::Program program(vb::bridge::openSession({store.toStdString()}),
                             config + QStringLiteral("/veldboek"));
    if (!program.show())
        return 1;
    return QGuiApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const CommandLine line = readCommandLine(argc, argv);
    switch (line.ask) {
    case CommandLine::Ask::Tell:
        static_cast<void>(std::printf("%s\n", qPrintable(line.text)));
        return 0;
    case CommandLine::Ask::Wrong:
        static_cast<void>(std::fprintf(stderr, "veldboek: %s\n", qPrintable(line.text)));
        return 2;
    case CommandLine::Ask::Open:
        break;
    }
    return open(argc, argv, line.store);
}
