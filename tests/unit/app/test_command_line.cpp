// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/app/command_line.h"
#include "tests/support/catch.h"

#include <QDir>

using vb::app::CommandLine;

namespace {

CommandLine read(QStringList arguments) {
    arguments.prepend(QStringLiteral("veldboek"));
    return CommandLine::read(arguments, QStringLiteral("/standard/store"));
}

} // namespace

TEST_CASE("Without anything said the standard store is opened", "[app][command-line]") {
    const CommandLine line = read({});
    REQUIRE(line.ask == CommandLine::Ask::Open);
    REQUIRE(line.store == "/standard/store");
    REQUIRE(line.text.isEmpty());
}

TEST_CASE("A named store is opened, and stands absolute", "[app][command-line]") {
    REQUIRE(read({"--store", "/a/b"}).store == "/a/b");
    REQUIRE(read({"--store=/a/b"}).store == "/a/b");
    const CommandLine relative = read({"--store", "here"});
    REQUIRE(relative.ask == CommandLine::Ask::Open);
    REQUIRE(relative.store == QDir::currentPath() + "/here");
}

TEST_CASE("Help names every option and the standard store", "[app][command-line]") {
    for (const char* ask : {"--help", "-h"}) {
        const CommandLine line = read({ask});
        REQUIRE(line.ask == CommandLine::Ask::Tell);
        for (const char* word : {"--store", "--help", "--version", "/standard/store"})
            REQUIRE(line.text.contains(QLatin1String(word)));
        for (const QString& each : line.text.split(QLatin1Char('\n')))
            REQUIRE(each.size() <= 80);
    }
    REQUIRE(read({"--version"}).text == "veldboek " VB_VERSION);
}

TEST_CASE("What is not known is refused by name", "[app][command-line]") {
    const auto wrong = [](QStringList arguments, const char* named) {
        const CommandLine line = read(std::move(arguments));
        INFO(line.text.toStdString());
        return line.ask == CommandLine::Ask::Wrong && line.store.isEmpty() &&
               line.text.contains(QLatin1String(named));
    };
    REQUIRE(wrong({"--passphrase", "secret"}, "passphrase"));
    REQUIRE(wrong({"somewhere"}, "somewhere"));
    REQUIRE(wrong({"--store", ""}, "--store"));
    REQUIRE(wrong({"--store"}, "--help"));
}
