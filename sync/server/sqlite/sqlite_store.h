// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/hub_store.h"
#include "sync/sql/database.h"
#include "sync/sql/migration.h"
#include "sync/sql/transaction.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace vb::server {

/// "VBH1", in the file's header.
inline constexpr std::int32_t kHubApplicationId = 0x56424831;

/// The HubStore of one house on one machine: an SQLite file in WAL mode with synchronous=FULL, so
/// that what was committed survives a power cut. Plain VFS: everything in it is sealed, signed or a
/// hash. One process writes; others may read (backup) or set the secured mark meanwhile.
class SqliteHubStore final : public HubStore {
public:
    /// Opens the file, or makes it when `access` is Create, and brings its schema up to date.
    /// TooNew for a file of a newer program, which stays as it is; NotFound when there is none;
    /// otherwise as sql::Database::open(). `vfs` names a registered SQLite VFS (empty: the
    /// system's), of which only Create asks nothing of the file system beside it.
    static Result<std::unique_ptr<SqliteHubStore>> open(const std::string& path,
                                                        sql::Access access = sql::Access::Create,
                                                        const std::string& vfs = {});
    /// The numbered migrations, oldest first.
    static std::span<const sql::Migration> history();
    ~SqliteHubStore() override;

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

    /// Copies the WAL into the file: at a graceful stop.
    Result<void> checkpoint();
    /// Corrupt unless the whole file is sound. Reads all of it.
    Result<void> checkIntegrity();
    /// A copy of the store as it is now into a new file, while the hub runs on. AlreadyExists when
    /// there is a file; the copy is complete and synced when it returns, or it is not there.
    Result<void> backUpTo(const std::string& path);

private:
    explicit SqliteHubStore(sql::Database database);
    Result<void> beginWriting();
    Result<void> cutLog();
    Result<void> applyRows(const AcceptedBatch& batch);
    Result<void> putEnvelope(const EnvelopeRow& row);
    Result<void> addUsage(const DeviceId& device, const UsageRow& added);
    Result<void> takeAwaited(const AcceptedBatch& batch);
    Result<void> dropAttachmentsOf(const CaseId& caseId);
    Result<void> dropAttachment(const DroppedAttachment& dropped);
    Result<std::optional<std::int64_t>> attachmentNumber(const AttachmentPlace& place,
                                                         const DeviceId& uploader) const;
    Result<void> dropContent(const AcceptedBatch& batch);
    Result<EnvelopeRow> readEnvelope(const sql::Statement& row) const;

    /// Reading prepares statements, which changes the connection's cache and nothing else.
    mutable sql::Database m_database;
    /// From the first write to commit() or rollback().
    std::optional<sql::Transaction> m_writing;
    /// The transaction drops parts, whose bytes the WAL still has from when they came.
    bool m_isDropping = false;
    /// It was committed, and the WAL is not cut off yet. So after a start, which may follow a
    /// crash.
    bool m_isLogStale = true;
};

} // namespace vb::server
