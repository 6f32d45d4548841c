// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/row_model.h"

// The roles of every list, one table a row type: this is where UTF-8 becomes QString and an instant
// becomes words. A name here is the name of a required property in a QML delegate.
namespace vb::view {

std::span<const RowRole<bridge::CaseRow>> caseRowRoles();
std::span<const RowRole<bridge::TimelineEntry>> timelineRoles();
std::span<const RowRole<bridge::SafetyWarning>> warningRoles();
std::span<const RowRole<bridge::Person>> personRoles();
std::span<const RowRole<bridge::Leefgebied>> leefgebiedRoles();
std::span<const RowRole<bridge::ContextItem>> contextRoles();
std::span<const RowRole<bridge::Action>> actionRoles();
std::span<const RowRole<bridge::ActionStep>> stepRoles();
std::span<const RowRole<bridge::AttentionItem>> attentionRoles();
std::span<const RowRole<bridge::DraftRow>> draftRoles();
std::span<const RowRole<bridge::SearchHit>> hitRoles();
std::span<const RowRole<bridge::ConflictSide>> sideRoles();
std::span<const RowRole<bridge::CodeEntry>> codeRoles();

/// "Noor Dijkgraaf · Politie Lindervoort".
QString byline(const bridge::Author& author);
QString shown(const bridge::ShownValue& value, const DateWords& words);
/// A snippet as rich text: escaped, with the matches in bold.
QString marked(const std::string& snippet, const std::vector<bridge::TextSpan>& matches);
QString joined(const std::vector<bridge::CodeValue>& values);

} // namespace vb::view
