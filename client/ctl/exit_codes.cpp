// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/exit_codes.h"

namespace vb::ctl {

Exit exitOf(Code code) {
    switch (code) {
    case Code::WrongPassphrase:
        return Exit::WrongPassphrase;
    case Code::Busy:
    case Code::Corrupt:
    case Code::TooNew:
    case Code::Unauthentic:
        return Exit::Store;
    case Code::Unavailable:
        return Exit::Unreachable;
    case Code::InvalidInput:
    case Code::AlreadyExists:
    case Code::Refused:
    case Code::TooLarge:
    case Code::Conflict:
        return Exit::NotAllowed;
    case Code::NotFound:
        return Exit::NotFound;
    case Code::Full:
    case Code::Io:
    case Code::Internal:
        return Exit::Failed;
    }
    return Exit::Failed;
}

Exit exitOf(engine::SyncTrouble trouble) {
    switch (trouble) {
    case engine::SyncTrouble::None:
        return Exit::Done;
    case engine::SyncTrouble::Unreachable:
    case engine::SyncTrouble::HubBusy:
        return Exit::Unreachable;
    case engine::SyncTrouble::NotTrusted:
    case engine::SyncTrouble::VersionTooOld:
    case engine::SyncTrouble::NotAdmitted:
    case engine::SyncTrouble::HubAlarm:
    case engine::SyncTrouble::HubMisbehaved:
        return Exit::HubRefused;
    case engine::SyncTrouble::StoreFailed:
        return Exit::Store;
    }
    return Exit::Failed;
}

} // namespace vb::ctl
