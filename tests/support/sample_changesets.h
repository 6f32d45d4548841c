// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/changeset.h"
#include "tests/support/seeded_random.h"

namespace vb::test {

/// Typical changesets of a case file, in Dutch and wholly made up: what a dictionary is trained on
/// and sizes are measured with. The same seed gives the same changesets.
class SampleChangesets {
public:
    explicit SampleChangesets(std::uint64_t seed);

    /// A contact with its kop, a report, a piece of context, a warning or an action; one part each.
    model::Changeset next();

private:
    SeededRandom m_random;
    HybridStamp m_stamp;
    CaseId m_case;
    AudienceId m_audience;
};

} // namespace vb::test
