// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/changeset.h"

#include <set>

namespace vb::model {
namespace {

void collect(const FieldValue& value, std::set<AttachmentId>& found) {
    if (const auto* attachment = value.as<AttachmentRef>())
        found.insert(attachment->id);
    if (const auto* tuple = value.as<FieldValue::Tuple>()) {
        for (const FieldValue& member : *tuple)
            collect(member, found);
    }
}

} // namespace

std::vector<AttachmentId> attachmentsOf(const Part& part) {
    std::set<AttachmentId> found;
    for (const Operation& operation : part.operations) {
        for (const FieldValue& value : operation.values)
            collect(value, found);
    }
    return {found.begin(), found.end()};
}

} // namespace vb::model
