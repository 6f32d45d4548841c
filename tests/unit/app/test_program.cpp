// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The app as main puts it together, over the session that it really opens.
#include "client/app/program.h"
#include "client/bridge/open_session.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/session_town.h"
#include "tests/unit/app/app_application.h"

#include "tests/support/catch.h"

#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>

using namespace vb;
namespace fs = std::filesystem;

namespace {

const QQuickItem* visibleItem(const QQuickItem* item, const QString& name) {
    if (!item->isVisible())
        return nullptr;
    if (item->objectName() == name)
        return item;
    for (const QQuickItem* child : item->childItems()) {
        if (const QQuickItem* found = visibleItem(child, name))
            return found;
    }
    return nullptr;
}

/// Every text on screen, for what a person can read there.
void collectTexts(const QQuickItem* item, QStringList& texts) {
    if (!item->isVisible() || item->opacity() == 0)
        return;
    const QVariant text = item->property("text");
    if (text.isValid() && !text.toString().isEmpty())
        texts += text.toString();
    for (const QQuickItem* child : item->childItems())
        collectTexts(child, texts);
}

QString textOn(const app::Program& program) {
    QStringList texts;
    collectTexts(program.window()->contentItem(), texts);
    return texts.join(QLatin1Char('\n'));
}

struct Running {
    explicit Running(const fs::path& store)
        : program(bridge::openSession({store}), QString::fromStdString(settings.path().string())) {
        shown = program.show();
    }
    [[nodiscard]] const QQuickItem* find(const char* name) const {
        return visibleItem(program.window()->contentItem(), QLatin1String(name));
    }
    void tap(const char* name) {
        const QQuickItem* item = find(name);
        REQUIRE(item != nullptr);
        const QPointF middle = item->mapToScene({item->width() / 2, item->height() / 2});
        QTest::mouseClick(program.window(), Qt::LeftButton, {}, middle.toPoint());
    }
    void type(std::string_view text) {
        for (const char each : text)
            QTest::keyClick(program.window(), each);
    }

    test::TempDir settings;
    app::Program program;
    bool shown = false;
};

} // namespace

TEST_CASE("Where there is no store the app says so and asks for nothing", "[app][program]") {
    test::needApplication();
    const test::TempDir empty;
    {
        Running app(empty.path());
        REQUIRE(app.shown);
        auto* session = app.program.views().session();
        REQUIRE(QTest::qWaitFor([&] { return session->phase() == view::Kinds::Phase::Failed; }));
        REQUIRE(QTest::qWaitFor([&] { return app.find("unlockPage") != nullptr; }));
        REQUIRE(QTest::qWaitFor(
            [&] { return textOn(app.program).contains("staat nog geen Veldboek"); }));
        REQUIRE(app.find("passphrase") == nullptr);
        REQUIRE(app.program.window()->title() == "Veldboek");
    }
    REQUIRE(fs::is_empty(empty.path()));
}

TEST_CASE("A real store is opened with its passphrase and shows what is in it", "[app][program]") {
    test::needApplication();
    const test::TempDir dir;
    const auto& town = test::SessionTown::instance();
    const fs::path store = dir.path() / "store";
    fs::copy(town.storeOf(test::Person::Dijkgraaf), store, fs::copy_options::recursive);

    Running app(store);
    REQUIRE(app.shown);
    REQUIRE(QTest::qWaitFor([&] { return app.find("passphrase") != nullptr; }));
    REQUIRE_FALSE(textOn(app.program).contains("Slikkerveer"));
    auto* session = app.program.views().session();

    app.type("verkeerd");
    QTest::keyClick(app.program.window(), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor(
        [&] { return session->failure() == view::Kinds::Failure::WrongPassphrase; }, 20000));

    app.type(test::SessionTown::passphrase());
    QTest::keyClick(app.program.window(), Qt::Key_Return);
    REQUIRE(
        QTest::qWaitFor([&] { return session->phase() == view::Kinds::Phase::Unlocked; }, 20000));
    QTest::keyClick(app.program.window(), Qt::Key_2, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return app.find("case-0") != nullptr; }, 20000));
    REQUIRE(textOn(app.program).contains("Slikkerveer"));
    app.tap("case-1");
    REQUIRE(QTest::qWaitFor([&] { return app.find("entry-0") != nullptr; }, 20000));
    app.tap("openConflict");
    REQUIRE(QTest::qWaitFor([&] { return app.find("side-1") != nullptr; }, 20000));

    QTest::keyClick(app.program.window(), Qt::Key_L, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return app.find("passphrase") != nullptr; }));
    REQUIRE_FALSE(textOn(app.program).contains("Slikkerveer"));
    REQUIRE(test::filesHolding(app.settings.path(), "Slikkerveer").empty());
}
