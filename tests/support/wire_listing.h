// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <google/protobuf/descriptor.h>

#include <string>

namespace vb::test {

/// Bytes in hexadecimal, sixteen to a line.
std::string hexLines(ByteView bytes);

/// A serialised message byte by byte: on the left every byte as it is sent, on the right what it
/// says. Fields inside a message are indented. The bytes must be a valid message (VB_CHECK).
std::string listMessage(ByteView bytes, const google::protobuf::Descriptor& type);

} // namespace vb::test
