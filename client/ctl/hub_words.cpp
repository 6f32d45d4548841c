// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/hub_words.h"

#include "sync/base/bytes.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <optional>
#include <string>

namespace vb::ctl {
namespace {

using nlohmann::json;

json firstLine(std::string_view said) {
    return json::parse(said.substr(0, said.find('\n')), nullptr, false);
}

// Not json::value(), which throws where the member is of another type.
std::string textOf(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::uint64_t> numberOf(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned()
               ? std::optional(found->get<std::uint64_t>())
               : std::nullopt;
}

} // namespace

Result<membership::HubBody> readHubIdentity(std::string_view said) {
    const json object = firstLine(said);
    if (!object.is_object())
        return fail(Code::InvalidInput, "no identity of a hub");
    VB_TRY(const auto bytes, fromHex(textOf(object, "signing_key")));
    const auto key = crypto::SigningPublicKey::fromBytes(bytes);
    if (!key)
        return fail(Code::InvalidInput, "no signing key of a hub");
    VB_TRY(const auto pin, Digest256::fromHex(textOf(object, "tls_pin")));
    return membership::HubBody{*key, pin};
}

Result<membership::LogGenerationBody> readHubHead(std::string_view said) {
    const json object = firstLine(said);
    if (!object.is_object())
        return fail(Code::InvalidInput, "no head of a hub");
    const auto generation = numberOf(object, "generation");
    const auto size = numberOf(object, "size");
    if (!generation || *generation == std::numeric_limits<std::uint64_t>::max() || !size)
        return fail(Code::InvalidInput, "no numbers of a hub's head");
    membership::LogGenerationBody body;
    body.previous = *generation;
    body.generation = *generation + 1;
    body.size = *size;
    body.kept = *size;
    VB_TRY(body.root, Digest256::fromHex(textOf(object, "root")));
    return body;
}

} // namespace vb::ctl
