// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/fake_session.h"

#include <algorithm>
#include <cctype>

// What the fake session answers: everything is computed anew from the house, with the orders that
// session.h promises.
namespace vb::test {

using namespace bridge;

namespace {

bool isUnsent(const Delivery& delivery) {
    return delivery.stage == DeliveryStage::OnlyHere || delivery.stage == DeliveryStage::Queued;
}

/// Lower case of ASCII; enough to search the fictional texts.
std::string folded(std::string_view text) {
    std::string out;
    for (const char each : text)
        out.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(each))));
    return out;
}

std::string familyName(const std::string& name) {
    const auto dot = name.find(". ");
    return folded(dot == std::string::npos ? name : name.substr(dot + 2));
}

bool isHotter(const SafetyWarning& a, const SafetyWarning& b) {
    return a.level != b.level ? a.level > b.level : a.since.at > b.since.at;
}

std::uint32_t unsentIn(const FakeCase& file) {
    std::uint32_t count = 0;
    for (const TimelineEntry& entry : file.timeline)
        count += isUnsent(entry.delivery) ? 1U : 0U;
    for (const Action& action : file.actions)
        count += isUnsent(action.delivery) ? 1U : 0U;
    return count;
}

const std::string& bodyTitle(const TimelineEntry& entry) {
    static const std::string none;
    if (const auto* contact = std::get_if<ContactBody>(&entry.body))
        return contact->kind.label;
    if (const auto* context = std::get_if<ContextItem>(&entry.body))
        return context->subject;
    if (const auto* warning = std::get_if<WarningBody>(&entry.body))
        return warning->kind.label;
    if (const auto* action = std::get_if<ActionBody>(&entry.body))
        return action->text;
    return none;
}

} // namespace

std::vector<CaseRow> FakeSession::caseRows(const CaseQuery& query) const {
    std::vector<CaseRow> rows;
    const auto items = attention();
    for (const FakeCase& file : m_house.cases) {
        CaseRow row;
        row.caseId = file.id;
        row.name = file.header.name;
        row.status = file.header.status;
        for (const SafetyWarning& warning : file.warnings) {
            if (warning.level > row.safety) {
                row.safety = warning.level;
                row.safetyLabel = warning.levelLabel;
            }
        }
        for (const TimelineEntry& entry : file.timeline) {
            row.unread += entry.isUnread ? 1U : 0U;
            if (std::holds_alternative<ContactBody>(entry.body) &&
                (!row.lastContact || row.lastContact->at < entry.happened.at))
                row.lastContact = entry.happened;
        }
        row.unsent = unsentIn(file);
        row.needsAttention = std::any_of(items.begin(), items.end(),
                                         [&](const auto& item) { return item.caseId == file.id; });
        const std::string wanted = folded(query.text);
        const bool isFound = folded(row.name).find(wanted) != std::string::npos ||
                             folded(file.header.number).find(wanted) != std::string::npos;
        const bool passes = query.filter == CaseFilter::All ||
                            (query.filter == CaseFilter::Unread && row.unread > 0) ||
                            (query.filter == CaseFilter::Unsent && row.unsent > 0) ||
                            (query.filter == CaseFilter::Attention && row.needsAttention);
        if (isFound && passes)
            rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const CaseRow& a, const CaseRow& b) {
        return familyName(a.name) < familyName(b.name);
    });
    return rows;
}

CaseFile FakeSession::caseFile(CaseId id) const {
    CaseFile out;
    out.caseId = id;
    const auto found = std::find_if(m_house.cases.begin(), m_house.cases.end(),
                                    [&](const FakeCase& file) { return file.id == id; });
    if (!isUnlocked() || found == m_house.cases.end())
        return out;
    out.isPresent = true;
    out.header = found->header;
    out.warnings = found->warnings;
    std::stable_sort(out.warnings.begin(), out.warnings.end(), isHotter);
    out.persons = found->persons;
    for (const CodeList& list : m_house.lists.lists) {
        if (list.name != lists::kLeefgebied)
            continue;
        for (const CodeEntry& area : list.entries) {
            Leefgebied& made = out.leefgebieden.emplace_back();
            made.area = {area.code, area.label};
            for (const auto& [code, item] : found->context) {
                if (code != area.code)
                    continue;
                made.items.push_back(item);
                made.changed = std::max(made.changed.value_or(Instant{}), item.happened.at);
            }
            made.total = static_cast<std::uint32_t>(made.items.size());
            std::stable_sort(
                made.items.begin(), made.items.end(),
                [](const auto& a, const auto& b) { return a.happened.at > b.happened.at; });
        }
    }
    out.actions = found->actions;
    std::stable_sort(out.actions.begin(), out.actions.end(), [](const Action& a, const Action& b) {
        if (a.isOpen != b.isOpen)
            return a.isOpen;
        const Instant never{std::numeric_limits<std::int64_t>::max()};
        return (a.due ? a.due->at : never) < (b.due ? b.due->at : never);
    });
    for (const FakeConflict& conflict : m_house.conflicts) {
        if (!conflict.isDecided && conflict.card.caseId == id)
            out.conflicts.push_back(conflict.card.id);
    }
    out.copyFrom = found->copyFrom;
    out.lastLooked = found->lastLooked;
    for (const TimelineEntry& entry : found->timeline)
        out.unread += entry.isUnread ? 1U : 0U;
    return out;
}

std::vector<TimelineEntry> FakeSession::timeline(CaseId id, TimelineFilter filter) const {
    std::vector<TimelineEntry> rows;
    for (const FakeCase& file : m_house.cases) {
        if (file.id != id)
            continue;
        for (const TimelineEntry& entry : file.timeline) {
            const bool isContact = std::holds_alternative<ContactBody>(entry.body);
            if (filter == TimelineFilter::All ||
                (filter == TimelineFilter::Contacts && isContact) ||
                (filter == TimelineFilter::Unread && entry.isUnread))
                rows.push_back(entry);
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.happened.at > b.happened.at; });
    return rows;
}

std::vector<AttentionItem> FakeSession::attention() const {
    std::vector<AttentionItem> items = m_house.notices;
    const auto add = [&](AttentionKind kind, std::string key, const FakeCase& file) -> auto& {
        AttentionItem& item = items.emplace_back();
        item.kind = kind;
        item.key = std::move(key);
        item.caseId = file.id;
        item.caseName = file.header.name;
        return item;
    };
    for (const FakeCase& file : m_house.cases) {
        if (file.header.coordinator.empty() && file.header.status.code == "in_uitvoering" &&
            file.id != fakeCaseId(0))
            add(AttentionKind::NoCoordinator, "coordinator-" + file.id.hex(), file).since =
                file.copyFrom.value_or(Instant{});
        for (const TimelineEntry& entry : file.timeline) {
            if (entry.delivery.stage != DeliveryStage::Refused && !entry.delivery.isLate)
                continue;
            AttentionItem& item =
                add(entry.delivery.isLate ? AttentionKind::Late : AttentionKind::Refused,
                    "entry-" + entry.record.hex(), file);
            item.subject = bodyTitle(entry);
            item.refusal = entry.delivery.refusal;
            item.author = entry.author;
            item.since = entry.arrived.value_or(entry.entered);
            item.record = entry.record;
        }
        for (const Action& action : file.actions) {
            if (!action.needsCheck)
                continue;
            AttentionItem& item =
                add(AttentionKind::CheckAction, "action-" + action.record.hex(), file);
            item.subject = action.text;
            item.since = file.copyFrom.value_or(Instant{});
            item.record = action.record;
        }
    }
    for (const FakeConflict& conflict : m_house.conflicts) {
        if (conflict.isDecided)
            continue;
        AttentionItem& item = items.emplace_back();
        item.kind = AttentionKind::Conflict;
        item.key = "conflict-" + conflict.card.id.record.hex() + conflict.card.id.field;
        item.caseId = conflict.card.caseId;
        item.caseName = conflict.card.caseName;
        item.subject = conflict.card.fieldLabel;
        item.since = conflict.card.sides.back().entered;
        item.author = conflict.card.sides.back().author;
        item.conflict = conflict.card.id;
        item.record = conflict.card.id.record;
    }
    for (AttentionItem& item : items)
        item.isPostponed = m_postponed.contains(item.key);
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        const auto rank = [](const AttentionItem& item) {
            return item.isPostponed ? 2 : item.kind == AttentionKind::Alarm ? 0 : 1;
        };
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.since > b.since;
    });
    return items;
}

Today FakeSession::today() const {
    constexpr std::size_t kMostUrgent = 3;
    Today out;
    out.attention = attention();
    out.attentionTotal = static_cast<std::uint32_t>(out.attention.size());
    out.attention.resize(std::min(out.attention.size(), kMostUrgent));
    for (const FakeCase& file : m_house.cases) {
        if (file.draft)
            out.drafts.push_back({file.id, file.header.name,
                                  labelled(lists::kContactKind, file.draft->entry.kind),
                                  file.draft->changed});
        for (const Action& action : file.actions) {
            if (!action.isMine || !action.isOpen)
                continue;
            const bool isVisit =
                action.kind.code == "contacttaak" || action.kind.code == "afspraak";
            const bool isToday =
                action.due && action.due->at < m_clock.now() + std::chrono::hours{11};
            (isVisit && isToday ? out.visits : out.actions).push_back(action);
        }
    }
    const auto byDue = [](const Action& a, const Action& b) {
        const Instant never{std::numeric_limits<std::int64_t>::max()};
        return (a.due ? a.due->at : never) < (b.due ? b.due->at : never);
    };
    std::stable_sort(out.visits.begin(), out.visits.end(), byDue);
    std::stable_sort(out.actions.begin(), out.actions.end(), byDue);
    return out;
}

SyncStatus FakeSession::syncStatus() const {
    SyncStatus status = m_sync;
    if (!isUnlocked())
        return status;
    for (const FakeCase& file : m_house.cases)
        status.unsent += unsentIn(file);
    status.attention = static_cast<std::uint32_t>(attention().size());
    return status;
}

ConflictCard FakeSession::conflictCard(const ConflictId& id) const {
    for (const FakeConflict& conflict : m_house.conflicts) {
        if (!isUnlocked() || conflict.card.id != id)
            continue;
        ConflictCard card = conflict.card;
        card.isOpen = !conflict.isDecided;
        card.isPostponed = m_postponed.contains("conflict-" + id.record.hex() + id.field);
        return card;
    }
    ConflictCard none;
    none.id = id;
    return none;
}

std::vector<SearchHit> FakeSession::search(const std::string& text) const {
    std::vector<SearchHit> hits;
    const std::string wanted = folded(text);
    if (wanted.empty())
        return hits;
    const auto offer = [&](const FakeCase& file, RecordId record, HitKind kind,
                           const std::string& title, const std::string& body,
                           std::optional<Moment> happened) {
        const std::size_t at = folded(body).find(wanted);
        if (at == std::string::npos && folded(title).find(wanted) == std::string::npos)
            return;
        SearchHit& hit = hits.emplace_back();
        hit.caseId = file.id;
        hit.caseName = file.header.name;
        hit.record = record;
        hit.kind = kind;
        hit.title = title;
        hit.snippet = body;
        hit.happened = happened;
        if (at != std::string::npos)
            hit.matches = {
                {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(wanted.size())}};
    };
    for (const FakeCase& file : m_house.cases) {
        offer(file, RecordId{}, HitKind::Case, file.header.name, file.header.trigger, {});
        for (const Person& person : file.persons)
            offer(file, person.record, HitKind::Person, person.name, "", {});
        for (const Action& action : file.actions)
            offer(file, action.record, HitKind::Action, action.status.label, action.text,
                  action.due);
        for (const TimelineEntry& entry : file.timeline) {
            if (const auto* contact = std::get_if<ContactBody>(&entry.body)) {
                const std::string& body =
                    contact->stated.empty() ? contact->observed : contact->stated;
                offer(file, entry.record, HitKind::Contact,
                      contact->kind.label + " · " + contact->outcome.label, body, entry.happened);
            } else if (const auto* item = std::get_if<ContextItem>(&entry.body)) {
                offer(file, entry.record, HitKind::Context, item->subject, item->text,
                      entry.happened);
            } else if (const auto* warning = std::get_if<WarningBody>(&entry.body)) {
                offer(file, entry.record, HitKind::Warning, warning->kind.label, warning->advice,
                      entry.happened);
            }
        }
    }
    return hits;
}

} // namespace vb::test
