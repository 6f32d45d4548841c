// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/transport.h"

#include <array>
#include <utility>

namespace vb::protocol {
namespace {

constexpr std::array<std::pair<Endpoint, std::string_view>, 13> kNames{{
    {Endpoint::Hello, "hello"},
    {Endpoint::Session, "session"},
    {Endpoint::Directory, "directory"},
    {Endpoint::Push, "push"},
    {Endpoint::Pull, "pull"},
    {Endpoint::Compare, "compare"},
    {Endpoint::Fetch, "fetch"},
    {Endpoint::Poll, "poll"},
    {Endpoint::Proof, "proof"},
    {Endpoint::Mailbox, "mailbox"},
    {Endpoint::Reconcile, "reconcile"},
    {Endpoint::Upload, "upload"},
    {Endpoint::Download, "download"},
}};

} // namespace

std::string_view endpointName(Endpoint endpoint) {
    for (const auto& [known, name] : kNames)
        if (known == endpoint)
            return name;
    return "unknown";
}

std::optional<Endpoint> endpointFromName(std::string_view name) {
    for (const auto& [endpoint, known] : kNames)
        if (known == name)
            return endpoint;
    return std::nullopt;
}

} // namespace vb::protocol
