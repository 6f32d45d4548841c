// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/membership/statement.h"

#include <string>

namespace veldboek::v0 {
class Statement;
}

namespace vb::membership {

// How fields of a statement are read. Private to statement_read.cpp and statement_bodies.cpp.

template <typename Id>
Result<Id> readId(const std::string& field) {
    VB_TRY(const Id id, Id::fromBytes(asBytes(field)));
    if (id.isNone())
        return fail(Code::InvalidInput, "empty identifier in a statement");
    return id;
}

template <typename Id>
Result<Id> readOptionalId(const std::string& field) {
    return field.empty() ? Result<Id>(Id{}) : readId<Id>(field);
}

template <typename Key>
Result<Key> readKey(const std::string& field) {
    const auto key = Key::fromBytes(asBytes(field));
    if (!key)
        return fail(Code::InvalidInput, "key of the wrong length in a statement");
    return *key;
}

/// What the statement says, with the rules of form that hold for it in this house and case.
Result<StatementBody> readBody(const veldboek::v0::Statement& message, HouseId house,
                               CaseId caseId);

} // namespace vb::membership
