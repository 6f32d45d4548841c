// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/wire.h"

#include <google/protobuf/unknown_field_set.h>

namespace vb::envelope::wire {
namespace {

Result<void> checkNewer(const google::protobuf::Message& message,
                        const google::protobuf::UnknownFieldSet& fields) {
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < fields.field_count(); ++i)
        if (descriptor->FindFieldByNumber(fields.field(i).number()) != nullptr)
            return fail(Code::InvalidInput, "a known field of an unknown form");
    return {};
}

} // namespace

Result<bool> hasUnknown(const google::protobuf::Message& message) {
    const auto& fields = message.GetReflection()->GetUnknownFields(message);
    if (fields.empty())
        return false;
    VB_TRY_VOID(checkNewer(message, fields));
    return true;
}

Result<Bytes> unknownOf(const google::protobuf::Message& message) {
    VB_TRY(const bool any, hasUnknown(message));
    if (!any)
        return Bytes{};
    std::string bytes;
    message.GetReflection()->GetUnknownFields(message).SerializeToString(&bytes);
    return toBytes(asBytes(bytes));
}

Result<void> restoreUnknown(google::protobuf::Message& message, const Bytes& unknown) {
    if (unknown.empty())
        return {};
    google::protobuf::UnknownFieldSet fields;
    if (!fields.ParseFromArray(unknown.data(), static_cast<int>(unknown.size())))
        return fail(Code::InvalidInput, "malformed unknown fields");
    VB_TRY_VOID(checkNewer(message, fields));
    message.GetReflection()->MutableUnknownFields(&message)->MergeFrom(fields);
    return {};
}

} // namespace vb::envelope::wire
