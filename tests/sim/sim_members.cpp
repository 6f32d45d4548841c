// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Who belongs to a case: removals and re-grants, places that change hands, and what of it the hub
// has numbered in the end.
#include "sync/issuance/transfer.h"
#include "sync/transparency/leaf_entry.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kOffice = 0;
constexpr std::uint16_t kHat = 1;

} // namespace

/// False where it is refused at entry, as the hub would, or where the disk does not take it.
bool SimWorld::say(const CaseId& caseId, membership::StatementBody body, Decision decision,
                   std::size_t speaker) {
    auto& replica = m_devices[speaker]->replica();
    const auto statement = replica.sign(caseId, std::move(body));
    if (!statement)
        return false;
    // Also where it could not be queued: it may have been kept all the same.
    m_decisions.emplace(statement->id, decision);
    if (decision.kind == Decision::Kind::Transfer)
        m_ends.push_back(decision.until);
    const bool isQueued = replica.queueStatement(*statement).has_value();
    if (isQueued)
        m_queued.emplace(statement->id, speaker);
    static_cast<void>(hasDied(*m_devices[speaker]));
    return isQueued;
}

bool SimWorld::assign(const CaseId& caseId, std::size_t person, bool isMember,
                      std::size_t speaker) {
    const auto& who = m_house.people[person].who;
    membership::StatementBody body =
        membership::MemberEndBody{who, membership::EndReason::Unassigned, {}};
    if (isMember) {
        membership::MemberBody member;
        member.member = who;
        member.hat = kHat;
        member.period.from = kSimStart - 1h;
        body = member;
    }
    // Also where it could not be queued: it may have been kept all the same.
    if (isMember)
        m_everMembers[caseId].insert(person);
    const auto kind = isMember ? Decision::Kind::Member : Decision::Kind::End;
    if (!say(caseId, std::move(body), {kind, person}, speaker))
        return false;
    m_history->write(m_clock.now(), isMember ? "assign" : "unassign",
                     {{"case", caseId.hex()}, {"replica", m_house.people[person].name}});
    if (isMember)
        m_members[caseId].insert(person);
    else
        m_members[caseId].erase(person);
    return true;
}

void SimWorld::changeMembership() {
    if (!m_devices[kOffice]->isAlive())
        return;
    const CaseId caseId = m_cases[m_random.below(m_cases.size())];
    const std::size_t person = 2 + m_random.below(m_devices.size() - 2);
    assign(caseId, person, m_members[caseId].count(person) == 0);
}

/// A place goes to somebody who mostly has none, also back to who gave it; now and then who left
/// comes in again by themselves. The giver's days are over at once, or some time later.
void SimWorld::transferPlace() {
    if (!m_faults.transfers || !m_transferRandom.chance(1, 10) || !m_devices[kOffice]->isAlive())
        return;
    const CaseId caseId = m_cases[m_transferRandom.below(m_cases.size())];
    const auto somebody = [&] { return 1 + m_transferRandom.below(m_devices.size() - 1); };
    const std::size_t giver = somebody();
    std::size_t receiver = somebody();
    if (m_members[caseId].count(receiver) != 0)
        receiver = somebody();
    const std::uint64_t atMost = m_transferRandom.chance(1, 2) ? 3 : 168;
    const auto gone = m_transferRandom.chance(1, 3)
                          ? issuance::kGiverGoesOn
                          : std::chrono::hours(m_transferRandom.below(atMost));
    if (m_transferRandom.chance(1, 5) && m_members[caseId].count(receiver) == 0) {
        assign(caseId, receiver, true);
        return;
    }
    auto& replica = m_devices[kOffice]->replica();
    const auto prefix = replica.directory().prefix(caseId);
    if (!prefix || giver == receiver)
        return;
    const auto& people = m_house.people;
    auto body =
        issuance::transferBody(*prefix, {people[giver].who, kHat, people[receiver].who, true,
                                         replica.hubNow() - issuance::kGiverGoesOn + gone});
    m_everMembers[caseId].insert(receiver);
    if (!body || !say(caseId, *body, {Decision::Kind::Transfer, giver, receiver, body->until}))
        return;
    m_history->write(m_clock.now(), "transfer",
                     {{"case", caseId.hex()},
                      {"replica", people[giver].name},
                      {"to", people[receiver].name},
                      {"until", body->until.millis}});
    m_members[caseId].insert(receiver);
}

/// No giver's days end in the middle of the healing, or it would be chance who learns of it.
void SimWorld::passEnds() {
    std::sort(m_ends.begin(), m_ends.end());
    for (const Instant end : m_ends) {
        const auto left = end - m_clock.now();
        if (left >= 0ms && left < 12h)
            drain(left + 1min);
    }
}

void SimWorld::settle(const Decision& decision, Instant accepted, Places& places) {
    if (decision.kind == Decision::Kind::Member)
        places[decision.person] = {};
    if (decision.kind == Decision::Kind::End)
        places.erase(decision.person);
    if (decision.kind != Decision::Kind::Transfer)
        return;
    const auto giver = places.find(decision.person);
    if (giver == places.end() || giver->second.isHandedOver ||
        giver->second.until.value_or(accepted + 1ms) <= accepted) {
        violation("the hub took a transfer by who had no place (I-6)");
        return;
    }
    ++m_report.transfers;
    const Place taken = giver->second;
    giver->second = {std::min(taken.until.value_or(decision.until), decision.until), true};
    places[decision.receiver] = taken;
}

/// What the office meant counts as far as the hub has numbered it, in that order.
void SimWorld::settleMembers() {
    for (const CaseId& caseId : m_cases) {
        Places places;
        const auto read = m_hubStore.eachStatement(caseId, 0, [&](server::StatementRow&& row) {
            const auto decision = m_decisions.find(row.id);
            const auto leaf = transparency::parseLeafEntry(row.leaf);
            VB_CHECK(leaf.has_value());
            if (decision != m_decisions.end())
                settle(decision->second, leaf->hubTime, places);
            return true;
        });
        VB_CHECK(read.has_value());
        auto& members = m_members[caseId];
        members.clear();
        for (const auto& [person, place] : places) {
            const bool isOver = place.until && *place.until <= m_clock.now();
            m_report.ended += isOver ? 1U : 0U;
            if (!isOver)
                members.insert(person);
        }
    }
}

/// What the office decided is in the log, or it was told why not.
void SimWorld::checkDecisions() {
    const bool mayBeLost = m_faults.liar || m_faults.splitView || m_faults.restores ||
                           m_faults.clones || m_faults.hubRestores || m_faults.rewrites ||
                           m_faults.disks || m_faults.diskErrors;
    if (mayBeLost)
        return;
    for (const auto& [id, speaker] : m_queued) {
        const auto notices = m_devices[speaker]->replica().store().attention().all();
        VB_CHECK(notices.has_value());
        const auto row = m_hubStore.statement(id);
        VB_CHECK(row.has_value());
        const auto& subject = id;
        const bool isTold = std::any_of(notices->begin(), notices->end(), [&](const auto& notice) {
            return notice.kind == store::AttentionKind::Refused &&
                   notice.subject == toBytes(subject.view());
        });
        if (!*row && !isTold)
            violation("a decision of " + m_house.people[speaker].name + " is nowhere (I-1)");
    }
}

} // namespace vb::test
