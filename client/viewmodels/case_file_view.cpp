// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/case_file_view.h"

#include "client/viewmodels/ids.h"

#include <algorithm>

namespace vb::view {

using namespace bridge;

namespace {

template <typename Row>
std::string recordKey(const Row& row) {
    return row.record.hex();
}

} // namespace

CaseFileView::CaseFileView(Session& session, const DateWords& words, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_words(words),
      m_timeline(timelineRoles(), words, recordKey<TimelineEntry>),
      m_warnings(warningRoles(), words, recordKey<SafetyWarning>),
      m_persons(personRoles(), words, recordKey<Person>),
      m_areas(leefgebiedRoles(), words, [](const Leefgebied& each) { return each.area.code; }),
      m_actions(actionRoles(), words, recordKey<Action>),
      m_areaItems(contextRoles(), words, recordKey<ContextItem>) {}

void CaseFileView::open(const QString& caseId) {
    if (caseId == m_caseId)
        return;
    close();
    m_caseId = caseId;
    Q_EMIT caseIdChanged();
    const auto id = idFrom<CaseId>(caseId);
    m_session.openCase(id);
    m_watch = m_session.watchCaseFile(id, [this](CaseFile file) {
        postToGui(this, std::move(file),
                  [](CaseFileView& view, CaseFile now) { view.show(std::move(now)); });
    });
    watchTimeline();
}

void CaseFileView::close() {
    if (m_caseId.isEmpty())
        return;
    if (m_file.isPresent && m_timeline.model()->generation() > 0)
        m_session.markRead(m_file.caseId, m_timeline.model()->generation());
    m_watch.reset();
    m_caseId.clear();
    m_area.clear();
    m_file = {};
    m_isLoaded = false;
    m_timeline.forget();
    m_warnings.forget();
    m_persons.forget();
    m_areas.forget();
    m_actions.forget();
    m_areaItems.forget();
    Q_EMIT caseIdChanged();
    Q_EMIT areaChanged();
    Q_EMIT changed();
}

void CaseFileView::refresh() {
    for (RowModel* model : {timeline(), warnings(), areas(), actions(), areaItems()})
        model->refresh();
    Q_EMIT changed();
}

void CaseFileView::show(CaseFile file) {
    // A value of the case that was open before may still have been on its way.
    if (hexOf(file.caseId) != m_caseId)
        return;
    m_file = std::move(file);
    m_isLoaded = true;
    m_warnings.show(m_file.warnings);
    m_persons.show(m_file.persons);
    m_areas.show(m_file.leefgebieden);
    m_actions.show(m_file.actions);
    showArea();
    Q_EMIT changed();
}

void CaseFileView::watchTimeline() {
    const auto id = idFrom<CaseId>(m_caseId);
    const auto filter = m_onlyContacts ? TimelineFilter::Contacts : TimelineFilter::All;
    m_timeline.watch(
        this, +[](CaseFileView& view) -> TypedModel<TimelineEntry>& { return view.m_timeline; },
        [&](Observer<ListUpdate<TimelineEntry>> observer) {
            return m_session.watchTimeline(id, filter, std::move(observer));
        });
}

void CaseFileView::setOnlyContacts(bool only) {
    if (std::exchange(m_onlyContacts, only) == only)
        return;
    Q_EMIT onlyContactsChanged();
    if (!m_caseId.isEmpty())
        watchTimeline();
}

void CaseFileView::setArea(const QString& area) {
    if (std::exchange(m_area, area) == area)
        return;
    showArea();
    Q_EMIT areaChanged();
}

void CaseFileView::showArea() {
    const auto found =
        std::find_if(m_file.leefgebieden.begin(), m_file.leefgebieden.end(),
                     [this](const Leefgebied& each) { return text(each.area.code) == m_area; });
    m_areaItems.show(found == m_file.leefgebieden.end() ? std::vector<ContextItem>{}
                                                        : found->items);
}

const Action* CaseFileView::action(const QString& record) const {
    const auto found =
        std::find_if(m_file.actions.begin(), m_file.actions.end(),
                     [&](const Action& each) { return hexOf(each.record) == record; });
    return found == m_file.actions.end() ? nullptr : &*found;
}

QString CaseFileView::recall() const {
    return header().recall ? m_words.date(*header().recall) : QString();
}

QString CaseFileView::copyAge() const {
    return m_file.copyFrom ? m_words.age(*m_file.copyFrom) : QString();
}

QString CaseFileView::lastLooked() const {
    return m_file.lastLooked ? m_words.dayAndTime(*m_file.lastLooked) : QString();
}

int CaseFileView::filledAreas() const {
    return static_cast<int>(std::count_if(m_file.leefgebieden.begin(), m_file.leefgebieden.end(),
                                          [](const Leefgebied& each) { return each.total > 0; }));
}

int CaseFileView::openActions() const {
    return static_cast<int>(std::count_if(m_file.actions.begin(), m_file.actions.end(),
                                          [](const Action& each) { return each.isOpen; }));
}

QString CaseFileView::conflictRecord() const {
    return m_file.conflicts.empty() ? QString() : hexOf(m_file.conflicts.front().record);
}

QString CaseFileView::conflictField() const {
    return m_file.conflicts.empty() ? QString() : text(m_file.conflicts.front().field);
}

} // namespace vb::view
