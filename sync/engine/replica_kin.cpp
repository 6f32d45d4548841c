// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What follows from a narrowing on every device that holds it. Who narrowed could withdraw what was
// known there, and name the parts of one organisation. Each device names those of its own, and
// takes back copies that were made without knowledge of the narrowing. Everything is asked of what
// is held, so that doing it twice, or on several devices, comes to the same and comes to an end.
#include "sync/engine/replica_copy.h"

#include "sync/membership/admission.h"
#include "sync/membership/readers.h"

#include <algorithm>

namespace vb::engine {
namespace {

using Moves = std::vector<const model::Withdrawal*>;

bool contains(const Moves& moves, const model::Withdrawal* move) {
    return std::find(moves.begin(), moves.end(), move) != moves.end();
}

/// What a copy says for others of what these moves took along; all of it with the name of its
/// origin, which then says nothing any more.
std::vector<model::VersionId> quotesOf(const model::RecordState& state, const Moves& moves,
                                       const model::FieldDeclaration* origin) {
    std::set<model::VersionId> observed;
    for (const auto* move : moves)
        observed.insert(move->observed.begin(), move->observed.end());
    std::vector<model::VersionId> quotes;
    std::vector<model::VersionId> names;
    bool isAllTaken = true;
    for (const auto& field : state.fields) {
        const bool namesOrigin = origin != nullptr && field.key == origin->key();
        for (const auto& version : field.versions) {
            const bool isHere = version.isLive() || version.isOpen() ||
                                version.status == model::VersionStatus::NotUnderstood;
            if (namesOrigin)
                names.push_back(version.id);
            if (!isHere || !version.quoted)
                continue;
            if (observed.contains(version.quoted->version))
                quotes.push_back(version.id);
            else
                isAllTaken = false;
        }
    }
    if (isAllTaken && !quotes.empty())
        quotes.insert(quotes.end(), names.begin(), names.end());
    return quotes;
}

/// One move may take several operations to say.
Moves sameAs(const model::Withdrawal& move, const Moves& moves) {
    Moves same;
    std::copy_if(moves.begin(), moves.end(), std::back_inserter(same),
                 [&](const model::Withdrawal* other) { return other->moved == move.moved; });
    return same;
}

bool isOf(OrganisationCode organisation, const model::RecordState& state) {
    for (const auto& field : state.fields) {
        for (const auto& version : field.versions) {
            if (version.quoted && version.by.organisation == organisation)
                return true;
        }
    }
    return false;
}

} // namespace

/// In the transaction that merged the record.
Result<void> Replica::noteKin(const model::RecordState& state) {
    const bool hasMoved = std::any_of(
        state.withdrawals.begin(), state.withdrawals.end(), [](const model::Withdrawal& taken) {
            return taken.moved && taken.by.standing == model::Standing::Effective;
        });
    if (state.lineage.empty() && !hasMoved)
        return {};
    return m_store.records().setRoot(state.record, model::rootOf(state));
}

Result<Replica::Family> Replica::familyOf(const CaseId& caseId, const RecordId& root) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    Family family{caseId, root, prefix, {}};
    VB_TRY(auto rows, m_store.records().kin(root));
    for (auto& row : rows) {
        if (row.caseId != caseId)
            continue; // who says so is not believed
        VB_TRY(auto state, merged(row.record, row.type));
        const auto audience = membership::findAudience(prefix, row.audience);
        family.members.push_back({std::move(row), std::move(state), audience, {}});
    }
    for (auto& member : family.members) {
        for (const auto& withdrawal : member.state.withdrawals) {
            if (withdrawal.moved && withdrawal.moved->root == root &&
                withdrawal.by.standing == model::Standing::Effective)
                member.moves.push_back(&withdrawal);
        }
    }
    return family;
}

/// Whether the content is where it is said to have gone, as far as this device may know: a reader
/// there waits for the copy, anybody else for the audience.
Result<bool> Replica::mayFollow(const Family& family, const model::MovedTo& moved) {
    const auto audience = membership::findAudience(family.prefix, moved.audience);
    if (!audience)
        return false;
    if (!membership::belongs(family.prefix, m_identity.holder, *audience, hubNow()))
        return true;
    return std::any_of(family.members.begin(), family.members.end(), [&](const auto& member) {
        return member.row.record == moved.record && member.row.audience == moved.audience;
    });
}

Result<Replica::Taken> Replica::namedInOutbox() {
    Taken named;
    std::int64_t after = 0;
    while (true) {
        VB_TRY(const auto items, m_outbox.items(after, 256));
        if (items.empty())
            return named;
        after = items.back().seq;
        for (const auto& item : items) {
            if (item.kind != store::OutboxKind::Statement)
                continue;
            VB_TRY(auto sent, membership::parseSignedStatement(item.content));
            VB_TRY(const auto statement, membership::readStatement(std::move(sent)));
            if (const auto* body = statement.as<membership::WithdrawalBody>()) {
                named.parts.insert(body->parts.begin(), body->parts.end());
                named.attachments.insert(body->attachments.begin(), body->attachments.end());
            }
        }
    }
}

/// Parts of the own organisation that moved away and that nobody named yet.
Result<std::set<PartHash>> Replica::partsToName(const Family& family, const Moves& heeded) {
    std::set<PartHash> parts;
    for (const auto& member : family.members) {
        std::set<model::VersionId> observed;
        for (const auto* move : member.moves) {
            if (contains(heeded, move))
                observed.insert(move->observed.begin(), move->observed.end());
        }
        VB_TRY_VOID(collectTaken(member.row.record, observed, parts));
    }
    if (parts.empty())
        return parts;
    VB_TRY(const auto waiting, namedInOutbox());
    std::erase_if(parts, [&](const PartHash& part) {
        return waiting.parts.contains(part) ||
               membership::isWithdrawn(family.prefix, part, m_identity.holder);
    });
    return parts;
}

/// The moves that rule out what a copy says: it was made without knowledge of them, for more
/// readers. Of what none of them took along it says nothing they could answer for.
///
/// Nothing is lost by it, whoever acts on how little: a text that is taken from a copy was taken
/// along to one for fewer readers, by a move that only ever goes to fewer; so of all copies that
/// have it by a move, one than which none is narrower keeps it.
std::vector<const model::Withdrawal*> Replica::movesOver(const Family& family, const Kin& member,
                                                         const Moves& heeded) const {
    Moves over;
    const auto& lineage = member.state.lineage;
    for (const auto* move : heeded) {
        const auto& to = *move->moved;
        const auto narrow = membership::findAudience(family.prefix, to.audience);
        const bool isMine = m_identity.holder.organisation == move->by.organisation ||
                            isOf(m_identity.holder.organisation, member.state);
        // It is the copy, or was made from it by somebody who therefore knew.
        const bool knew = to.record == member.row.record ||
                          std::find(lineage.begin(), lineage.end(), to.record) != lineage.end();
        if (isMine && !knew && narrow &&
            membership::isWider(family.prefix, *member.audience, *narrow))
            over.push_back(move);
    }
    return over;
}

/// Withdrawals of what copies quote that were made without knowledge of a narrowing, by the
/// organisation of either. What such a copy says of its own stays, and is asked about.
Result<std::vector<Entry>> Replica::chases(const Family& family, const Moves& heeded) {
    std::vector<Entry> entries;
    for (const auto& member : family.members) {
        if (!member.audience ||
            !membership::belongs(family.prefix, m_identity.holder, *member.audience, hubNow()))
            continue;
        const auto* type = m_environment.schema.find(member.row.type);
        const auto* origin = type != nullptr ? type->originField() : nullptr;
        const auto over = movesOver(family, member, heeded);
        const auto answers = [&](const model::Withdrawal* move) {
            return !quotesOf(member.state, sameAs(*move, over), origin).empty();
        };
        // One at a time: each says truly where the content is, and what is left is seen next.
        const auto rules = std::find_if(over.begin(), over.end(), answers);
        if (rules == over.end())
            continue;
        const auto& move = **rules;
        const auto quotes = quotesOf(member.state, sameAs(move, over), origin);
        VB_TRY(auto part, withdrawalFor(member.state, quotes, *move.moved, move.reason));
        VB_TRY(const auto home, homeOf(family.caseId, member.row.audience));
        Entry entry;
        entry.caseId = family.caseId;
        entry.level = home.level;
        entry.audience = home.audience;
        entry.parts.push_back(std::move(part));
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// Whether nothing of it is left to be done, or to be waited for.
Result<bool> Replica::follow(const Family& family) {
    Moves heeded;
    bool isSettled = true;
    for (const auto& member : family.members) {
        for (const auto* move : member.moves) {
            VB_TRY(const bool isThere, mayFollow(family, *move->moved));
            isSettled = isSettled && isThere;
            if (isThere)
                heeded.push_back(move);
        }
    }
    if (heeded.empty() || family.prefix.caseLog->wholeCasePurge() ||
        !membership::isMember(family.prefix, m_identity.holder))
        return isSettled;
    VB_TRY(const auto parts, partsToName(family, heeded));
    VB_TRY(const auto entries, chases(family, heeded));
    if (parts.empty() && entries.empty())
        return isSettled;
    const Seal seal = [&](Sealing& sealing) -> Result<void> {
        for (const Entry& entry : entries)
            VB_TRY_VOID(sealEntry(entry, sealing));
        VB_TRY_VOID(nameWithdrawn(entries, sealing));
        return nameTaken(family.caseId, {parts, {}}, sealing);
    };
    VB_TRY_VOID(commit(seal));
    return false; // seen to have come about when it is asked next
}

Result<void> Replica::followMoves() {
    VB_TRY_VOID(catchUp());
    VB_TRY(const auto roots, m_store.records().dueRoots());
    for (const RecordId& root : roots) {
        std::set<CaseId> cases;
        VB_TRY(const auto rows, m_store.records().kin(root));
        for (const auto& row : rows)
            cases.insert(row.caseId);
        bool isSettled = true;
        for (const CaseId& caseId : cases) {
            VB_TRY(const auto family, familyOf(caseId, root));
            auto followed = follow(family);
            if (!followed && followed.error().code != Code::Refused)
                return Unexpected(followed.error());
            isSettled = isSettled && followed && *followed;
        }
        if (isSettled)
            VB_TRY_VOID(m_store.records().settleKin(root));
    }
    return settleKept();
}

} // namespace vb::engine
