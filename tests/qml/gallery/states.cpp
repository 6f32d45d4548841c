// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/qml/gallery/states.h"

#include "sync/base/check.h"

#include <QMetaMethod>
#include <QQuickWindow>
#include <QTest>

namespace vb::test {

namespace {

using view::Kinds::Failure;

QQuickItem* findVisible(QQuickItem* item, const QString& name) {
    if (!item || !item->isVisible())
        return nullptr;
    if (item->objectName() == name)
        return item;
    for (QQuickItem* child : item->childItems()) {
        if (QQuickItem* found = findVisible(child, name))
            return found;
    }
    return nullptr;
}

QQuickItem& shellOf(QQuickItem& app) {
    QQuickItem* shell = findVisible(&app, QStringLiteral("shell"));
    VB_CHECK(shell != nullptr);
    return *shell;
}

void openCase(Stage& stage, QQuickItem& app, const char* part) {
    stage.unlock();
    inShell(stage, app, "openCase", {stage.caseId(QLatin1String(part))});
}

void goTo(Stage& stage, QQuickItem& app, int section) {
    stage.unlock();
    inShell(stage, app, "goTo", {section});
}

void segment(Stage& stage, QQuickItem& app, int index) {
    if (QQuickItem* page = findVisible(&app, QStringLiteral("caseFilePage")))
        page->setProperty("segment", index);
    stage.settle();
}

void openConflict(Stage& stage, QQuickItem& app) {
    openCase(stage, app, "Slik");
    const auto* file = stage.views()->caseFile();
    inShell(stage, app, "openAttention",
            {file->caseId(), file->conflictRecord(), file->conflictField()});
}

void fillContact(Stage& stage, QQuickItem& app) {
    openCase(stage, app, "Kortlever");
    inShell(stage, app, "addContact", {false});
    auto* contact = stage.views()->contact();
    contact->setProperty("kind", QStringLiteral("straatgesprek"));
    contact->setProperty("outcome", QStringLiteral("gesproken"));
    contact->setProperty("observed",
                         QStringLiteral("Stond bij de ingang van het station met twee tassen."));
    contact->setProperty("stated", QStringLiteral("Ze is er klaar voor en wil nu mee."));
    contact->setProperty("statedBy", QStringLiteral("Denise"));
    contact->leave();
    stage.settle();
}

constexpr int kToday = 0;
constexpr int kCases = 1;
constexpr int kAttention = 2;
constexpr int kMore = 3;

constexpr GalleryState kStates[] = {
    {"unlock", "scenarios", [](Stage&, QQuickItem&) {}, true},
    {"unlock-wrong", "scenarios",
     [](Stage& stage, QQuickItem&) {
         stage.session().unlock(crypto::SecretBytes::copyOf(asBytes("niet goed")));
         stage.settle();
     }},
    {"unlock-busy", "scenarios",
     [](Stage& stage, QQuickItem&) {
         stage.holdUnlock(true);
         stage.session().unlock(crypto::SecretBytes::copyOf(asBytes("veldboek")));
         stage.settle();
     }},
    {"unlock-damaged", "scenarios",
     [](Stage& stage, QQuickItem&) { stage.failStore(static_cast<int>(Failure::StoreDamaged)); }},
    {"unlock-missing", "scenarios",
     [](Stage& stage, QQuickItem&) { stage.failStore(static_cast<int>(Failure::StoreMissing)); }},
    {"today", "scenarios", [](Stage& s, QQuickItem& a) { goTo(s, a, kToday); }, true},
    {"today-empty", "empty", [](Stage& s, QQuickItem& a) { goTo(s, a, kToday); }},
    {"cases", "scenarios", [](Stage& s, QQuickItem& a) { goTo(s, a, kCases); }, true},
    {"cases-search", "scenarios",
     [](Stage& s, QQuickItem& a) {
         goTo(s, a, kCases);
         s.views()->cases()->setQuery(QStringLiteral("ho"));
         s.settle();
     }},
    {"cases-none-found", "scenarios",
     [](Stage& s, QQuickItem& a) {
         goTo(s, a, kCases);
         s.views()->cases()->setQuery(QStringLiteral("xyz"));
         s.settle();
     }},
    {"cases-empty", "empty", [](Stage& s, QQuickItem& a) { goTo(s, a, kCases); }},
    {"cases-loading", "scenarios",
     [](Stage& s, QQuickItem& a) {
         s.unlock();
         s.holdDelivery(true);
         inShell(s, a, "goTo", {kCases});
         s.views()->caseFile()->open(s.caseId(QStringLiteral("Kortlever")));
         s.settle();
     }},
    {"cases-many", "large", [](Stage& s, QQuickItem& a) { goTo(s, a, kCases); }},
    {"case", "scenarios", [](Stage& s, QQuickItem& a) { openCase(s, a, "Kortlever"); }, true},
    {"case-actions", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Palsma");
         segment(s, a, 1);
     }},
    {"case-persons", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Slik");
         segment(s, a, 2);
     }},
    {"case-areas", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Kortlever");
         segment(s, a, 3);
         s.views()->caseFile()->setArea(QStringLiteral("justitieel"));
         s.settle();
     }},
    {"case-two-warnings", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Veltman");
         press(s, a, "moreWarnings");
     }},
    {"case-conflict", "scenarios", [](Stage& s, QQuickItem& a) { openCase(s, a, "Slik"); }},
    {"case-gone", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Terbeek");
         s.withdraw(QStringLiteral("Terbeek"));
     }},
    {"contact", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Kortlever");
         inShell(s, a, "addContact", {false});
     },
     true},
    {"contact-filled", "scenarios", fillContact},
    {"contact-failed", "scenarios",
     [](Stage& s, QQuickItem& a) {
         fillContact(s, a);
         s.failNext(static_cast<int>(Failure::DiskFull));
         s.views()->contact()->save();
         s.settle();
     }},
    {"attempt", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Palsma");
         inShell(s, a, "addContact", {true});
     }},
    {"warning", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Oosterholt");
         inShell(s, a, "addWarning");
         s.views()->warning()->setProperty("kind", QStringLiteral("dier"));
     }},
    {"context", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Hoogakker");
         inShell(s, a, "addContext", {QStringLiteral("wonen")});
     }},
    {"action", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openCase(s, a, "Kortlever");
         view::RowModel* actions = s.views()->caseFile()->actions();
         const int mine = actions->find(QStringLiteral("isMine"), true);
         inShell(s, a, "changeAction", {actions->at(mine, QStringLiteral("record"))});
         s.views()->action()->choose(QStringLiteral("uitgevoerd"));
         s.settle();
     }},
    {"sync-offline", "scenarios",
     [](Stage& s, QQuickItem& a) {
         s.setOnline(false);
         goTo(s, a, kAttention);
     },
     true},
    {"sync-failed", "scenarios",
     [](Stage& s, QQuickItem& a) {
         goTo(s, a, kAttention);
         s.setOnline(false);
         s.views()->sync()->syncNow();
         s.session().setNextAttempt(scenarioAt(0, 13, 45));
         s.settle();
     }},
    {"sync-no-hub", "scenarios",
     [](Stage& s, QQuickItem& a) {
         goTo(s, a, kAttention);
         s.setOnline(false);
         s.failNext(static_cast<int>(Failure::HubUnreachable));
         s.views()->sync()->syncNow();
         s.settle();
     }},
    {"sync-all-well", "scenarios",
     [](Stage& s, QQuickItem& a) {
         s.tidyUp();
         goTo(s, a, kAttention);
     }},
    {"conflict", "scenarios", openConflict, true},
    {"conflict-chosen", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openConflict(s, a);
         s.views()->conflict()->chooseSide(0);
         s.views()->conflict()->setProperty("reason",
                                            QStringLiteral("Samen gebeld, Noor was erbij."));
         s.settle();
     }},
    {"conflict-other", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openConflict(s, a);
         s.views()->conflict()->chooseOther();
         s.settle();
     }},
    {"conflict-not-mine", "scenarios",
     [](Stage& s, QQuickItem& a) {
         s.takeDecisionAway();
         openConflict(s, a);
     }},
    {"conflict-decided", "scenarios",
     [](Stage& s, QQuickItem& a) {
         openConflict(s, a);
         s.decideElsewhere();
     }},
    {"search", "scenarios",
     [](Stage& s, QQuickItem& a) {
         s.unlock();
         inShell(s, a, "searchIn", {QStringLiteral("koelkast")});
         QTest::qWait(200);
         s.settle();
     }},
    {"search-nothing", "scenarios",
     [](Stage& s, QQuickItem& a) {
         s.unlock();
         inShell(s, a, "searchIn", {QStringLiteral("zeppelin")});
         QTest::qWait(200);
         s.settle();
     }},
    {"more", "scenarios", [](Stage& s, QQuickItem& a) { goTo(s, a, kMore); }},
};

} // namespace

std::span<const GalleryState> galleryStates() {
    return kStates;
}

void inShell(Stage& stage, QQuickItem& app, const char* function, QVariantList arguments) {
    QQuickItem& shell = shellOf(app);
    const QMetaObject* meta = shell.metaObject();
    bool isCalled = false;
    for (int i = 0; i < meta->methodCount() && !isCalled; ++i) {
        const QMetaMethod method = meta->method(i);
        if (method.name() != function || method.parameterCount() != arguments.size())
            continue;
        // A typed QML function wants exactly its types.
        QGenericArgument passed[3];
        for (int k = 0; k < method.parameterCount(); ++k) {
            const QMetaType wanted = method.parameterMetaType(k);
            if (wanted == QMetaType::fromType<QVariant>()) {
                passed[k] = Q_ARG(QVariant, arguments[k]);
                continue;
            }
            VB_CHECK(arguments[k].convert(wanted));
            passed[k] = QGenericArgument(wanted.name(), arguments[k].constData());
        }
        isCalled = method.invoke(&shell, Qt::DirectConnection, passed[0], passed[1], passed[2]);
    }
    VB_CHECK(isCalled);
    stage.settle();
}

void press(Stage& stage, QQuickItem& app, const char* objectName) {
    QQuickItem* item = findVisible(app.window()->contentItem(), QLatin1String(objectName));
    VB_CHECK(item != nullptr);
    VB_CHECK(QMetaObject::invokeMethod(item, "clicked"));
    stage.settle();
}

} // namespace vb::test
