// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/field_spec.h"

#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::casework {

namespace {

template <typename Matches>
const FieldSpec* findField(const RecordSpec& type, Matches matches) {
    for (const auto fields : {type.fields, commonFields()}) {
        const auto found = std::find_if(fields.begin(), fields.end(),
                                        [&](const FieldSpec* field) { return matches(*field); });
        if (found != fields.end())
            return *found;
    }
    return nullptr;
}

} // namespace

WhoSet Actor::who() const {
    WhoSet set;
    if (isAuthor)
        set.add(Who::Author);
    if (isOfSourceOrganisation)
        set.add(Who::SourceOrganisation);
    if (ownsAction)
        set.add(Who::ActionOwner);
    if (isExecutor)
        set.add(Who::Executor);
    if (isReceiver)
        set.add(Who::Receiver);
    if (isMember)
        set.add(Who::Member);
    if (roles.has(model::Role::Manager))
        set.add(Who::Manager);
    if (roles.has(model::Role::Casusregisseur))
        set.add(Who::Casusregisseur);
    if (roles.has(model::Role::Procesregisseur))
        set.add(Who::Procesregisseur);
    if (roles.has(model::Role::Informatievoorziening))
        set.add(Who::Informatievoorziening);
    if (roles.has(model::Role::Notulist))
        set.add(Who::Notulist);
    if (roles.has(model::Role::OmMedewerker))
        set.add(Who::OmMedewerker);
    return set;
}

bool mayWrite(const FieldSpec& field, const Actor& actor) {
    return field.who.intersects(actor.who());
}

const FieldSpec* RecordSpec::find(model::FieldId field) const {
    return findField(*this, [&](const FieldSpec& spec) { return spec.id() == field; });
}

const FieldSpec* RecordSpec::findByName(std::string_view wanted) const {
    return findField(*this, [&](const FieldSpec& spec) { return spec.name == wanted; });
}

} // namespace vb::casework
