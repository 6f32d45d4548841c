// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/sync_trouble.h"

namespace vb::engine {

SyncTrouble troubleOf(wire::FailureReason reason) {
    switch (reason) {
    case wire::FailureReason::Unauthenticated:
    case wire::FailureReason::Unauthorised:
    case wire::FailureReason::House:
        return SyncTrouble::NotAdmitted;
    case wire::FailureReason::Version:
        return SyncTrouble::VersionTooOld;
    case wire::FailureReason::Busy:
    case wire::FailureReason::Quota:
    case wire::FailureReason::Internal:
        return SyncTrouble::HubBusy;
    default:
        return SyncTrouble::HubMisbehaved;
    }
}

SyncTrouble troubleOf(const Error& error) {
    switch (error.code) {
    case Code::Io:
    case Code::Full:
    case Code::Corrupt:
    case Code::Busy:
    case Code::Internal:
        return SyncTrouble::StoreFailed;
    default:
        return SyncTrouble::HubMisbehaved;
    }
}

} // namespace vb::engine
