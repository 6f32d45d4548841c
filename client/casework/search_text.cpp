// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/search_text.h"

#include "client/casework/fold.h"
#include "client/casework/views.h"

#include <algorithm>

namespace vb::casework {

namespace {

/// Lists whose labels ("Ja", "Actief", "Man") stand in so many records that nobody looks for them.
bool isWorthFinding(ListId list) {
    switch (list) {
    case ListId::Geslacht:
    case ListId::OpDeHoogte:
    case ListId::Toestemming:
    case ListId::Verificatie:
    case ListId::Waarschuwingsstatus:
    case ListId::KinderenBijContact:
    case ListId::ContactFunctie:
    case ListId::Domein:
    case ListId::RolHuis:
    case ListId::Locatie:
    case ListId::OmBetrokken:
    case ListId::Frequentie:
        return false;
    default:
        return true;
    }
}

void addLine(std::string& body, std::string_view line) {
    if (line.empty())
        return;
    if (!body.empty())
        body += '\n';
    body += line;
}

void addValue(std::string& body, const FieldSpec& field, const model::FieldValue& value) {
    if (const auto* text = value.as<std::string>()) {
        addLine(body, *text);
    } else if (const auto* code = value.as<model::CodeValue>()) {
        if (field.list == ListId::None)
            addLine(body, code->code);
        else if (isWorthFinding(field.list))
            addLine(body, codeList(field.list).labelOf(code->code));
    } else if (const auto* organisation = value.as<OrganisationCode>()) {
        addLine(body, organisationLabel(*organisation));
    } else if (const auto* members = value.as<model::FieldValue::Tuple>()) {
        for (const model::FieldValue& member : *members)
            addValue(body, field, member);
    }
}

/// "Huisbezoek \u00b7 binnengelaten": the second label inside the line.
std::string pair(ListId firstList, const std::string& first, ListId secondList,
                 const std::string& second) {
    std::string label = codeList(secondList).labelOf(second);
    if (!label.empty() && label[0] >= 'A' && label[0] <= 'Z')
        label[0] = static_cast<char>(label[0] - 'A' + 'a');
    return codeList(firstList).labelOf(first) + " \u00b7 " + label;
}

std::string titleOf(const model::RecordState& state, const RecordSpec& type) {
    if (&type == &casusType())
        return textOf(state, casus::kWeergavenaam);
    if (&type == &betrokkeneType())
        return personName(state);
    if (&type == &contactkopType())
        return pair(ListId::Contactsoort, codeOf(state, contactkop::kSoort), ListId::Uitkomst,
                    codeOf(state, contactkop::kUitkomst));
    if (&type == &contextinformatieType())
        return textOf(state, contextinformatie::kOnderwerp);
    if (&type == &veiligheidswaarschuwingType())
        return pair(ListId::Waarschuwingsniveau, codeOf(state, veiligheidswaarschuwing::kNiveau),
                    ListId::Waarschuwing, codeOf(state, veiligheidswaarschuwing::kSoort));
    if (&type == &actieType())
        return textOf(state, actie::kTekst);
    return std::string(type.label);
}

bool isFound(const model::Version& version) {
    return version.status == model::VersionStatus::InForce ||
           version.status == model::VersionStatus::AlsoLive;
}

} // namespace

SearchText searchText(const model::RecordState& state) {
    SearchText text;
    const RecordSpec* type = findRecordType(state.type);
    if (type == nullptr || state.fields.empty())
        return text;
    text.title = titleOf(state, *type);
    for (const model::FieldState& field : state.fields) {
        const FieldSpec* spec = field.isKnown ? type->find(field.key.field) : nullptr;
        if (spec == nullptr)
            continue;
        for (const model::Version& version : field.versions) {
            if (isFound(version))
                addValue(text.body, *spec, version.value);
        }
    }
    return text;
}

std::string searchText(const model::Part& part) {
    std::string body;
    const RecordSpec* type = findRecordType(part.type);
    if (type == nullptr)
        return body;
    for (const model::Operation& operation : part.operations) {
        const FieldSpec* spec = type->find(operation.field.field);
        if (spec == nullptr || operation.kind == model::OperationKind::Withdraw)
            continue;
        for (const model::FieldValue& value : operation.values)
            addValue(body, *spec, value);
    }
    return body;
}

std::string indexText(const SearchText& text) {
    return fold(text.title + "\n" + text.body);
}

} // namespace vb::casework
