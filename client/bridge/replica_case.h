// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entry_input.h"
#include "sync/engine/replica.h"

#include <optional>
#include <vector>

namespace vb::bridge {

/// One case of a replica as editors see it. What shown() gives lives until the next call. A store
/// that cannot be read shows nothing, and failure() says so afterwards. The replica outlives it.
class ReplicaCase final : public casework::ShownCase {
public:
    ReplicaCase(engine::Replica& replica, const CaseId& caseId)
        : m_replica(replica), m_caseId(caseId) {}

    std::optional<casework::ShownRecord> shown(const RecordId& record) override;
    std::optional<casework::ShownRecord> shownCasus() override;
    casework::CaseFacts facts() override;

    /// From now on records are shown as if nothing of them had been on screen: for what was written
    /// without having seen what others wrote.
    void showNothing(bool nothing) { m_showsNothing = nothing; }
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }

private:
    Result<casework::CaseFacts> readFacts();

    engine::Replica& m_replica;
    CaseId m_caseId;
    std::optional<model::RecordState> m_state;
    std::vector<model::VersionId> m_none;
    bool m_showsNothing = false;
    std::optional<Error> m_failure;
};

} // namespace vb::bridge
