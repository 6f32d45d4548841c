// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/schema.h"

#include <algorithm>
#include <set>

namespace vb::model {

namespace {

constexpr ValueKinds kTimeKinds{ValueKind::Date, ValueKind::Instant};

bool isName(std::string_view name) {
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !name.empty() && name.size() <= kMaxCodeBytes && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return isLetter(c) || isDigit(c) || c == '_'; });
}

bool isRegister(MergePolicy policy) {
    return policy == MergePolicy::RegisterAsk || policy == MergePolicy::RegisterLatest ||
           policy == MergePolicy::Protected;
}

/// The value that decides order and rank: the value itself, or the first member of a tuple.
const FieldValue& deciding(const FieldValue& value) {
    const auto* tuple = value.as<FieldValue::Tuple>();
    return tuple != nullptr && !tuple->empty() ? tuple->front() : value;
}

bool isCounterEntry(const FieldValue& value) {
    const auto& tuple = *value.as<FieldValue::Tuple>();
    const auto* amount = tuple.size() > 1 ? tuple[1].as<std::int64_t>() : nullptr;
    return amount != nullptr && *amount >= -kMaxCounterAmount && *amount <= kMaxCounterAmount;
}

/// Whether every value that the declaration accepts decides by one of `wanted`.
bool decidesBy(const FieldDeclaration& field, ValueKinds wanted) {
    const auto isWithin = [](ValueKinds kinds, ValueKinds limit) {
        return !kinds.isEmpty() && (kinds.bits() & ~limit.bits()) == 0;
    };
    if (!field.kinds.has(ValueKind::Tuple))
        return isWithin(field.kinds, wanted);
    const auto direct = static_cast<unsigned>(field.kinds.bits()) &
                        ~static_cast<unsigned>(ValueKinds(ValueKind::Tuple).bits());
    return (direct & ~static_cast<unsigned>(wanted.bits())) == 0 && !field.members.empty() &&
           isWithin(field.members.front(), wanted);
}

std::optional<std::string> orderProblem(const FieldDeclaration& field) {
    const bool wantsOrder = field.isRanked() || field.whileOpen == WhileOpen::Strongest;
    if (wantsOrder != !field.order.empty())
        return wantsOrder ? "needs an order of codes" : "has an order that nothing uses";
    if (std::set<std::string>(field.order.begin(), field.order.end()).size() != field.order.size())
        return "names a code twice";
    if (field.isRanked() && !decidesBy(field, ValueKind::Code))
        return "is ranked by code and accepts something else";
    return std::nullopt;
}

std::optional<std::string> protectionProblem(const RecordTypeDeclaration& type,
                                             const FieldDeclaration& field) {
    if (!field.protection)
        return field.policy == MergePolicy::Protected
                   ? std::optional<std::string>("is protected for nobody")
                   : std::nullopt;
    if (field.protection->roles.isEmpty() && field.protection->firstVersion.empty())
        return "is protected for nobody";
    for (const FirstVersionWriter& writer : field.protection->firstVersion) {
        const bool namesField = writer.field != kRecordField;
        if (writer.who == FirstWriter::ExecutingOrganisation || writer.who == FirstWriter::Receiver)
            if (!namesField)
                return "must say which field names the executing organisation or receiver";
        if (namesField && type.find(writer.field) == nullptr)
            return "names a field that the record does not have";
    }
    return std::nullopt;
}

std::optional<std::string> fieldProblem(const RecordTypeDeclaration& type,
                                        const FieldDeclaration& field) {
    if (field.id == kRecordField)
        return "has the number of the record itself";
    if (!isName(field.name))
        return "has no ASCII name";
    if (field.kinds.isEmpty() || field.kinds == ValueKinds(ValueKind::Empty))
        return "accepts nothing";
    const auto isUnknown = [](ValueKinds kinds) { return kinds.has(ValueKind::Unknown); };
    if (isUnknown(field.kinds) ||
        std::any_of(field.members.begin(), field.members.end(), isUnknown))
        return "accepts what is unknown";
    if (field.kinds.has(ValueKind::Tuple) == field.members.empty())
        return "must say its members if and only if it takes tuples";
    const bool isOrdered =
        field.policy == MergePolicy::Earliest || field.policy == MergePolicy::LatestDate;
    if (isOrdered && !decidesBy(field, kTimeKinds))
        return "is ordered by time and accepts something else";
    if (field.policy == MergePolicy::Counter &&
        (field.kinds != ValueKinds(ValueKind::Tuple) || field.members.size() < 2 ||
         field.members[0] != ValueKinds(ValueKind::Text) ||
         field.members[1] != ValueKinds(ValueKind::Integer)))
        return "counts entries of (text id, integer amount, ...) only";
    if (field.whileOpen != WhileOpen::Newest && field.policy != MergePolicy::RegisterAsk &&
        field.policy != MergePolicy::Protected)
        return "never asks, so nothing rules meanwhile";
    if (field.keyedItems &&
        (field.policy != MergePolicy::Union || field.kinds != ValueKinds(ValueKind::Tuple)))
        return "has keyed items and is no union of tuples";
    if (field.onCopy == OnCopy::Origin &&
        (field.policy != MergePolicy::Append || !field.kinds.has(ValueKind::Record)))
        return "names an origin and is no append of a record";
    if (auto problem = orderProblem(field))
        return problem;
    return protectionProblem(type, field);
}

template <typename T, typename Id>
const T* findSorted(const std::vector<T>& sorted, Id id) {
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), id,
                                     [](const T& item, Id wanted) { return item.id < wanted; });
    return at != sorted.end() && at->id == id ? &*at : nullptr;
}

template <typename T>
const T* findNamed(const std::vector<T>& items, std::string_view name) {
    const auto at =
        std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
    return at != items.end() ? &*at : nullptr;
}

/// Sorts by id; the name of an item whose id or name is taken, if any.
template <typename T>
std::optional<std::string> sortUnique(std::vector<T>& items) {
    std::sort(items.begin(), items.end(), [](const T& a, const T& b) { return a.id < b.id; });
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!names.insert(items[i].name).second || (i > 0 && items[i - 1].id == items[i].id))
            return items[i].name;
    return std::nullopt;
}

void describeProtection(std::string& out, const Protection& protection) {
    out += " protected(roles=" + std::to_string(protection.roles.bits());
    for (const FirstVersionWriter& writer : protection.firstVersion)
        out += " first=" + std::to_string(static_cast<unsigned>(writer.who)) + "@" +
               std::to_string(writer.field.value);
    if (protection.initialByCreator)
        out += " initial";
    out += ")";
}

std::string describe(const FieldDeclaration& field) {
    std::string out = std::to_string(field.id.value) + " " + field.name + " " +
                      std::string(policyName(field.policy)) +
                      " kinds=" + std::to_string(field.kinds.bits());
    for (const ValueKinds member : field.members)
        out += "," + std::to_string(member.bits());
    for (const std::string& code : field.order)
        out += (&code == &field.order.front() ? " order=" : "<") + code;
    if (field.protection)
        describeProtection(out, *field.protection);
    if (field.whileOpen != WhileOpen::Newest)
        out += " while-open=" + std::to_string(static_cast<unsigned>(field.whileOpen));
    if (field.keyedItems)
        out += " keyed";
    return out;
}

} // namespace

ValueKind kindOf(const FieldValue& value) {
    return static_cast<ValueKind>(value.content().index());
}

std::string_view kindName(ValueKind kind) {
    switch (kind) {
    case ValueKind::Empty:
        return "empty";
    case ValueKind::Bool:
        return "bool";
    case ValueKind::Integer:
        return "integer";
    case ValueKind::Text:
        return "text";
    case ValueKind::Code:
        return "code";
    case ValueKind::Date:
        return "date";
    case ValueKind::Instant:
        return "instant";
    case ValueKind::Record:
        return "record";
    case ValueKind::Worker:
        return "worker";
    case ValueKind::Organisation:
        return "organisation";
    case ValueKind::Attachment:
        return "attachment";
    case ValueKind::Tuple:
        return "tuple";
    case ValueKind::Unknown:
        return "unknown";
    }
    return "unknown";
}

bool FieldDeclaration::isRanked() const {
    return policy == MergePolicy::Lattice || policy == MergePolicy::MostCautious ||
           policy == MergePolicy::MostRestrictive;
}

std::optional<std::size_t> FieldDeclaration::rank(const FieldValue& value) const {
    const auto* code = deciding(value).as<CodeValue>();
    if (code == nullptr)
        return std::nullopt;
    const auto at = std::find(order.begin(), order.end(), code->code);
    if (at == order.end())
        return std::nullopt;
    const auto index = static_cast<std::size_t>(at - order.begin());
    const bool isStrictestFirst =
        policy == MergePolicy::MostCautious || policy == MergePolicy::MostRestrictive;
    return isStrictestFirst ? order.size() - 1 - index : index;
}

bool FieldDeclaration::accepts(const FieldValue& value) const {
    const ValueKind kind = kindOf(value);
    if (kind == ValueKind::Empty)
        return isRegister(policy) || kinds.has(kind);
    if (!kinds.has(kind))
        return false;
    if (const auto* tuple = value.as<FieldValue::Tuple>()) {
        if (tuple->empty() || kindOf(tuple->front()) == ValueKind::Empty)
            return false;
        for (std::size_t i = 0; i < tuple->size() && i < members.size(); ++i) {
            const ValueKind member = kindOf((*tuple)[i]);
            if (member != ValueKind::Empty && !members[i].has(member))
                return false;
        }
    }
    if (policy == MergePolicy::Counter)
        return isCounterEntry(value);
    return !isRanked() || rank(value).has_value();
}

const FieldDeclaration* RecordTypeDeclaration::find(FieldId field) const {
    return findSorted(fields, field);
}

const FieldDeclaration* RecordTypeDeclaration::findByName(std::string_view wanted) const {
    return findNamed(fields, wanted);
}

Result<Schema> Schema::create(std::vector<RecordTypeDeclaration> types) {
    if (const auto taken = sortUnique(types))
        return fail(Code::InvalidInput, "record type declared twice: " + *taken);
    for (RecordTypeDeclaration& type : types) {
        if (!isName(type.name))
            return fail(Code::InvalidInput, "record type without an ASCII name");
        if (const auto taken = sortUnique(type.fields))
            return fail(Code::InvalidInput, "field declared twice: " + type.name + "." + *taken);
        for (const FieldDeclaration& field : type.fields)
            if (const auto problem = fieldProblem(type, field))
                return fail(Code::InvalidInput, type.name + "." + field.name + " " + *problem);
        if (std::count_if(type.fields.begin(), type.fields.end(),
                          [](const auto& field) { return field.onCopy == OnCopy::Origin; }) > 1)
            return fail(Code::InvalidInput, type.name + " names an origin in two fields");
    }
    Schema schema;
    schema.m_types = std::move(types);
    return schema;
}

const FieldDeclaration* RecordTypeDeclaration::originField() const {
    const auto found = std::find_if(fields.begin(), fields.end(), [](const auto& field) {
        return field.onCopy == OnCopy::Origin;
    });
    return found != fields.end() ? &*found : nullptr;
}

const RecordTypeDeclaration* Schema::find(RecordTypeId type) const {
    return findSorted(m_types, type);
}

const RecordTypeDeclaration* Schema::findByName(std::string_view name) const {
    return findNamed(m_types, name);
}

const FieldDeclaration* Schema::find(RecordTypeId type, FieldId field) const {
    const RecordTypeDeclaration* declaration = find(type);
    return declaration != nullptr ? declaration->find(field) : nullptr;
}

std::string Schema::frozenList() const {
    std::string out;
    for (const RecordTypeDeclaration& type : m_types)
        for (const FieldDeclaration& field : type.fields)
            out += std::to_string(type.id.value) + " " + type.name + " " + describe(field) + "\n";
    return out;
}

} // namespace vb::model
