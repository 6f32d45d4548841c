// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/attention_list.h"

#include "client/bridge/record_summary.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

namespace {

/// Collects the items of one list.
class Collector {
public:
    Collector(const Reader& reader, const CaseListing& listing)
        : m_reader(reader), m_listing(listing) {}

    Result<std::vector<AttentionItem>> collect() {
        VB_TRY_VOID(addConflicts());
        VB_TRY_VOID(addNotices());
        VB_TRY_VOID(addActions());
        VB_TRY_VOID(addLate());
        VB_TRY_VOID(addCases());
        std::stable_sort(m_items.begin(), m_items.end(), [](const auto& a, const auto& b) {
            const auto rank = [](const AttentionItem& item) {
                return item.isPostponed ? 2 : item.kind == AttentionKind::Alarm ? 0 : 1;
            };
            return rank(a) != rank(b) ? rank(a) < rank(b) : a.since > b.since;
        });
        return std::move(m_items);
    }

private:
    AttentionItem& add(AttentionKind kind, std::string key, const std::optional<CaseId>& caseId) {
        AttentionItem& item = m_items.emplace_back();
        item.kind = kind;
        item.key = std::move(key);
        item.caseId = caseId;
        if (caseId)
            item.caseName = m_listing.nameOf(*caseId);
        return item;
    }
    Result<void> addConflicts();
    Result<void> addNotices();
    Result<void> addActions();
    Result<void> addLate();
    Result<void> addCases();
    Result<void> addNotice(const store::AttentionRow& row);
    [[nodiscard]] model::RoleSet rolesInHouse() const;

    const Reader& m_reader;
    const CaseListing& m_listing;
    std::vector<AttentionItem> m_items;
};

Result<void> Collector::addConflicts() {
    auto& store = m_reader.replica.store();
    VB_TRY(const auto rows, store.records().conflicted());
    for (const auto& row : rows) {
        VB_TRY(const auto state, m_reader.replica.record(row.record));
        if (!state || m_listing.find(row.caseId) == nullptr)
            continue;
        std::set<std::string> fields;
        for (const auto& view :
             cw::conflictViews(m_reader.replica.schema(), std::span(&*state, 1), m_reader.me(),
                               m_reader.names, m_reader.calendar)) {
            const ConflictId id{row.record, std::string(view.field->name)};
            if (!fields.insert(id.field).second)
                continue;
            AttentionItem& item = add(AttentionKind::Conflict, attentionKey(id), row.caseId);
            item.subject = std::string(view.field->label);
            const auto newest = std::max_element(
                view.sides.begin(), view.sides.end(),
                [](const auto& a, const auto& b) { return a.by.effective < b.by.effective; });
            item.since = {newest->by.effective.millis};
            item.author = authorOf(newest->by, m_reader.names, m_reader.me());
            item.conflict = id;
            item.record = row.record;
            VB_TRY(const auto seen, store.postponed().find(item.key));
            item.isPostponed = seen && *seen == fingerprint(view);
        }
    }
    return {};
}

Result<void> Collector::addNotices() {
    VB_TRY(const auto rows, m_reader.replica.store().attention().all());
    for (const auto& row : rows)
        VB_TRY_VOID(addNotice(row));
    return {};
}

Result<void> Collector::addNotice(const store::AttentionRow& row) {
    auto kind = AttentionKind::Alarm;
    switch (row.kind) {
    case store::AttentionKind::Refused:
    case store::AttentionKind::AttachmentRefused:
        kind = AttentionKind::Refused;
        break;
    case store::AttentionKind::Late:
        kind = AttentionKind::Late;
        break;
    case store::AttentionKind::SplitView:
    case store::AttentionKind::HubRestored:
    case store::AttentionKind::Fork:
    case store::AttentionKind::Unreadable:
    case store::AttentionKind::Invalid:
        break;
    case store::AttentionKind::Newer:
        kind = AttentionKind::Newer;
        break;
    case store::AttentionKind::CaseErased:
    case store::AttentionKind::StoreRepaired:
        return {}; // done already, and nothing that a person could do about it
    }
    const bool isAlarm = kind == AttentionKind::Alarm;
    AttentionItem& item =
        add(kind, "notice-" + std::to_string(static_cast<int>(row.kind)) + "-" + toHex(row.subject),
            isAlarm ? std::nullopt : row.caseId);
    item.since = row.noticedAt;
    if (isAlarm || kind == AttentionKind::Newer)
        return {};
    if (kind == AttentionKind::Refused)
        item.refusal = refusalOf(static_cast<membership::Refusal>(row.reason));
    item.author.name = m_reader.names.workerName(m_reader.me());
    item.author.organisation = m_reader.names.organisationName(m_reader.organisation());
    item.author.isMe = true;
    const auto changeset = ChangesetId::fromBytes(row.subject);
    if (!changeset)
        return {};
    VB_TRY(const auto records, m_reader.replica.store().envelopes().recordsOf(*changeset));
    if (records.empty())
        return {};
    item.record = records.front();
    VB_TRY(const auto record, m_reader.replica.store().records().find(item.record));
    const auto* type = record ? cw::findRecordType(record->type) : nullptr;
    const std::string title = record ? decodeSummary(record->summary).title : std::string();
    item.subject = title.empty() && type != nullptr ? std::string(type->label) : title;
    return {};
}

Result<void> Collector::addActions() {
    VB_TRY(const auto rows,
           m_reader.replica.store().overview().marked(cw::actieType().id(), kMarkCheckAction));
    for (const auto& row : rows) {
        AttentionItem& item =
            add(AttentionKind::CheckAction, "action-" + row.record.hex(), row.caseId);
        item.subject = decodeSummary(row.summary).title;
        item.since = {row.sortMillis};
        item.record = row.record;
    }
    return {};
}

model::RoleSet Collector::rolesInHouse() const {
    const auto prefix = membership::wholeDirectory(m_reader.replica.directory().house());
    return membership::roles(prefix, m_reader.replica.identity().holder, m_reader.replica.hubNow());
}

/// What somebody wrote after being removed is the procesregisseur's to judge.
Result<void> Collector::addLate() {
    if (!rolesInHouse().has(model::Role::Procesregisseur))
        return {};
    VB_TRY(const auto rows, m_reader.replica.store().overview().lateOfOthers(m_reader.me()));
    for (const auto& row : rows) {
        VB_TRY(const auto state, m_reader.replica.record(row.record));
        if (!state || m_listing.find(row.caseId) == nullptr)
            continue;
        AttentionItem& item = add(AttentionKind::Late, "late-" + row.record.hex(), row.caseId);
        const auto* type = cw::findRecordType(row.type);
        item.subject = decodeSummary(row.summary).title;
        if (item.subject.empty() && type != nullptr)
            item.subject = std::string(type->label);
        if (state->created) {
            item.author = authorOf(*state->created, m_reader.names, m_reader.me());
            item.since = state->created->hubTime.value_or(Instant{row.sortMillis});
        }
        item.record = row.record;
    }
    return {};
}

Result<void> Collector::addCases() {
    // Who can do something about a case without casusregisseur is told of it; everybody else sees
    // it at the head of the case file.
    const bool isAppointer = rolesInHouse().intersects(
        {model::Role::Procesregisseur, model::Role::Informatievoorziening});
    for (const auto& [caseId, listed] : m_listing.cases()) {
        if (listed.hasLateNews)
            add(AttentionKind::BeforeDecision, "news-" + caseId.hex(), caseId).since =
                listed.happened;
        if (!isAppointer || !listed.isUnderWay)
            continue;
        VB_TRY(const auto prefix, m_reader.replica.directory().prefix(caseId));
        if (!membership::isRoleHeld(prefix.caseLog->roles(), model::Role::Casusregisseur,
                                    prefix.caseSize, m_reader.replica.hubNow()))
            add(AttentionKind::NoCoordinator, "coordinator-" + caseId.hex(), caseId).since =
                listed.happened;
    }
    return {};
}

} // namespace

std::string attentionKey(const ConflictId& conflict) {
    return "conflict-" + conflict.record.hex() + "-" + conflict.field;
}

Bytes fingerprint(const cw::ConflictView& conflict) {
    return toBytes(asBytes(keyOf(conflict.candidates).opaque));
}

Bytes fingerprint(const cw::Finding& finding) {
    // The key names records and versions; who holds a role is in the sides alone.
    std::string about = finding.key;
    for (const auto& side : finding.sides)
        about += ':' + side.by.author.hex() + side.choice;
    return toBytes(asBytes(about));
}

Result<std::vector<AttentionItem>> readAttention(const Reader& reader, const CaseListing& listing) {
    return Collector(reader, listing).collect();
}

std::set<CaseId> casesWaiting(const std::vector<AttentionItem>& items) {
    std::set<CaseId> cases;
    for (const auto& item : items) {
        if (item.caseId && item.kind != AttentionKind::NoCoordinator)
            cases.insert(*item.caseId);
    }
    return cases;
}

} // namespace vb::bridge
