// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/code_list.h"
#include "sync/model/schema.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace vb::casework {

/// Who may do something: the letters of the domain specification. A set of them, by value.
enum class Who : std::uint16_t {
    Author = 1 << 0,                ///< A
    SourceOrganisation = 1 << 1,    ///< B
    ActionOwner = 1 << 2,           ///< E
    Casusregisseur = 1 << 3,        ///< K
    Procesregisseur = 1 << 4,       ///< P
    Informatievoorziening = 1 << 5, ///< I
    Notulist = 1 << 6,              ///< N
    OmMedewerker = 1 << 7,          ///< O
    Member = 1 << 8,                ///< T: any case member able to read the record
    App = 1 << 9,                   ///< S: stamped or computed by the program
    Executor = 1 << 10,             ///< U: the executing organisation that the record names
    Receiver = 1 << 11,             ///< W: whom the record is handed to or asked of
    Manager = 1 << 12,              ///< M
};

class WhoSet {
public:
    constexpr WhoSet() = default;
    /// From the specification's letters, for example "KP". An unknown letter does not compile where
    /// the set is a constant.
    explicit constexpr WhoSet(std::string_view letters) {
        for (const char letter : letters)
            m_bits = static_cast<std::uint16_t>(m_bits | bitOf(letter));
    }
    constexpr void add(Who who) {
        m_bits = static_cast<std::uint16_t>(m_bits | static_cast<std::uint16_t>(who));
    }
    [[nodiscard]] constexpr bool has(Who who) const {
        return (m_bits & static_cast<std::uint16_t>(who)) != 0;
    }
    [[nodiscard]] constexpr bool intersects(WhoSet other) const {
        return (m_bits & other.m_bits) != 0;
    }
    [[nodiscard]] constexpr std::uint16_t bits() const { return m_bits; }
    friend constexpr WhoSet operator|(WhoSet a, WhoSet b) {
        a.m_bits = static_cast<std::uint16_t>(a.m_bits | b.m_bits);
        return a;
    }
    friend constexpr bool operator==(WhoSet, WhoSet) = default;

private:
    static constexpr std::uint16_t bitOf(char letter) {
        constexpr std::string_view kLetters = "ABEKPINOTSUWM";
        for (std::size_t i = 0; i < kLetters.size(); ++i) {
            if (kLetters[i] == letter)
                return static_cast<std::uint16_t>(1U << i);
        }
        throw "not a letter of the specification"; // only ever evaluated by the compiler
    }
    std::uint16_t m_bits = 0;
};

/// What a person is to a record: the other side of a WhoSet. Every member may do what T may.
struct Actor {
    model::RoleSet roles;
    bool isAuthor = false;
    bool isOfSourceOrganisation = false;
    /// The named owner of the action, or anybody of the owning organisation.
    bool ownsAction = false;
    /// Of the executing organisation, or the receiver, that the record names.
    bool isExecutor = false;
    bool isReceiver = false;
    bool isMember = true;

    [[nodiscard]] WhoSet who() const;
};

/// The column "Req" of the domain specification.
enum class Requirement : std::uint8_t {
    Optional,    ///< -
    Required,    ///< y
    Prefilled,   ///< d
    Conditional, ///< c: the condition is in the entry's check
};

/// One field of a record type as the domain specification has it, a constant of the program. The
/// model's FieldDeclaration is made from it. `number`, `name`, `policy`, `kinds`, `members` and
/// protection are frozen once landed (client/casework/wire_numbers.txt); a change is a new field.
/// Made by the functions of namespace `spec` and then one of the members named after a policy, each
/// of which takes the column "Who" as letters.
struct FieldSpec {
    std::uint16_t number = 0;
    std::string_view name = {};  ///< the specification's field id in ASCII: code, JSON, search
    std::string_view label = {}; ///< Dutch, for the screen
    model::ValueKinds kinds = {};
    ListId list = ListId::None;  ///< of a code, or of the codes inside a tuple
    std::uint32_t maxLength = 0; ///< longest text in Unicode code points; 0: the field has no text
    std::array<model::ValueKinds, 4> members = {};
    Requirement requirement = Requirement::Optional;
    WhoSet who = {};
    model::MergePolicy policy = model::MergePolicy::Append;
    model::RoleSet protectedFor = {};
    /// Writers beside those roles whom the record's first changeset names: of A, B, U and W.
    WhoSet firstWriters = {};
    /// The field in which it names U or W.
    std::uint16_t namedIn = 0;
    bool initialByCreator = false;
    /// A union whose members are items, each of them asked about like a register.
    bool keyedItems = false;
    model::WhileOpen whileOpen = model::WhileOpen::Newest;
    model::OnCopy onCopy = model::OnCopy::Quoted;

    [[nodiscard]] constexpr model::FieldId id() const { return {number}; }
    [[nodiscard]] constexpr model::FieldKey key() const {
        return {id(), static_cast<std::uint8_t>(policy)};
    }

    constexpr FieldSpec required() const { return with(Requirement::Required); }
    constexpr FieldSpec prefilled() const { return with(Requirement::Prefilled); }
    constexpr FieldSpec conditional() const { return with(Requirement::Conditional); }

    constexpr FieldSpec append(std::string_view writers) const {
        return with(model::MergePolicy::Append, writers);
    }
    constexpr FieldSpec ask(std::string_view writers) const {
        return with(model::MergePolicy::RegisterAsk, writers);
    }
    constexpr FieldSpec newest(std::string_view writers) const {
        return with(model::MergePolicy::RegisterLatest, writers);
    }
    constexpr FieldSpec cautious(std::string_view writers) const {
        return with(model::MergePolicy::MostCautious, writers);
    }
    constexpr FieldSpec restrictive(std::string_view writers) const {
        return with(model::MergePolicy::MostRestrictive, writers);
    }
    constexpr FieldSpec earliest(std::string_view writers) const {
        return with(model::MergePolicy::Earliest, writers);
    }
    constexpr FieldSpec latestDate(std::string_view writers) const {
        return with(model::MergePolicy::LatestDate, writers);
    }
    constexpr FieldSpec setOf(std::string_view writers) const {
        return with(model::MergePolicy::Union, writers);
    }
    /// A set of (item, what holds of it): of one item different members are a conflict.
    constexpr FieldSpec itemsOf(std::string_view writers) const {
        FieldSpec field = with(model::MergePolicy::Union, writers);
        field.keyedItems = true;
        return field;
    }
    constexpr FieldSpec counter(std::string_view writers) const {
        return with(model::MergePolicy::Counter, writers);
    }
    constexpr FieldSpec lattice(std::string_view writers) const {
        return with(model::MergePolicy::Lattice, writers);
    }
    /// protected(R): register-ask between holders of the roles; others propose.
    constexpr FieldSpec guarded(std::string_view writers) const {
        return with(model::MergePolicy::Protected, writers).onlyFor(writers);
    }
    [[nodiscard]] constexpr bool isProtected() const {
        return !protectedFor.isEmpty() || firstWriters.bits() != 0;
    }
    /// A protection beside another policy, by the specification's letters: P, I, K, N, O and M are
    /// roles by statement, A, B, U and W are named by the record's first changeset.
    constexpr FieldSpec onlyFor(std::string_view writers) const {
        constexpr WhoSet kFirst("ABUW");
        FieldSpec field = *this;
        for (const char letter : writers) {
            const std::string_view one(&letter, 1);
            if (WhoSet(one).intersects(kFirst))
                field.firstWriters = field.firstWriters | WhoSet(one);
            else
                field.protectedFor.add(roleOf(letter));
        }
        return field;
    }
    /// Where the first changeset says who U or W is.
    constexpr FieldSpec named(std::uint16_t in) const {
        FieldSpec field = *this;
        field.namedIn = in;
        return field;
    }
    /// What the record's first changeset says has effect whoever wrote it: a record that must be
    /// born with this value cannot wait for a second person to say so.
    constexpr FieldSpec atBirth() const {
        FieldSpec field = *this;
        field.initialByCreator = true;
        return field;
    }
    /// About this very record: a copy for other readers does not have it.
    constexpr FieldSpec leftOnCopy() const { return with(model::OnCopy::Left); }
    /// Where a copy names the record that it was made from.
    constexpr FieldSpec namesOrigin() const { return with(model::OnCopy::Origin); }
    /// The earliest candidate rules while nobody has decided.
    constexpr FieldSpec earliestRules() const { return with(model::WhileOpen::EarliestValue); }
    /// The strongest candidate rules; the order is in record_types.cpp.
    constexpr FieldSpec strongestRules() const { return with(model::WhileOpen::Strongest); }

private:
    constexpr FieldSpec with(Requirement needed) const {
        FieldSpec field = *this;
        field.requirement = needed;
        return field;
    }
    constexpr FieldSpec with(model::MergePolicy merging, std::string_view writers) const {
        FieldSpec field = *this;
        field.policy = merging;
        field.who = WhoSet(writers);
        return field;
    }
    constexpr FieldSpec with(model::WhileOpen meanwhile) const {
        FieldSpec field = *this;
        field.whileOpen = meanwhile;
        return field;
    }
    constexpr FieldSpec with(model::OnCopy copied) const {
        FieldSpec field = *this;
        field.onCopy = copied;
        return field;
    }
    static constexpr model::Role roleOf(char letter) {
        switch (letter) {
        case 'P':
            return model::Role::Procesregisseur;
        case 'I':
            return model::Role::Informatievoorziening;
        case 'K':
            return model::Role::Casusregisseur;
        case 'N':
            return model::Role::Notulist;
        case 'O':
            return model::Role::OmMedewerker;
        case 'M':
            return model::Role::Manager;
        default:
            throw "not a role that is a statement"; // only ever evaluated by the compiler
        }
    }
};

/// Fields by the kind of value they hold. Policy and writers follow as member calls.
namespace spec {
using Name = std::string_view;
using Kinds = model::ValueKinds;
using Kind = model::ValueKind;

constexpr FieldSpec field(std::uint16_t number, Name name, Name label, Kinds kinds) {
    FieldSpec made;
    made.number = number;
    made.name = name;
    made.label = label;
    made.kinds = kinds;
    return made;
}
constexpr FieldSpec text(std::uint16_t number, Name name, Name label, std::uint32_t maxLength) {
    FieldSpec made = field(number, name, label, Kind::Text);
    made.maxLength = maxLength;
    return made;
}
constexpr FieldSpec code(std::uint16_t number, Name name, Name label, ListId list) {
    FieldSpec made = field(number, name, label, Kind::Code);
    made.list = list;
    return made;
}
constexpr FieldSpec date(std::uint16_t number, Name name, Name label) {
    return field(number, name, label, Kind::Date);
}
/// A day or a moment.
constexpr FieldSpec time(std::uint16_t number, Name name, Name label) {
    return field(number, name, label, {Kind::Date, Kind::Instant});
}
/// The kinds of a tuple's members; an empty one ends them.
struct Members {
    Kinds first = {};
    Kinds second = {};
    Kinds third = {};
    Kinds fourth = {};
};
/// One fact of several members. `kinds` may allow other forms beside the tuple.
constexpr FieldSpec tuple(std::uint16_t number, Name name, Name label, Kinds kinds, Members members,
                          ListId list, std::uint32_t maxLength) {
    FieldSpec made = field(number, name, label, kinds);
    made.members = {members.first, members.second, members.third, members.fourth};
    made.list = list;
    made.maxLength = maxLength;
    return made;
}
} // namespace spec

/// Whether the specification lets this actor write the field at entry. Merging asks only what the
/// field's protection says.
bool mayWrite(const FieldSpec& field, const Actor& actor);

/// Numbers below this belong to the fields that every record type has.
inline constexpr std::uint16_t kFirstOwnField = 32;

/// One record type. `fields` are its own; kCommonFields come with every type.
struct RecordSpec {
    std::uint16_t number = 0;
    std::string_view name = {};
    std::string_view label = {};
    /// The audience in which such a record starts (section 6), a code of `deelniveau`.
    std::string_view level = {};
    std::span<const FieldSpec* const> fields = {};

    [[nodiscard]] constexpr model::RecordTypeId id() const { return {number}; }
    /// Own and common fields; null when there is no such field.
    [[nodiscard]] const FieldSpec* find(model::FieldId field) const;
    [[nodiscard]] const FieldSpec* findByName(std::string_view name) const;
};

} // namespace vb::casework
