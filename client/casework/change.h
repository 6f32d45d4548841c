// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the files that make entries: changes of records that are there already.

#include "client/casework/entering.h"

namespace vb::casework {

/// Collects operations on one shown record, each with the right observed set.
class ChangeWriter {
public:
    ChangeWriter(const RecordSpec& type, const ShownRecord& shown);

    void write(const FieldSpec& field, model::FieldValue value, std::string_view reason = {});
    /// A text; nothing when it is blank.
    void writeText(const FieldSpec& field, std::string_view text);
    /// Takes a member out of a set field, or a date out of one that collects dates.
    void remove(const FieldSpec& field, const model::FieldValue& value,
                std::string_view reason = {});
    void add(const FieldSpec& field, Result<model::Operation> operation);

    /// NothingChanged when nothing was collected.
    Checked<Entry> finish();

private:
    [[nodiscard]] const model::FieldDeclaration& declaration(const FieldSpec& field) const;

    const ShownRecord& m_shown;
    model::Part m_part;
    Problems m_problems;
};

/// The versions of a field that were on screen: those named by `shown`, or all that a page shows.
std::vector<model::VersionId> observedVersions(const ShownRecord& shown, const FieldSpec& field);

} // namespace vb::casework
