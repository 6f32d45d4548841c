// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub_store.h"

#include <functional>
#include <map>
#include <set>

namespace vb::server {

/// A HubStore in memory, for tests and the simulator. Copying it is a backup, assigning the copy a
/// restore (only while nothing is uncommitted: VB_CHECK).
class MemoryHubStore : public HubStore {
public:
    MemoryHubStore() = default;
    MemoryHubStore(const MemoryHubStore& other);
    MemoryHubStore& operator=(const MemoryHubStore& other);

    Result<void> openHouse(const HouseRow& house) override;
    Result<void> apply(const AcceptedBatch& batch) override;
    Result<void> putMail(const MailRow& mail) override;
    Result<void> expireMail(Instant now) override;
    Result<void> putChunk(const AttachmentRow& row, ByteView chunk) override;
    Result<void> dropUpload(const AttachmentPlace& place, const DeviceId& uploader) override;
    Result<void> finishUpload(const AttachmentPlace& place, const DeviceId& uploader) override;
    Result<void> expireUploads(Instant since) override;
    Result<void> setSecured(LogSize position) override;
    Result<void> beginGeneration(const GenerationRow& row) override;
    Result<void> await(const AwaitedRow& row) override;
    Result<void> awaitNothingOf(const DeviceId& device) override;
    Result<void> endRecovery() override;
    Result<void> commit() override;
    void rollback() override;

    [[nodiscard]] Result<HouseRow> house() const override;
    [[nodiscard]] Result<LogState> logState() const override;
    [[nodiscard]] Result<std::vector<GenerationRow>> generations() const override;
    [[nodiscard]] Result<std::map<DeviceId, std::uint64_t>> awaited() const override;
    [[nodiscard]] Result<TreeHash> node(transparency::NodePlace place) const override;
    Result<void> eachStatement(const CaseId& caseId, std::uint64_t number,
                               const StatementVisitor& visit) const override;
    [[nodiscard]] Result<std::optional<StatementRow>>
    statement(const StatementId& id) const override;
    [[nodiscard]] Result<std::vector<CaseId>> casesOf(const WorkerId& worker,
                                                      OrganisationCode organisation) const override;
    Result<void> eachEnvelope(const CaseId& caseId, const AudienceId& audience, Share share,
                              LogSize position, const EnvelopeVisitor& visit) const override;
    Result<void> eachOfStream(const StreamId& stream, std::uint64_t counter,
                              const EnvelopeVisitor& visit) const override;
    [[nodiscard]] Result<std::optional<EnvelopeRow>> envelope(const ChangesetId& id) const override;
    [[nodiscard]] Result<std::optional<StreamRow>> stream(const StreamId& stream) const override;
    [[nodiscard]] Result<std::optional<HeadRow>> head(const StreamId& stream,
                                                      std::uint64_t counter) const override;
    [[nodiscard]] Result<bool> isSaid(const RenewalRow& saying) const override;
    [[nodiscard]] Result<std::vector<PartPlace>> placesOf(const CaseId& caseId,
                                                          const PartHash& part) const override;
    [[nodiscard]] Result<ComparisonRow> comparison(const CaseId& caseId, const AudienceId& audience,
                                                   LogSize position) const override;
    [[nodiscard]] Result<std::vector<std::pair<LogSize, ChangesetId>>>
    ids(const CaseId& caseId, const AudienceId& audience, LogSize from, LogSize upTo,
        std::size_t limit) const override;
    [[nodiscard]] Result<std::optional<AttachmentRow>>
    attachment(const AttachmentPlace& place, const DeviceId& uploader) const override;
    [[nodiscard]] Result<std::vector<AttachmentRow>>
    uploadsOf(const DeviceId& uploader) const override;
    [[nodiscard]] Result<Bytes> chunk(const AttachmentPlace& place, const DeviceId& uploader,
                                      std::uint64_t number) const override;
    [[nodiscard]] Result<UsageRow> usage(const DeviceId& device) const override;
    [[nodiscard]] Result<std::optional<MailRow>> mail(const Digest256& address,
                                                      std::uint32_t slot) const override;
    [[nodiscard]] Result<std::uint64_t> mailCount() const override;

    /// SHA-256 over everything in it: two stores that differ anywhere have different digests.
    [[nodiscard]] Digest256 digest() const;

private:
    using AudienceKey = std::pair<CaseId, AudienceId>;
    /// No device: whole.
    using Upload = std::pair<AttachmentPlace, DeviceId>;

    /// All content, so that backup, restore and digest miss nothing.
    struct Tables {
        std::optional<HouseRow> house;
        LogState log;
        std::map<std::uint64_t, GenerationRow> generations;
        std::map<transparency::NodePlace, TreeHash> nodes;
        std::map<std::pair<CaseId, std::uint64_t>, StatementRow> statements;
        std::map<StatementId, std::pair<CaseId, std::uint64_t>> statementIds;
        std::set<MembershipRow> memberships;
        std::set<RenewalRow> renewals;
        std::map<AwaitedRow, bool> awaited; ///< a set that put() and take() can undo
        std::map<LogSize, EnvelopeRow> envelopes;
        std::map<AudienceKey, std::set<LogSize>> audiences;
        std::map<std::pair<StreamId, std::uint64_t>, LogSize> streamPositions;
        std::map<ChangesetId, LogSize> envelopeIds;
        std::map<std::pair<CaseId, PartHash>, std::set<LogSize>> parts;
        std::map<StreamId, StreamRow> streams;
        std::map<std::pair<StreamId, std::uint64_t>, HeadRow> heads;
        std::map<DeviceId, UsageRow> usage;
        std::map<std::pair<Digest256, std::uint32_t>, MailRow> mail;
        std::map<Upload, AttachmentRow> attachments;
        std::map<std::pair<Upload, std::uint64_t>, Bytes> chunks;
    };

    template <typename Map>
    void put(Map Tables::*table, const typename Map::key_type& key,
             const typename Map::mapped_type& value);
    template <typename Map>
    void take(Map Tables::*table, const typename Map::key_type& key);
    void addUsage(const DeviceId& device, const UsageRow& added);
    void takeAwaited(const Digest256& item);
    void takeAllAwaited();
    void takeUpload(const Upload& upload);
    void dropAttachmentsOf(const CaseId& caseId);
    void dropAttachment(const DroppedAttachment& dropped);
    void putEnvelope(const EnvelopeRow& row);
    void drop(LogSize position, const PartHash* part);
    void setLog(const LogState& log);

    Tables m_tables;
    /// How to take back what is not committed, in order of doing.
    std::vector<std::function<void(Tables&)>> m_undo;
};

template <typename Map>
void MemoryHubStore::put(Map Tables::*table, const typename Map::key_type& key,
                         const typename Map::mapped_type& value) {
    Map& map = m_tables.*table;
    const auto known = map.find(key);
    if (known == map.end()) {
        m_undo.push_back([table, key](Tables& tables) { (tables.*table).erase(key); });
        map.emplace(key, value);
    } else {
        m_undo.push_back([table, key, old = known->second](Tables& tables) {
            (tables.*table).insert_or_assign(key, old);
        });
        known->second = value;
    }
}

template <typename Map>
void MemoryHubStore::take(Map Tables::*table, const typename Map::key_type& key) {
    Map& map = m_tables.*table;
    const auto known = map.find(key);
    if (known == map.end())
        return;
    m_undo.push_back(
        [table, key, old = known->second](Tables& tables) { (tables.*table).emplace(key, old); });
    map.erase(known);
}

} // namespace vb::server
