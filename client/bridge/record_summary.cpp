// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/record_summary.h"

#include <nlohmann/json.hpp>

namespace vb::bridge {
namespace {

void put(nlohmann::json& json, const char* key, const std::string& value) {
    if (!value.empty())
        json[key] = value;
}

std::string take(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

template <typename Id>
std::optional<Id> takeId(const nlohmann::json& json, const char* key) {
    const auto id = Id::fromHex(take(json, key));
    return id ? std::optional<Id>(*id) : std::nullopt;
}

std::optional<std::int64_t> takeNumber(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_number_integer()
               ? std::optional(found->get<std::int64_t>())
               : std::nullopt;
}

} // namespace

Bytes encodeSummary(const RecordSummary& summary) {
    auto json = nlohmann::json::object();
    put(json, "t", summary.title);
    put(json, "k", summary.kind);
    put(json, "s", summary.state);
    put(json, "n", summary.number);
    if (summary.isOver)
        json["o"] = true;
    put(json, "p", summary.precision);
    if (summary.link)
        json["l"] = summary.link->hex();
    if (summary.ownerOrganisation.value != 0)
        json["g"] = summary.ownerOrganisation.value;
    if (summary.owner)
        json["w"] = summary.owner->hex();
    if (summary.dueMillis)
        json["d"] = *summary.dueMillis;
    // Text of a newer or damaged record may be no UTF-8; a list shows what can be shown.
    const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return toBytes(asBytes(text));
}

RecordSummary decodeSummary(ByteView bytes) {
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object())
        return {};
    RecordSummary summary;
    summary.title = take(json, "t");
    summary.kind = take(json, "k");
    summary.state = take(json, "s");
    summary.number = take(json, "n");
    summary.isOver = json.value("o", nlohmann::json()) == true;
    summary.precision = take(json, "p");
    summary.link = takeId<RecordId>(json, "l");
    summary.ownerOrganisation = {
        static_cast<std::uint16_t>(takeNumber(json, "g").value_or(0) & 0xffff)};
    summary.owner = takeId<WorkerId>(json, "w");
    summary.dueMillis = takeNumber(json, "d");
    return summary;
}

} // namespace vb::bridge
