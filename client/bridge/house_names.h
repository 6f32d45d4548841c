// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/reading.h"
#include "sync/engine/replica.h"

#include <map>
#include <optional>
#include <string>

namespace vb::bridge {

/// Somebody who works in this house, as the house's own case says it.
struct Colleague {
    WorkerId worker;
    std::string name;
    std::string function; ///< a code of list `functie`
    std::optional<OrganisationCode> organisation;
};

/// Makes or changes the record of a worker in the house's own case: who enrols a device says whose
/// it is. Durable, not yet sent.
Result<void> introduce(engine::Replica& replica, const Colleague& colleague);

/// Names for ids, out of what the replica holds now: workers from the house's own case, records
/// from their summaries. A snapshot of the workers; records are looked up when asked for. A worker
/// whose name is not here is called by function and the first signs of the id. One thread, the
/// replica's, which outlives it.
class HouseNames final : public casework::NameBook {
public:
    static Result<HouseNames> read(engine::Replica& replica);

    [[nodiscard]] std::string workerName(const WorkerId& worker) const override;
    [[nodiscard]] std::string organisationName(OrganisationCode organisation) const override;
    [[nodiscard]] std::string recordName(const RecordId& record) const override;

    [[nodiscard]] const std::map<WorkerId, Colleague>& colleagues() const { return m_colleagues; }
    /// By name, or by a beginning of it that fits one alone, folded; nothing otherwise.
    [[nodiscard]] std::optional<WorkerId> find(std::string_view name) const;

private:
    explicit HouseNames(engine::Replica& replica) : m_replica(&replica) {}

    engine::Replica* m_replica;
    std::map<WorkerId, Colleague> m_colleagues;
};

} // namespace vb::bridge
