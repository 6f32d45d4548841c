// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/dump.h"

#include "sync/model/merge.h"

#include <algorithm>

namespace vb::model {

namespace {

void appendQuoted(std::string& out, std::string_view text) {
    constexpr const char* kDigits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += kDigits[byte >> 4];
            out += kDigits[byte & 0x0fU];
        } else {
            out += c;
        }
    }
    out += '"';
}

void appendNumber(std::string& out, std::int64_t number) {
    out += std::to_string(number);
}

struct ValueWriter {
    std::string& out;

    void operator()(std::monostate) const { out += "empty"; }
    void operator()(bool value) const { out += value ? "bool:true" : "bool:false"; }
    void operator()(std::int64_t value) const {
        out += "integer:";
        appendNumber(out, value);
    }
    void operator()(const std::string& value) const {
        out += "text:";
        appendQuoted(out, value);
    }
    void operator()(const CodeValue& value) const {
        out += "code:";
        appendQuoted(out, value.code);
    }
    void operator()(const Date& value) const {
        out += "date:";
        appendNumber(out, value.days);
        out += '/';
        appendNumber(out, static_cast<std::int64_t>(value.precision));
    }
    void operator()(const Instant& value) const {
        out += "instant:";
        appendNumber(out, value.millis);
    }
    void operator()(const RecordRef& value) const { out += "record:" + value.id.hex(); }
    void operator()(const WorkerRef& value) const { out += "worker:" + value.id.hex(); }
    void operator()(const OrganisationCode& value) const {
        out += "organisation:";
        appendNumber(out, value.value);
    }
    void operator()(const AttachmentRef& value) const { out += "attachment:" + value.id.hex(); }
    void operator()(const UnknownValue& value) const { out += "unknown:" + toHex(value.encoded); }
    void operator()(const FieldValue::Tuple& value) const {
        out += "tuple:(";
        for (const FieldValue& member : value) {
            std::visit(*this, member.content());
            out += ',';
        }
        out += ')';
    }
};

void appendVersionId(std::string& out, const VersionId& id) {
    out += id.changeset.hex();
    for (const std::uint16_t index : {id.part, id.operation, id.item}) {
        out += '/';
        appendNumber(out, index);
    }
}

void appendAttribution(std::string& out, const Attribution& by) {
    out += " author=" + by.author.hex() + " organisation=";
    appendNumber(out, by.organisation.value);
    out += " hat=";
    appendQuoted(out, by.hat);
    out += " at=";
    appendNumber(out, by.effective.millis);
    out += '.';
    appendNumber(out, by.effective.counter);
    out += " hub=";
    appendNumber(out, by.hubTime ? by.hubTime->millis : -1);
    if (by.late)
        out += " late";
    if (by.standing != Standing::Effective)
        out += " beyond-cut";
}

void appendSaidBy(std::string& out, const std::optional<Quoted>& quoted) {
    if (!quoted)
        return;
    out += " quotes=";
    appendVersionId(out, quoted->version);
    out += " of=" + quoted->author.hex() + " organisation=";
    appendNumber(out, quoted->organisation.value);
    out += " hat=";
    appendQuoted(out, quoted->hat);
    out += " said=";
    appendNumber(out, quoted->said.millis);
    out += '.';
    appendNumber(out, quoted->said.counter);
}

/// Those of the items that are in the dump, by id.
template <typename T, typename Keep>
std::vector<const T*> sortedById(const std::vector<T>& items, Keep&& keep) {
    std::vector<const T*> out;
    for (const T& item : items)
        if (keep(item))
            out.push_back(&item);
    std::sort(out.begin(), out.end(), [](const T* a, const T* b) { return a->id < b->id; });
    return out;
}

void appendWithdrawals(std::string& out, const std::string& head,
                       const std::vector<Withdrawal>& withdrawals) {
    for (const Withdrawal* withdrawal : sortedById(withdrawals, [](const auto&) { return true; })) {
        out += head;
        appendVersionId(out, withdrawal->id);
        appendAttribution(out, withdrawal->by);
        out += " reason=";
        appendQuoted(out, withdrawal->reason);
        if (withdrawal->moved)
            out += " moved=" + withdrawal->moved->record.hex() + '/' +
                   withdrawal->moved->audience.hex() + '/' + withdrawal->moved->root.hex();
        out += '\n';
    }
}

void appendField(std::string& out, const std::string& head, const FieldState& state) {
    const auto isIn = [](const Version& version) { return version.isLive() || version.isOpen(); };
    for (const Version* version : sortedById(state.versions, isIn)) {
        out += head;
        out += statusName(version->status);
        out += ' ';
        appendVersionId(out, version->id);
        appendAttribution(out, version->by);
        out += version->isResolution ? " resolution=" : " value=";
        std::visit(ValueWriter{out}, version->value.content());
        out += " reason=";
        appendQuoted(out, version->reason);
        appendSaidBy(out, version->quoted);
        out += '\n';
    }
    appendWithdrawals(out, head + "proposed-withdrawal ", state.proposedWithdrawals);
}

} // namespace

std::string valueText(const FieldValue& value) {
    std::string out;
    std::visit(ValueWriter{out}, value.content());
    return out;
}

void appendDump(std::string& out, const Schema& schema, const RecordState& state) {
    const RecordTypeDeclaration* type = schema.find(state.type);
    if (type == nullptr)
        return;
    const std::string record = type->name + ' ' + state.record.hex() + ' ';
    appendWithdrawals(out, record + "tombstone ", state.withdrawals);
    if (!state.lineage.empty()) {
        out += record + "copy-of";
        for (const RecordId& ancestor : state.lineage)
            out += ' ' + ancestor.hex();
        out += '\n';
    }
    for (const FieldState& field : state.fields) {
        const FieldDeclaration* declaration = type->find(field.key.field);
        if (!field.isKnown || declaration == nullptr)
            continue;
        appendField(out,
                    record + declaration->name + ' ' +
                        std::string(policyName(declaration->policy)) + ' ',
                    field);
    }
}

std::string canonicalDump(const Schema& schema, std::span<const LoggedChangeset> changesets) {
    std::string out = kDumpHead;
    for (const RecordState& state : mergeAccepted(schema, changesets))
        appendDump(out, schema, state);
    return out;
}

} // namespace vb::model
