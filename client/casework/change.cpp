// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/change.h"

#include "client/casework/entry_check.h"
#include "sync/model/edit.h"

#include <algorithm>

namespace vb::casework {

ChangeWriter::ChangeWriter(const RecordSpec& type, const ShownRecord& shown) : m_shown(shown) {
    m_part.type = type.id();
    m_part.record = shown.state.record;
}

const model::FieldDeclaration& ChangeWriter::declaration(const FieldSpec& field) const {
    const model::FieldDeclaration* found = m_shown.schema.find(m_part.type, field.id());
    VB_CHECK(found != nullptr); // makeSchema() declares every FieldSpec
    return *found;
}

void ChangeWriter::write(const FieldSpec& field, model::FieldValue value, std::string_view reason) {
    add(field,
        model::writeOperation(declaration(field), m_shown.state.find(field.id()), std::move(value),
                              observedVersions(m_shown, field), std::string(trimmed(reason))));
}

void ChangeWriter::writeText(const FieldSpec& field, std::string_view text) {
    text = trimmed(text);
    if (!text.empty())
        write(field, std::string(text));
}

void ChangeWriter::remove(const FieldSpec& field, const model::FieldValue& value,
                          std::string_view reason) {
    const model::FieldState* state = m_shown.state.find(field.id());
    if (state == nullptr) {
        m_problems.push_back(problemWith(field, ProblemKind::NotThere));
        return;
    }
    std::vector<model::VersionId> taken = model::versionsHolding(*state, value);
    const auto observed = observedVersions(m_shown, field);
    std::erase_if(taken, [&](const model::VersionId& id) {
        return std::find(observed.begin(), observed.end(), id) == observed.end();
    });
    if (taken.empty())
        m_problems.push_back(problemWith(field, ProblemKind::NotThere));
    else
        add(field, model::withdrawOperation(declaration(field), *state, taken,
                                            std::string(trimmed(reason))));
}

void ChangeWriter::add(const FieldSpec& field, Result<model::Operation> operation) {
    if (operation)
        m_part.operations.push_back(std::move(operation).value());
    else
        m_problems.push_back(problemWith(field, operation.error().code == Code::InvalidInput
                                                    ? ProblemKind::UnknownCode
                                                    : ProblemKind::NotThere));
}

Checked<Entry> ChangeWriter::finish() {
    if (!m_problems.empty())
        return std::move(m_problems);
    if (m_part.operations.empty())
        return Problems{{ProblemKind::NothingChanged, {}, {}}};
    Entry entry{m_part.record, {}};
    entry.parts.push_back({std::move(m_part), std::nullopt});
    return entry;
}

std::vector<model::VersionId> observedVersions(const ShownRecord& shown, const FieldSpec& field) {
    const model::FieldState* state = shown.state.find(field.id());
    if (state == nullptr)
        return {};
    if (!shown.versions)
        return model::shownVersions(*state);
    std::vector<model::VersionId> observed;
    for (const model::VersionId& id : *shown.versions) {
        if (state->find(id) != nullptr)
            observed.push_back(id);
    }
    return observed;
}

} // namespace vb::casework
