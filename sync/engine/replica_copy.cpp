// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Widening and narrowing: a record lives in one audience for its whole life, so what other readers
// are to have is another record, linked to it. What is withdrawn for it goes in the same commit.
#include "sync/engine/replica_copy.h"

#include "sync/envelope/content_codec.h"
#include "sync/membership/readers.h"
#include "sync/model/edit.h"

#include <algorithm>

namespace vb::engine {
namespace {

std::set<model::VersionId> quotedBy(const std::vector<model::CopyStep>& steps) {
    std::set<model::VersionId> quoted;
    for (const auto& step : steps) {
        for (const auto& copied : step)
            quoted.insert(copied.operation.quoted->version);
    }
    return quoted;
}

bool isThere(const model::Version& version) {
    return version.isLive() || version.isOpen() ||
           version.status == model::VersionStatus::NotUnderstood;
}

std::set<model::VersionId> quotedIn(const model::RecordState& state) {
    std::set<model::VersionId> quoted;
    for (const auto& field : state.fields) {
        for (const auto& version : field.versions) {
            if (isThere(version) && version.quoted)
                quoted.insert(version.quoted->version);
        }
    }
    return quoted;
}

void nameObserved(model::CopiedOperation& copied,
                  const std::map<model::VersionId, model::VersionId>& names) {
    auto& observed = copied.operation.observed;
    for (const auto& id : copied.observes)
        observed.push_back(names.at(id));
    std::sort(observed.begin(), observed.end());
    observed.erase(std::unique(observed.begin(), observed.end()), observed.end());
}

} // namespace

std::vector<model::VersionId> everyVersion(const model::RecordState& state) {
    std::vector<model::VersionId> all;
    for (const auto& field : state.fields) {
        for (const auto& version : field.versions)
            all.push_back(version.id);
    }
    return all;
}

namespace {

/// The names under which others have what is taken back here: no versions of this record, so that
/// they remove nothing, and by them a copy is known to hold the same (chases()).
std::vector<model::VersionId> firstNames(const model::RecordState& state,
                                         std::span<const model::VersionId> shown) {
    std::set<model::VersionId> names;
    for (const auto& field : state.fields) {
        for (const auto& version : field.versions) {
            const bool isShown = std::find(shown.begin(), shown.end(), version.id) != shown.end();
            if (version.quoted && isShown && isThere(version))
                names.insert(version.quoted->version);
        }
    }
    return {names.begin(), names.end()};
}

} // namespace

Result<model::Part> withdrawalFor(const model::RecordState& state,
                                  std::span<const model::VersionId> shown,
                                  const model::MovedTo& moved, const std::string& reason) {
    model::Part part{state.type, state.record, {}, {}};
    VB_TRY(part.operations, model::withdrawRecordOperations(state, shown, reason));
    const auto names = firstNames(state, shown);
    for (std::size_t from = 0; from < names.size(); from += model::kMaxObserved) {
        const auto first = names.begin() + static_cast<std::ptrdiff_t>(from);
        const auto count = std::min(names.size() - from, model::kMaxObserved);
        part.operations.push_back({model::OperationKind::Withdraw,
                                   model::kRecordKey,
                                   {},
                                   {first, first + static_cast<std::ptrdiff_t>(count)},
                                   reason,
                                   {}});
    }
    if (part.operations.size() > model::kMaxOperations)
        return fail(Code::TooLarge, "record with too many versions for one changeset");
    for (auto& operation : part.operations)
        operation.moved = moved;
    return part;
}

/// How an entry names an audience that this device writes for.
Result<Destination> Replica::homeOf(const CaseId& caseId, const AudienceId& audience) {
    using membership::Level;
    for (const Level level : {Level::EigenWerkaantekening, Level::EigenOrganisatie,
                              Level::Casusteam, Level::Zorgdeel, Level::Strafdeel}) {
        Entry entry;
        entry.caseId = caseId;
        entry.level = level;
        VB_TRY(const auto derived, audienceOf(entry));
        if (derived.id == audience)
            return Destination{level, {}};
    }
    return Destination{Level::GenoemdePersonen, audience};
}

/// Also one that nobody has opened an epoch of yet.
Result<membership::Audience> Replica::writableAudience(const CaseId& caseId,
                                                       const AudienceId& audience) {
    VB_TRY(const auto home, homeOf(caseId, audience));
    Entry entry;
    entry.caseId = caseId;
    entry.level = home.level;
    entry.audience = home.audience;
    return audienceOf(entry);
}

Result<void> Replica::addSource(const store::RecordRow& row, model::Words words, Copying& copying) {
    CopiedFrom source;
    source.row = row;
    source.words = words;
    VB_TRY(const auto rows, m_store.records().parts(row.record));
    source.parts.reserve(rows.size());
    for (const auto& part : rows) {
        VB_TRY(auto content, envelope::decodePart(part.part.content));
        source.parts.push_back(std::move(content.part));
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        source.input.push_back({factsOf(rows[i].facts), rows[i].part.index, &source.parts[i]});
    source.state = model::mergeRecord(m_environment.schema, row.type, row.record, source.input);
    copying.sources.push_back(std::move(source));
    return {};
}

Result<Replica::Copying> Replica::beginCopy(const RecordId& origin, const Destination& to) {
    VB_TRY_VOID(catchUp());
    VB_TRY(const auto row, m_store.records().find(origin));
    if (!row)
        return fail(Code::NotFound, "record " + origin.hex());
    Copying copying;
    copying.to.caseId = row->caseId;
    copying.to.level = to.level;
    copying.to.audience = to.audience;
    VB_TRY(copying.audience, audienceOf(copying.to));
    if (copying.audience.id == row->audience)
        return fail(Code::InvalidInput, "record " + origin.hex() + " lives there");
    VB_TRY_VOID(addSource(*row, model::Words::All, copying));
    const auto& state = copying.sources.front().state;
    copying.root = model::rootOf(state);
    copying.lineage = model::lineageOfCopy(state);
    copying.copy = m_environment.random.makeId<RecordId>();
    return copying;
}

/// What was narrowed is not given to more readers again but from the copy that was made then.
Result<void> Replica::requireNoNarrower(const Copying& copying) {
    if (copying.existing)
        return {};
    VB_TRY(const auto family, familyOf(copying.to.caseId, copying.root));
    const auto& lineage = copying.lineage;
    for (const auto& member : family.members) {
        for (const auto* withdrawal : member.moves) {
            const auto& moved = *withdrawal->moved;
            if (std::find(lineage.begin(), lineage.end(), moved.record) != lineage.end())
                continue;
            const auto narrow = membership::findAudience(family.prefix, moved.audience);
            if (!narrow || !membership::isWithin(family.prefix, copying.audience, *narrow))
                return fail(Code::Refused, "its content was narrowed");
        }
    }
    return {};
}

/// A copy for the same readers that says the same already.
Result<std::optional<RecordId>> Replica::sameCopy(const Copying& copying) {
    const auto wanted = quotedBy(stepsOf(copying));
    VB_TRY(const auto family, familyOf(copying.to.caseId, copying.root));
    const RecordId& origin = copying.sources.front().row.record;
    for (const auto& member : family.members) {
        const auto& state = member.state;
        if (member.row.audience == copying.audience.id && !state.isWithdrawn() &&
            !state.lineage.empty() && state.lineage.back() == origin && quotedIn(state) == wanted)
            return std::optional<RecordId>(state.record);
    }
    return std::optional<RecordId>{};
}

std::vector<model::CopyStep> Replica::stepsOf(const Copying& copying) const {
    std::vector<model::CopySource> sources;
    for (const auto& source : copying.sources)
        sources.push_back({&source.state, source.input, source.words});
    return model::copySteps(m_environment.schema, sources,
                            copying.earlier ? &*copying.earlier : nullptr);
}

Result<void> Replica::sealCopy(const Copying& copying, const std::vector<model::CopyStep>& steps,
                               const std::string& reason, Sealing& sealing) {
    const auto& origin = copying.sources.front();
    const auto* type = m_environment.schema.find(origin.row.type);
    const auto* field = type != nullptr ? type->originField() : nullptr;
    std::map<model::VersionId, model::VersionId> names;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto step = steps[i];
        model::Part part{origin.row.type, copying.copy, {}, {}, copying.lineage};
        if (i == 0 && !copying.existing)
            part.unknown = origin.unknown();
        for (auto& copied : step) {
            nameObserved(copied, names);
            part.operations.push_back(copied.operation);
        }
        if (i == 0 && field != nullptr && !copying.existing) {
            VB_TRY(auto operation,
                   model::writeOperation(*field, nullptr, model::RecordRef{origin.row.record}, {},
                                         reason));
            part.operations.push_back(std::move(operation));
        }
        Entry entry = copying.to;
        entry.parts.push_back(std::move(part));
        VB_TRY_VOID(sealEntry(entry, sealing));
        const ChangesetId id = sealing.envelopes.back().row.id;
        for (std::size_t at = 0; at < step.size(); ++at) {
            for (std::size_t item = 0; item < step[at].repeats.size(); ++item)
                names[step[at].repeats[item]] = {id, 0, static_cast<std::uint16_t>(at),
                                                 static_cast<std::uint16_t>(item)};
        }
    }
    return {};
}

Result<void> Replica::sealWithdrawals(const Copying& copying, const std::string& reason,
                                      Sealing& sealing) {
    const model::MovedTo moved{copying.copy, copying.audience.id, copying.root};
    std::vector<Entry> entries;
    for (const auto& source : copying.sources) {
        const auto shown = everyVersion(source.state);
        VB_TRY(auto part, withdrawalFor(source.state, shown, moved, reason));
        VB_TRY(const auto home, homeOf(source.row.caseId, source.row.audience));
        Entry entry;
        entry.caseId = source.row.caseId;
        entry.level = home.level;
        entry.audience = home.audience;
        entry.parts.push_back(std::move(part));
        VB_TRY_VOID(sealEntry(entry, sealing));
        entries.push_back(std::move(entry));
    }
    return nameWithdrawn(entries, sealing);
}

Result<Copied> Replica::copyTo(const RecordId& origin, const Destination& to,
                               const std::string& reason) {
    VB_TRY(const auto copying, beginCopy(origin, to));
    const auto steps = stepsOf(copying);
    if (steps.empty())
        return fail(Code::NotFound, "nothing to copy");
    VB_TRY_VOID(requireNoNarrower(copying));
    VB_TRY(const auto same, sameCopy(copying));
    if (same)
        return Copied{*same, {}};
    const Seal seal = [&](Sealing& sealing) { return sealCopy(copying, steps, reason, sealing); };
    VB_TRY(auto ids, commit(seal));
    return Copied{copying.copy, std::move(ids)};
}

/// The copy that a move to these readers made before.
Result<void> Replica::findEarlierMove(Copying& copying) {
    const auto& state = copying.sources.front().state;
    for (const auto& withdrawal : state.withdrawals) {
        if (withdrawal.moved && withdrawal.moved->audience == copying.audience.id &&
            withdrawal.by.standing == model::Standing::Effective)
            copying.existing = withdrawal.moved->record;
    }
    if (!copying.existing)
        return {};
    copying.copy = *copying.existing;
    if (copying.root != state.record)
        copying.lineage = {copying.root, state.record};
    VB_TRY(copying.earlier, merged(copying.copy, copying.sources.front().row.type));
    return {};
}

Result<void> Replica::requireFewer(const Copying& copying) {
    if (copying.existing)
        return {};
    VB_TRY(const auto prefix, m_directory->prefix(copying.to.caseId));
    VB_TRY(const auto from,
           writableAudience(copying.to.caseId, copying.sources.front().row.audience));
    if (!membership::isWider(prefix, from, copying.audience))
        return fail(Code::InvalidInput, "a move is to fewer readers");
    return {};
}

/// Copies of the same root for more readers, and one for the same: they go too, and what only they
/// say goes along.
Result<void> Replica::addWider(Copying& copying, const std::optional<RecordId>& same) {
    const auto& origin = copying.sources.front().row;
    VB_TRY(const auto family, familyOf(copying.to.caseId, copying.root));
    std::vector<store::RecordRow> wider;
    for (const auto& member : family.members) {
        const bool isWider = member.audience &&
                             membership::isWider(family.prefix, *member.audience, copying.audience);
        const bool isPart = member.row.record == origin.record || member.row.record == copying.copy;
        if ((isWider || same == member.row.record) && !isPart && member.row.type == origin.type &&
            !everyVersion(member.state).empty())
            wider.push_back(member.row);
    }
    for (const auto& row : wider)
        VB_TRY_VOID(addSource(row, model::Words::Rest, copying));
    return {};
}

Result<Copied> Replica::moveTo(const RecordId& origin, const Destination& to,
                               const std::string& reason) {
    VB_TRY(auto copying, beginCopy(origin, to));
    VB_TRY_VOID(findEarlierMove(copying));
    if (copying.existing && everyVersion(copying.sources.front().state).empty())
        return Copied{copying.copy, {}};
    if (!copying.existing && stepsOf(copying).empty())
        return fail(Code::NotFound, "nothing to copy");
    VB_TRY_VOID(requireFewer(copying));
    VB_TRY_VOID(requireNoNarrower(copying));
    VB_TRY(const auto same, sameCopy(copying));
    VB_TRY_VOID(addWider(copying, same));
    const auto steps = stepsOf(copying);
    const Seal seal = [&](Sealing& sealing) -> Result<void> {
        VB_TRY_VOID(sealCopy(copying, steps, reason, sealing));
        return sealWithdrawals(copying, reason, sealing);
    };
    VB_TRY(auto ids, commit(seal));
    return Copied{copying.copy, std::move(ids)};
}

} // namespace vb::engine
