// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/sql/database.h"

#include <span>
#include <string>

namespace vb::test {

/// What a damaged file leaves of a replica's store: the envelopes of these are gone, and so are the
/// records of which nothing is left. Everything else stays, cursors and streams too.
inline Result<void> loseRows(sql::Database& database, std::span<const ChangesetId> ids) {
    for (const ChangesetId& id : ids) {
        const std::string its = std::string(" WHERE id = x'").append(id.hex()).append("'");
        VB_TRY_VOID(database.execute(std::string("DELETE FROM part WHERE envelope_no = "
                                                 "(SELECT envelope_no FROM envelope")
                                         .append(its)
                                         .append(")")));
        VB_TRY_VOID(database.execute(std::string("DELETE FROM envelope").append(its)));
    }
    constexpr auto kBare = "(SELECT record_no FROM record r WHERE NOT EXISTS "
                           "(SELECT 1 FROM part p WHERE p.record_no = r.record_no))";
    VB_TRY_VOID(database.execute(std::string("DELETE FROM search WHERE rowid IN ").append(kBare)));
    return database.execute(std::string("DELETE FROM record WHERE record_no IN ").append(kBare));
}

} // namespace vb::test
