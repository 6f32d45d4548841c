// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/key_ring.h"

#include "sync/envelope/epoch_key.h"

namespace vb::engine {

Result<void> KeyRing::put(const EpochId& epoch, const AudienceId& audience, const CaseId& caseId,
                          ByteView box) {
    return m_store.boxes().put({epoch, audience, caseId, toBytes(box)});
}

void KeyRing::remember(const EpochId& epoch, crypto::EpochKey key) {
    m_open.emplace(epoch, std::move(key));
}

Result<const crypto::EpochKey*> KeyRing::key(const EpochId& epoch, const AudienceId& audience) {
    const auto open = m_open.find(epoch);
    if (open != m_open.end())
        return &open->second;
    VB_TRY(const auto row, m_store.boxes().find(epoch));
    if (!row)
        return fail(Code::NotFound, "no key for epoch " + epoch.hex());
    VB_TRY(auto key, envelope::openEpochKey(m_house, audience, epoch, row->box, m_boxKey));
    const auto [place, inserted] = m_open.emplace(epoch, std::move(key));
    return &place->second;
}

Result<bool> KeyRing::holds(const EpochId& epoch) {
    if (m_open.count(epoch) != 0)
        return true;
    VB_TRY(const auto row, m_store.boxes().find(epoch));
    return row.has_value();
}

} // namespace vb::engine
