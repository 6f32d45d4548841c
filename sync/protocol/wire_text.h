// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <string>

// Between protobuf's strings and our bytes; templates, so that no message comes with the header.
namespace vb::protocol {

template <typename Id>
std::string wireText(const Id& id) {
    return std::string(asText(id.view()));
}

template <typename Message>
Bytes serialise(const Message& message) {
    Bytes bytes(message.ByteSizeLong());
    message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

} // namespace vb::protocol
