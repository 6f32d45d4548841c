// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/statement.h"

#include "sync/membership/statement_fields.h"
#include "sync/protocol/heads.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/statement.pb.h"

#include <string>
#include <utility>

namespace vb::membership {
namespace {

namespace v0 = veldboek::v0;

/// Which bodies are about the house, which about a case; roles can be about either.
Result<void> checkChain(const Statement& statement) {
    const bool either = statement.as<RoleBody>() || statement.as<RoleEndBody>();
    const bool house = statement.as<RootBody>() || statement.as<HubBody>() ||
                       statement.as<IssuerBody>() || statement.as<DeviceBody>() ||
                       statement.as<DeviceEndBody>() || statement.as<LogGenerationBody>();
    if (!either && house != statement.isAboutHouse())
        return fail(Code::InvalidInput, "statement in the wrong chain");
    return {};
}

} // namespace

Result<Statement> readStatement(SignedStatement sent) {
    if (sent.statement.size() > protocol::kMaxStatementBytes)
        return fail(Code::TooLarge, "statement");
    v0::Statement message;
    if (!message.ParseFromArray(sent.statement.data(), static_cast<int>(sent.statement.size())))
        return fail(Code::InvalidInput, "malformed statement");
    if (message.suite() == 0)
        return fail(Code::InvalidInput, "statement without a suite");
    if (message.suite() != protocol::kSuite)
        return fail(Code::TooNew, "suite of a statement");
    // A field that this version does not know may change what the statement means for validity.
    const std::size_t withUnknown = message.ByteSizeLong();
    message.DiscardUnknownFields();
    if (message.ByteSizeLong() != withUnknown)
        return fail(Code::TooNew, "field of a statement");

    Statement statement;
    VB_TRY(statement.house, readId<HouseId>(message.house()));
    VB_TRY(statement.caseId, readOptionalId<CaseId>(message.case_id()));
    VB_TRY(statement.signer, readOptionalId<DeviceId>(message.signer()));
    VB_TRY(statement.basedOn, protocol::readDirectoryHead(message.based_on()));
    if (statement.isAboutHouse() && statement.basedOn.caseLog != ChainHead{})
        return fail(Code::InvalidInput, "statement about the house based on a case");
    statement.madeAt = {message.made_at_millis()};
    VB_TRY(statement.note, readOptionalId<Digest256>(message.note_hash()));
    VB_TRY(statement.body, readBody(message, statement.house, statement.caseId));
    VB_TRY_VOID(checkChain(statement));
    statement.id = statementId(statement.house, sent.statement);
    statement.sent = std::move(sent);
    return statement;
}

Result<SignedStatement> parseSignedStatement(ByteView bytes) {
    if (bytes.size() > protocol::kMaxStatementBytes + 128)
        return fail(Code::TooLarge, "signed statement");
    v0::SignedStatement message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, "malformed signed statement");
    SignedStatement signedStatement;
    VB_TRY(signedStatement.signature, readKey<crypto::Signature>(message.signature()));
    signedStatement.statement = toBytes(asBytes(message.statement()));
    return signedStatement;
}

} // namespace vb::membership
