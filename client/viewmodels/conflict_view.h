// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/code_lists_view.h"
#include "client/viewmodels/form_view.h"

namespace vb::view {

/// The conflict card: base and sides as equals, a choice, a reason. GUI thread.
class ConflictView : public vb::view::FormView {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(bool isLoaded READ isLoaded NOTIFY changed)
    /// False with isLoaded: nothing to decide any more.
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY changed)
    Q_PROPERTY(QString openCaseId READ openCaseId NOTIFY changed)
    Q_PROPERTY(QString openCaseName READ openCaseName NOTIFY changed)
    Q_PROPERTY(QString subject READ subject NOTIFY changed)
    Q_PROPERTY(QString fieldLabel READ fieldLabel NOTIFY changed)
    Q_PROPERTY(bool hasBase READ hasBase NOTIFY changed)
    Q_PROPERTY(QString base READ base NOTIFY changed)
    Q_PROPERTY(QString baseAuthor READ baseAuthor NOTIFY changed)
    Q_PROPERTY(QString baseEntered READ baseEntered NOTIFY changed)
    Q_PROPERTY(vb::view::RowModel* sides READ sides CONSTANT)
    Q_PROPERTY(vb::view::Kinds::Meanwhile meanwhile READ meanwhile NOTIFY changed)
    Q_PROPERTY(bool mayKeepBoth READ mayKeepBoth NOTIFY changed)
    Q_PROPERTY(bool mayDecide READ mayDecide NOTIFY changed)
    Q_PROPERTY(QString decider READ decider NOTIFY changed)
    Q_PROPERTY(bool isPostponed READ isPostponed NOTIFY changed)
    Q_PROPERTY(vb::view::Kinds::ValueInput otherInput READ otherInput NOTIFY changed)
    Q_PROPERTY(vb::view::RowModel* otherChoices READ otherChoices NOTIFY changed)
    Q_PROPERTY(vb::view::Kinds::Choice choice READ choice NOTIFY edited)
    /// The side chosen with Choice.One, or -1.
    Q_PROPERTY(int side READ side NOTIFY edited)
    /// A code, a text or a date ("30-11-2026") for Choice.Other.
    Q_PROPERTY(QString other MEMBER m_other NOTIFY edited)
    Q_PROPERTY(QString reason MEMBER m_reason NOTIFY edited)
    Q_PROPERTY(bool isComplete READ isComplete NOTIFY edited)
public:
    ConflictView(bridge::Session& session, const DateWords& words, CodeListsView& codes,
                 QObject* parent = nullptr);

    Q_INVOKABLE void open(const QString& record, const QString& field);
    Q_INVOKABLE void close();
    Q_INVOKABLE void chooseSide(int side);
    Q_INVOKABLE void chooseBoth();
    Q_INVOKABLE void chooseOther();
    Q_INVOKABLE void decide();
    Q_INVOKABLE void postpone();

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isOpen() const { return m_card.isOpen; }
    [[nodiscard]] QString openCaseId() const;
    [[nodiscard]] QString openCaseName() const { return text(m_card.caseName); }
    [[nodiscard]] QString subject() const { return text(m_card.subject); }
    [[nodiscard]] QString fieldLabel() const { return text(m_card.fieldLabel); }
    [[nodiscard]] bool hasBase() const { return m_card.base.has_value(); }
    [[nodiscard]] QString base() const;
    [[nodiscard]] QString baseAuthor() const;
    [[nodiscard]] QString baseEntered() const;
    [[nodiscard]] RowModel* sides() { return m_sides.model(); }
    [[nodiscard]] Kinds::Meanwhile meanwhile() const {
        return kindOf<Kinds::Meanwhile>(m_card.meanwhile);
    }
    [[nodiscard]] bool mayKeepBoth() const { return m_card.mayKeepBoth; }
    [[nodiscard]] bool mayDecide() const { return m_card.mayDecide; }
    [[nodiscard]] QString decider() const { return text(m_card.decider); }
    [[nodiscard]] bool isPostponed() const { return m_card.isPostponed; }
    [[nodiscard]] Kinds::ValueInput otherInput() const {
        return kindOf<Kinds::ValueInput>(m_card.otherInput);
    }
    [[nodiscard]] RowModel* otherChoices() { return m_codes.list(m_card.otherList); }
    [[nodiscard]] Kinds::Choice choice() const { return m_choice; }
    [[nodiscard]] int side() const { return m_choice == Kinds::Choice::One ? m_side : -1; }
    [[nodiscard]] bool isComplete() const;

Q_SIGNALS:
    void changed();
    void edited();

private:
    void show(bridge::ConflictCard card);
    void choose(Kinds::Choice choice, int side);

    const DateWords& m_words;
    CodeListsView& m_codes;
    bool m_isLoaded = false;
    bridge::ConflictId m_id;
    bridge::ConflictCard m_card;
    Kinds::Choice m_choice = Kinds::Choice::None;
    int m_side = -1;
    QString m_other, m_reason;
    TypedModel<bridge::ConflictSide> m_sides;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
