// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "sync/model/changeset.h"
#include "sync/model/field_value.h"
#include "sync/model/merge_policy.h"
#include "sync/model/role.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vb::model {

/// The kind of a FieldValue: the index of its content.
enum class ValueKind : std::uint8_t {
    Empty = 0,
    Bool = 1,
    Integer = 2,
    Text = 3,
    Code = 4,
    Date = 5,
    Instant = 6,
    Record = 7,
    Worker = 8,
    Organisation = 9,
    Attachment = 10,
    Tuple = 11,
    Unknown = 12,
};

ValueKind kindOf(const FieldValue& value);
std::string_view kindName(ValueKind kind);

/// A small set of value kinds, by value.
class ValueKinds {
public:
    constexpr ValueKinds() = default;
    constexpr ValueKinds(ValueKind kind) : m_bits(bit(kind)) {}
    constexpr ValueKinds(std::initializer_list<ValueKind> kinds) {
        for (const ValueKind kind : kinds)
            m_bits |= bit(kind);
    }
    [[nodiscard]] constexpr bool has(ValueKind kind) const { return (m_bits & bit(kind)) != 0; }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] constexpr std::uint16_t bits() const { return m_bits; }
    friend constexpr bool operator==(ValueKinds, ValueKinds) = default;

private:
    static constexpr std::uint16_t bit(ValueKind kind) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
    }
    std::uint16_t m_bits = 0;
};

/// Writers that the record's first changeset names (the letters of the domain specification).
enum class FirstWriter : std::uint8_t {
    Author = 1,                ///< A
    SourceOrganisation = 2,    ///< B: anybody of that organisation
    ExecutingOrganisation = 3, ///< U: anybody of that organisation
    Receiver = 4,              ///< W: the worker, or anybody of the organisation
};

/// Where the first changeset says who that is. With `field` kRecordField it is the author or the
/// organisation of the first changeset itself; otherwise every worker and organisation among the
/// values (and their members) that the first changeset wrote to that field.
struct FirstVersionWriter {
    FirstWriter who = FirstWriter::Author;
    FieldId field = kRecordField;
    friend bool operator==(const FirstVersionWriter&, const FirstVersionWriter&) = default;
};

/// Who a write must come from to have effect; other writes are kept and shown as a proposal.
/// Beside any policy: the policy says how writes meet, the protection which writes count.
struct Protection {
    /// Roles by signed statement at the acceptance of the write.
    RoleSet roles = {};
    std::vector<FirstVersionWriter> firstVersion = {};
    /// Whether the value that the record's first changeset itself gives has effect, whoever wrote
    /// it: a record that is born with a status needs no second person to say so.
    bool initialByCreator = false;
    friend bool operator==(const Protection&, const Protection&) = default;
};

/// Which of several candidates a register-ask or protected field shows until a person decides.
enum class WhileOpen : std::uint8_t {
    Newest = 0,
    /// The earliest date or time among them rules meanwhile.
    EarliestValue = 1,
    /// The highest in `order` rules meanwhile.
    Strongest = 2,
};

/// What a copy of the record in another audience has of a field.
enum class OnCopy : std::uint8_t {
    Quoted = 0, ///< what is live of it
    Left = 1,   ///< nothing: it is about this very record
    Origin = 2, ///< the record that it was copied from
};

/// Bound of one entry of a counter, either way, so that no sum overflows.
inline constexpr std::int64_t kMaxCounterAmount = 1'000'000'000;

/// One field of a record type: its wire number, the ASCII name by which code, JSON and search know
/// it, and what the merge needs. No labels: those are the edge's. Everything here but `maxLength`
/// is frozen with the id: a change is a new field.
struct FieldDeclaration {
    FieldId id = {};
    std::string name = {};
    MergePolicy policy = MergePolicy::RegisterAsk;
    /// Kinds accepted. Registers accept Empty as well ("cleared") without saying so.
    ValueKinds kinds = {};
    /// For tuples: the kinds of each member. A tuple may be shorter (later members are then empty)
    /// or longer (a newer version's members, kept). The first member decides order and rank.
    std::vector<ValueKinds> members = {};
    /// Codes as the domain specification writes them: for lattice lowest first, for
    /// most-restrictive and most-cautious strictest first, for WhileOpen::Strongest lowest first.
    std::vector<std::string> order = {};
    std::optional<Protection> protection = {};
    WhileOpen whileOpen = WhileOpen::Newest;
    /// Union of tuples whose first member names an item: of one item several different values at
    /// once are a conflict, as in register-ask.
    bool keyedItems = false;
    /// Longest text in Unicode characters, checked at entry only; 0 is no limit of its own.
    std::uint32_t maxLength = 0;
    /// Asked when a copy is made, never at merge. Origin: at most one field of a type, append, that
    /// accepts a record.
    OnCopy onCopy = OnCopy::Quoted;

    [[nodiscard]] FieldKey key() const { return {id, static_cast<std::uint8_t>(policy)}; }
    /// Rank of a value by the code it holds (itself, or its first member): higher is in force
    /// over lower, so for most-* the strictest is the highest. Nothing for a code not in `order`.
    [[nodiscard]] std::optional<std::size_t> rank(const FieldValue& value) const;
    /// Whether a value has the declared kind and shape; for ranked policies a code of `order`, for
    /// counters an entry with an id and an amount within kMaxCounterAmount.
    [[nodiscard]] bool accepts(const FieldValue& value) const;
    [[nodiscard]] bool isRanked() const;
    friend bool operator==(const FieldDeclaration&, const FieldDeclaration&) = default;
};

struct RecordTypeDeclaration {
    RecordTypeId id = {};
    std::string name = {};
    std::vector<FieldDeclaration> fields = {};

    /// Fields are sorted by id once they are in a Schema.
    [[nodiscard]] const FieldDeclaration* find(FieldId id) const;
    [[nodiscard]] const FieldDeclaration* findByName(std::string_view name) const;
    /// Where a copy names its origin; nullptr when this type says so by its lineage alone.
    [[nodiscard]] const FieldDeclaration* originField() const;
    friend bool operator==(const RecordTypeDeclaration&, const RecordTypeDeclaration&) = default;
};

/// The registry of record types. Invariant: ids and names are unique (fields within their type) and
/// every declaration is complete for its policy. Immutable after create(); may be read from any
/// thread. Pointers into it live as long as it does.
class Schema {
public:
    /// InvalidInput with the offending names; an ASCII name is [a-zA-Z][a-zA-Z0-9_]*, 64 at most.
    static Result<Schema> create(std::vector<RecordTypeDeclaration> types);

    [[nodiscard]] std::span<const RecordTypeDeclaration> types() const { return m_types; }
    [[nodiscard]] const RecordTypeDeclaration* find(RecordTypeId type) const;
    [[nodiscard]] const RecordTypeDeclaration* findByName(std::string_view name) const;
    [[nodiscard]] const FieldDeclaration* find(RecordTypeId type, FieldId field) const;

    /// Everything that is frozen, one line per field, sorted by ids: a test compares it with a
    /// committed list, so that no wire number or policy changes by accident.
    [[nodiscard]] std::string frozenList() const;

private:
    Schema() = default;
    std::vector<RecordTypeDeclaration> m_types; // sorted by id
};

} // namespace vb::model
