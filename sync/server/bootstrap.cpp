// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/bootstrap.h"

#include "sync/membership/admission.h"
#include "sync/membership/derived_ids.h"
#include "sync/membership/house_directory.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"
#include "sync/transparency/compact_range.h"
#include "sync/transparency/leaf_entry.h"

namespace vb::server {

namespace wire = veldboek::v0;
using membership::HouseDirectory;
using membership::Statement;

namespace {

Result<std::vector<Statement>> readStatements(ByteView bytes) {
    wire::PushRequest request;
    if (bytes.size() > protocol::kMaxRequestBytes ||
        !request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "not a list of statements");
    if (request.items().empty() || request.items_size() > static_cast<int>(protocol::kMaxPushItems))
        return fail(Code::InvalidInput, "no statements, or too many");
    std::vector<Statement> statements;
    for (const wire::PushItem& item : request.items()) {
        const auto signature = crypto::Signature::fromBytes(asBytes(item.statement().signature()));
        if (!item.has_statement() || !signature)
            return fail(Code::InvalidInput, "something that is no signed statement");
        VB_TRY(Statement statement,
               membership::readStatement(
                   {toBytes(asBytes(item.statement().statement())), *signature}));
        if (!statement.isAboutHouse())
            return fail(Code::InvalidInput, "a statement about a case");
        statements.push_back(std::move(statement));
    }
    return statements;
}

/// Admits the statements one after the other and writes them down as the first batch of the log.
Result<AcceptedBatch> makeBatch(const std::vector<Statement>& statements, HouseDirectory& house,
                                Instant hubTime) {
    AcceptedBatch batch;
    batch.hubTime = hubTime;
    transparency::CompactRange tree;
    for (const Statement& statement : statements) {
        const auto prefix = membership::wholeDirectory(house);
        const auto refusal = membership::admit(statement, prefix, hubTime);
        if (refusal != membership::Refusal::None)
            return fail(Code::Refused, "statement " + std::to_string(house.size()) + ": " +
                                           std::string(membership::refusalName(refusal)));
        transparency::LeafEntry entry;
        entry.kind = transparency::ItemKind::Statement;
        entry.item = Digest256(statement.id.bytes());
        entry.directory = prefix.head();
        entry.hubTime = hubTime;
        house.append(statement, {entry.directory, hubTime});
        entry.chain = house.chain().head();
        batch.statements.push_back({CaseId(), house.size() - 1, statement.id,
                                    statement.sent.statement, statement.sent.signature, tree.size(),
                                    transparency::encodeLeafEntry(entry)});
        tree.append(transparency::hashLogLeaf(house.house(), batch.statements.back().leaf),
                    [&](transparency::NodePlace place, const TreeHash& hash) {
                        batch.nodes.push_back({place, hash});
                    });
    }
    return batch;
}

} // namespace

Result<HouseId> openHouse(HubStore& store, ByteView statements, const HubKeys& keys,
                          const Clock& clock) {
    VB_TRY(const std::vector<Statement> said, readStatements(statements));
    const auto* root = said.front().as<membership::RootBody>();
    if (root == nullptr)
        return fail(Code::InvalidInput, "the first statement is not the root's");
    const HouseRow row{said.front().house,
                       membership::rootFingerprint(said.front().house, root->rootKey)};
    const auto stored = store.house();
    if (stored && *stored == row)
        return row.house;
    if (stored)
        return fail(Code::Conflict, "the store belongs to another house");
    if (stored.error().code != Code::NotFound)
        return Unexpected(stored.error());

    HouseDirectory house(row.house, row.rootFingerprint);
    VB_TRY(const AcceptedBatch batch, makeBatch(said, house, clock.now()));
    const membership::HubBody* hub = house.hub(house.size());
    if (hub == nullptr || hub->signingKey != keys.signingKey || hub->tlsPin != keys.tlsPin)
        return fail(Code::Refused, "no statement says that this hub is the house's");
    const auto written = [&]() -> Result<void> {
        VB_TRY_VOID(store.openHouse(row));
        VB_TRY_VOID(store.apply(batch));
        return store.commit();
    }();
    if (!written) {
        store.rollback();
        return Unexpected(written.error());
    }
    return row.house;
}

} // namespace vb::server
