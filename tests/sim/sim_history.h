// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/ids.h"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace vb::test {

/// What was invoked and observed in a run, as JSON lines for a checker that needs none of our code:
/// docs/testing.md has the schema. Writes nothing without a stream. Owned by whoever runs the
/// world.
class SimHistory {
public:
    SimHistory() = default;
    explicit SimHistory(std::ostream& out) : m_out(&out) {}

    [[nodiscard]] bool isOn() const { return m_out != nullptr; }
    /// One line: `fields` and beside them the time and the kind.
    void write(Instant at, const char* kind, nlohmann::json fields);
    /// Only when it differs from what this replica showed of this record before.
    void sawRecord(Instant at, const std::string& replica, const RecordId& record,
                   nlohmann::json fields);
    /// Records that a replica has shown.
    [[nodiscard]] std::vector<RecordId> shownBy(const std::string& replica) const;
    /// What a replica has shown is gone with the case.
    void forget(const std::string& replica);

private:
    std::ostream* m_out = nullptr;
    std::map<std::pair<std::string, RecordId>, std::string> m_seen;
};

} // namespace vb::test
