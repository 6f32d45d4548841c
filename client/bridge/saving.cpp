// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/saving.h"

#include "client/casework/reading.h"
#include "client/casework/record_types.h"

namespace vb::bridge {

using casework::AudienceLevel;
using membership::Level;

Level toLevel(AudienceLevel level) {
    switch (level) {
    case AudienceLevel::EigenWerkaantekening:
        return Level::EigenWerkaantekening;
    case AudienceLevel::GenoemdePersonen:
        return Level::GenoemdePersonen;
    case AudienceLevel::EigenOrganisatie:
        return Level::EigenOrganisatie;
    case AudienceLevel::Zorgdeel:
        return Level::Zorgdeel;
    case AudienceLevel::Strafdeel:
        return Level::Strafdeel;
    case AudienceLevel::Casusteam:
        break;
    }
    return Level::Casusteam;
}

AudienceLevel toAudienceLevel(Level level) {
    switch (level) {
    case Level::EigenWerkaantekening:
        return AudienceLevel::EigenWerkaantekening;
    case Level::GenoemdePersonen:
        return AudienceLevel::GenoemdePersonen;
    case Level::EigenOrganisatie:
        return AudienceLevel::EigenOrganisatie;
    case Level::Zorgdeel:
        return AudienceLevel::Zorgdeel;
    case Level::Strafdeel:
        return AudienceLevel::Strafdeel;
    case Level::Casusteam:
        break;
    }
    return AudienceLevel::Casusteam;
}

Result<Level> levelOf(engine::Replica& replica, const CaseId& caseId, const AudienceId& audience) {
    VB_TRY(const auto prefix, replica.directory().prefix(caseId));
    if (const auto known = membership::findAudience(prefix, audience))
        return known->level;
    // Written here into an audience that has no epoch at the hub yet: then the id says which.
    const auto& identity = replica.identity();
    for (const auto& own :
         {membership::ownNote(identity.house, caseId, identity.holder),
          membership::ownOrganisation(identity.house, caseId, identity.holder.organisation),
          membership::wholeLevel(identity.house, caseId, Level::Casusteam),
          membership::wholeLevel(identity.house, caseId, Level::Zorgdeel),
          membership::wholeLevel(identity.house, caseId, Level::Strafdeel)}) {
        if (own.id == audience)
            return own.level;
    }
    return fail(Code::NotFound, "audience " + audience.hex());
}

namespace {

struct Place {
    Level level = Level::Casusteam;
    AudienceId audience; ///< none unless it takes an id to name it
    friend auto operator<=>(const Place&, const Place&) = default;
};

Result<Place> placeOf(engine::Replica& replica, const CaseId& caseId, const RecordId& record) {
    VB_TRY(const auto row, replica.store().records().find(record));
    if (!row || row->caseId != caseId)
        return fail(Code::NotFound, "record " + record.hex());
    VB_TRY(const Level level, levelOf(replica, caseId, row->audience));
    return Place{level, level == Level::GenoemdePersonen ? row->audience : AudienceId()};
}

} // namespace

Result<std::vector<engine::Entry>> entriesOf(engine::Replica& replica, const CaseId& caseId,
                                             const casework::Entry& entry, const std::string& hat,
                                             bool bulk) {
    std::vector<engine::Entry> entries;
    std::map<Place, std::size_t> byPlace;
    for (const auto& entered : entry.parts) {
        Place place;
        if (entered.level) {
            place.level = toLevel(*entered.level);
        } else {
            VB_TRY(place, placeOf(replica, caseId, entered.part.record));
        }
        const auto [found, isNew] = byPlace.emplace(place, entries.size());
        if (isNew) {
            engine::Entry made;
            made.caseId = caseId;
            made.level = place.level;
            made.audience = place.audience;
            made.hat = hat;
            made.bulk = bulk;
            entries.push_back(std::move(made));
        }
        entries[found->second].parts.push_back(entered.part);
    }
    return entries;
}

Result<std::vector<ChangesetId>> save(engine::Replica& replica, const CaseId& caseId,
                                      const casework::Entry& entry, const std::string& hat) {
    VB_TRY(const auto entries, entriesOf(replica, caseId, entry, hat));
    return replica.save(entries);
}

Result<casework::Actor> actorIn(engine::Replica& replica, const CaseId& caseId) {
    VB_TRY(const auto prefix, replica.directory().prefix(caseId));
    const auto& holder = replica.identity().holder;
    const Instant now = replica.hubNow();
    casework::Actor actor;
    actor.roles = membership::roles(prefix, holder, now);
    actor.isMember = membership::isMember(prefix, holder, now);
    return actor;
}

Result<casework::Actor> actorFor(engine::Replica& replica, const CaseId& caseId,
                                 const model::RecordState& state) {
    VB_TRY(auto actor, actorIn(replica, caseId));
    const auto& holder = replica.identity().holder;
    if (state.created) {
        actor.isAuthor = state.created->author == holder.worker;
        actor.isOfSourceOrganisation = state.created->organisation == holder.organisation;
    }
    if (state.type == casework::actieType().id()) {
        // The named person; where nobody is named, everybody of the organisation.
        std::optional<WorkerId> worker;
        std::optional<OrganisationCode> organisation;
        for (const auto& member : casework::tupleOf(state, casework::actie::kEigenaar)) {
            if (const auto* named = member.as<model::WorkerRef>())
                worker = named->id;
            else if (const auto* code = member.as<OrganisationCode>())
                organisation = *code;
        }
        actor.ownsAction = worker ? *worker == holder.worker : organisation == holder.organisation;
    }
    return actor;
}

} // namespace vb::bridge
