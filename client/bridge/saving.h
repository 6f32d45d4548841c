// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entry.h"
#include "client/casework/field_spec.h"
#include "sync/engine/replica.h"

namespace vb::bridge {

membership::Level toLevel(casework::AudienceLevel level);
/// For people: the level of an audience as a code of list `deelniveau`.
casework::AudienceLevel toAudienceLevel(membership::Level level);
/// The level of an audience of a case that this device knows of. NotFound otherwise.
Result<membership::Level> levelOf(engine::Replica& replica, const CaseId& caseId,
                                  const AudienceId& audience);

/// What a person entered as what a replica saves: one entry for each audience that it touches, the
/// parts of one audience together. A part without a level goes where its record lives. NotFound
/// when that record is not here. `hat` empty: the device's own.
Result<std::vector<engine::Entry>> entriesOf(engine::Replica& replica, const CaseId& caseId,
                                             const casework::Entry& entry,
                                             const std::string& hat = {}, bool bulk = false);

/// The same, saved: durable when it returns (Replica::save). The ids of the changesets.
Result<std::vector<ChangesetId>> save(engine::Replica& replica, const CaseId& caseId,
                                      const casework::Entry& entry, const std::string& hat = {});

/// What this worker is to a record: by the directory as it is known here, and by the record.
Result<casework::Actor> actorFor(engine::Replica& replica, const CaseId& caseId,
                                 const model::RecordState& state);
/// What this worker is to a case, whatever the record.
Result<casework::Actor> actorIn(engine::Replica& replica, const CaseId& caseId);

} // namespace vb::bridge
