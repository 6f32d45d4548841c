// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the files of rules/: the records by type, and making findings.

#include "client/casework/reading.h"
#include "client/casework/record_types.h"
#include "client/casework/rules/rules.h"

#include <map>

namespace vb::casework::rules {

using States = std::vector<const model::RecordState*>;

/// The input of the rules, looked into once.
class Scene {
public:
    explicit Scene(const RuleInput& input);

    [[nodiscard]] const RuleInput& input() const { return m_input; }
    /// Of the case, in the order of their ids; withdrawn ones without content are left out.
    [[nodiscard]] States ofType(const RecordSpec& type) const;
    [[nodiscard]] States ofHouse(const RecordSpec& type) const;
    [[nodiscard]] const model::RecordState* find(const RecordId& record) const;
    [[nodiscard]] std::optional<AudienceLevel> levelOf(const RecordId& record) const;
    [[nodiscard]] Instant startOf(const model::RecordState& state) const;

    [[nodiscard]] FindingSide side(const model::RecordState& state, std::string words,
                                   std::string_view choice = {}) const;
    [[nodiscard]] FindingSide side(const model::RecordState& state, const model::Version& version,
                                   const FieldSpec& field, std::string_view choice = {}) const;
    /// Unless somebody has decided it and nobody else otherwise.
    void add(RuleId rule, const model::RecordState& seat, std::vector<RecordId> records,
             std::span<const ChangesetId> about, std::vector<FindingSide> sides,
             std::vector<std::string> choices);
    /// With the rule's own choices.
    void add(RuleId rule, const model::RecordState& seat, std::vector<RecordId> records,
             std::span<const ChangesetId> about, std::vector<FindingSide> sides);

    std::vector<Finding> take();

private:
    void addDisputes(const model::RecordState& seat);

    const RuleInput& m_input;
    std::map<RecordId, const model::RecordState*> m_byId;
    std::vector<Finding> m_findings;
};

/// "huisbezoek, binnengelaten, 21 september 2026 14:13" and the like.
std::string wordsFor(const model::RecordState& state, const Scene& scene);
/// Whether `later` reached the hub after `earlier`: what nobody could have known.
bool isAcceptedAfter(const model::Attribution& later, const model::Attribution& earlier);
/// The first record of the chain of `herkomst`.
RecordId rootOf(const model::RecordState& state, const Scene& scene);

// The rules, by subject.
void findAboutContacts(Scene& scene);
void findAboutActions(Scene& scene);
void findAboutPersons(Scene& scene);
void findAboutSharing(Scene& scene);
void findAboutReports(Scene& scene);
void findAfterRemoval(Scene& scene);

/// The versions of a field that a decision on a finding supersedes or confirms.
struct Decided {
    std::string choice;
    bool isDisputed = false;
};
/// What was decided on the finding of that key; nothing while nobody has.
std::optional<Decided> decisionOn(const model::RecordState& seat, std::string_view key);

} // namespace vb::casework::rules
