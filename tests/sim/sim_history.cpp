// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_history.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vb::test {

void SimHistory::write(Instant at, const char* kind, nlohmann::json fields) {
    if (m_out == nullptr)
        return;
    fields["at"] = at.millis;
    fields["kind"] = kind;
    *m_out << fields.dump() << '\n';
}

void SimHistory::sawRecord(Instant at, const std::string& replica, const RecordId& record,
                           nlohmann::json fields) {
    auto& seen = m_seen[{replica, record}];
    auto text = fields.dump();
    if (seen == text)
        return;
    seen = std::move(text);
    fields["replica"] = replica;
    fields["record"] = record.hex();
    write(at, "saw", std::move(fields));
}

std::vector<RecordId> SimHistory::shownBy(const std::string& replica) const {
    std::vector<RecordId> shown;
    for (auto at = m_seen.lower_bound({replica, RecordId()});
         at != m_seen.end() && at->first.first == replica; ++at)
        shown.push_back(at->first.second);
    return shown;
}

void SimHistory::forget(const std::string& replica) {
    for (auto at = m_seen.lower_bound({replica, RecordId()});
         at != m_seen.end() && at->first.first == replica;)
        at = m_seen.erase(at);
}

} // namespace vb::test
