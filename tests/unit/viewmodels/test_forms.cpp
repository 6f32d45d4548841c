// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/catch.h"
#include "tests/unit/viewmodels/stage_application.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace vb;
using namespace vb::view;

namespace {

/// The open case with a contact begun.
struct Editing : test::ViewStage {
    explicit Editing(const char* part = "Hoogakker") {
        unlock();
        id = caseId(part);
        views.caseFile()->open(id);
        settle();
        views.contact()->begin(id, views.caseFile()->name());
        settle();
    }
    ContactEditor& form() { return *views.contact(); }
    void type(const char* field, const char* value) {
        form().setProperty(field, QString::fromUtf8(value));
    }
    QString read(const char* field) { return form().property(field).toString(); }
    test::FakeCase& file() { return session.house().byName("Hoogakker"); }

    QString id;
};

void sendKey(PassphraseInput& input, int key, const QString& text,
             Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QKeyEvent event(QEvent::KeyPress, key, modifiers, text);
    QCoreApplication::sendEvent(&input, &event);
}

} // namespace

TEST_CASE("A contact is saved with kind and outcome alone", "[viewmodels][contact]") {
    test::needApplication();
    Editing stage;
    REQUIRE_FALSE(stage.form().isComplete());
    stage.form().save();
    REQUIRE(stage.form().state() == Kinds::Form::Editing);
    const std::size_t before = stage.file().timeline.size();
    stage.type("kind", "huisbezoek");
    stage.type("outcome", "gesproken");
    REQUIRE(stage.form().isComplete());
    QSignalSpy saved(&stage.form(), &FormView::saved);
    stage.form().save();
    REQUIRE(stage.form().state() == Kinds::Form::Saving);
    stage.settle();
    REQUIRE(stage.form().state() == Kinds::Form::Saved);
    REQUIRE(saved.count() == 1);
    REQUIRE(stage.file().timeline.size() == before + 1);
    REQUIRE(stage.read("kind").isEmpty());
}

TEST_CASE("A half-written contact keeps itself and comes back", "[viewmodels][contact]") {
    test::needApplication();
    Editing stage;
    stage.type("kind", "huisbezoek");
    stage.type("stated", "Half een zin");
    stage.form().toggleArea("wonen");
    QTest::qWait(500);
    stage.settle();
    REQUIRE(stage.file().draft.has_value());
    REQUIRE(stage.file().draft->entry.stated == "Half een zin");
    REQUIRE_FALSE(stage.form().kept().isEmpty());

    stage.type("stated", "Half een zin, en nog iets");
    // Another case is begun before the pause is over: the draft is kept on leaving.
    stage.form().begin(stage.caseId("Munnik"), "G. Munnik, 48");
    stage.settle();
    REQUIRE(stage.read("stated").isEmpty());
    REQUIRE(stage.file().draft->entry.stated == "Half een zin, en nog iets");

    stage.form().begin(stage.id, "W. Hoogakker, 68");
    stage.settle();
    REQUIRE(stage.read("kind") == "huisbezoek");
    REQUIRE(stage.read("stated") == "Half een zin, en nog iets");
    REQUIRE(stage.form().areas() == QStringList("wonen"));
    stage.form().discard();
    stage.settle();
    REQUIRE_FALSE(stage.file().draft.has_value());
}

TEST_CASE("A draft that arrives late does not overwrite what was typed", "[viewmodels][contact]") {
    test::needApplication();
    test::ViewStage stage;
    stage.session.edit([](test::FakeHouse& house) {
        bridge::ContactEntry entry;
        entry.observed = "Oud concept";
        house.byName("Hoogakker").draft = bridge::ContactDraft{entry, test::scenarioNow()};
    });
    stage.unlock();
    auto& form = *stage.views.contact();
    form.begin(stage.caseId("Hoogakker"), "W. Hoogakker, 68");
    form.setProperty("observed", "Nieuw");
    stage.settle();
    REQUIRE(form.property("observed").toString() == "Nieuw");
}

TEST_CASE("A failed save says why and keeps what was written", "[viewmodels][contact]") {
    test::needApplication();
    Editing stage;
    stage.type("kind", "huisbezoek");
    stage.type("outcome", "gesproken");
    stage.type("observed", "Licht aan");
    stage.session.failNext({bridge::FailureKind::DiskFull, {}, 0});
    stage.form().save();
    stage.settle();
    REQUIRE(stage.form().state() == Kinds::Form::Failed);
    REQUIRE(stage.form().failure() == Kinds::Failure::DiskFull);
    REQUIRE(stage.read("observed") == "Licht aan");
    stage.type("observed", "Licht aan, tv ook");
    REQUIRE(stage.form().state() == Kinds::Form::Editing);
    stage.form().save();
    stage.settle();
    REQUIRE(stage.form().state() == Kinds::Form::Saved);
}

TEST_CASE("An attempt brings its usual kind, and only where none is chosen",
          "[viewmodels][contact]") {
    test::needApplication();
    Editing stage;
    stage.form().chooseOutcome("nummer_onjuist");
    REQUIRE(stage.read("kind") == "telefonisch");
    stage.form().chooseOutcome("niet_thuis");
    REQUIRE(stage.read("kind") == "telefonisch");
    REQUIRE(stage.form().isComplete());
}

TEST_CASE("When a contact happened is a day and a time, or now", "[viewmodels][contact]") {
    test::needApplication();
    Editing stage;
    stage.type("kind", "huisbezoek");
    stage.type("outcome", "gesproken");
    stage.form().setProperty("daysAgo", 1);
    stage.type("time", "25:00");
    REQUIRE_FALSE(stage.form().isTimeValid());
    REQUIRE_FALSE(stage.form().isComplete());
    stage.type("time", "14:30");
    stage.form().save();
    stage.settle();
    REQUIRE(stage.file().timeline.back().happened ==
            bridge::Moment{test::scenarioAt(-1, 14, 30), bridge::Precision::Minute});
}

TEST_CASE("A decision needs a choice and a reason, and another side voids the choice",
          "[viewmodels][conflict]") {
    test::needApplication();
    test::ViewStage stage;
    stage.unlock();
    stage.views.caseFile()->open(stage.caseId("Slik"));
    stage.settle();
    auto& card = *stage.views.conflict();
    card.open(stage.views.caseFile()->conflictRecord(), stage.views.caseFile()->conflictField());
    stage.settle();
    REQUIRE(card.isOpen());
    REQUIRE(card.sides()->count() == 2);
    card.chooseSide(0);
    REQUIRE_FALSE(card.isComplete());
    card.setProperty("reason", "Samen besproken");
    REQUIRE(card.isComplete());
    stage.session.edit([](test::FakeHouse& house) {
        auto third = house.conflicts.front().card.sides.front();
        third.key = {"third"};
        house.conflicts.front().card.sides.push_back(third);
    });
    stage.settle();
    REQUIRE(card.sides()->count() == 3);
    REQUIRE(card.choice() == Kinds::Choice::None);
    card.chooseOther();
    card.setProperty("other", "rood");
    card.decide();
    stage.settle();
    REQUIRE_FALSE(card.isOpen());
    REQUIRE(stage.session.house().byName("Slik").header.colour.value.code == "rood");
}

TEST_CASE("An action asks for proof or a reason where the step needs it", "[viewmodels][action]") {
    test::needApplication();
    test::ViewStage stage;
    stage.unlock();
    stage.views.caseFile()->open(stage.caseId("Kortlever"));
    stage.settle();
    RowModel* actions = stage.views.caseFile()->actions();
    const QString record = actions->at(actions->find("isMine", true), "record").toString();
    REQUIRE(stage.views.beginAction(record));
    auto& form = *stage.views.action();
    form.choose("uitgevoerd");
    REQUIRE(form.needsProof());
    REQUIRE_FALSE(form.isComplete());
    form.choose("geblokkeerd");
    REQUIRE(form.needsReason());
    REQUIRE_FALSE(form.isComplete());
    form.choose("opgepakt");
    REQUIRE(form.isComplete());
    form.save();
    stage.settle();
    REQUIRE(form.state() == Kinds::Form::Saved);
    REQUIRE_FALSE(stage.views.beginAction("no such record"));
}

TEST_CASE("The passphrase goes from the keys to the session and stays nowhere",
          "[viewmodels][unlock]") {
    test::needApplication();
    test::ViewStage stage;
    PassphraseInput input;
    for (const QChar each : QStringLiteral("veldboék"))
        sendKey(input, 0, each);
    REQUIRE(input.length() == 8);
    sendKey(input, Qt::Key_Backspace, {});
    sendKey(input, Qt::Key_Backspace, {});
    QInputMethodEvent typed;
    typed.setCommitString("ek");
    QCoreApplication::sendEvent(&input, &typed);
    stage.views.session()->unlock(&input);
    REQUIRE(input.length() == 0);
    stage.settle();
    // "veldboek": the accented letter went as one character.
    REQUIRE(stage.views.session()->phase() == Kinds::Phase::Unlocked);
    REQUIRE(stage.views.session()->worker() == "Noor Dijkgraaf");
}

TEST_CASE("The passphrase input is bounded and clears itself", "[viewmodels][unlock]") {
    test::needApplication();
    PassphraseInput input;
    const QString block(100, QLatin1Char('x'));
    QGuiApplication::clipboard()->setText(block);
    for (int i = 0; i < 20; ++i)
        sendKey(input, Qt::Key_V, "v", Qt::ControlModifier);
    REQUIRE(input.length() == 1000);
    input.clear();
    REQUIRE(input.length() == 0);
    REQUIRE(input.take().empty());
    sendKey(input, Qt::Key_Backspace, {});
    REQUIRE(input.length() == 0);
}

TEST_CASE("The look is kept in its file and a damaged file means the defaults",
          "[viewmodels][appearance]") {
    test::needApplication();
    QTemporaryDir folder;
    const QString file = folder.filePath("look.ini");
    {
        Appearance look(file);
        look.setScheme(Appearance::Dark);
        look.setTextScale(1.5);
        look.setReducedMotion(true);
        look.setTextScale(9);
        REQUIRE(look.textScale() == 2.0);
    }
    {
        const Appearance look(file);
        REQUIRE(look.scheme() == Appearance::Dark);
        REQUIRE(look.textScale() == 2.0);
        REQUIRE(look.reducedMotion());
    }
    QFile damaged(file);
    REQUIRE(damaged.open(QIODevice::WriteOnly));
    damaged.write("scheme=900\ntextScale=abc\n");
    damaged.close();
    const Appearance look(file);
    REQUIRE(look.scheme() == Appearance::System);
    REQUIRE(look.textScale() == 1.0);
}
