// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/model/record_state.h"

#include <string>

namespace vb::engine {

/// What lists and search need of one merged record, made by whoever knows the domain.
struct Projection {
    /// Orders the record in its case: when it happened, not when it was typed or arrived.
    std::int64_t sortMillis = 0;
    Bytes summary;
    /// Already folded for the full-text index; empty keeps the record out of it.
    std::string searchText;
    /// Bits of the domain's own, by which its lists find the few records that they are about.
    std::uint32_t marks = 0;
};

/// Given by client/bridge; called inside the transaction that changed the record, so that lists
/// and search are never behind the records. Pure, quick and total.
class Projector {
public:
    virtual ~Projector() = default;
    [[nodiscard]] virtual Projection project(const CaseId& caseId,
                                             const model::RecordState& state) const = 0;
};

} // namespace vb::engine
