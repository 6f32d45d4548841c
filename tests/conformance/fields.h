// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/ids.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace vb::conformance {

using Json = nlohmann::json;

/// The members of one JSON object, read by name and kind. Whatever is absent or of another kind is
/// an InvalidInput that names it; `null` counts as absent. Does not own the object.
class Fields {
public:
    /// InvalidInput unless `json` is an object; `name` is for messages.
    static Result<Fields> of(const Json& json, std::string name);

    [[nodiscard]] bool has(const char* field) const { return find(field) != nullptr; }
    /// An integer within [0, most].
    Result<std::uint64_t> number(const char* field, std::uint64_t most = UINT64_MAX) const;
    Result<std::uint64_t> number(const char* field, std::uint64_t most,
                                 std::uint64_t otherwise) const;
    Result<std::int64_t> signedNumber(const char* field) const;
    Result<bool> truth(const char* field, bool otherwise) const;
    Result<std::string> text(const char* field) const;
    Result<std::string> text(const char* field, const char* otherwise) const;
    /// Lower-case hexadecimal.
    Result<Bytes> bytes(const char* field) const;
    Result<Bytes> bytesOrNone(const char* field) const;
    /// The elements of an array; nullptr stands for an array that is absent, where it may be.
    Result<const Json::array_t*> array(const char* field) const;
    Result<const Json::array_t*> arrayOrNone(const char* field) const;
    Result<Fields> object(const char* field) const;

    template <typename Id>
    Result<Id> id(const char* field) const {
        VB_TRY(const Bytes bytes, this->bytes(field));
        return sized<Id>(bytes, field);
    }
    template <typename Id>
    Result<Id> id(const char* field, const Id& otherwise) const {
        if (!has(field))
            return otherwise;
        return id<Id>(field);
    }
    template <typename Id>
    Result<std::vector<Id>> ids(const char* field) const {
        VB_TRY(const auto* array, this->array(field));
        std::vector<Id> ids;
        ids.reserve(array->size());
        for (const Json& element : *array) {
            VB_TRY(const Bytes bytes, hexOf(element, field));
            VB_TRY(const Id id, sized<Id>(bytes, field));
            ids.push_back(id);
        }
        return ids;
    }

    [[nodiscard]] Unexpected wrong(const char* field, std::string_view what) const;

private:
    Fields(const Json::object_t& object, std::string name)
        : m_object(&object), m_name(std::move(name)) {}
    [[nodiscard]] const Json* find(const char* field) const;
    Result<const Json*> need(const char* field) const;
    Result<Bytes> hexOf(const Json& json, const char* field) const;
    template <typename Id>
    Result<Id> sized(ByteView bytes, const char* field) const {
        if (bytes.size() != Id::kSize)
            return wrong(field, "must have " + std::to_string(Id::kSize) + " bytes");
        return *Id::fromBytes(bytes);
    }

    const Json::object_t* m_object;
    std::string m_name;
};

/// A reply with hexadecimal for bytes.
inline Json hexJson(ByteView bytes) {
    return toHex(bytes);
}
template <typename Id>
Json idsJson(const std::vector<Id>& ids) {
    Json list = Json::array();
    for (const Id& id : ids)
        list.push_back(id.hex());
    return list;
}

} // namespace vb::conformance
