// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_book.h"
#include "client/bridge/saving.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"
#include "client/casework/steps.h"

#include <algorithm>

// "Twee versies": the card that a person decides on.
namespace vb::bridge {

namespace cw = casework;

namespace {

ShownValue shownValueOf(const cw::ConflictSideView& side, const cw::Calendar& calendar) {
    if (side.values.size() == 1) {
        if (const auto* date = side.values.front().as<model::Date>();
            date && date->precision == model::Precision::Day)
            return dateOf(date->days);
        if (const auto* at = side.values.front().as<Instant>())
            return momentOf(cw::EventTime(*at), calendar);
    }
    return side.words;
}

ConflictSide sideOf(const cw::ConflictSideView& view, const Reader& reader) {
    ConflictSide side;
    side.key = keyOf(view.versions);
    side.code = view.code;
    side.value = shownValueOf(view, reader.calendar);
    side.author = authorOf(view.by, reader.names, reader.me());
    side.entered = {view.by.stamp.millis};
    side.reason = view.reden;
    return side;
}

Meanwhile meanwhileOf(model::WhileOpen whileOpen) {
    switch (whileOpen) {
    case model::WhileOpen::EarliestValue:
        return Meanwhile::EarliestRules;
    case model::WhileOpen::Strongest:
        return Meanwhile::StrictestRules;
    case model::WhileOpen::Newest:
        break;
    }
    return Meanwhile::NewestShown;
}

ValueInput inputOf(const cw::FieldSpec& field) {
    if (field.kinds.has(model::ValueKind::Code) && field.list != cw::ListId::None)
        return ValueInput::Code;
    if (field.kinds.has(model::ValueKind::Date))
        return ValueInput::Day;
    return field.kinds.has(model::ValueKind::Text) ? ValueInput::Text : ValueInput::None;
}

/// "Hilde Roosma, casusregisseur" where somebody is known to hold the role, else the role's words.
std::string deciderOf(const membership::DirectoryPrefix& prefix, const cw::ConflictView& view,
                      const HouseNames& names, Instant now) {
    const auto who = cw::deciders(*view.type, *view.field);
    const auto holderOf = [&](model::Role role) -> std::string {
        for (const auto* facts : {&prefix.caseLog->roles(), &prefix.house.roles()}) {
            const auto size =
                facts == &prefix.caseLog->roles() ? prefix.caseSize : prefix.houseSize;
            for (const auto& [holder, unused] : *facts) {
                if (membership::rolesAt(*facts, holder, size, now).has(role))
                    return names.workerName(holder.worker);
            }
        }
        return {};
    };
    for (const auto& [letter, role, words] :
         {std::tuple(cw::Who::Casusregisseur, model::Role::Casusregisseur, "casusregisseur"),
          std::tuple(cw::Who::Procesregisseur, model::Role::Procesregisseur, "procesregisseur"),
          std::tuple(cw::Who::Informatievoorziening, model::Role::Informatievoorziening,
                     "informatievoorziening")}) {
        if (!who.has(letter))
            continue;
        if (const std::string name = holderOf(role); !name.empty())
            return name + ", " + words;
    }
    return cw::deciderLabel(*view.type, *view.field);
}

} // namespace

Result<std::optional<CaseBook::OpenConflict>> CaseBook::openConflict(const ConflictId& id) {
    auto& replica = m_core.replica();
    VB_TRY(const auto row, replica.store().records().find(id.record));
    if (!row || row->conflicts == 0 || m_listing.find(row->caseId) == nullptr)
        return std::optional<OpenConflict>{};
    VB_TRY(auto state, replica.record(id.record));
    const auto view = reader();
    for (auto& conflict : cw::conflictViews(replica.schema(), std::span(&*state, 1), view.me(),
                                            *m_names, m_calendar)) {
        if (conflict.field->name == id.field)
            return std::optional<OpenConflict>(
                OpenConflict{row->caseId, std::move(*state), std::move(conflict)});
    }
    return std::optional<OpenConflict>{};
}

Result<ConflictCard> CaseBook::conflictCard(const ConflictId& id) {
    if (isFinding(id))
        return findingCard(id);
    ConflictCard card;
    card.id = id;
    VB_TRY(const auto open, openConflict(id));
    if (!open)
        return card;
    const auto reader = this->reader();
    const auto& view = open->view;
    card.isOpen = true;
    card.caseId = open->caseId;
    card.caseName = m_listing.nameOf(open->caseId);
    card.subject = view.subject;
    card.fieldLabel = std::string(view.field->label);
    if (view.base)
        card.base = sideOf(*view.base, reader);
    for (const auto& side : view.sides)
        card.sides.push_back(sideOf(side, reader));
    card.meanwhile = meanwhileOf(view.meanwhile);
    card.otherInput = inputOf(*view.field);
    // Two texts can both stand, one after the other; of two codes or days one is wrong.
    card.mayKeepBoth = card.otherInput == ValueInput::Text;
    if (card.otherInput == ValueInput::Code)
        card.otherList = std::string(cw::codeList(view.field->list).id);
    VB_TRY(const auto actor, actorFor(reader.replica, open->caseId, open->state));
    card.mayDecide = cw::mayDecide(*view.type, *view.field, actor);
    VB_TRY(const auto prefix, reader.replica.directory().prefix(open->caseId));
    card.decider = deciderOf(prefix, view, *m_names, reader.replica.hubNow());
    VB_TRY(const auto seen, reader.replica.store().postponed().find(attentionKey(id)));
    card.isPostponed = seen && *seen == fingerprint(view);
    return card;
}

} // namespace vb::bridge
