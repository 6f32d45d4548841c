// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/fields.h"

#include <algorithm>

namespace vb::conformance {

Result<Fields> Fields::of(const Json& json, std::string name) {
    const auto* object = json.get_ptr<const Json::object_t*>();
    if (object == nullptr)
        return fail(Code::InvalidInput, name + " must be an object");
    return Fields(*object, std::move(name));
}

Unexpected Fields::wrong(const char* field, std::string_view what) const {
    return fail(Code::InvalidInput,
                (m_name.empty() ? "" : m_name + ".") + field + " " + std::string(what));
}

const Json* Fields::find(const char* field) const {
    const auto found = m_object->find(field);
    return found == m_object->end() || found->second.is_null() ? nullptr : &found->second;
}

Result<const Json*> Fields::need(const char* field) const {
    const Json* found = find(field);
    if (found == nullptr)
        return wrong(field, "is missing");
    return found;
}

Result<std::uint64_t> Fields::number(const char* field, std::uint64_t most) const {
    VB_TRY(const Json* json, need(field));
    // A non-negative integer is stored unsigned; what does not fit becomes a real number.
    if (!json->is_number_unsigned() || json->get<std::uint64_t>() > most)
        return wrong(field, "must be an integer from 0 to " + std::to_string(most));
    return json->get<std::uint64_t>();
}

Result<std::uint64_t> Fields::number(const char* field, std::uint64_t most,
                                     std::uint64_t otherwise) const {
    if (!has(field))
        return otherwise;
    return number(field, most);
}

Result<std::int64_t> Fields::signedNumber(const char* field) const {
    VB_TRY(const Json* json, need(field));
    if (!json->is_number_integer() ||
        (json->is_number_unsigned() && json->get<std::uint64_t>() > INT64_MAX))
        return wrong(field, "must be an integer of 64 bits");
    return json->get<std::int64_t>();
}

Result<bool> Fields::truth(const char* field, bool otherwise) const {
    const Json* json = find(field);
    if (json == nullptr)
        return otherwise;
    if (!json->is_boolean())
        return wrong(field, "must be true or false");
    return json->get<bool>();
}

Result<std::string> Fields::text(const char* field) const {
    VB_TRY(const Json* json, need(field));
    if (!json->is_string())
        return wrong(field, "must be a string");
    return json->get<std::string>();
}

Result<std::string> Fields::text(const char* field, const char* otherwise) const {
    if (!has(field))
        return std::string(otherwise);
    return text(field);
}

Result<Bytes> Fields::hexOf(const Json& json, const char* field) const {
    const auto* text = json.get_ptr<const Json::string_t*>();
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'F'; };
    if (text == nullptr || std::any_of(text->begin(), text->end(), isUpper))
        return wrong(field, "must be lower-case hexadecimal");
    auto bytes = fromHex(*text);
    if (!bytes)
        return wrong(field, "must be lower-case hexadecimal");
    return bytes;
}

Result<Bytes> Fields::bytes(const char* field) const {
    VB_TRY(const Json* json, need(field));
    return hexOf(*json, field);
}

Result<Bytes> Fields::bytesOrNone(const char* field) const {
    if (!has(field))
        return Bytes();
    return bytes(field);
}

Result<const Json::array_t*> Fields::array(const char* field) const {
    VB_TRY(const Json* json, need(field));
    const auto* array = json->get_ptr<const Json::array_t*>();
    if (array == nullptr)
        return wrong(field, "must be an array");
    return array;
}

Result<const Json::array_t*> Fields::arrayOrNone(const char* field) const {
    if (!has(field))
        return static_cast<const Json::array_t*>(nullptr);
    return array(field);
}

Result<Fields> Fields::object(const char* field) const {
    VB_TRY(const Json* json, need(field));
    return of(*json, m_name.empty() ? field : m_name + "." + field);
}

} // namespace vb::conformance
