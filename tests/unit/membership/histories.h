// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/membership_world.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vb::test {

/// An envelope with the leaf that the hub gave it, to be judged at the end of the history.
struct Delivered {
    membership::EnvelopeFacts envelope;
    membership::LeafFacts leaf;
    /// Whether the roles at acceptance are part of what the history is about.
    bool rolesMatter = false;
};
/// What the log's order check said.
struct Ordered {
    Result<void> outcome;
};
/// What the history is about: an envelope, or a statement that the hub answered.
using Outcome = std::variant<Delivered, membership::Refusal, Ordered>;

/// One awkward history in plain words, and the verdict that everybody must give. The table in
/// docs/membership.md is the same list, and a test compares the two.
struct History {
    std::string name;
    std::string verdict;
    std::function<Outcome(MembershipWorld&, EpochId team)> play;
};

std::vector<History> historiesOfPeople();
std::vector<History> historiesOfKeys();
std::vector<History> historiesOfCuts();
std::vector<History> historiesOfTheHub();
std::vector<History> historiesOfTransfers();

/// The hub accepts it now.
inline Delivered deliver(const MembershipWorld& world, membership::EnvelopeFacts envelope) {
    return {std::move(envelope), world.leafNow()};
}

} // namespace vb::test
