// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/property/model/reference_merge.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace vb::test {

using namespace vb::model;

namespace {

struct Op {
    LoggedChangeset facts; // without content
    WorkerId author;
    OrganisationCode organisation;
    VersionId id; // item 0
    Operation operation;
    enum class Class { NotUnderstood, Refused, Proposal, Effective } standpoint = {};

    [[nodiscard]] VersionId version(std::size_t item) const {
        VersionId out = id;
        out.item = static_cast<std::uint16_t>(item);
        return out;
    }
    [[nodiscard]] std::set<VersionId> versions() const {
        std::set<VersionId> out;
        for (std::size_t i = 0; i < operation.values.size(); ++i)
            out.insert(version(i));
        return out;
    }
    [[nodiscard]] bool observes(const VersionId& version) const {
        return std::count(operation.observed.begin(), operation.observed.end(), version) > 0;
    }
    [[nodiscard]] bool is(OperationKind kind) const { return operation.kind == kind; }
};

using Class = Op::Class;

struct V {
    VersionId id;
    FieldValue value;
    const Op* op = nullptr;
    HybridStamp effective;

    [[nodiscard]] auto key() const { return std::tuple(effective, id); }
};

bool isRank(MergePolicy policy) {
    return policy == MergePolicy::Lattice || policy == MergePolicy::MostCautious ||
           policy == MergePolicy::MostRestrictive;
}

bool isAsk(MergePolicy policy) {
    return policy == MergePolicy::RegisterAsk || policy == MergePolicy::Protected;
}

FieldValue first(const FieldValue& value) {
    const auto* tuple = value.as<FieldValue::Tuple>();
    return tuple ? tuple->at(0) : value;
}

/// Position of the code among the declared ones, as written; nothing if it is not one.
std::optional<std::ptrdiff_t> place(const FieldDeclaration& field, const FieldValue& value) {
    const FieldValue deciding = first(value);
    const auto* code = deciding.as<CodeValue>();
    if (!code)
        return std::nullopt;
    for (std::size_t i = 0; i < field.order.size(); ++i)
        if (field.order[i] == code->code)
            return static_cast<std::ptrdiff_t>(i);
    return std::nullopt;
}

class ReferenceMerge {
public:
    ReferenceMerge(const Schema& schema, RecordTypeId type, const RecordId& record,
                   const std::vector<LoggedChangeset>& changesets)
        : m_type(schema.find(type)) {
        for (const LoggedChangeset& changeset : changesets)
            collect(changeset, type, record);
        for (Op& op : m_all)
            if (isTombstone(op)) {
                m_result.tombstones.insert(op.id);
                if (op.facts.standing == Standing::Effective) {
                    m_result.isWithdrawn = true;
                    m_erased.insert(op.operation.observed.begin(), op.operation.observed.end());
                }
            }
        if (!m_result.isWithdrawn)
            findFirst();
        for (Op& op : m_all)
            op.standpoint = classOf(op);
    }

    ReferenceRecord run() {
        std::set<FieldKey> keys;
        for (const Op& op : m_all)
            if (!isTombstone(op))
                keys.insert(op.operation.field);
        for (const FieldKey key : keys) {
            ReferenceField field = mergeField(key);
            if (!field.status.empty())
                m_result.fields[key] = field;
        }
        return m_result;
    }

private:
    void collect(const LoggedChangeset& changeset, RecordTypeId type, const RecordId& record) {
        for (std::size_t i = 0; i < changeset.content.parts.size(); ++i) {
            const Part& part = changeset.content.parts[i];
            if (part.type != type || part.record != record)
                continue;
            for (std::size_t j = 0; j < part.operations.size(); ++j) {
                Op op;
                op.facts = changeset;
                op.author = changeset.content.author;
                op.organisation = changeset.content.organisation;
                op.id = {changeset.id, changeset.partIndexes[i], static_cast<std::uint16_t>(j), 0};
                op.operation = part.operations[j];
                add(op);
            }
        }
    }

    /// A set: the element with log facts counts.
    void add(const Op& op) {
        for (Op& known : m_all)
            if (known.id == op.id) {
                if (!known.facts.position && op.facts.position)
                    known = op;
                return;
            }
        m_all.push_back(op);
    }

    static bool isTombstone(const Op& op) {
        return op.operation.field == FieldKey{kRecordField, 0} && op.is(OperationKind::Withdraw) &&
               op.operation.values.empty();
    }

    void findFirst() {
        for (const Op& op : m_all) {
            const auto key = [](const Op& each) {
                return std::tuple(!each.facts.position.has_value(), each.facts.position.value_or(0),
                                  each.facts.effective(), each.id);
            };
            if (!m_first || key(op) < key(*m_first))
                m_first = op;
        }
    }

    const FieldDeclaration* declared(FieldKey key) const {
        if (m_type == nullptr)
            return nullptr;
        for (const FieldDeclaration& field : m_type->fields)
            if (field.id == key.field && static_cast<std::uint8_t>(field.policy) == key.policyCode)
                return &field;
        return nullptr;
    }

    bool isUnderstood(const Op& op) const {
        const FieldDeclaration* field = declared(op.operation.field);
        if (field == nullptr)
            return false;
        const std::size_t count = op.operation.values.size();
        const bool isAppend = field->policy == MergePolicy::Append;
        const bool isWrite = op.is(OperationKind::Write) && count == 1;
        const bool isWithdraw = op.is(OperationKind::Withdraw) && count == 0 && !isAppend;
        const bool isResolve = op.is(OperationKind::Resolve) && count > 0 && !isAppend;
        if (!isWrite && !isWithdraw && !isResolve)
            return false;
        for (const FieldValue& value : op.operation.values)
            if (!field->accepts(value))
                return false;
        return true;
    }

    bool mayWrite(const Protection& protection, const Op& op) const {
        if (op.facts.late)
            return false;
        for (const Role role :
             {Role::Procesregisseur, Role::Informatievoorziening, Role::Casusregisseur,
              Role::Notulist, Role::OmMedewerker, Role::Manager})
            if (protection.roles.has(role) && op.facts.rolesAtAcceptance.has(role))
                return true;
        if (!m_first)
            return false;
        if (protection.initialByCreator && op.id.changeset == m_first->id.changeset)
            return true;
        for (const FirstVersionWriter& writer : protection.firstVersion) {
            if (writer.field == kRecordField) {
                if (writer.who == FirstWriter::Author && op.author == m_first->author)
                    return true;
                if (writer.who == FirstWriter::SourceOrganisation &&
                    op.organisation == m_first->organisation)
                    return true;
                continue;
            }
            for (const Op& naming : m_all)
                if (naming.id.changeset == m_first->id.changeset &&
                    naming.id.part == m_first->id.part &&
                    naming.operation.field.field == writer.field && isUnderstood(naming))
                    for (const FieldValue& value : naming.operation.values)
                        if (value == FieldValue(WorkerRef{op.author}) ||
                            value == FieldValue(op.organisation))
                            return true;
        }
        return false;
    }

    Class classOf(const Op& op) const {
        if (!isUnderstood(op))
            return Class::NotUnderstood;
        if (op.facts.standing != Standing::Effective)
            return Class::Refused;
        const FieldDeclaration* field = declared(op.operation.field);
        if (field->protection && !mayWrite(*field->protection, op))
            return Class::Proposal;
        return Class::Effective;
    }

    ReferenceField mergeField(FieldKey key) {
        m_field = declared(key);
        m_ops.clear();
        m_versions.clear();
        for (const Op& op : m_all) {
            if (op.operation.field != key || isTombstone(op))
                continue;
            const std::set<VersionId> versions = op.versions();
            const bool isGone = !versions.empty() &&
                                std::all_of(versions.begin(), versions.end(),
                                            [&](const auto& id) { return m_erased.count(id) > 0; });
            if (isGone)
                continue;
            m_ops.push_back(&op);
            for (std::size_t i = 0; i < op.operation.values.size(); ++i)
                if (m_erased.count(op.version(i)) == 0)
                    m_versions[op.version(i)] = {op.version(i), op.operation.values[i], &op,
                                                 op.facts.effective()};
        }
        ReferenceField out;
        for (const auto& [id, version] : m_versions)
            out.status[id] = initialStatus(version);
        if (m_field != nullptr) {
            fold(out);
            for (const Op* op : m_ops)
                if ((op->standpoint == Class::Proposal || op->standpoint == Class::Refused) &&
                    op->is(OperationKind::Withdraw))
                    for (const auto& [id, status] : out.status)
                        if (op->observes(id) && isLive(status))
                            out.proposedWithdrawals.insert(op->id);
            out.causalOrder = causalOrder();
        }
        return out;
    }

    static bool isLive(VersionStatus status) {
        return status == VersionStatus::InForce || status == VersionStatus::AlsoLive ||
               status == VersionStatus::Corrected;
    }

    /// Everything but which of the live ones are in force.
    VersionStatus initialStatus(const V& version) const {
        const Class standpoint = version.op->standpoint;
        if (standpoint == Class::NotUnderstood)
            return VersionStatus::NotUnderstood;
        if (standpoint != Class::Effective)
            return openStatus(version);
        for (const Op* op : m_ops)
            if (op->standpoint == Class::Effective && op->observes(version.id) &&
                op->is(OperationKind::Withdraw))
                return VersionStatus::Withdrawn;
        for (const Op* op : m_ops)
            if (op->standpoint == Class::Effective && op->observes(version.id)) {
                if (m_field->policy == MergePolicy::Append) {
                    if (op->author == version.op->author)
                        return VersionStatus::Corrected;
                } else if (op->is(OperationKind::Resolve) || isAsk(m_field->policy) ||
                           isRank(m_field->policy) ||
                           m_field->policy == MergePolicy::RegisterLatest) {
                    return VersionStatus::Superseded;
                }
            }
        return VersionStatus::AlsoLive;
    }

    VersionStatus openStatus(const V& version) const {
        bool isAnswered = false;
        for (const Op* op : m_ops)
            if (op->standpoint == Class::Effective && op->observes(version.id)) {
                isAnswered = true;
                const auto& values = op->operation.values;
                if (std::count(values.begin(), values.end(), version.value) > 0)
                    return VersionStatus::Confirmed;
            }
        if (isAnswered)
            return VersionStatus::Declined;
        if (version.op->standpoint == Class::Refused)
            return VersionStatus::Refused;
        bool isReplaced = false;
        for (const Op* op : m_ops)
            if (op->standpoint == Class::Proposal && op->author == version.op->author &&
                op->observes(version.id)) {
                if (op->is(OperationKind::Withdraw))
                    return VersionStatus::Withdrawn;
                isReplaced = true;
            }
        return isReplaced ? VersionStatus::Superseded : VersionStatus::Proposal;
    }

    std::vector<V> live(const ReferenceField& field) const {
        std::vector<V> out;
        for (const auto& [id, status] : field.status)
            if (status == VersionStatus::AlsoLive)
                out.push_back(m_versions.at(id));
        return out;
    }

    static V best(const std::vector<V>& versions, const std::function<bool(V, V)>& isBetter) {
        V found = versions.at(0);
        for (const V& version : versions)
            if (isBetter(version, found) ||
                (!isBetter(found, version) && found.key() < version.key()))
                found = version;
        return found;
    }

    static std::optional<std::pair<std::int64_t, int>> timeOf(const FieldValue& value) {
        const FieldValue deciding = first(value);
        if (const auto* instant = deciding.as<Instant>())
            return std::pair(instant->millis, 0);
        if (const auto* date = deciding.as<Date>(); date && date->precision != Precision::Unknown)
            return std::pair(std::int64_t{date->days} * 24 * 60 * 60 * 1000,
                             static_cast<int>(date->precision) + 1);
        return std::nullopt;
    }

    static bool isBetterTime(const FieldValue& a, const FieldValue& b, bool earlier) {
        const auto left = timeOf(a);
        const auto right = timeOf(b);
        if (!left || !right)
            return left.has_value() && !right.has_value();
        if (left->first != right->first)
            return earlier ? left->first < right->first : left->first > right->first;
        return left->second < right->second;
    }

    bool isStronger(const FieldValue& a, const FieldValue& b) const {
        const auto left = place(*m_field, a);
        const auto right = place(*m_field, b);
        if (!left || !right)
            return left.has_value() && !right.has_value();
        const bool strictFirst = m_field->policy == MergePolicy::MostCautious ||
                                 m_field->policy == MergePolicy::MostRestrictive;
        return strictFirst ? *left < *right : *left > *right;
    }

    /// Of a register: the one to show. Of anything else too: by its policy.
    V pick(const std::vector<V>& versions) const {
        const bool byTime = m_field->policy == MergePolicy::Earliest ||
                            m_field->policy == MergePolicy::LatestDate ||
                            m_field->whileOpen == WhileOpen::EarliestValue;
        const bool byRank = isRank(m_field->policy) || m_field->whileOpen == WhileOpen::Strongest;
        return best(versions, [&](const V& a, const V& b) {
            if (byTime)
                return isBetterTime(a.value, b.value, m_field->policy != MergePolicy::LatestDate);
            return byRank && isStronger(a.value, b.value);
        });
    }

    static std::map<VersionId, std::set<FieldValue>> stands(const std::vector<V>& versions) {
        std::map<VersionId, std::set<FieldValue>> out;
        for (const V& version : versions)
            out[version.op->id].insert(version.value);
        return out;
    }

    static bool doAgree(const std::vector<V>& versions) {
        std::set<std::set<FieldValue>> kept;
        std::set<FieldValue> written;
        for (const auto& [id, values] : stands(versions)) {
            const bool isResolution =
                std::any_of(versions.begin(), versions.end(), [&, &id = id](const V& version) {
                    return version.op->id == id && version.op->is(OperationKind::Resolve);
                });
            if (isResolution)
                kept.insert(values);
            else
                written.insert(values.begin(), values.end());
        }
        if (kept.empty())
            return written.size() <= 1;
        return kept.size() == 1 && std::includes(kept.begin()->begin(), kept.begin()->end(),
                                                 written.begin(), written.end());
    }

    void foldAsk(ReferenceField& out, const std::vector<V>& versions) const {
        const V shown = pick(versions);
        out.shown = shown.id;
        const bool agree = doAgree(versions);
        out.isConflict = out.isConflict || !agree;
        for (const V& version : versions)
            if (agree || version.value == shown.value)
                out.status[version.id] = VersionStatus::InForce;
    }

    void fold(ReferenceField& out) const {
        const std::vector<V> versions = live(out);
        if (versions.empty())
            return;
        if (isAsk(m_field->policy))
            return foldAsk(out, versions);
        if (m_field->policy == MergePolicy::Counter)
            return foldCounter(out, versions);
        if (m_field->policy == MergePolicy::Append || m_field->policy == MergePolicy::Union)
            return foldSet(out, versions);
        const V shown = pick(versions);
        out.shown = shown.id;
        for (const V& version : versions) {
            if (version.value == shown.value)
                out.status[version.id] = VersionStatus::InForce;
            else
                out.isAlsoReported = out.isAlsoReported || isRank(m_field->policy);
        }
    }

    void foldSet(ReferenceField& out, const std::vector<V>& versions) const {
        std::map<FieldValue, std::vector<V>> items;
        for (const V& version : versions)
            items[m_field->keyedItems ? first(version.value) : FieldValue()].push_back(version);
        for (const auto& [item, same] : items) {
            if (m_field->keyedItems)
                foldAsk(out, same);
            else
                for (const V& version : same)
                    out.status[version.id] = VersionStatus::InForce;
        }
        std::vector<V> inForce;
        for (const V& version : versions)
            if (out.status[version.id] == VersionStatus::InForce)
                inForce.push_back(version);
        out.shown = best(inForce, [](const V&, const V&) { return false; }).id;
    }

    static void foldCounter(ReferenceField& out, const std::vector<V>& versions) {
        std::map<FieldValue, V> counted;
        for (const V& version : versions) {
            const auto [at, isNew] = counted.emplace(first(version.value), version);
            if (!isNew && version.key() < at->second.key())
                at->second = version;
        }
        std::optional<V> newest;
        for (const auto& [entry, version] : counted) {
            out.status[version.id] = VersionStatus::InForce;
            out.total += *version.value.as<FieldValue::Tuple>()->at(1).as<std::int64_t>();
            if (!newest || newest->key() < version.key())
                newest = version;
        }
        out.shown = newest->id;
        for (const V& version : versions)
            if (version.value != counted.at(first(version.value)).value)
                out.isAlsoReported = true;
    }

    /// Takes, again and again, the first version whose observed ones were all taken; when there is
    /// none, the first that is left.
    std::vector<VersionId> causalOrder() const {
        std::vector<V> rest;
        for (const auto& [id, version] : m_versions)
            rest.push_back(version);
        std::sort(rest.begin(), rest.end(),
                  [](const V& a, const V& b) { return a.key() < b.key(); });
        std::vector<VersionId> order;
        while (!rest.empty()) {
            auto next = std::find_if(rest.begin(), rest.end(), [&](const V& version) {
                return std::none_of(rest.begin(), rest.end(), [&](const V& other) {
                    return other.id != version.id && version.op->observes(other.id);
                });
            });
            if (next == rest.end())
                next = rest.begin();
            order.push_back(next->id);
            rest.erase(next);
        }
        return order;
    }

    const RecordTypeDeclaration* m_type;
    std::vector<Op> m_all;
    std::set<VersionId> m_erased;
    std::optional<Op> m_first;
    ReferenceRecord m_result;

    const FieldDeclaration* m_field = nullptr;
    std::vector<const Op*> m_ops;
    std::map<VersionId, V> m_versions;
};

std::optional<std::string> differenceOf(const ReferenceField& expected, const FieldState& actual) {
    const std::string where = "field " + std::to_string(actual.key.field.value) + ": ";
    std::map<VersionId, VersionStatus> status;
    std::vector<VersionId> order;
    for (const Version& version : actual.versions) {
        status[version.id] = version.status;
        order.push_back(version.id);
    }
    if (status.size() != expected.status.size())
        return where + "number of versions";
    for (const auto& [id, wanted] : expected.status) {
        if (status.count(id) == 0)
            return where + "a version is missing";
        if (status[id] != wanted)
            return where + "status " + std::string(statusName(status[id])) + ", expected " +
                   std::string(statusName(wanted));
    }
    const Version* shown = actual.shownVersion();
    if ((shown != nullptr) != expected.shown.has_value() || (shown && shown->id != *expected.shown))
        return where + "version shown";
    if (actual.isConflict != expected.isConflict)
        return where + "conflict";
    if (actual.isAlsoReported != expected.isAlsoReported)
        return where + "also reported";
    if (actual.total != expected.total)
        return where + "total";
    std::set<VersionId> proposed;
    for (const Withdrawal& withdrawal : actual.proposedWithdrawals)
        proposed.insert(withdrawal.id);
    if (proposed != expected.proposedWithdrawals)
        return where + "proposed withdrawals";
    if (actual.isKnown && order != expected.causalOrder)
        return where + "order";
    return std::nullopt;
}

} // namespace

ReferenceRecord referenceMerge(const Schema& schema, RecordTypeId type, const RecordId& record,
                               const std::vector<LoggedChangeset>& changesets) {
    return ReferenceMerge(schema, type, record, changesets).run();
}

std::optional<std::string> difference(const ReferenceRecord& expected, const RecordState& actual) {
    if (expected.isWithdrawn != actual.isWithdrawn() ||
        expected.tombstones.size() != actual.withdrawals.size())
        return "withdrawals";
    for (const Withdrawal& withdrawal : actual.withdrawals)
        if (expected.tombstones.count(withdrawal.id) == 0)
            return "a tombstone that should not be";
    if (expected.fields.size() != actual.fields.size())
        return "number of fields";
    for (const FieldState& field : actual.fields) {
        const auto at = expected.fields.find(field.key);
        if (at == expected.fields.end())
            return "a field that should not be";
        if (auto found = differenceOf(at->second, field))
            return found;
    }
    return std::nullopt;
}

} // namespace vb::test
