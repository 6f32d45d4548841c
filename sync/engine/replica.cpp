// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/replica.h"

#include "sync/envelope/content_codec.h"
#include "sync/membership/readers.h"
#include "sync/model/dump.h"

namespace vb::engine {
namespace {

constexpr auto kClockMillis = "clock.millis";
constexpr auto kClockCounter = "clock.counter";
constexpr auto kHubOffset = "clock.hub_offset";

/// A clock that cannot be read is no clock that never ran: it would run backwards.
Result<HybridStamp> storedStamp(store::ReplicaStore& store) {
    VB_TRY(const auto millis, store.meta().number(kClockMillis));
    VB_TRY(const auto counter, store.meta().number(kClockCounter));
    if (!millis || !counter)
        return HybridStamp{};
    return HybridStamp{*millis, static_cast<std::uint16_t>(*counter)};
}

} // namespace

Replica::Replica(store::ReplicaStore store, store::Outbox outbox, DeviceIdentity identity,
                 ReplicaEnvironment environment, HybridStamp latest)
    : m_store(std::move(store)),
      m_outbox(std::move(outbox)),
      m_identity(std::move(identity)),
      m_environment(environment),
      m_keys(m_store, m_identity.house, m_identity.boxKey),
      m_clock(environment.clock, latest) {}

Result<std::unique_ptr<Replica>> Replica::open(store::ReplicaStore store, store::Outbox outbox,
                                               DeviceIdentity identity,
                                               ReplicaEnvironment environment) {
    VB_TRY(const auto latest, storedStamp(store));
    std::unique_ptr<Replica> replica(
        new Replica(std::move(store), std::move(outbox), std::move(identity), environment, latest));
    VB_TRY_VOID(replica->load());
    return replica;
}

Result<void> Replica::load() {
    VB_TRY(m_directory,
           ReplicaDirectory::load(m_store, m_identity.house, m_identity.rootFingerprint));
    VB_TRY(const auto offset, m_store.meta().number(kHubOffset));
    m_hubOffset = std::chrono::milliseconds(offset.value_or(0));
    VB_TRY_VOID(loadPin());
    VB_TRY_VOID(rereadAfterUpdate());
    VB_TRY_VOID(nameStoredAttachments());
    VB_TRY_VOID(settleOutbox());
    VB_TRY_VOID(replayOutbox());
    return keepDeliverable();
}

Instant Replica::hubNow() const {
    return m_environment.clock.now() + m_hubOffset;
}

Result<void> Replica::learnHubTime(Instant hubTime) {
    const auto offset = hubTime - m_environment.clock.now();
    VB_TRY_VOID(m_store.meta().putNumber(kHubOffset, offset.count()));
    m_hubOffset = offset;
    return {};
}

Result<void> Replica::persistClock() {
    const HybridStamp latest = m_clock.latest();
    VB_TRY_VOID(m_store.meta().putNumber(kClockMillis, latest.millis));
    return m_store.meta().putNumber(kClockCounter, latest.counter);
}

model::ChangesetFacts Replica::factsOf(const store::EnvelopeRow& row) {
    model::ChangesetFacts facts;
    facts.id = row.id;
    facts.author = row.author;
    facts.organisation = row.organisation;
    facts.hat = row.hat;
    facts.stamp = row.stamp;
    // Of what was given up the log has the stub; it itself was never accepted.
    if (row.state != store::EnvelopeState::Refused) {
        facts.position = row.position;
        facts.hubTime = row.hubTime;
    }
    facts.rolesAtAcceptance = row.roles;
    facts.standing = row.standing;
    facts.late = row.late;
    return facts;
}

Result<model::RecordState> Replica::merged(const RecordId& record, model::RecordTypeId type,
                                           Accepted accepted) {
    VB_TRY(auto rows, m_store.records().parts(record));
    if (accepted == Accepted::Only)
        std::erase_if(rows, [](const auto& row) { return !factsOf(row.facts).position; });
    std::vector<model::Part> parts;
    parts.reserve(rows.size());
    for (const auto& row : rows) {
        VB_TRY(auto content, envelope::decodePart(row.part.content));
        parts.push_back(std::move(content.part));
    }
    std::vector<model::RecordPart> input;
    input.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        input.push_back({factsOf(rows[i].facts), rows[i].part.index, &parts[i]});
    return model::mergeRecord(m_environment.schema, type, record, input);
}

/// A record as it is now; nothing when it is not in the store.
Result<std::optional<std::pair<CaseId, model::RecordState>>>
Replica::mergedAtHand(const RecordId& record, const std::optional<ChangedRecords::Fresh>& fresh) {
    std::optional<std::pair<CaseId, model::RecordState>> found;
    if (fresh) {
        const model::RecordPart part{fresh->facts, fresh->index, &fresh->part};
        found.emplace(fresh->caseId, model::mergeRecord(m_environment.schema, fresh->part.type,
                                                        record, {&part, 1}));
        return found;
    }
    VB_TRY(const auto row, m_store.records().find(record));
    if (!row)
        return found;
    VB_TRY(auto state, merged(record, row->type));
    found.emplace(row->caseId, std::move(state));
    return found;
}

Result<void> Replica::remerge(const ChangedRecords& changed) {
    std::vector<std::pair<std::int64_t, std::string>> texts;
    texts.reserve(changed.size());
    for (const auto& [record, change] : changed) {
        VB_TRY(const auto found, mergedAtHand(record, change.fresh));
        if (!found)
            continue;
        const auto& [caseId, state] = *found;
        VB_TRY_VOID(noticeNewer(caseId, state));
        auto projection = m_environment.projector.project(caseId, state);
        const auto conflicts = model::conflictsOf(m_environment.schema, state);
        VB_TRY(const auto number,
               m_store.records().project(record, {projection.sortMillis, projection.summary,
                                                  static_cast<std::uint32_t>(conflicts.size()),
                                                  projection.marks, change.isUnread}));
        texts.emplace_back(number, std::move(projection.searchText));
        VB_TRY_VOID(noteKin(state));
    }
    for (const auto& [number, text] : texts)
        VB_TRY_VOID(m_store.records().setSearchText(number, text));
    return {};
}

Result<std::optional<model::RecordState>> Replica::record(const RecordId& record) {
    VB_TRY(const auto row, m_store.records().find(record));
    if (!row)
        return std::optional<model::RecordState>{};
    VB_TRY(auto state, merged(record, row->type));
    return std::optional<model::RecordState>(std::move(state));
}

Result<std::vector<model::RecordState>>
Replica::records(const CaseId& caseId, const std::vector<model::RecordTypeId>& types) {
    VB_TRY(const auto rows, m_store.records().ofCase(caseId, types, SIZE_MAX >> 1));
    std::vector<model::RecordState> states;
    states.reserve(rows.size());
    for (const auto& row : rows) {
        VB_TRY(auto state, merged(row.record, row.type));
        states.push_back(std::move(state));
    }
    return states;
}

Result<std::vector<model::Conflict>> Replica::conflicts() {
    VB_TRY(const auto rows, m_store.records().conflicted());
    std::vector<model::Conflict> conflicts;
    for (const auto& row : rows) {
        VB_TRY(const auto state, merged(row.record, row.type));
        for (auto& conflict : model::conflictsOf(m_environment.schema, state))
            conflicts.push_back(std::move(conflict));
    }
    return conflicts;
}

Result<std::string> Replica::canonicalDump(const AudienceId& audience) {
    VB_TRY(const auto records, m_store.records().inAudience(audience));
    std::string dump = model::kDumpHead;
    for (const auto& record : records) {
        VB_TRY(const auto state, merged(record.record, record.type, Accepted::Only));
        model::appendDump(dump, m_environment.schema, state);
    }
    return dump;
}

Result<std::vector<membership::Audience>> Replica::readableAudiences(const CaseId& caseId) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    return membership::readableAudiences(prefix, m_identity.holder, hubNow());
}

Result<std::uint32_t> Replica::readers(const CaseId& caseId, const AudienceId& audience) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    const auto found = membership::findAudience(prefix, audience);
    if (!found)
        return std::uint32_t{0};
    const auto members = membership::members(prefix, *found, hubNow());
    std::uint32_t others = 0;
    for (const auto& member : members)
        others += member == m_identity.holder ? 0U : 1U;
    return others;
}

Result<void> Replica::notice(store::AttentionKind kind, std::optional<CaseId> caseId,
                             ByteView subject, std::uint32_t reason) {
    store::AttentionRow row;
    row.kind = kind;
    row.caseId = caseId;
    row.subject = toBytes(subject);
    row.reason = reason;
    row.noticedAt = m_environment.clock.now();
    return m_store.attention().put(row);
}

} // namespace vb::engine
