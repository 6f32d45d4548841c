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

} // namespace

Bytes encodeSummary(const RecordSummary& summary) {
    auto json = nlohmann::json::object();
    put(json, "t", summary.title);
    put(json, "k", summary.kind);
    put(json, "s", summary.state);
    put(json, "n", summary.number);
    if (summary.isOver)
        json["o"] = true;
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
    return summary;
}

} // namespace vb::bridge
