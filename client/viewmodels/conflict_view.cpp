// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/conflict_view.h"

#include "client/viewmodels/ids.h"

namespace vb::view {

using namespace bridge;

ConflictView::ConflictView(Session& session, const DateWords& words, CodeListsView& codes,
                           QObject* parent)
    : FormView(session, parent),
      m_words(words),
      m_codes(codes),
      m_sides(sideRoles(), words, [](const ConflictSide& side) { return side.key.opaque; }) {
    connect(this, &ConflictView::edited, this, &ConflictView::touch);
}

void ConflictView::open(const QString& record, const QString& field) {
    close();
    m_id = {idFrom<RecordId>(record), bytes(field)};
    start({}, {});
    m_watch = m_session.watchConflict(m_id, [this](ConflictCard card) {
        postToGui(this, std::move(card),
                  [](ConflictView& view, ConflictCard now) { view.show(std::move(now)); });
    });
}

void ConflictView::close() {
    m_watch.reset();
    m_id = {};
    m_card = {};
    m_isLoaded = false;
    m_sides.forget();
    m_other.clear();
    m_reason.clear();
    choose(Kinds::Choice::None, -1);
    Q_EMIT changed();
}

void ConflictView::show(ConflictCard card) {
    if (card.id != m_id)
        return;
    // A choice stands for the sides that were shown; another side voids it.
    if (m_isLoaded && card.sides != m_card.sides)
        choose(Kinds::Choice::None, -1);
    m_card = std::move(card);
    m_isLoaded = true;
    m_sides.show(m_card.sides);
    Q_EMIT changed();
}

void ConflictView::choose(Kinds::Choice choice, int side) {
    m_choice = choice;
    m_side = side;
    Q_EMIT edited();
}

void ConflictView::chooseSide(int side) {
    if (side >= 0 && side < static_cast<int>(m_card.sides.size()))
        choose(Kinds::Choice::One, side);
}

void ConflictView::chooseBoth() {
    if (m_card.mayKeepBoth)
        choose(Kinds::Choice::Both, -1);
}

void ConflictView::chooseOther() {
    if (m_card.otherInput != ValueInput::None)
        choose(Kinds::Choice::Other, -1);
}

bool ConflictView::isComplete() const {
    const bool isChosen =
        m_choice == Kinds::Choice::One || m_choice == Kinds::Choice::Both ||
        (m_choice == Kinds::Choice::Other && !m_other.trimmed().isEmpty() &&
         (m_card.otherInput != ValueInput::Day || m_words.dateFrom(m_other).has_value()));
    return m_card.mayDecide && isChosen && !m_reason.trimmed().isEmpty();
}

void ConflictView::decide() {
    if (!isComplete() || state() == Kinds::Form::Saving)
        return;
    Resolution resolution;
    resolution.conflict = m_id;
    resolution.reason = bytes(m_reason.trimmed());
    for (const ConflictSide& side : m_card.sides)
        resolution.seen.push_back(side.key);
    if (m_choice == Kinds::Choice::One)
        resolution.keep = {resolution.seen[static_cast<std::size_t>(m_side)]};
    else if (m_choice == Kinds::Choice::Both)
        resolution.keep = resolution.seen;
    else if (m_card.otherInput == ValueInput::Day)
        resolution.other = *m_words.dateFrom(m_other);
    else
        resolution.other = bytes(m_other.trimmed());
    submit(m_session.resolve(std::move(resolution)));
}

void ConflictView::postpone() {
    submit(m_session.postpone(m_id));
}

QString ConflictView::openCaseId() const {
    return m_isLoaded ? hexOf(m_card.caseId) : QString();
}

QString ConflictView::base() const {
    return m_card.base ? shown(m_card.base->value, m_words) : QString();
}

QString ConflictView::baseAuthor() const {
    return m_card.base ? byline(m_card.base->author) : QString();
}

QString ConflictView::baseEntered() const {
    return m_card.base ? m_words.day(m_card.base->entered) : QString();
}

} // namespace vb::view
