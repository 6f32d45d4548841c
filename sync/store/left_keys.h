// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/sql/database.h"

namespace vb::store {

/// The key boxes of a case that left this device and of which the hub has shown the log again. Of
/// the store that it is made of, in the caller's transaction; the core thread only.
class LeftKeys {
public:
    explicit LeftKeys(sql::Database& database) : m_database(database) {}

    [[nodiscard]] Result<bool> hasAny(const CaseId& caseId);
    Result<void> erase(const CaseId& caseId);

private:
    sql::Database& m_database;
};

} // namespace vb::store
