// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/envelope/content_codec.h"
#include "sync/model/changeset.h"
#include "sync/model/record_state.h"
#include "tests/conformance/fields.h"

namespace vb::conformance {

// Content of changesets as JSON: names and members of content.proto.

Result<model::FieldValue> readValue(const Json& json, int depth = 0);
Json valueJson(const model::FieldValue& value);
Json valuesJson(const std::vector<model::FieldValue>& values);

Result<model::VersionId> readVersion(const Json& json);
Json versionJson(const model::VersionId& version);

/// A policy by its name or its number.
Result<std::uint8_t> readPolicy(const Fields& fields, const char* field);

/// `type`, `record` and `operations`; bounds and order are the product's to check.
Result<model::Part> readPart(const Fields& fields);
Json partJson(const model::Part& part);

/// `hat`, `stamp_millis` and `stamp_counter`.
Result<HybridStamp> readStamp(const Fields& fields);

} // namespace vb::conformance
