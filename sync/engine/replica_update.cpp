// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a newer program wrote is kept as it came and has no effect here. After an update of this
// program it is read once more.
#include "sync/engine/replica.h"
#include "sync/envelope/content_codec.h"

#include <algorithm>
#include <span>

namespace vb::engine {
namespace {

constexpr auto kSchemaKey = "schema.known";
/// Records of one transaction.
constexpr std::size_t kRereadAtOnce = 256;

constexpr auto kUnreadKey = "attachments.unread"; ///< set by the migration
/// How a value that is an attachment begins in content.proto: field 10, 32 bytes.
constexpr ByteArray<2> kAttachmentValue{0x52, 0x20};

/// FNV-1a: to notice that the program has changed, against nobody.
std::int64_t fingerprintOf(const model::Schema& schema) {
    std::uint64_t sum = 14'695'981'039'346'656'037U;
    for (const char byte : schema.frozenList())
        sum = (sum ^ static_cast<std::uint8_t>(byte)) * 1'099'511'628'211U;
    return static_cast<std::int64_t>(sum);
}

} // namespace

/// One notice for each case: how much of it there is says nothing to a person who cannot see it.
Result<void> Replica::noticeNewer(const CaseId& caseId, const model::RecordState& state) {
    const bool isNewer =
        std::any_of(state.fields.begin(), state.fields.end(), [](const model::FieldState& field) {
            return field.has(model::VersionStatus::NotUnderstood);
        });
    return isNewer ? notice(store::AttentionKind::Newer, caseId, caseId.view(), 0) : Result<void>{};
}

/// Lists, search and conflicts are what the program made of the records that wrote them. Another
/// schema makes something else of them. What stops this, a crash or a failing disk, does not keep
/// the device from opening and from delivering what waits: it is begun again when it opens next.
Result<void> Replica::rereadAfterUpdate() {
    const std::int64_t known = fingerprintOf(m_environment.schema);
    VB_TRY(const auto before, m_store.meta().number(kSchemaKey));
    if (before == known)
        return {};
    const auto reread = [this](std::span<const store::RecordKey> records) -> Result<void> {
        ChangedRecords changed;
        for (const auto& record : records)
            changed.add(record.record);
        VB_TRY(auto transaction, m_store.begin());
        VB_TRY_VOID(remerge(changed));
        return transaction.commit();
    };
    VB_TRY(const auto notices, m_store.attention().all());
    for (const auto& row : notices) {
        if (row.kind == store::AttentionKind::Newer)
            VB_TRY_VOID(m_store.attention().dismiss(row.number));
    }
    VB_TRY(const auto audiences, m_store.audiences().all());
    for (const auto& audience : audiences) {
        VB_TRY(const auto records, m_store.records().inAudience(audience.audience));
        std::span<const store::RecordKey> left(records);
        while (!left.empty()) {
            const auto some = left.first(std::min(left.size(), kRereadAtOnce));
            if (!reread(some))
                return {};
            left = left.subspan(some.size());
        }
    }
    return m_store.meta().putNumber(kSchemaKey, known);
}

/// A program from before attachments kept them in records and fetched none. Once for each store
/// that has such records; what stops it is begun again when the device opens next, as above.
Result<void> Replica::nameStoredAttachments() {
    VB_TRY(const auto unread, m_store.meta().number(kUnreadKey));
    if (unread.value_or(0) == 0)
        return {};
    const auto nameAll = [this]() -> Result<void> {
        VB_TRY(auto transaction, m_store.begin());
        VB_TRY(const auto suspects, m_store.attachments().partsWith(kAttachmentValue));
        for (const auto& stored : suspects) {
            const auto content = envelope::decodePart(stored.content);
            if (!content)
                continue; // nor can it be shown
            store::PartRow part;
            part.index = stored.index;
            part.attachments = model::attachmentsOf(content->part);
            VB_TRY_VOID(attachments().name({stored.caseId, stored.audience, stored.audienceNumber,
                                            stored.recordNumber, stored.envelopeNumber,
                                            stored.device == m_identity.device},
                                           part));
        }
        VB_TRY_VOID(m_store.meta().putNumber(kUnreadKey, 0));
        return transaction.commit();
    };
    static_cast<void>(nameAll());
    return {};
}

} // namespace vb::engine
