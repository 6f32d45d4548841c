// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/terms.h"

namespace vb::membership {

std::string_view levelName(Level level) {
    switch (level) {
    case Level::EigenWerkaantekening:
        return "eigen-werkaantekening";
    case Level::EigenOrganisatie:
        return "eigen-organisatie";
    case Level::Casusteam:
        return "casusteam";
    case Level::Zorgdeel:
        return "zorgdeel";
    case Level::Strafdeel:
        return "strafdeel";
    case Level::GenoemdePersonen:
        return "genoemde-personen";
    }
    return "unknown";
}

// A restored hub's way to put an item off: on the wire alone, no judgement of an item gives it.
constexpr auto kRecovering = static_cast<Refusal>(17);

std::string_view refusalName(Refusal refusal) {
    if (refusal == kRecovering)
        return "recovering";
    switch (refusal) {
    case Refusal::None:
        return "none";
    case Refusal::Malformed:
        return "malformed";
    case Refusal::TooLarge:
        return "too-large";
    case Refusal::Unsigned:
        return "unsigned";
    case Refusal::Certificate:
        return "certificate";
    case Refusal::Membership:
        return "membership";
    case Refusal::Epoch:
        return "epoch";
    case Refusal::Directory:
        return "directory";
    case Refusal::Chain:
        return "chain";
    case Refusal::Gap:
        return "gap";
    case Refusal::Fork:
        return "fork";
    case Refusal::Purged:
        return "purged";
    case Refusal::Authority:
        return "authority";
    case Refusal::Quota:
        return "quota";
    case Refusal::Stale:
        return "stale";
    case Refusal::House:
        return "house";
    case Refusal::Said:
        return "said";
    case Refusal::Run:
        return "run";
    }
    return "unknown";
}

} // namespace vb::membership
