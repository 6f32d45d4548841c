// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/contact_editor.h"

#include "client/viewmodels/ids.h"

namespace vb::view {

using namespace bridge;

ContactEditor::ContactEditor(Session& session, const DateWords& words, const CodeListsView& codes,
                             QObject* parent)
    : FormView(session, parent), m_words(words), m_codes(codes) {
    // Short enough that a phone dying in the hand costs a word and not a sentence.
    m_pause.setInterval(std::chrono::milliseconds{400});
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ContactEditor::keep);
    connect(this, &ContactEditor::edited, this, [this] {
        if (m_isFilling)
            return;
        m_isDraftAwaited = false;
        touch();
        m_pause.start();
    });
    connect(this, &FormView::saved, this, [this] { wipe(); });
}

void ContactEditor::begin(const QString& caseId, const QString& caseName) {
    using Draft = std::pair<QString, std::optional<ContactDraft>>;
    if (caseId == this->caseId() && state() != Kinds::Form::Saved)
        return;
    leave();
    wipe();
    start(caseId, caseName);
    m_isDraftAwaited = true;
    m_draftWatch = m_session.watchDraft(
        idFrom<CaseId>(caseId), [this, caseId](std::optional<ContactDraft> draft) {
            postToGui(this, Draft(caseId, std::move(draft)), [](ContactEditor& form, Draft now) {
                form.loadDraft(now.first, now.second);
            });
        });
}

void ContactEditor::loadDraft(const QString& caseId, const std::optional<ContactDraft>& draft) {
    if (!std::exchange(m_isDraftAwaited, false) || caseId != this->caseId())
        return;
    if (!draft)
        return;
    fill(draft->entry);
    m_kept = m_words.dayAndTime(draft->changed);
    Q_EMIT keptChanged();
}

void ContactEditor::keep() {
    m_pause.stop();
    if (caseId().isEmpty() || state() == Kinds::Form::Saving || state() == Kinds::Form::Saved)
        return;
    if (isEmpty())
        m_session.discardDraft(idFrom<CaseId>(caseId()));
    else
        m_session.saveDraft(idFrom<CaseId>(caseId()), entry());
    m_kept = isEmpty() ? QString() : m_words.dayAndTime(m_words.now());
    Q_EMIT keptChanged();
}

void ContactEditor::leave() {
    if (m_pause.isActive())
        keep();
}

void ContactEditor::wipe() {
    m_pause.stop();
    m_draftWatch.reset();
    m_isDraftAwaited = false;
    fill({});
    m_kept.clear();
    Q_EMIT keptChanged();
}

void ContactEditor::forget() {
    wipe();
    start({}, {});
}

void ContactEditor::save() {
    m_pause.stop();
    if (isComplete() && state() != Kinds::Form::Saving)
        submit(m_session.saveContact(idFrom<CaseId>(caseId()), entry()));
}

void ContactEditor::discard() {
    m_session.discardDraft(idFrom<CaseId>(caseId()));
    forget();
}

void ContactEditor::toggleArea(const QString& code) {
    if (m_areas.removeAll(code) == 0)
        m_areas << code;
    Q_EMIT edited();
}

void ContactEditor::chooseOutcome(const QString& code) {
    m_outcome = code;
    if (m_kind.isEmpty())
        m_kind = m_codes.usualKind(code);
    Q_EMIT edited();
}

bool ContactEditor::isTimeValid() const {
    return m_time.trimmed().isEmpty() || m_words.timeOn(m_daysAgo, m_time).has_value();
}

bool ContactEditor::isComplete() const {
    return !m_kind.isEmpty() && !m_outcome.isEmpty() && isTimeValid();
}

ContactEntry ContactEditor::entry() const {
    ContactEntry entry;
    entry.kind = bytes(m_kind);
    entry.outcome = bytes(m_outcome);
    entry.place = bytes(m_place);
    entry.observed = bytes(m_observed.trimmed());
    entry.statedBy = bytes(m_statedBy.trimmed());
    entry.stated = bytes(m_stated.trimmed());
    entry.interpretation = bytes(m_interpretation.trimmed());
    entry.audience = bytes(m_audience);
    for (const QString& area : m_areas)
        entry.leefgebieden.push_back(bytes(area));
    if (const auto at = m_words.timeOn(m_daysAgo, m_time))
        entry.happened = Moment{*at, Precision::Minute};
    else if (m_daysAgo > 0)
        entry.happened = Moment{m_words.startOfDay(m_daysAgo), Precision::Day};
    if (!m_followUp.trimmed().isEmpty())
        entry.followUp = FollowUp{bytes(m_followUp.trimmed()), {}, {}};
    return entry;
}

void ContactEditor::fill(const ContactEntry& entry) {
    m_isFilling = true;
    m_kind = text(entry.kind);
    m_outcome = text(entry.outcome);
    m_place = text(entry.place);
    m_observed = text(entry.observed);
    m_statedBy = text(entry.statedBy);
    m_stated = text(entry.stated);
    m_interpretation = text(entry.interpretation);
    m_audience = text(entry.audience);
    m_followUp = entry.followUp ? text(entry.followUp->text) : QString();
    m_areas.clear();
    for (const std::string& area : entry.leefgebieden)
        m_areas << text(area);
    m_daysAgo = entry.happened ? m_words.daysAgo(entry.happened->at) : 0;
    m_time = entry.happened && entry.happened->precision == Precision::Minute
                 ? m_words.time(entry.happened->at)
                 : QString();
    Q_EMIT edited();
    m_isFilling = false;
}

} // namespace vb::view
