// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/utf8.h"
#include "sync/model/field_value.h"
#include "sync/protocol/wire_text.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <limits>
#include <string>

// Private to sync/envelope: between protobuf's strings and our types.
namespace vb::envelope::wire {

using protocol::serialise;
using protocol::wireText;

template <typename Id>
Result<Id> id(const std::string& bytes) {
    return Id::fromBytes(asBytes(bytes));
}

/// A wire number that must fit a narrower type.
template <typename Narrow>
Result<Narrow> narrow(std::uint64_t number, const char* what) {
    if (number > std::numeric_limits<Narrow>::max())
        return fail(Code::InvalidInput, std::string("out of range: ") + what);
    return static_cast<Narrow>(number);
}

inline Result<void> checkText(const std::string& text) {
    if (text.size() > model::kMaxTextBytes)
        return fail(Code::TooLarge, "text");
    if (!countCodePoints(text))
        return fail(Code::InvalidInput, "text is not UTF-8");
    return {};
}

/// Stable ids of code lists and roles: visible ASCII.
inline Result<void> checkCode(const std::string& code) {
    if (code.size() > model::kMaxCodeBytes)
        return fail(Code::TooLarge, "code");
    if (!std::all_of(code.begin(), code.end(), [](char c) { return c > ' ' && c <= '~'; }))
        return fail(Code::InvalidInput, "code is not visible ASCII");
    return {};
}

/// Whether a newer version put fields into `message` itself (not into what it contains) that we do
/// not know. InvalidInput for a known number with another wire type than ours: protobuf files that
/// under unknown too, and it is malformed.
Result<bool> hasUnknown(const google::protobuf::Message& message);
/// Those fields as bytes; empty when there are none.
Result<Bytes> unknownOf(const google::protobuf::Message& message);
/// Puts such fields back. InvalidInput when the bytes are not fields or are fields that we know:
/// those would be read back as something else.
Result<void> restoreUnknown(google::protobuf::Message& message, const Bytes& unknown);

inline Result<void> parse(google::protobuf::Message& message, ByteView bytes, const char* what) {
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(Code::InvalidInput, std::string("malformed ") + what);
    return {};
}

} // namespace vb::envelope::wire
