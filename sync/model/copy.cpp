// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/copy.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace vb::model {

namespace {

/// Half of what a part may hold, which leaves room for frames and ids.
constexpr std::size_t kMaxStepWeight = 262'144;

using OperationName = std::tuple<ChangesetId, std::uint16_t, std::uint16_t>;

OperationName nameOf(const VersionId& id) {
    return {id.changeset, id.part, id.operation};
}

std::size_t weightOf(const FieldValue& value) {
    constexpr std::size_t kOther = 64;
    if (const auto* text = value.as<std::string>())
        return kOther + text->size();
    if (const auto* unknown = value.as<UnknownValue>())
        return kOther + unknown->encoded.size();
    std::size_t weight = kOther;
    if (const auto* tuple = value.as<FieldValue::Tuple>())
        for (const FieldValue& member : *tuple)
            weight += weightOf(member);
    return weight;
}

std::size_t weightOf(const CopiedOperation& copied) {
    constexpr std::size_t kFrame = 256;
    constexpr std::size_t kName = 48;
    std::size_t weight = kFrame + copied.operation.reason.size() + copied.operation.unknown.size() +
                         kName * copied.observes.size();
    for (const FieldValue& value : copied.operation.values)
        weight += weightOf(value);
    return weight;
}

/// Who said it first, in whichever copy.
OperationName firstNameOf(const Version& version) {
    return nameOf(version.quoted ? version.quoted->version : version.id);
}

/// What went on to another record, and so was not decided upon here.
std::set<VersionId> movedAway(const RecordState& state) {
    std::set<VersionId> moved;
    for (const Withdrawal& withdrawal : state.withdrawals)
        if (withdrawal.moved && withdrawal.by.standing == Standing::Effective)
            moved.insert(withdrawal.observed.begin(), withdrawal.observed.end());
    return moved;
}

/// Whether an operation takes away what it observed, as far as one can tell who does not know the
/// field.
bool takesAway(const Operation& operation) {
    switch (operation.kind) {
    case OperationKind::Withdraw:
    case OperationKind::Resolve:
        return true;
    case OperationKind::Write: {
        const auto policy = policyFromCode(operation.field.policyCode);
        return !policy || doWritesSupersede(*policy);
    }
    }
    return false; // a newer kind: whatever it does, nothing is lost by repeating both
}

/// Collects what one source says, and puts all of it in steps.
class Copying {
public:
    explicit Copying(const Schema& schema) : m_schema(schema) {}

    /// Whatever became of it, but for these.
    void addSaid(const RecordState& state, const std::set<VersionId>& unsaid) {
        for (const FieldState& field : state.fields)
            for (const Version& version : field.versions)
                if (unsaid.count(version.id) == 0)
                    m_said[firstNameOf(version)].push_back(version.value);
    }

    void add(const CopySource& source) {
        index(source);
        for (const FieldState& field : source.state->fields) {
            const FieldDeclaration* declared = m_schema.find(source.state->type, field.key.field);
            if (declared != nullptr && declared->onCopy != OnCopy::Quoted)
                continue;
            for (const Version& version : field.versions)
                if (isRepeated(version) && (source.words == Words::All || !isSaid(version)))
                    repeat(version);
        }
        // What another copy decided is about that copy, and which comes first is chance.
        if (source.words == Words::All)
            addSaid(*source.state, movedAway(*source.state));
    }

    std::vector<CopyStep> steps() && {
        std::vector<CopyStep> steps;
        std::vector<std::size_t> stepOf(m_copied.size(), 0);
        for (std::size_t i = 0; i < m_copied.size(); ++i)
            stepOf[i] = placeOf(i, stepOf);
        const std::size_t deepest =
            stepOf.empty() ? 0 : *std::max_element(stepOf.begin(), stepOf.end());
        for (std::size_t depth = 0; depth <= deepest && !m_copied.empty(); ++depth)
            appendDepth(depth, stepOf, steps);
        return steps;
    }

private:
    void index(const CopySource& source) {
        for (const RecordPart& part : source.parts) {
            std::uint16_t number = 0;
            for (const Operation& operation : part.part->operations) {
                m_operations[{part.facts.id, part.index, number++}] = &operation;
                if (part.facts.standing == Standing::Effective && takesAway(operation))
                    m_taken.insert(operation.observed.begin(), operation.observed.end());
            }
        }
    }

    [[nodiscard]] bool isRepeated(const Version& version) const {
        if (version.status == VersionStatus::NotUnderstood)
            return m_taken.count(version.id) == 0;
        return version.isLive() || version.isOpen();
    }

    [[nodiscard]] bool isSaid(const Version& version) const {
        const auto said = m_said.find(firstNameOf(version));
        return said != m_said.end() && std::find(said->second.begin(), said->second.end(),
                                                 version.value) != said->second.end();
    }

    void repeat(const Version& version) {
        const auto found = m_operations.find(nameOf(version.id));
        if (found == m_operations.end())
            return;
        const auto [place, isFirst] = m_index.try_emplace(nameOf(version.id), m_copied.size());
        if (isFirst)
            m_copied.push_back(begun(*found->second, version));
        CopiedOperation& copied = m_copied[place->second];
        copied.operation.values.push_back(version.value);
        copied.repeats.push_back(version.id);
        m_said[firstNameOf(version)].push_back(version.value);
    }

    static CopiedOperation begun(const Operation& operation, const Version& version) {
        CopiedOperation copied{operation, {}, operation.observed};
        copied.operation.values.clear();
        copied.operation.observed.clear();
        Quoted quoted{{version.id.changeset, version.id.part, version.id.operation, 0},
                      version.by.author,
                      version.by.organisation,
                      version.by.hat,
                      version.by.effective,
                      false};
        if (version.quoted)
            quoted = *version.quoted;
        quoted.isOpen = version.isOpen();
        copied.operation.quoted = std::move(quoted);
        return copied;
    }

    /// One after the deepest of what it observes; a forged circle ends where it comes back, because
    /// only what stands before counts.
    std::size_t placeOf(std::size_t index, const std::vector<std::size_t>& stepOf) {
        CopiedOperation& copied = m_copied[index];
        std::size_t step = 0;
        std::erase_if(copied.observes, [&](const VersionId& id) {
            const auto before = m_index.find(nameOf(id));
            if (before == m_index.end() || before->second >= index)
                return true;
            const auto& repeats = m_copied[before->second].repeats;
            if (std::find(repeats.begin(), repeats.end(), id) == repeats.end())
                return true;
            step = std::max(step, stepOf[before->second] + 1);
            return false;
        });
        return step;
    }

    void appendDepth(std::size_t depth, const std::vector<std::size_t>& stepOf,
                     std::vector<CopyStep>& steps) {
        std::size_t weight = kMaxStepWeight;
        for (std::size_t i = 0; i < m_copied.size(); ++i) {
            if (stepOf[i] != depth)
                continue;
            const std::size_t more = weightOf(m_copied[i]);
            // One operation is left for the field that names the origin.
            if (weight + more > kMaxStepWeight || steps.back().size() + 1 >= kMaxOperations) {
                steps.emplace_back();
                weight = 0;
            }
            weight += more;
            steps.back().push_back(std::move(m_copied[i]));
        }
    }

    const Schema& m_schema;
    std::map<OperationName, const Operation*> m_operations;
    std::set<VersionId> m_taken;
    /// The values of operations that are in the copy, or were.
    std::map<OperationName, std::vector<FieldValue>> m_said;
    std::map<OperationName, std::size_t> m_index;
    std::vector<CopiedOperation> m_copied;
};

} // namespace

std::vector<CopyStep> copySteps(const Schema& schema, std::span<const CopySource> sources,
                                const RecordState* copy) {
    Copying copying(schema);
    if (copy != nullptr)
        copying.addSaid(*copy, {});
    for (const CopySource& source : sources)
        copying.add(source);
    return std::move(copying).steps();
}

std::vector<RecordId> lineageOfCopy(const RecordState& origin) {
    std::vector<RecordId> lineage = origin.lineage;
    if (lineage.size() >= kMaxLineage)
        lineage.erase(lineage.begin() + 1);
    lineage.push_back(origin.record);
    return lineage;
}

RecordId rootOf(const RecordState& state) {
    if (!state.lineage.empty())
        return state.lineage.front();
    for (const Withdrawal& withdrawal : state.withdrawals) {
        if (withdrawal.moved && withdrawal.by.standing == Standing::Effective)
            return withdrawal.moved->root;
    }
    return state.record;
}

} // namespace vb::model
