// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the import: reading the members of one JSON object, with the place named in every
// complaint. The one header of casework that includes the JSON library.

#include "client/casework/import.h"

#include <nlohmann/json.hpp>

#include <set>

namespace vb::casework {

using Json = nlohmann::json;

/// The first complaint of a reading; later ones are ignored, because the first explains them.
class Complaint {
public:
    void add(const std::string& place, const std::string& what) {
        if (!m_text)
            m_text = place + ": " + what;
    }
    [[nodiscard]] bool isEmpty() const { return !m_text.has_value(); }
    [[nodiscard]] Result<void> result() const {
        if (m_text)
            return fail(Code::InvalidInput, *m_text);
        return {};
    }

private:
    std::optional<std::string> m_text;
};

/// Reads the members of one object. What is not read when done() is called is a complaint: a
/// misspelt field must not be lost in silence. After a complaint it gives empty values.
class Fields {
public:
    Fields(const Json& object, std::string place, Complaint& complaint);

    [[nodiscard]] bool has(const char* name) const;
    std::string text(const char* name);
    std::string requiredText(const char* name);
    std::optional<std::int32_t> number(const char* name);
    std::int32_t requiredNumber(const char* name);
    bool flag(const char* name);
    std::vector<std::string> texts(const char* name);
    /// Minutes since midnight from "09:15".
    std::optional<std::int32_t> clock(const char* name);
    /// The member, or null; any kind. Counts as read.
    const Json* member(const char* name);
    /// The members of an array of objects; empty when it is not there.
    const Json* objects(const char* name, std::size_t most);

    /// An object somewhere inside this one, named in its complaints by `what` behind our place.
    [[nodiscard]] Fields inside(const Json& object, const std::string& what) const {
        return {object, m_place + ", " + what, m_complaint};
    }

    void complain(const char* name, const std::string& what);
    void complain(const std::string& what) { m_complaint.add(m_place, what); }
    /// Whatever else there is may stay unread.
    void ignoreRest() { m_ignoresRest = true; }
    void done();

private:
    const Json& m_object;
    std::string m_place;
    Complaint& m_complaint;
    std::set<std::string> m_read;
    bool m_ignoresRest = false;
};

} // namespace vb::casework
