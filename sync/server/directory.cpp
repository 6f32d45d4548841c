// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoint directory: who may see how much of the chains, and the statements themselves.
#include "sync/server/hub_core.h"
#include "sync/transparency/leaf_entry.h"

#include <set>

namespace vb::server {

using membership::MembershipLog;

namespace {

/// The last of the own ends of the memberships in force, if all of them have passed.
std::optional<Instant> lastExpiry(const std::vector<membership::MemberFact>& facts,
                                  std::uint64_t caseSize, Instant at) {
    std::optional<Instant> last;
    for (const membership::MemberFact& fact : facts) {
        if (!fact.inForce.at(caseSize))
            continue;
        if (!fact.period.hasExpired(at))
            return std::nullopt;
        last = std::max(last.value_or(Instant{}), *fact.period.until);
    }
    return last;
}

bool isWithin(const Sight& sight, const StatementRow& row) {
    if (row.number >= sight.statements)
        return false;
    if (row.number < sight.atLeast)
        return true;
    if (!sight.houseSize && !sight.until)
        return true;
    const auto leaf = transparency::parseLeafEntry(row.leaf);
    if (!leaf)
        return false;
    return (!sight.houseSize || leaf->directory.house.size <= *sight.houseSize) &&
           (!sight.until || leaf->hubTime <= *sight.until);
}

/// Gathers statements until the reply is full.
class StatementPages {
public:
    StatementPages(const HubStore& store, std::size_t budget) : m_store(store), m_budget(budget) {}

    /// Returns whether there are more that the caller may see.
    template <typename Repeated>
    Result<bool> add(const CaseId& caseId, std::uint64_t from, const Sight& sight,
                     Repeated& statements) {
        bool more = false;
        VB_TRY_VOID(ours(m_store.eachStatement(caseId, from, [&](StatementRow&& row) {
            if (!isWithin(sight, row))
                return false;
            if (m_bytes >= m_budget) {
                more = true;
                return false;
            }
            wire::LoggedStatement& logged = *statements.Add();
            logged.mutable_statement()->set_statement(wireText(row.statement));
            logged.mutable_statement()->set_signature(wireText(row.signature.bytes()));
            logged.set_leaf(wireText(row.leaf));
            logged.set_position(row.position);
            m_bytes += logged.ByteSizeLong();
            return true;
        })));
        return more;
    }

private:
    const HubStore& m_store;
    std::size_t m_budget;
    std::size_t m_bytes = 0;
};

template <typename Statements>
void addLeaves(const Statements& statements, std::vector<transparency::PageLeaf>& leaves) {
    for (const wire::LoggedStatement& logged : statements)
        leaves.push_back({logged.position(), asBytes(logged.leaf())});
}

} // namespace

Sight HubCore::sightOfHouse(const Caller& caller) const {
    Sight sight{m_chains.house().size(), 0, std::nullopt, std::nullopt};
    const auto* device = m_chains.house().device(caller.device);
    if (device && !device->ends.empty())
        sight.statements = device->ends.back().number + 1;
    return sight;
}

Result<Sight> HubCore::sightOfCase(const Caller& caller, const MembershipLog& log) {
    Sight sight{log.size(), 0, std::nullopt, std::nullopt};
    const auto* device = m_chains.house().device(caller.device);
    if (device && !device->ends.empty())
        sight.houseSize = device->ends.front().number;

    const auto prefix = membership::wholeDirectory(m_chains.house(), log);
    if (membership::isMember(prefix, caller.holder, now()) ||
        membership::roles(prefix, caller.holder, now())
            .intersects({model::Role::Procesregisseur, model::Role::Informatievoorziening}))
        return sight;
    const auto facts = log.members().find(caller.holder);
    if (facts == log.members().end()) {
        sight.statements = 0;
        return sight;
    }
    if (membership::isMember(prefix, caller.holder)) {
        sight.until = lastExpiry(facts->second, log.size(), now());
        if (!sight.houseSize)
            sight.atLeast = facts->second.back().inForce.from + 1;
        return sight;
    }
    const auto ends = log.memberEnds().find(caller.holder);
    sight.statements =
        ends == log.memberEnds().end() || ends->second.empty() ? 0 : ends->second.back().number + 1;
    return sight;
}

EndpointResult HubCore::directory(Call& call) {
    VB_TRY(const wire::DirectoryRequest request, parseBody<wire::DirectoryRequest>(call.body));
    if (request.cases_size() > static_cast<int>(protocol::kMaxCursors))
        return fail(Code::TooLarge, "cases");
    const Caller& caller = *call.caller;
    wire::DirectoryReply reply;
    std::vector<transparency::PageLeaf> leaves;
    StatementPages pages(m_store, m_limits.replyBytes);

    VB_TRY(const bool moreOfHouse,
           pages.add(CaseId(), request.house_from(), sightOfHouse(caller), *reply.mutable_house()));
    bool more = moreOfHouse;
    std::set<CaseId> seen;
    for (const wire::CaseFrom& from : request.cases()) {
        VB_TRY(const CaseId caseId, CaseId::fromBytes(asBytes(from.case_id())));
        if (caseId.isNone() || !seen.insert(caseId).second)
            return fail(Code::InvalidInput, "cases");
        VB_TRY(const MembershipLog* log, ours(m_chains.caseLog(caseId)));
        VB_TRY(const Sight sight, sightOfCase(caller, *log));
        wire::CaseStatements& statements = *reply.add_cases();
        statements.set_case_id(from.case_id());
        VB_TRY(const bool moreOfCase,
               pages.add(caseId, from.from(), sight, *statements.mutable_statements()));
        statements.set_more(moreOfCase);
        more = more || moreOfCase;
    }
    reply.set_more(more);
    if (request.list_cases()) {
        VB_TRY(const auto cases,
               ours(m_store.casesOf(caller.holder.worker, caller.holder.organisation)));
        for (const CaseId& caseId : cases)
            reply.add_member_of(wireText(caseId.view()));
    }
    addLeaves(reply.house(), leaves);
    for (const wire::CaseStatements& statements : reply.cases())
        addLeaves(statements.statements(), leaves);
    *reply.mutable_page() = signedPage(leaves);
    return reply.SerializeAsString();
}

} // namespace vb::server
