// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for what makes values for the interface: from the domain's terms to those of session.h, and
// back.

#include "client/bridge/entries.h"
#include "client/bridge/house_names.h"
#include "client/casework/case_view.h"
#include "client/casework/problem.h"

namespace vb::bridge {

Date dateOf(casework::Day day);
casework::Day dayOf(const Date& date);
Moment momentOf(const casework::EventTime& time, const casework::Calendar& calendar);
casework::EventTime eventTimeOf(const Moment& moment, const casework::Calendar& calendar);
/// `precision` as RecordSummary has it.
Moment momentOf(std::int64_t millis, std::string_view precision);

/// Empty for an empty code.
CodeValue coded(casework::ListId list, std::string_view code);
SafetyLevel safetyLevel(std::string_view niveau);
/// The house's vocabulary. A constant of this version.
CodeLists codeLists();

Author authorOf(const model::Attribution& by, const HouseNames& names, const WorkerId& reader);

VersionKey keyOf(const std::vector<model::VersionId>& versions);
/// Nothing when it is no key of ours.
std::optional<std::vector<model::VersionId>> versionsOf(const VersionKey& key);

/// The first problem: a form shows one at a time.
Failure failureOf(const casework::Problems& problems);
Failure failureOf(const Error& error);
/// What the hub or the merge had against a changeset.
Refusal refusalOf(membership::Refusal refusal);

/// By name, as a list of names is sorted: initials do not count.
std::string sortedBy(std::string_view name);

} // namespace vb::bridge
