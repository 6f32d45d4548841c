// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/left_keys.h"

namespace vb::store {

Result<bool> LeftKeys::hasAny(const CaseId& caseId) {
    VB_TRY(auto query, m_database.prepare("SELECT 1 FROM epoch_box WHERE case_id = :case LIMIT 1"));
    query.bind(":case", caseId);
    return query.step();
}

Result<void> LeftKeys::erase(const CaseId& caseId) {
    VB_TRY(auto erase, m_database.prepare("DELETE FROM epoch_box WHERE case_id = :case"));
    erase.bind(":case", caseId);
    return erase.run();
}

} // namespace vb::store
