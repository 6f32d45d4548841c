// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/qml/stage/stage.h"

#include "client/viewmodels/ids.h"

#include <QCoreApplication>

#include <algorithm>

namespace vb::test {

using namespace bridge;

Stage::Stage(QObject* parent)
    : QObject(parent),
      m_clock(scenarioNow()),
      m_words(m_clock, QTimeZone("Europe/Amsterdam"), QLocale(QStringLiteral("nl_NL"))) {}

Stage::~Stage() = default;

void Stage::start(const QString& house) {
    m_views.reset();
    FakeHouse content = scenarioHouse();
    if (house == QLatin1String("empty"))
        content = emptyHouse();
    else if (house == QLatin1String("large"))
        content = largeHouse(250, 250);
    m_session = std::make_unique<FakeSession>(std::move(content), m_clock);
    m_views = std::make_unique<view::Views>(*m_session, m_words, QString());
    Q_EMIT started();
    settle();
}

void Stage::settle() {
    // An observer posts to the GUI; what that sets off may give the session new work.
    do
        QCoreApplication::sendPostedEvents();
    while (m_session && m_session->deliver());
    QCoreApplication::sendPostedEvents();
}

void Stage::unlock() {
    m_session->unlockNow();
    settle();
}

void Stage::lock() {
    m_session->lock();
    settle();
}

void Stage::holdUnlock(bool held) {
    m_session->holdUnlock(held);
    settle();
}

void Stage::holdDelivery(bool held) {
    m_session->holdDelivery(held);
    settle();
}

void Stage::failStore(int kind) {
    m_session->failStore(static_cast<FailureKind>(kind));
    settle();
}

void Stage::failNext(int kind) {
    m_session->failNext({static_cast<FailureKind>(kind), {}, 0});
}

void Stage::setOnline(bool isOnline) {
    m_session->setConnection(isOnline ? Connection::Online : Connection::Offline,
                             isOnline ? std::nullopt : std::optional(scenarioAt(0, 11, 20)));
    settle();
}

void Stage::setSyncing(bool isSyncing) {
    m_session->setActivity(isSyncing ? SyncActivity::Syncing : SyncActivity::Idle);
    settle();
}

QString Stage::caseId(const QString& part) const {
    return view::hexOf(m_session->house().byName(part.toStdString()).id);
}

void Stage::arrive(const QString& part) {
    m_session->edit([&](FakeHouse& house) {
        FakeCase& file = house.byName(part.toStdString());
        TimelineEntry entry = file.timeline.front();
        entry.record = fakeRecordId(800'000'000 + static_cast<std::uint32_t>(file.timeline.size()));
        entry.happened = {scenarioNow(), Precision::Minute};
        entry.isUnread = true;
        file.timeline.push_back(std::move(entry));
    });
    settle();
}

void Stage::withdraw(const QString& part) {
    m_session->edit([&](FakeHouse& house) {
        const CaseId id = house.byName(part.toStdString()).id;
        std::erase_if(house.cases, [&](const FakeCase& each) { return each.id == id; });
    });
    settle();
}

void Stage::takeDecisionAway() {
    m_session->edit([](FakeHouse& house) {
        for (FakeConflict& conflict : house.conflicts)
            conflict.card.mayDecide = false;
    });
    settle();
}

void Stage::decideElsewhere() {
    m_session->edit([](FakeHouse& house) {
        for (FakeConflict& conflict : house.conflicts)
            conflict.isDecided = true;
    });
    settle();
}

void Stage::tidyUp() {
    m_session->edit([](FakeHouse& house) {
        house.notices.clear();
        house.conflicts.clear();
        for (FakeCase& file : house.cases) {
            file.header.coordinator = "Hilde Roosma";
            for (TimelineEntry& entry : file.timeline)
                entry.delivery.stage = DeliveryStage::Applied;
            for (Action& action : file.actions)
                action.needsCheck = false;
        }
    });
    settle();
}

int Stage::openings() const {
    return static_cast<int>(m_session->openings().size());
}

bool Stage::hasDraft(const QString& part) const {
    return m_session->house().byName(part.toStdString()).draft.has_value();
}

int Stage::entries(const QString& part) const {
    return static_cast<int>(m_session->house().byName(part.toStdString()).timeline.size());
}

} // namespace vb::test
