// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace vb::app {

/// What the person asked of the program on its command line. Read before anything of the screen is
/// there, so that help and mistakes are told without one.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
public:
    enum class Ask {
        Open, ///< show the book in `store`
        Tell, ///< print `text` and end well: help or version
        Wrong ///< print `text` as a mistake
    };

    Ask ask = Ask::Open;
    QString store;
    QString text;

    /// `arguments` begins with the program's name. `standardStore` is where the store is when
    /// nothing is said. Never fails: a mistake is Ask::Wrong.
    static CommandLine read(const QStringList& arguments, const QString& standardStore);

private:
    static CommandLine wrong(const QString& what);
    static QString help(const QString& standardStore);
};

} // namespace vb::app
