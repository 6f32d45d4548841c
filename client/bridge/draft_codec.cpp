// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/draft_codec.h"

#include <nlohmann/json.hpp>

namespace vb::bridge {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxListed = 64;

Json momentJson(const Moment& moment) {
    return {{"at", moment.at.millis}, {"precision", static_cast<int>(moment.precision)}};
}

std::string text(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Moment> moment(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_object())
        return std::nullopt;
    const auto at = found->find("at");
    const auto precision = found->find("precision");
    if (at == found->end() || precision == found->end() || !at->is_number_integer() ||
        !precision->is_number_unsigned())
        return std::nullopt;
    const auto known = precision->get<unsigned>();
    if (known > static_cast<unsigned>(Precision::Unknown))
        return std::nullopt;
    return Moment{{at->get<std::int64_t>()}, static_cast<Precision>(known)};
}

std::vector<std::string> texts(const Json& json, const char* key) {
    std::vector<std::string> found;
    const auto list = json.find(key);
    if (list == json.end() || !list->is_array())
        return found;
    for (const auto& each : *list) {
        if (each.is_string() && found.size() < kMaxListed)
            found.push_back(each.get<std::string>());
    }
    return found;
}

std::optional<RecordId> record(const Json& json, const char* key) {
    const auto id = RecordId::fromHex(text(json, key));
    return id ? std::optional<RecordId>(*id) : std::nullopt;
}

struct TextField {
    const char* key;
    std::string ContactEntry::*member;
};
constexpr TextField kTexts[] = {
    {"soort", &ContactEntry::kind},
    {"uitkomst", &ContactEntry::outcome},
    {"plaats", &ContactEntry::place},
    {"waargenomen", &ContactEntry::observed},
    {"verklaardDoor", &ContactEntry::statedBy},
    {"verklaard", &ContactEntry::stated},
    {"duiding", &ContactEntry::interpretation},
    {"publiek", &ContactEntry::audience},
    {"actiestatus", &ContactEntry::actionStatus},
};

} // namespace

Bytes encodeDraft(const StoredDraft& draft) {
    const auto& entry = draft.entry;
    Json json{{"record", draft.record.hex()}};
    for (const auto& field : kTexts)
        json[field.key] = entry.*field.member;
    if (entry.happened)
        json["gebeurdOp"] = momentJson(*entry.happened);
    json["betreft"] = Json::array();
    for (const auto& person : entry.persons)
        json["betreft"].push_back(person.hex());
    json["leefgebieden"] = entry.leefgebieden;
    if (entry.action)
        json["actie"] = entry.action->hex();
    if (entry.followUp) {
        json["vervolg"] = {{"tekst", entry.followUp->text},
                           {"organisatie", entry.followUp->organisation}};
        if (entry.followUp->due)
            json["vervolg"]["uiterlijk"] = momentJson(*entry.followUp->due);
    }
    const std::string dumped = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return toBytes(asBytes(dumped));
}

std::optional<StoredDraft> decodeDraft(ByteView bytes) {
    const auto json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    const auto id = json.is_object() ? record(json, "record") : std::nullopt;
    if (!id)
        return std::nullopt;
    StoredDraft draft{{}, *id};
    auto& entry = draft.entry;
    for (const auto& field : kTexts)
        entry.*field.member = text(json, field.key);
    entry.happened = moment(json, "gebeurdOp");
    for (const auto& person : texts(json, "betreft")) {
        if (const auto known = RecordId::fromHex(person))
            entry.persons.push_back(*known);
    }
    entry.leefgebieden = texts(json, "leefgebieden");
    entry.action = record(json, "actie");
    const auto next = json.find("vervolg");
    if (next != json.end() && next->is_object())
        entry.followUp =
            FollowUp{text(*next, "tekst"), text(*next, "organisatie"), moment(*next, "uiterlijk")};
    return draft;
}

} // namespace vb::bridge
