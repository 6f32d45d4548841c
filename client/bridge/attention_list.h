// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/case_listing.h"
#include "client/casework/rules/rules.h"

namespace vb::bridge {

/// Names a conflict among the things that ask for attention, and among what was put off.
std::string attentionKey(const ConflictId& conflict);
/// What a conflict is about now; when it is another, it is no longer put off.
Bytes fingerprint(const casework::ConflictView& conflict);
Bytes fingerprint(const casework::Finding& finding);

/// Everything that asks for a person's attention, in the order of the list: alarms, then newest
/// first, then what was put off. Computed from indexes of the store; merges what it names alone.
Result<std::vector<AttentionItem>> readAttention(const Reader& reader, const CaseListing& listing);

/// The cases in which something waits for a decision or a look.
std::set<CaseId> casesWaiting(const std::vector<AttentionItem>& items);

} // namespace vb::bridge
