// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/views.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_session.h"

#include <QGuiApplication>

namespace vb::test {

/// View models over the scenarios, without QML. One QGuiApplication serves the whole program.
struct ViewStage {
    explicit ViewStage(FakeHouse house = scenarioHouse())
        : clock(scenarioNow()),
          words(clock, QTimeZone("Europe/Amsterdam"), QLocale(QStringLiteral("nl_NL"))),
          session(std::move(house), clock),
          views(session, words, QString()) {
        settle();
    }
    void settle() {
        do
            QCoreApplication::sendPostedEvents();
        while (session.deliver());
        QCoreApplication::sendPostedEvents();
    }
    void unlock() {
        session.unlockNow();
        settle();
    }
    QString caseId(std::string_view part) {
        return QString::fromStdString(session.house().byName(part).id.hex());
    }

    FakeClock clock;
    platform::DateWords words;
    FakeSession session;
    view::Views views;
};

/// Call before anything of Qt's GUI is used. Never destroyed: Qt does not bear that after main.
inline void needApplication() {
    static int count = 1;
    static char name[] = "test_viewmodels";
    static char* arguments[] = {name, nullptr};
    static const auto* application = new QGuiApplication(count, arguments);
    static_cast<void>(application);
}

} // namespace vb::test
