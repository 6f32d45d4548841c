// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/app/window_place.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/app/app_application.h"

#include "tests/support/catch.h"

#include <QTest>
#include <QWindow>

using namespace vb;
using vb::app::WindowPlace;

TEST_CASE("A place that the screen still has is kept, another one is not", "[app][window]") {
    const QRect screen(0, 0, 1920, 1080);
    const QRect kept(100, 80, 900, 700);
    REQUIRE(WindowPlace::within(screen, kept) == kept);
    // Partly outside, but one can take hold of it.
    const QRect half(1500, 700, 900, 700);
    REQUIRE(WindowPlace::within(screen, half) == half);
    const QSize standard(1280, 800);
    for (const QRect& lost : {QRect(), QRect(5000, 80, 900, 700), QRect(-880, 0, 900, 700),
                              QRect(0, 0, 4000, 700), QRect(10, 10, 200, 100)}) {
        const QRect place = WindowPlace::within(screen, lost);
        REQUIRE(place.size() == standard);
        REQUIRE(screen.contains(place));
    }
    const QRect phone(0, 0, 360, 640);
    REQUIRE(WindowPlace::within(phone, QRect()) == phone);
}

TEST_CASE("A window comes back where it was closed", "[app][window]") {
    test::needApplication();
    const test::TempDir dir;
    const QString file = QString::fromStdString(dir.file("venster.ini"));
    const QRect place(40, 30, 640, 500);
    {
        QWindow window;
        new WindowPlace(window, file);
        window.show();
        window.setGeometry(place);
        QTest::qWait(20);
        window.close();
    }
    QWindow window;
    new WindowPlace(window, file);
    REQUIRE(window.geometry() == place);
}

TEST_CASE("A damaged file of places means the standard place", "[app][window]") {
    test::needApplication();
    const test::TempDir dir;
    test::writeFile(dir.file("venster.ini"),
                    "[General]\nplace=@Rect(x y)\nfillsScreen=maybe\n\xff");
    QWindow window;
    new WindowPlace(window, QString::fromStdString(dir.file("venster.ini")));
    REQUIRE(window.width() >= 320);
    REQUIRE(window.height() >= 240);
    REQUIRE(window.windowStates() == Qt::WindowNoState);
}
