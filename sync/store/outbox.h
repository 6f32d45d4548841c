// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/sql/database.h"
#include "sync/sql/migration.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vb::store {

enum class OutboxKind : std::uint8_t { Statement = 1, Envelope = 2, Stub = 3 };

/// Something signed and sealed that the hub has not acknowledged, or that the store has not yet
/// durably recorded as acknowledged. Bytes are those of the wire.
struct OutboxItem {
    std::int64_t seq = 0; ///< order of sending; given by append()
    OutboxKind kind = OutboxKind::Envelope;
    Digest256 id; ///< statement or changeset id; for a stub the id of what it stands for
    Bytes content;
    /// Envelopes: the SignedStreamHead of the save that wrote them. Empty otherwise.
    Bytes head;
    std::optional<StreamId> stream;
    std::uint64_t counter = 0;
    /// The item that this one says anew under another number.
    std::optional<Digest256> replaces;
};

/// An attachment that the hub is to get; whole in the outbox.
struct OutboxAttachment {
    std::int64_t number = 0; ///< given by the outbox
    CaseId caseId;
    AudienceId audience;
    AttachmentId address;
    std::uint64_t total = 0; ///< bytes, at least 1
    Bytes directory;         ///< DirectoryHead, as of when the device named it
    Bytes signature;         ///< of the device, over protocol::uploadClaim()
};

/// One on its way into the outbox.
struct OwedAttachment {
    OutboxAttachment facts;
    /// Items that name it, which go in with it or wait already.
    std::vector<Digest256> namedBy;
    std::uint64_t chunks = 0;
    std::function<Result<Bytes>(std::uint64_t number)> chunk;
};

/// The durable moment of a save: a small file beside the store, in the clear for the file system
/// because everything in it is sealed already, so that delivery never depends on the store's key
/// (I-13). Invariant: what append() returned from survives a power cut until remove(), and so do
/// the attachments that came with it until dropAttachment(). Owned by the replica, or by whoever
/// delivers while the store is closed; used on the core thread.
class Outbox {
public:
    /// The steps from an empty file to the newest version.
    static std::span<const sql::Migration> history();
    /// Creates the file when it is not there. `vfs` as in sql::OpenOptions.
    static Result<Outbox> open(const std::string& path, const std::string& vfs = "unix-excl");
    /// An outbox that is there, to look at: its files stay as they are, also the log that a crash
    /// left. Io when it is not there; Corrupt, also for an empty file; TooNew.
    static Result<Outbox> inspect(const std::string& path, const std::string& vfs = "unix-excl");

    /// All or none, with one sync. Conflict when an id is there already. An attachment that is here
    /// already gets its new names and nothing else.
    Result<void> append(std::vector<OutboxItem>& items,
                        const std::vector<OwedAttachment>& attachments = {});
    /// The same, and in the same moment takes out what is `gone`.
    Result<void> exchange(const std::vector<Digest256>& gone, std::vector<OutboxItem>& items,
                          const std::vector<OwedAttachment>& attachments = {});
    /// In order of sending, after `afterSeq`, at most `limit`, and no further one once they weigh
    /// `bytes` together.
    Result<std::vector<OutboxItem>> items(std::int64_t afterSeq, std::size_t limit,
                                          std::size_t bytes = SIZE_MAX);
    /// The same, without what setDelivered() was told of.
    Result<std::vector<OutboxItem>> undelivered(std::int64_t afterSeq, std::size_t limit,
                                                std::size_t bytes = SIZE_MAX);
    /// The hub has these; the store, which is closed, is still to be told. Durable when it returns.
    Result<void> setDelivered(const std::vector<Digest256>& ids);
    Result<std::optional<OutboxItem>> find(const Digest256& id);
    /// Puts other content under the id and in the place of an item: a stub for what was refused, or
    /// the same envelope without a part that was taken back. A stub names no attachment.
    Result<void> replace(const OutboxItem& item);
    /// Only after the store holds the outcome durably. An absent id is no error.
    Result<void> remove(const std::vector<Digest256>& ids);
    /// Items that are still to be delivered, by kind.
    Result<std::uint64_t> count();

    // Attachments (outbox_attachments.cpp). They stay until dropAttachment(), whatever becomes of
    // the items that name them.

    /// All of them, by number, without their bytes.
    Result<std::vector<OutboxAttachment>> attachments();
    /// Those that need not wait for an item any more: one that names them is delivered, or none
    /// does.
    Result<std::vector<OutboxAttachment>> dueAttachments();
    Result<std::optional<OutboxAttachment>> findAttachment(const AudienceId& audience,
                                                           const AttachmentId& address);
    /// Whether an item that waits here names it.
    Result<bool> isNamed(const OutboxAttachment& attachment);
    /// Corrupt when it is not there.
    Result<Bytes> attachmentChunk(const OutboxAttachment& attachment, std::uint64_t chunkNumber);
    /// Takes in what no save brings; all or none.
    Result<void> keepAttachments(const std::vector<OwedAttachment>& attachments);
    /// An absent one is no error.
    Result<void> dropAttachment(const AudienceId& audience, const AttachmentId& address);

    Result<std::optional<Bytes>> meta(std::string_view key);
    Result<void> setMeta(std::string_view key, ByteView value);
    /// Corrupt, with SQLite's first sentence, unless the whole file is sound.
    Result<void> checkIntegrity() { return m_database.checkIntegrity(); }

private:
    explicit Outbox(sql::Database database) : m_database(std::move(database)) {}
    Result<void> dropAll(const std::vector<Digest256>& ids);
    Result<std::vector<OutboxItem>> select(const char* which, std::int64_t afterSeq,
                                           std::size_t limit, std::size_t bytes);
    Result<void> putInPlace(const OutboxItem& item);
    Result<void> takeIn(const std::vector<OwedAttachment>& attachments);
    Result<std::int64_t> takeIn(const OwedAttachment& attachment);

    sql::Database m_database;
};

} // namespace vb::store
