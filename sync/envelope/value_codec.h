// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "sync/model/field_value.h"

namespace veldboek::v0 {
class ValueContent;
}

// Private to sync/envelope: one field value to its message and back. Bounds as in field_value.h; a
// message that this version does not know all of becomes model::UnknownValue.
namespace vb::envelope {

Result<void> writeValue(const model::FieldValue& value, veldboek::v0::ValueContent& message);
Result<model::FieldValue> readValue(const veldboek::v0::ValueContent& message);

} // namespace vb::envelope
