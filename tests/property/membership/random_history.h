// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/property/membership/naive_directory.h"
#include "tests/support/membership_world.h"
#include "tests/support/seeded_random.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vb::test {

/// An envelope that the hub took, whatever validity says of it.
struct Taken {
    membership::EnvelopeFacts envelope;
    membership::LeafFacts leaf;
    membership::Verdict atOnce; ///< what judge() said when it was taken
};

/// What a tried statement came to, for whoever compares.
struct Tried {
    membership::Statement statement;
    Instant at;
    membership::Refusal refusal;
    bool naive = false; ///< whether the reference allows it
};

/// Plays random histories in a world that is set up once: half of what is tried is out of order,
/// by the wrong person, stale or wrong, so that both answers are common. Each word of `words` is
/// one step; a shorter list is a shorter history.
class RandomHistory {
public:
    RandomHistory();
    void play(const std::vector<std::uint32_t>& words);

    MembershipWorld world;
    NaiveDirectory naive;
    std::vector<Tried> tried;
    std::vector<Taken> taken;

private:
    void step(SeededRandom& random);
    void stepOfHouse(SeededRandom& random);
    void stepOfPeople(SeededRandom& random);
    void stepOfTransfers(SeededRandom& random);
    void stepOfKeys(SeededRandom& random);
    void stepOfEntries(SeededRandom& random);
    void attempt(const WorldDevice* by, CaseId caseId, membership::StatementBody body,
                 const DirectoryHead& basedOn);
    /// Mostly the newest heads, otherwise older ones of the story.
    DirectoryHead somewhen(SeededRandom& random);
    std::string somebody(SeededRandom& random);
    std::string official(SeededRandom& random);
    membership::EndReason someReason(SeededRandom& random);
    std::vector<membership::StreamCut> someCuts(SeededRandom& random, membership::EndReason reason);
    membership::Audience someAudience(SeededRandom& random, const std::string& by);
    membership::RoleEndBody someRoleEnd(SeededRandom& random, const membership::RoleFacts& facts);
    membership::EpochBody epochFor(SeededRandom& random, const membership::Audience& audience,
                                   const membership::DirectoryPrefix& known);
    /// By a member, under an epoch that serves; delivered some time later.
    void writeWell(SeededRandom& random);
    void writeAnyhow(SeededRandom& random);
    void deliver(const membership::EnvelopeFacts& envelope);
    void deliverOne(SeededRandom& random);

    MembershipWorld::Checkpoint m_start;
    NaiveDirectory m_naiveStart;
    std::vector<membership::Audience> m_named;
    std::vector<membership::EnvelopeFacts> m_waiting;
};

} // namespace vb::test
