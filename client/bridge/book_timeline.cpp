// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"

#include <algorithm>

// The time line: everything of one case by the time of the event.
namespace vb::bridge {

namespace cw = casework;

namespace {

/// Entries of one time line, of one snapshot.
class TimelineWriter {
public:
    TimelineWriter(const Reader& reader, const CaseSnapshot& snapshot)
        : m_reader(reader), m_snapshot(snapshot) {}

    [[nodiscard]] bool isUnread(const cw::TimelineRow& row) const {
        if (m_snapshot.isUnread(row.record))
            return true;
        const auto reports = m_snapshot.reportsOf(row.record);
        return std::any_of(reports.begin(), reports.end(),
                           [&](const auto* report) { return m_snapshot.isUnread(report->record); });
    }

    [[nodiscard]] TimelineEntry entry(const cw::TimelineRow& row) const {
        const auto& state = *m_snapshot.find(row.record);
        TimelineEntry entry;
        entry.record = row.record;
        if (const auto by = attribution(state)) {
            entry.author = authorOf(*by, m_reader.names, m_reader.me());
            entry.hasDeviatingClock = cw::hasDeviatingClock(*by);
        }
        entry.happened = momentOf(row.happened, m_reader.calendar);
        entry.entered = row.entered;
        entry.arrived = row.arrived;
        entry.audience = m_snapshot.audience(row.record);
        for (const auto& code : cw::codesOf(state, cw::common::kLeefgebieden))
            entry.leefgebieden.push_back(coded(cw::ListId::Leefgebied, code));
        entry.delivery = m_snapshot.delivery(row.record);
        entry.isUnread = isUnread(row);
        entry.isWithdrawn = state.isWithdrawn();
        writeBody(state, entry);
        return entry;
    }

private:
    /// Who made it; of a withdrawn record, who took it back.
    static std::optional<model::Attribution> attribution(const model::RecordState& state) {
        if (state.created)
            return state.created;
        return state.withdrawals.empty() ? std::nullopt
                                         : std::optional(state.withdrawals.back().by);
    }
    void writeBody(const model::RecordState& state, TimelineEntry& entry) const;
    void writeContact(const model::RecordState& kop, TimelineEntry& entry) const;

    const Reader& m_reader;
    const CaseSnapshot& m_snapshot;
};

void TimelineWriter::writeBody(const model::RecordState& state, TimelineEntry& entry) const {
    if (state.type == cw::contactkopType().id()) {
        writeContact(state, entry);
    } else if (state.type == cw::contextinformatieType().id()) {
        entry.body = shownContext(m_reader, state, entry.audience, entry.delivery);
    } else if (state.type == cw::veiligheidswaarschuwingType().id()) {
        const auto view = cw::warningView(state, m_reader.today());
        entry.body =
            WarningBody{safetyLevel(view.niveau),
                        cw::codeList(cw::ListId::Waarschuwingsniveau).labelOf(view.niveau),
                        coded(cw::ListId::Waarschuwing, view.soort), view.advies, !view.isActive};
    } else {
        const auto view =
            cw::actionView(state, m_reader.names, m_reader.today(), m_reader.calendar);
        entry.body = ActionBody{view.tekst, coded(cw::ListId::Actiestatus, view.status),
                                view.bewijs.empty() ? view.reden : view.bewijs};
    }
}

void TimelineWriter::writeContact(const model::RecordState& kop, TimelineEntry& entry) const {
    std::vector<model::RecordState> states{kop};
    for (const auto* report : m_snapshot.reportsOf(kop.record)) {
        states.push_back(*report);
        entry.delivery = together(entry.delivery, m_snapshot.delivery(report->record));
        // The texts are what somebody asks about: who may read those.
        entry.audience = m_snapshot.audience(report->record);
    }
    ContactBody body;
    const auto views = cw::contactViews(states, m_reader.names, m_reader.calendar);
    if (!views.empty()) {
        const auto& view = views.front();
        body.kind = coded(cw::ListId::Contactsoort, view.soort);
        body.outcome = coded(cw::ListId::Uitkomst, view.uitkomst);
        body.isAttempt = view.isAttempt;
        body.place = coded(cw::ListId::Plaats, view.plaats);
        body.observed = view.waargenomen;
        body.statedBy = view.verklaardDoor;
        body.stated = view.verklaard;
        body.interpretation = view.duiding;
        entry.versions = static_cast<std::uint32_t>(view.versions);
    }
    entry.body = std::move(body);
}

} // namespace

Result<Page<TimelineEntry>> CaseBook::timeline(const CaseId& caseId, TimelineFilter filter,
                                               std::uint32_t count) {
    Page<TimelineEntry> page;
    if (m_listing.find(caseId) == nullptr)
        return page;
    VB_TRY(const auto* snapshot, this->snapshot(caseId));
    const auto view = reader();
    const TimelineWriter writer(view, *snapshot);
    for (const auto& row : cw::timeline(snapshot->states(), m_calendar)) {
        const bool passes =
            filter == TimelineFilter::All ||
            (filter == TimelineFilter::Contacts && row.type == cw::contactkopType().id()) ||
            (filter == TimelineFilter::Unread && writer.isUnread(row));
        if (!passes)
            continue;
        ++page.total;
        if (page.rows.size() < count)
            page.rows.push_back(writer.entry(row));
    }
    return page;
}

} // namespace vb::bridge
