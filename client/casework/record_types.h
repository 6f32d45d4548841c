// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/fields.h"

#include <span>
#include <string>

namespace vb::casework {

/// The record types of this version. A contact is two linked records, kop and verslag, because
/// they have different readers.
const RecordSpec& casusType();
const RecordSpec& betrokkeneType();
const RecordSpec& contactkopType();
const RecordSpec& contactverslagType();
const RecordSpec& contextinformatieType();
const RecordSpec& veiligheidswaarschuwingType();
const RecordSpec& actieType();
/// Of the house's own case, never of anybody else's.
const RecordSpec& medewerkerType();
const RecordSpec& adresType();
const RecordSpec& besluitType();
const RecordSpec& maatregelType();
const RecordSpec& overdrachtType();
const RecordSpec& veldaanmeldingType();
const RecordSpec& deelbesluitType();
const RecordSpec& markerType();
/// Of the house's own case as well.
const RecordSpec& reglementType();

std::span<const RecordSpec* const> recordTypes();
std::span<const FieldSpec* const> commonFields();
/// Null for a type of a newer version.
const RecordSpec* findRecordType(model::RecordTypeId type);
const RecordSpec* findRecordType(std::string_view name);

/// The declarations that the replica merges by. A constant in content: the composition root makes
/// it once and passes it on.
model::Schema makeSchema();

/// Everything that must never change once landed, one line each: the schema's frozen list and the
/// codes of every list. A test compares it with client/casework/wire_numbers.txt, line by line.
std::string frozenNumbers();

} // namespace vb::casework
