// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/driver.h"

#include <array>
#include <istream>
#include <ostream>
#include <utility>

namespace vb::conformance {
namespace {

using Operation = Reply (*)(const Fields&);

constexpr std::array<std::pair<std::string_view, Operation>, 12> kOperations{{
    {"aead_open", aeadOpen},
    {"argon2id", argon2id},
    {"chain", chain},
    {"codec", codec},
    {"ed25519_verify", ed25519Verify},
    {"envelope_open", envelopeOpen},
    {"hlc", hlc},
    {"merge", merge},
    {"merkle_consistency", merkleConsistency},
    {"merkle_inclusion", merkleInclusion},
    {"reconcile", reconcile},
    {"sealed_box_open", sealedBoxOpen},
}};

/// Before the parser takes memory for it.
Result<void> checkBounds(std::string_view line) {
    if (line.size() > kMaxLineBytes)
        return fail(Code::TooLarge, "a line over " + std::to_string(kMaxLineBytes) + " bytes");
    std::size_t depth = 0;
    std::size_t elements = 0;
    bool isInText = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (isInText) {
            if (c == '\\')
                ++i;
            isInText = c != '"';
        } else if (c == '"') {
            isInText = true;
        } else if (c == '[' || c == '{') {
            ++elements;
            if (++depth > kMaxDepth)
                return fail(Code::TooLarge, "deeper than " + std::to_string(kMaxDepth));
        } else if (c == ']' || c == '}') {
            depth -= depth > 0 ? 1 : 0;
        } else if (c == ',') {
            ++elements;
        }
    }
    if (elements > kMaxElements)
        return fail(Code::TooLarge, "more than " + std::to_string(kMaxElements) + " elements");
    return {};
}

Json replyTo(const Json& id, Reply result) {
    Json reply = Json::object();
    if (result) {
        reply = std::move(*result);
        reply["ok"] = !reply.contains("error");
    } else {
        reply["ok"] = false;
        reply["error"] = std::string(codeName(result.error().code)) + ": " + result.error().context;
    }
    reply["id"] = id;
    return reply;
}

Reply help() {
    Json names = Json::array();
    for (const auto& [name, operation] : kOperations)
        names.push_back(name);
    names.push_back("help");
    names.push_back("sql");
    std::sort(names.begin(), names.end());
    return Json{{"operations", std::move(names)}};
}

} // namespace

Reply Driver::perform(const std::string& operation, const Fields& request) {
    for (const auto& [name, perform] : kOperations) {
        if (name == operation)
            return perform(request);
    }
    if (operation == "sql")
        return sql(m_stores, request);
    if (operation == "help")
        return help();
    return fail(Code::NotFound, "no such op; see the op help");
}

std::string Driver::answer(std::string_view line) {
    Json id;
    const Reply reply = [&]() -> Reply {
        VB_TRY_VOID(checkBounds(line));
        const Json request = Json::parse(line, nullptr, false);
        if (request.is_discarded())
            return fail(Code::InvalidInput, "not JSON");
        VB_TRY(const Fields fields, Fields::of(request, ""));
        if (const auto found = request.find("id"); found != request.end()) {
            if (found->is_structured())
                return fields.wrong("id", "must be a string or a number");
            id = *found;
        }
        VB_TRY(const std::string operation, fields.text("op"));
        return perform(operation, fields);
    }();
    // Whatever bytes an error quotes, the reply is valid JSON.
    return replyTo(id, reply).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void serve(Driver& driver, std::istream& in, std::ostream& out) {
    std::string line;
    std::array<char, 65'536> piece{};
    bool isOpen = true;
    while (isOpen) {
        line.clear();
        while (true) {
            in.getline(piece.data(), piece.size());
            const auto count = static_cast<std::size_t>(in.gcount());
            const bool isCut = in.fail() && !in.eof() && count + 1 == piece.size();
            isOpen = !in.eof() && (isCut || !in.fail());
            const bool hasEnd = !isCut && !in.eof() && count > 0;
            // One byte over the bound is enough to be refused; the rest of the line is not kept.
            if (line.size() <= kMaxLineBytes)
                line.append(piece.data(), hasEnd ? count - 1 : count);
            if (!isCut)
                break;
            in.clear();
        }
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        out << driver.answer(line) << '\n' << std::flush;
        if (!out)
            return;
    }
}

} // namespace vb::conformance
