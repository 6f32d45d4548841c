// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/generator.h"
#include "client/ctl/workplace.h"

namespace vb::ctl {

struct GeneratedReport {
    std::uint64_t cases = 0;
    std::uint64_t entries = 0;
    std::uint64_t changesets = 0;
    std::uint64_t records = 0;
};

/// Opens `count` cases and assigns this worker and `members` to them: statements that wait in the
/// outbox for a sync. Only for a procesregisseur or informatievoorziening. Their ids.
Result<std::vector<CaseId>> openCases(Workplace& place, std::size_t count,
                                      const std::vector<membership::Affiliation>& members);

/// The cases of this worker in which nobody wrote anything yet, in order of id.
Result<std::vector<CaseId>> emptyCases(Workplace& place);

/// Fills cases with a fictional caseload, all of it in this worker's name. `cases` has as many as
/// the volume asks for. The distributions may give more records than the volume names: of those
/// beyond `mostRecords` the newest stay out.
Result<GeneratedReport> generateInto(Workplace& place, std::span<const CaseId> cases,
                                     const casework::Volume& volume, std::uint64_t seed,
                                     std::uint64_t mostRecords = UINT64_MAX);

} // namespace vb::ctl
