// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/error.h"
#include "sync/engine/sync_status.h"

namespace vb::ctl {

/// What the program ends with. Told in --help; numbers never change their meaning.
enum class Exit : int {
    Done = 0,
    Failed = 1,          ///< something else went wrong
    Usage = 2,           ///< the command line is not understood
    WrongPassphrase = 3, ///< also: of another store, where the two cannot be told apart
    Store = 4,           ///< the store is damaged, in use, too new, missing, or of another store
    Unreachable = 5,     ///< no answer from the hub
    HubRefused = 6,      ///< the hub, or this device at the hub, is not what the house says
    NotAllowed = 7,      ///< the role may not, or what was given breaks a rule
    NotFound = 8,        ///< no such case, record, person or device here
    CheckFailed = 9,     ///< verify or demo found something wrong
};

Exit exitOf(Code code);
Exit exitOf(engine::SyncTrouble trouble);

} // namespace vb::ctl
