// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/field_fold.h"
#include "sync/model/merge_entry.h"

#include <set>

namespace vb::model {

namespace {

/// Merges the operations of one field key: docs/merge.md sections 3, 5 and 6.
class FieldMerge {
public:
    FieldMerge(const RecordContext& context, std::span<const Entry> entries)
        : m_context(context), m_entries(entries.begin(), entries.end()) {
        const FieldKey key = m_entries.front().operation->field;
        const FieldDeclaration* field =
            context.type != nullptr ? context.type->find(key.field) : nullptr;
        if (field != nullptr && field->key() == key)
            m_field = field;
        m_state.key = key;
        m_state.isKnown = m_field != nullptr;
    }

    FieldState run() && {
        addVersions();
        if (m_field != nullptr && !m_entries.empty()) {
            const bool isAnyObserved =
                std::any_of(m_entries.begin(), m_entries.end(),
                            [](const Entry& entry) { return !entry.operation->observed.empty(); });
            if (isAnyObserved)
                removeObserved();
            foldField(*m_field, m_state);
            if (isAnyObserved) {
                keepProposedWithdrawals();
                sortCausally();
            }
        }
        return std::move(m_state);
    }

private:
    static VersionStatus initialStatus(Standpoint standpoint) {
        switch (standpoint) {
        case Standpoint::NotUnderstood:
            return VersionStatus::NotUnderstood;
        case Standpoint::Refused:
            return VersionStatus::Refused;
        case Standpoint::Proposal:
            return VersionStatus::Proposal;
        case Standpoint::Effective:
            return VersionStatus::AlsoLive;
        }
        return VersionStatus::NotUnderstood;
    }

    /// Makes the versions, and forgets the operations whose versions were all taken back with the
    /// record, as if their parts were absent, because elsewhere they may be.
    void addVersions() {
        m_state.versions.reserve(m_entries.size());
        std::erase_if(m_entries, [&](Entry& entry) {
            entry.standpoint = judge(m_field, m_context, entry);
            const std::size_t before = m_state.versions.size();
            for (std::size_t item = 0; item < entry.operation->values.size(); ++item)
                if (!m_context.isErased(entry.version(item)))
                    addVersion(entry, item);
            const bool isGone = m_state.versions.size() == before;
            return isGone && !entry.operation->values.empty();
        });
    }

    void addVersion(const Entry& entry, std::size_t item) {
        m_state.versions.push_back(
            {entry.version(item), attributionOf(entry.source->facts), entry.operation->values[item],
             entry.operation->reason, entry.operation->observed, initialStatus(entry.standpoint),
             entry.operation->kind == OperationKind::Resolve, entry.operation->quoted});
        m_standpoints.push_back(entry.standpoint);
    }

    void removeObserved() {
        indexVersions();
        for (const Entry& entry : m_entries)
            if (entry.standpoint == Standpoint::Proposal)
                actOnOwnProposals(entry);
        for (const Entry& entry : m_entries)
            if (entry.standpoint == Standpoint::Effective)
                act(entry);
    }

    void indexVersions() {
        m_byId.resize(m_state.versions.size());
        for (std::size_t i = 0; i < m_byId.size(); ++i)
            m_byId[i] = i;
        std::sort(m_byId.begin(), m_byId.end(), [&](std::size_t a, std::size_t b) {
            return m_state.versions[a].id < m_state.versions[b].id;
        });
    }

    [[nodiscard]] std::optional<std::size_t> indexOf(const VersionId& id) const {
        const auto at = std::lower_bound(m_byId.begin(), m_byId.end(), id,
                                         [&](std::size_t index, const VersionId& wanted) {
                                             return m_state.versions[index].id < wanted;
                                         });
        if (at == m_byId.end() || m_state.versions[*at].id != id)
            return std::nullopt;
        return *at;
    }

    template <typename Visit>
    void forEachObserved(const Operation& operation, Visit&& visit) {
        for (const VersionId& id : operation.observed)
            if (const auto index = indexOf(id))
                visit(*index);
    }

    static void takeBack(Version& version, OperationKind by) {
        if (by == OperationKind::Withdraw)
            version.status = VersionStatus::Withdrawn;
        else if (version.status != VersionStatus::Withdrawn)
            version.status = VersionStatus::Superseded;
    }

    void actOnOwnProposals(const Entry& entry) {
        forEachObserved(*entry.operation, [&](std::size_t index) {
            Version& version = m_state.versions[index];
            if (m_standpoints[index] == Standpoint::Proposal &&
                version.by.author == entry.source->facts.author)
                takeBack(version, entry.operation->kind);
        });
    }

    void act(const Entry& entry) {
        forEachObserved(*entry.operation, [&](std::size_t index) {
            Version& version = m_state.versions[index];
            if (m_standpoints[index] == Standpoint::Effective)
                remove(version, entry);
            else if (m_standpoints[index] != Standpoint::NotUnderstood)
                answer(version, *entry.operation);
        });
    }

    void remove(Version& version, const Entry& entry) {
        if (m_field->policy == MergePolicy::Append) {
            if (version.by.author == entry.source->facts.author)
                version.status = VersionStatus::Corrected;
            return;
        }
        if (entry.operation->kind != OperationKind::Write || doWritesSupersede(m_field->policy))
            takeBack(version, entry.operation->kind);
    }

    static void answer(Version& version, const Operation& operation) {
        const bool isEqual = std::find(operation.values.begin(), operation.values.end(),
                                       version.value) != operation.values.end();
        if (isEqual)
            version.status = VersionStatus::Confirmed;
        else if (version.status != VersionStatus::Confirmed)
            version.status = VersionStatus::Declined;
    }

    void keepProposedWithdrawals() {
        for (const Entry& entry : m_entries) {
            const bool hasNoEffect =
                entry.standpoint == Standpoint::Proposal || entry.standpoint == Standpoint::Refused;
            if (!hasNoEffect || entry.operation->kind != OperationKind::Withdraw)
                continue;
            bool isOpen = false;
            forEachObserved(*entry.operation, [&](std::size_t index) {
                isOpen = isOpen || m_state.versions[index].isLive();
            });
            if (isOpen)
                m_state.proposedWithdrawals.push_back(withdrawalOf(entry));
        }
    }

    /// Puts every version after what it observed, else in order: stamps alone may say otherwise
    /// when several changesets were bounded by one hub time, or a clock lied.
    void sortCausally() {
        const std::size_t count = m_state.versions.size();
        std::vector<std::size_t> waiting(count, 0);
        std::vector<std::vector<std::size_t>> dependants(count);
        bool isSorted = true;
        for (std::size_t i = 0; i < count; ++i)
            for (const VersionId& id : m_state.versions[i].observed)
                if (const auto earlier = indexOf(id); earlier && *earlier != i) {
                    ++waiting[i];
                    dependants[*earlier].push_back(i);
                    isSorted = isSorted && *earlier < i;
                }
        if (!isSorted)
            reorder(causalOrder(std::move(waiting), dependants));
    }

    static std::vector<std::size_t>
    causalOrder(std::vector<std::size_t> waiting,
                const std::vector<std::vector<std::size_t>>& dependants) {
        std::set<std::size_t> rest;
        std::set<std::size_t> ready;
        for (std::size_t i = 0; i < waiting.size(); ++i)
            (waiting[i] == 0 ? ready : rest).insert(i);
        std::vector<std::size_t> order;
        while (!ready.empty() || !rest.empty()) {
            // Ids are hashes, so honest input has no circle; a forged one is cut at its first.
            std::set<std::size_t>& from = ready.empty() ? rest : ready;
            const std::size_t next = *from.begin();
            from.erase(from.begin());
            order.push_back(next);
            for (const std::size_t dependant : dependants[next])
                if (--waiting[dependant] == 0 && rest.erase(dependant) > 0)
                    ready.insert(dependant);
        }
        return order;
    }

    void reorder(const std::vector<std::size_t>& order) {
        std::vector<Version> sorted;
        sorted.reserve(order.size());
        std::optional<std::size_t> shown;
        for (const std::size_t index : order) {
            if (m_state.shown == index)
                shown = sorted.size();
            sorted.push_back(std::move(m_state.versions[index]));
        }
        m_state.versions = std::move(sorted);
        m_state.shown = shown;
    }

    const RecordContext& m_context;
    std::vector<Entry> m_entries;
    const FieldDeclaration* m_field = nullptr;
    FieldState m_state;
    /// Beside m_state.versions, while they are in (effective stamp, id) order.
    std::vector<Standpoint> m_standpoints;
    std::vector<std::size_t> m_byId;
};

} // namespace

FieldState mergeField(const RecordContext& context, std::span<const Entry> entries) {
    return FieldMerge(context, entries).run();
}

} // namespace vb::model
