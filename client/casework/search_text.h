// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/reading.h"

#include <string>

namespace vb::casework {

/// What of a record can be found: a line to recognise it by, and everything that somebody wrote in
/// it. Original spelling; the index keeps indexText() of it.
struct SearchText {
    std::string title; ///< "Huisbezoek \u00b7 binnengelaten", a subject, a name
    std::string body;
};

/// Every live version counts, so that what is contested or "also reported" is found too: texts, the
/// labels of codes that say something ("Huisbezoek", "Verslaving"), organisations. Withdrawn,
/// superseded and corrected text is not found. Both empty for a type of a newer version.
SearchText searchText(const model::RecordState& state);
/// Texts and labels of one part alone, without the record that it belongs to.
std::string searchText(const model::Part& part);

/// Title and body folded, as the full-text index takes them (fold.h).
std::string indexText(const SearchText& text);

} // namespace vb::casework
