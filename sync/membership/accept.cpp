// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/admission.h"

#include "sync/base/check.h"

#include <string>

namespace vb::membership {
namespace {

std::string place(const ChainHead& chain) {
    return "statement " + std::to_string(chain.size);
}

/// Whether a leaf says of its own chain exactly what is held, and time does not fall.
Result<void> continues(const LoggedStatement& logged, const Chain& chain, const ChainHead& ofLeaf,
                       const LeafFacts& last) {
    if (logged.chain.size != chain.size() + 1)
        return fail(Code::Conflict, place(logged.chain) + " is not the next one");
    if (ofLeaf != chain.head())
        return fail(Code::Conflict, place(logged.chain) + " was accepted on another chain");
    if (logged.leaf.hubTime < last.hubTime)
        return fail(Code::Conflict, place(logged.chain) + " is older than the one before it");
    return {};
}

Result<void> checkAdmitted(const Statement& statement, const LoggedStatement& logged,
                           const DirectoryPrefix& prefix) {
    const Refusal refusal = admit(statement, prefix, logged.leaf.hubTime);
    if (refusal != Refusal::None)
        return fail(Code::Refused, place(logged.chain) + ": " + std::string(refusalName(refusal)));
    return {};
}

/// The statement inside, of this chain and with the running hash that its leaf claims.
Result<Statement> readLogged(const LoggedStatement& logged, HouseId house, CaseId caseId,
                             const ChainHead& head) {
    VB_TRY(Statement statement, readStatement(logged.statement));
    if (statement.house != house || statement.caseId != caseId)
        return fail(Code::Conflict, place(logged.chain) + " belongs to another chain");
    if (extended(house, caseId, head, statement.id) != logged.chain)
        return fail(Code::Conflict, place(logged.chain) + " has another running hash");
    return statement;
}

} // namespace

Result<Statement> acceptable(const HouseDirectory& house, const LoggedStatement& logged) {
    VB_TRY_VOID(continues(logged, house.chain(), logged.leaf.directory.house, house.lastLeaf()));
    if (logged.leaf.directory.caseLog != ChainHead{})
        return fail(Code::Conflict, place(logged.chain) + " has a case in its leaf");
    VB_TRY(Statement statement, readLogged(logged, house.house(), CaseId{}, house.chain().head()));
    VB_TRY_VOID(checkAdmitted(statement, logged, wholeDirectory(house)));
    return statement;
}

Result<void> accept(HouseDirectory& house, const LoggedStatement& logged) {
    VB_TRY(const Statement statement, acceptable(house, logged));
    house.append(statement, logged.leaf);
    return {};
}

Result<Statement> acceptable(const MembershipLog& caseLog, const HouseDirectory& house,
                             const LoggedStatement& logged) {
    VB_CHECK(caseLog.house() == house.house());
    const ChainHead& ofHouse = logged.leaf.directory.house;
    VB_TRY_VOID(
        continues(logged, caseLog.chain(), logged.leaf.directory.caseLog, caseLog.lastLeaf()));
    const Chain::Match match = house.chain().match(ofHouse);
    if (match == Chain::Match::Beyond)
        return fail(Code::Unavailable, "house directory up to " + std::to_string(ofHouse.size));
    if (match == Chain::Match::Fork || ofHouse.size < caseLog.lastLeaf().directory.house.size)
        return fail(Code::Conflict, place(logged.chain) + " names another house directory");
    VB_TRY(Statement statement,
           readLogged(logged, caseLog.house(), caseLog.caseId(), caseLog.chain().head()));
    const DirectoryPrefix prefix{house, ofHouse.size, &caseLog, caseLog.size()};
    VB_TRY_VOID(checkAdmitted(statement, logged, prefix));
    return statement;
}

Result<void> accept(MembershipLog& caseLog, const HouseDirectory& house,
                    const LoggedStatement& logged) {
    VB_TRY(const Statement statement, acceptable(caseLog, house, logged));
    // Whoever is admitted in a case has a certificate.
    caseLog.append(statement, holderOf(house, statement.signer).value(), logged.leaf);
    return {};
}

} // namespace vb::membership
