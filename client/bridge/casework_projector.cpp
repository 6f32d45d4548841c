// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/casework_projector.h"

#include "client/casework/fold.h"
#include "client/casework/record_types.h"
#include "client/casework/steps.h"
#include "client/casework/views.h"

namespace vb::bridge {
namespace {

namespace cw = casework;

/// The longest folded text of one record that goes into the index: as much as the longest fields
/// together; what a newer version writes beyond that is found by its beginning.
constexpr std::size_t kMaxSearchBytes = std::size_t{32} * 1024;

using casework::codeOf;
using casework::textOf;

// ---- When

std::int64_t happenedAt(const model::RecordState& state, const cw::Calendar& calendar) {
    if (const auto stated = cw::timeOf(state, cw::common::kGebeurdOp)) {
        const auto* date = std::get_if<model::Date>(&*stated);
        if (!date || date->precision != model::Precision::Unknown)
            return cw::startOf(*stated, calendar).millis;
    }
    if (state.created)
        return state.created->effective.millis;
    // Withdrawn, with its first part gone: when it was taken back.
    return state.withdrawals.empty() ? 0 : state.withdrawals.front().by.effective.millis;
}

// ---- Lists

RecordSummary summarise(const model::RecordState& state) {
    RecordSummary summary;
    const auto type = state.type;
    if (type == cw::casusType().id()) {
        summary.title = textOf(state, cw::casus::kWeergavenaam);
        summary.kind = codeOf(state, cw::casus::kOnderwerpsoort);
        summary.state = codeOf(state, cw::casus::kStatus);
        summary.number = textOf(state, cw::casus::kNummer);
        summary.isOver = !cw::isOpenCase(summary.state);
    } else if (type == cw::betrokkeneType().id()) {
        summary.title = cw::personName(state);
        summary.kind = codeOf(state, cw::betrokkene::kGeslacht);
        if (const auto born = cw::dayOf(state, cw::betrokkene::kGeboortedatum))
            summary.number = cw::isoDay(*born);
    } else if (type == cw::contactkopType().id()) {
        summary.kind = codeOf(state, cw::contactkop::kSoort);
        summary.state = codeOf(state, cw::contactkop::kUitkomst);
    } else if (type == cw::contextinformatieType().id()) {
        summary.title = textOf(state, cw::contextinformatie::kOnderwerp);
        summary.kind = codeOf(state, cw::contextinformatie::kSoort);
        summary.state = codeOf(state, cw::contextinformatie::kVerificatie);
    } else if (type == cw::veiligheidswaarschuwingType().id()) {
        summary.title = textOf(state, cw::veiligheidswaarschuwing::kAdvies);
        summary.kind = codeOf(state, cw::veiligheidswaarschuwing::kSoort);
        summary.state = codeOf(state, cw::veiligheidswaarschuwing::kNiveau);
        summary.isOver = codeOf(state, cw::veiligheidswaarschuwing::kStatus) == "ingetrokken";
    } else if (type == cw::actieType().id()) {
        summary.title = textOf(state, cw::actie::kTekst);
        summary.kind = codeOf(state, cw::actie::kSoort);
        summary.state = codeOf(state, cw::actie::kStatus);
        summary.isOver = !cw::isOpenAction(summary.state);
    }
    summary.isOver = summary.isOver || state.isWithdrawn();
    return summary;
}

std::string precisionOf(const model::RecordState& state) {
    const auto stated = cw::timeOf(state, cw::common::kGebeurdOp);
    const auto* date = stated ? std::get_if<model::Date>(&*stated) : nullptr;
    if (!date)
        return {};
    constexpr std::string_view kLetters = "dmyu";
    return std::string(1, kLetters[static_cast<std::size_t>(date->precision)]);
}

// ---- Actions

/// For what needs no names: an action's flags.
class NoNames final : public cw::NameBook {
public:
    [[nodiscard]] std::string workerName(const WorkerId&) const override { return {}; }
    [[nodiscard]] std::string organisationName(OrganisationCode) const override { return {}; }
    [[nodiscard]] std::string recordName(const RecordId&) const override { return {}; }
};

void summariseAction(const model::RecordState& state, const cw::Calendar& calendar,
                     RecordSummary& summary, std::uint32_t& marks) {
    if (state.isWithdrawn())
        return;
    // Whether it is overdue is a view of today, and not kept: any day does.
    const auto view = cw::actionView(state, NoNames(), 0, calendar);
    if (view.needsCheck)
        marks |= kMarkCheckAction;
    if (!view.isOpen)
        return;
    marks |= kMarkOpenAction;
    summary.ownerOrganisation = view.eigenaarOrganisatie.value_or(OrganisationCode{});
    summary.owner = view.eigenaar;
    if (view.uiterlijk)
        summary.dueMillis = cw::startOf(*view.uiterlijk, calendar).millis;
}

// ---- Search

void appendWords(std::string& out, const cw::FieldSpec& field, const model::FieldValue& value) {
    std::string words;
    if (const auto* text = value.as<std::string>())
        words = *text;
    else if (const auto* code = value.as<model::CodeValue>())
        words = field.list == cw::ListId::None ? code->code
                                               : cw::codeList(field.list).labelOf(code->code);
    else if (const auto* tuple = value.as<model::FieldValue::Tuple>())
        for (const auto& member : *tuple)
            appendWords(out, field, member);
    if (words.empty() || out.size() >= kMaxSearchBytes)
        return;
    if (!out.empty())
        out += ' ';
    out += cw::fold(words);
}

/// Every value that a person may see, also the sides of an open conflict.
std::string searchText(const model::RecordState& state) {
    const auto* type = cw::findRecordType(state.type);
    std::string words;
    if (!type || state.isWithdrawn())
        return words;
    for (const auto& field : state.fields) {
        const auto* spec = field.isKnown ? type->find(field.key.field) : nullptr;
        if (!spec)
            continue;
        for (const auto& version : field.versions) {
            if (version.status == model::VersionStatus::InForce ||
                version.status == model::VersionStatus::AlsoLive)
                appendWords(words, *spec, version.value);
        }
    }
    return words;
}

} // namespace

engine::Projection CaseworkProjector::project(const CaseId&,
                                              const model::RecordState& state) const {
    engine::Projection projection;
    auto summary = summarise(state);
    summary.precision = precisionOf(state);
    if (state.type == cw::contactverslagType().id())
        summary.link = cw::recordOf(state, cw::contactverslag::kKop);
    if (state.type == cw::actieType().id())
        summariseAction(state, m_calendar, summary, projection.marks);
    projection.sortMillis = happenedAt(state, m_calendar);
    projection.summary = encodeSummary(summary);
    projection.searchText = searchText(state);
    return projection;
}

} // namespace vb::bridge
