// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/sign.h"

#include <string>
#include <utility>

namespace vb::issuance {

SigningContext signingContext(const membership::DirectoryPrefix& directory, DeviceId signer,
                              const crypto::SigningKey& key, Instant now) {
    return {directory, directory.head(), signer, key, now};
}

Result<membership::Statement> sign(const SigningContext& context, membership::StatementBody body) {
    membership::Statement draft;
    draft.house = context.directory.house.house();
    if (context.directory.caseLog)
        draft.caseId = context.directory.caseLog->caseId();
    draft.signer = context.signer;
    draft.basedOn = context.basedOn;
    draft.madeAt = context.now;
    draft.note = context.note;
    draft.body = std::move(body);
    // The hub that it is about may have lost what we know.
    if (std::holds_alternative<membership::LogGenerationBody>(draft.body))
        draft.basedOn = {};

    membership::SignedStatement sent;
    sent.statement = membership::encodeStatement(draft);
    sent.signature =
        context.key.sign(crypto::Kind::StatementSignature, draft.house.bytes(), sent.statement);
    VB_TRY(membership::Statement statement, membership::readStatement(std::move(sent)));
    const bool isOfNoChain = statement.as<membership::LogGenerationBody>() != nullptr;
    const membership::Refusal refusal =
        isOfNoChain ? membership::vouchesFor(statement, context.directory.house, context.now)
                    : membership::admit(statement, context.directory, context.now);
    if (refusal != membership::Refusal::None)
        return fail(Code::Refused, std::string(membership::refusalName(refusal)));
    return statement;
}

} // namespace vb::issuance
