// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/app/command_line.h"

#include <QCommandLineParser>
#include <QDir>

namespace vb::app {

CommandLine CommandLine::wrong(const QString& what) {
    return {
        Ask::Wrong, {}, what + QLatin1Char(' ') + tr("'veldboek --help' says what is possible.")};
}

// Not the parser's own help: Qt's words are English, and there are three options to explain.
QString CommandLine::help(const QString& standardStore) {
    const QString usage = tr("Usage: veldboek [--store DIR]");
    const QString what = tr("Opens the case book of this device. It works without a network too.");
    const QString store = tr("the folder of your encrypted case book;\n"
                             "when left out: %1")
                              .arg(standardStore);
    const QString help = tr("show this text");
    const QString version = tr("show which version this is");
    const QString how =
        tr("The office sets up a case book with veldboekctl. Your passphrase is asked\n"
           "on the screen, never on the command line.");
    QString text = usage + QStringLiteral("\n\n") + what + QStringLiteral("\n\n");
    const auto line = [&](const QString& option, QString words) {
        words.replace(QLatin1Char('\n'), QLatin1Char('\n') + QString(16, QLatin1Char(' ')));
        text += QStringLiteral("  ") + option.leftJustified(14) + words + QLatin1Char('\n');
    };
    line(tr("--store DIR"), store);
    line(QStringLiteral("--help"), help);
    line(QStringLiteral("--version"), version);
    return text + QLatin1Char('\n') + how;
}

CommandLine CommandLine::read(const QStringList& arguments, const QString& standardStore) {
    QCommandLineParser parser;
    const QCommandLineOption store(QStringLiteral("store"), {}, QStringLiteral("DIR"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    const QCommandLineOption version(QStringList{QStringLiteral("v"), QStringLiteral("version")});
    parser.addOptions({store, help, version});
    if (!parser.parse(arguments)) {
        const QStringList unknown = parser.unknownOptionNames();
        return unknown.isEmpty()
                   ? wrong(tr("Something is missing or too much on the command line."))
                   : wrong(tr("There is no option '%1'.").arg(unknown.constFirst()));
    }
    if (parser.isSet(help))
        return {Ask::Tell, {}, CommandLine::help(standardStore)};
    if (parser.isSet(version))
        return {Ask::Tell, {}, QStringLiteral("veldboek " VB_VERSION)};
    if (!parser.positionalArguments().isEmpty())
        return wrong(
            tr("'%1' does not belong here.").arg(parser.positionalArguments().constFirst()));
    const QString chosen = parser.isSet(store) ? parser.value(store) : standardStore;
    if (chosen.isEmpty())
        return wrong(tr("After --store comes a folder."));
    return {Ask::Open, QDir(chosen).absolutePath(), {}};
}

} // namespace vb::app
