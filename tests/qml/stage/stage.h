// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/views.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_session.h"

#include <QtQml/qqmlregistration.h>

#include <memory>

namespace vb::test {

/// The app's view models over a fake session, for Qt Quick tests and the gallery: says which house
/// is on the device and makes things happen that the interface cannot make happen itself. The clock
/// stands still at the scenarios' now; dates are Dutch, in Amsterdam.
class Stage : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(vb::view::Views* views READ views NOTIFY started)
public:
    explicit Stage(QObject* parent = nullptr);
    ~Stage() override;

    /// Starts over with a house: "scenarios", "empty" or "large". Locked; the passphrase is
    /// "veldboek".
    Q_INVOKABLE void start(const QString& house);
    [[nodiscard]] view::Views* views() const { return m_views.get(); }
    [[nodiscard]] FakeSession& session() { return *m_session; }

    /// Delivers what is due and lets the interface take it in.
    Q_INVOKABLE void settle();
    Q_INVOKABLE void unlock();
    Q_INVOKABLE void lock();
    Q_INVOKABLE void holdUnlock(bool held);
    Q_INVOKABLE void holdDelivery(bool held);
    /// A bridge::FailureKind by the number that Kinds.Failure gives it.
    Q_INVOKABLE void failStore(int kind);
    Q_INVOKABLE void failNext(int kind);
    Q_INVOKABLE void setOnline(bool isOnline);
    Q_INVOKABLE void setSyncing(bool isSyncing);
    /// The id of the first case whose name holds `part`.
    Q_INVOKABLE [[nodiscard]] QString caseId(const QString& part) const;
    /// A colleague's contact arrives in that case.
    Q_INVOKABLE void arrive(const QString& part);
    /// The case leaves the device.
    Q_INVOKABLE void withdraw(const QString& part);
    /// The conflicts become somebody else's to decide.
    Q_INVOKABLE void takeDecisionAway();
    /// Somebody else decides the conflicts.
    Q_INVOKABLE void decideElsewhere();
    /// Nothing asks for attention and everything has been sent.
    Q_INVOKABLE void tidyUp();
    Q_INVOKABLE [[nodiscard]] int openings() const;
    Q_INVOKABLE [[nodiscard]] bool hasDraft(const QString& part) const;
    Q_INVOKABLE [[nodiscard]] int entries(const QString& part) const;

Q_SIGNALS:
    void started();

private:
    FakeClock m_clock;
    platform::DateWords m_words;
    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<view::Views> m_views;
};

} // namespace vb::test
