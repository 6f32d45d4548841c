// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/http_form.h"

namespace vb::protocol {
namespace {

constexpr std::string_view kScheme = "Bearer ";

} // namespace

std::string pathOf(Endpoint endpoint) {
    return std::string(kPathPrefix) + std::string(endpointName(endpoint));
}

std::optional<Endpoint> endpointFromPath(std::string_view path) {
    if (!path.starts_with(kPathPrefix))
        return std::nullopt;
    return endpointFromName(path.substr(kPathPrefix.size()));
}

std::string authorizationOf(ByteView session) {
    return std::string(kScheme) + toHex(session);
}

std::optional<Bytes> sessionFromAuthorization(std::string_view value) {
    if (!value.starts_with(kScheme))
        return std::nullopt;
    value.remove_prefix(kScheme.size());
    if (value.empty() || value.size() > 2 * kMaxSessionTokenBytes)
        return std::nullopt;
    auto token = fromHex(value);
    if (!token)
        return std::nullopt;
    return std::move(token).value();
}

} // namespace vb::protocol
