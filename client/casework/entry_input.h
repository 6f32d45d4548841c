// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entering.h"

#include <algorithm>
#include <variant>

// Anything that a person can enter, as one value: what an import reads and the generator makes.
namespace vb::casework {

// Changes of a record that is there already, by its id.
struct ActionStepInput {
    RecordId actie;
    ActionChange change;
};
struct ContextCheckInput {
    RecordId context;
    ContextCheck check;
};
struct WarningChangeInput {
    RecordId waarschuwing;
    WarningChange change;
};
/// Of the Casus record of the case.
struct CaseStepInput {
    std::string status;
    std::string reden;
    std::optional<Day> rappeldatum;
};
/// One register of the Casus record.
struct CaseChangeInput {
    const FieldSpec* field = nullptr;
    model::FieldValue value;
    std::string reden;
};

using EntryInput = std::variant<NewCase, NewPerson, NewContact, NewContext, NewSafetyWarning,
                                NewAction, ActionStepInput, ContextCheckInput, WarningChangeInput,
                                CaseStepInput, CaseChangeInput>;

/// The records of the case in which somebody enters something.
class ShownCase {
public:
    virtual ~ShownCase() = default;
    /// Nothing when the record is not here. What it refers to lives until the next call.
    virtual std::optional<ShownRecord> shown(const RecordId& record) = 0;
    virtual std::optional<ShownRecord> shownCasus() = 0;
    virtual CaseFacts facts() = 0;
};

/// By kind of input the function of entering.h. NotThere when the record to change is missing.
Checked<Entry> enter(const EntryInput& input, const Circumstances& at, ShownCase& shown);

/// Gives `first` to the first record made, then goes on with another source: for an entry whose
/// record was named before it is made. Owned by the caller; outlived by `rest`.
class FirstId final : public RandomSource {
public:
    FirstId(const RecordId& first, RandomSource& rest) : m_first(first), m_rest(rest) {}

    void fill(MutableByteView out) override {
        if (m_isGiven || out.size() != RecordId::kSize)
            return m_rest.fill(out);
        m_isGiven = true;
        std::copy(m_first.bytes().begin(), m_first.bytes().end(), out.begin());
    }

private:
    RecordId m_first;
    RandomSource& m_rest;
    bool m_isGiven = false;
};

} // namespace vb::casework
