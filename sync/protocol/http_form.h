// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/transport.h"

#include <string>
#include <string_view>

namespace vb::protocol {

// How requests and replies are HTTP/1.1: POST /v0/<endpoint>, the serialised message as the body in
// both directions, the session in the Authorization header. Nothing else in a header or URL means
// anything. Both sides use these functions, so that they cannot differ.

inline constexpr std::string_view kPathPrefix = "/v0/";
inline constexpr std::string_view kContentType = "application/x-protobuf";
inline constexpr std::size_t kMaxSessionTokenBytes = 256;

/// "/v0/push".
std::string pathOf(Endpoint endpoint);
/// Exactly such a path; no query, no trailing slash.
std::optional<Endpoint> endpointFromPath(std::string_view path);

/// "Bearer " and the token in hexadecimal (RFC 6750 takes its signs). A secret.
std::string authorizationOf(ByteView session);
/// The token; nothing for another scheme, other signs, or a token that is empty or too long.
std::optional<Bytes> sessionFromAuthorization(std::string_view value);

} // namespace vb::protocol
