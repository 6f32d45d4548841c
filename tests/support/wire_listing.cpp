// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/wire_listing.h"

#include "sync/base/utf8.h"

#include <google/protobuf/wire_format_lite.h>

#include <algorithm>

namespace vb::test {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

constexpr std::size_t kBytesPerLine = 16;
constexpr std::size_t kColumn = kBytesPerLine * 3 + 1;

std::string spaced(ByteView bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        if (!text.empty())
            text += ' ';
        text += toHex({&byte, 1});
    }
    return text;
}

class Listing {
public:
    void line(ByteView bytes, const std::string& what) {
        std::string text = spaced(bytes);
        if (!what.empty()) {
            text.resize(std::max(text.size() + 2, kColumn), ' ');
            text += what;
        }
        m_text += text + '\n';
    }
    void block(ByteView bytes) {
        for (std::size_t at = 0; at < bytes.size(); at += kBytesPerLine)
            line(bytes.subspan(at, std::min(kBytesPerLine, bytes.size() - at)), "");
    }
    void message(ByteView bytes, const Descriptor& type, const std::string& indent);
    std::string take() { return std::move(m_text); }

private:
    void lengthDelimited(ByteView prefix, ByteView content, const FieldDescriptor& field,
                         const std::string& indent);
    std::string m_text;
};

std::uint64_t readVarint(ByteView bytes, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        VB_CHECK(at < bytes.size());
        const std::uint8_t byte = bytes[at++];
        value |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80)
            break;
    }
    return value;
}

std::string shown(std::uint64_t value, const FieldDescriptor& field) {
    switch (field.type()) {
    case FieldDescriptor::TYPE_SINT32:
    case FieldDescriptor::TYPE_SINT64:
        return std::to_string(WireFormatLite::ZigZagDecode64(value));
    case FieldDescriptor::TYPE_BOOL:
        return value != 0 ? "true" : "false";
    case FieldDescriptor::TYPE_ENUM:
        return field.enum_type()->FindValueByNumber(static_cast<int>(value))->name();
    default:
        return std::to_string(value);
    }
}

bool isReadable(ByteView bytes) {
    const auto isControl = [](std::uint8_t byte) { return byte < 0x20 || byte == 0x7f; };
    return !bytes.empty() && countCodePoints(asText(bytes)).has_value() &&
           std::none_of(bytes.begin(), bytes.end(), isControl);
}

void Listing::lengthDelimited(ByteView prefix, ByteView content, const FieldDescriptor& field,
                              const std::string& indent) {
    const std::string size = std::to_string(content.size());
    if (field.type() == FieldDescriptor::TYPE_MESSAGE) {
        line(prefix, indent + field.name() + ", " + size + " bytes:");
        message(content, *field.message_type(), indent + "  ");
        return;
    }
    std::string what = indent + field.name() + ", " + size + " bytes";
    // Ids are random; only short text is shown beside its bytes.
    if (isReadable(content) && content.size() != 16 && content.size() != 32)
        what += content.size() <= 24 ? ": \"" + std::string(asText(content)) + "\"" : " of text";
    line(prefix, what);
    block(content);
}

void Listing::message(ByteView bytes, const Descriptor& type, const std::string& indent) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t start = at;
        const auto tag = static_cast<std::uint32_t>(readVarint(bytes, at));
        const FieldDescriptor* field =
            type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
        VB_CHECK(field != nullptr);
        const std::uint64_t value = readVarint(bytes, at);
        const ByteView prefix = bytes.subspan(start, at - start);
        if (WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_VARINT) {
            line(prefix, indent + field->name() + " = " + shown(value, *field));
            continue;
        }
        VB_CHECK(WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
        VB_CHECK(value <= bytes.size() - at);
        lengthDelimited(prefix, bytes.subspan(at, value), *field, indent);
        at += value;
    }
}

} // namespace

std::string hexLines(ByteView bytes) {
    Listing listing;
    listing.block(bytes);
    return listing.take();
}

std::string listMessage(ByteView bytes, const Descriptor& type) {
    Listing listing;
    listing.message(bytes, type, "");
    return listing.take();
}

} // namespace vb::test
