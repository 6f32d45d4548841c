// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What an accepted push makes true: positions, leaves, rows and the content that goes.
#include "sync/membership/admission.h"
#include "sync/server/push_batch.h"

#include <limits>

namespace vb::server {

using membership::Statement;
using transparency::ItemKind;
using transparency::LeafEntry;

Result<AcceptedBatch> PushBatch::rows() {
    AcceptedBatch batch;
    batch.firstPosition = m_core.m_log.size;
    batch.hubTime = m_hubTime;
    batch.device = m_caller.device;
    for (Accepted& accepted : m_accepted) {
        if (!accepted.refusedAfterAll)
            VB_TRY_VOID(number(accepted, batch));
    }
    for (const Accepted& accepted : m_accepted) {
        if (const auto* statement = std::get_if<NewStatement>(&accepted.item))
            VB_TRY_VOID(addEffects(statement->statement, batch));
    }
    for (const auto& [id, stream] : m_streams) {
        if (!stream.accepted.empty())
            batch.streams.push_back(stream.row);
    }
    batch.heads = m_heads;
    for (const auto& [index, place] : m_repeats) {
        const Accepted& first = m_accepted[place];
        if (first.refusedAfterAll)
            refuse(index, m_verdicts[first.index].refusal());
        else
            setDuplicate(index, m_verdicts[first.index].position(),
                         m_newLeaves[m_verdicts[first.index].position() - batch.firstPosition]);
    }
    return batch;
}

Result<void> PushBatch::number(Accepted& accepted, AcceptedBatch& batch) {
    const LogSize position = m_tree.size();
    LeafEntry entry;
    entry.directory = accepted.directory;
    entry.hubTime = m_hubTime;
    if (accepted.original)
        entry = *accepted.original;
    if (auto* statement = std::get_if<NewStatement>(&accepted.item)) {
        entry.kind = ItemKind::Statement;
        entry.item = Digest256(statement->statement.id.bytes());
        entry.chain = statement->chain;
        const Statement& said = statement->statement;
        batch.statements.push_back({said.caseId, statement->chain.size - 1, said.id,
                                    said.sent.statement, said.sent.signature, position,
                                    transparency::encodeLeafEntry(entry)});
        m_newLeaves.push_back(batch.statements.back().leaf);
        batch.usage.bytes += said.sent.statement.size();
    } else {
        EnvelopeRow& row = std::get<NewEnvelope>(accepted.item).row;
        entry.kind = row.stubReason == 0 ? ItemKind::Envelope : ItemKind::Stub;
        entry.item = Digest256(row.id.bytes());
        row.position = position;
        row.leaf = transparency::encodeLeafEntry(entry);
        VB_TRY_VOID(compareWith(row));
        m_newLeaves.push_back(row.leaf);
        batch.usage.bytes += row.header.size();
        for (const PartRow& part : row.parts)
            batch.usage.bytes += part.content.size();
        if (const auto& renews = std::get<NewEnvelope>(accepted.item).renews)
            batch.renewals.push_back({*renews, m_streams.at(row.stream).row.device});
        batch.envelopes.push_back(std::move(row));
    }
    ++batch.usage.items;
    m_tree.append(transparency::hashLogLeaf(m_core.m_house.house, m_newLeaves.back()),
                  [&](transparency::NodePlace place, const TreeHash& hash) {
                      batch.nodes.push_back({place, hash});
                  });
    m_verdicts[accepted.index].set_position(position);
    return {};
}

Result<void> PushBatch::compareWith(EnvelopeRow& row) {
    const Audience audience{row.caseId, row.audience};
    auto digest = m_digests.find(audience);
    if (digest == m_digests.end()) {
        VB_TRY(const ComparisonRow stored,
               ours(m_core.m_store.comparison(row.caseId, row.audience,
                                              std::numeric_limits<std::int64_t>::max())));
        digest = m_digests
                     .emplace(audience, transparency::ComparisonDigest(m_core.m_house.house,
                                                                       stored.count, stored.digest))
                     .first;
    }
    digest->second.add(row.id);
    row.audienceCount = digest->second.count();
    row.audienceDigest = *digest->second.digest();
    return {};
}

namespace {

void dropAttachments(const CaseId& caseId,
                     const std::vector<membership::NamedAttachment>& attachments,
                     std::optional<OrganisationCode> organisation, AcceptedBatch& batch) {
    for (const membership::NamedAttachment& named : attachments)
        batch.droppedAttachments.push_back({{caseId, named.audience, named.address}, organisation});
}

} // namespace

Result<void> PushBatch::addEffects(const Statement& statement, AcceptedBatch& batch) {
    if (const auto* member = statement.as<membership::MemberBody>()) {
        batch.memberships.push_back(
            {member->member.worker, member->member.organisation, statement.caseId});
    } else if (const auto* transfer = statement.as<membership::TransferBody>()) {
        batch.memberships.push_back(
            {transfer->receiver.worker, transfer->receiver.organisation, statement.caseId});
    } else if (const auto* withdrawal = statement.as<membership::WithdrawalBody>()) {
        for (const PartHash& part : withdrawal->parts)
            VB_TRY_VOID(drop(statement, part, batch));
        if (const auto by = m_core.m_chains.holderOf(statement.signer))
            dropAttachments(statement.caseId, withdrawal->attachments, by->organisation, batch);
    } else if (const auto* purge = statement.as<membership::PurgeBody>()) {
        for (const PartHash& part : purge->parts)
            VB_TRY_VOID(drop(statement, part, batch));
        dropAttachments(statement.caseId, purge->attachments, std::nullopt, batch);
        if (!purge->wholeCase)
            return {};
        batch.droppedCases.push_back(statement.caseId);
        for (EnvelopeRow& row : batch.envelopes) {
            if (row.caseId != statement.caseId)
                continue;
            for (PartRow& part : row.parts)
                part.content.clear();
        }
    }
    return {};
}

Result<void> PushBatch::drop(const Statement& statement, const PartHash& part,
                             AcceptedBatch& batch) {
    const bool anyAuthor = statement.as<membership::PurgeBody>() != nullptr;
    const auto by = m_core.m_chains.holderOf(statement.signer);
    const auto mayDrop = [&](const DeviceId& device) {
        const auto author = m_core.m_chains.holderOf(device);
        return anyAuthor || (by && author && membership::mayWithdraw(*by, *author));
    };
    for (EnvelopeRow& row : batch.envelopes) {
        const auto stream = m_streams.find(row.stream);
        if (row.caseId != statement.caseId || stream == m_streams.end() ||
            !mayDrop(stream->second.row.device))
            continue;
        for (PartRow& held : row.parts) {
            if (held.hash == part)
                held.content.clear();
        }
    }
    VB_TRY(const auto places, ours(m_core.m_store.placesOf(statement.caseId, part)));
    for (const PartPlace& place : places) {
        if (mayDrop(place.device))
            batch.droppedParts.emplace_back(place.position, part);
    }
    return {};
}

} // namespace vb::server
