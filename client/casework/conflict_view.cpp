// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/case_view.h"

#include <algorithm>

namespace vb::casework {

namespace {

std::string wordsOf(const FieldSpec& field, std::span<const model::FieldValue> values,
                    const NameBook& names, const Calendar& calendar) {
    std::string words;
    for (const model::FieldValue& value : values) {
        if (!words.empty())
            words += " en ";
        words += shownValue(field, value, names, calendar);
    }
    return words;
}

std::string singleCode(std::span<const model::FieldValue> values) {
    if (values.size() != 1)
        return {};
    const auto* code = values.front().as<model::CodeValue>();
    return code != nullptr ? code->code : std::string();
}

ConflictSideView sideView(const FieldSpec& field, std::span<const model::FieldValue> values,
                          std::span<const model::Version> versions, const WorkerId& reader,
                          const NameBook& names, const Calendar& calendar) {
    ConflictSideView side;
    side.values.assign(values.begin(), values.end());
    side.words = wordsOf(field, values, names, calendar);
    side.code = singleCode(values);
    for (const model::Version& version : versions)
        side.versions.push_back(version.id);
    // Several people may have written the same: the newest speaks for them.
    side.by = versions.back().by;
    side.reden = versions.back().reason;
    side.isMine = std::any_of(versions.begin(), versions.end(),
                              [&](const model::Version& v) { return v.by.author == reader; });
    return side;
}

std::string subjectOf(const model::RecordState& state) {
    if (state.type == actieType().id())
        return textOf(state, actie::kTekst);
    if (state.type == betrokkeneType().id())
        return personName(state);
    if (state.type == contextinformatieType().id())
        return textOf(state, contextinformatie::kOnderwerp);
    const RecordSpec* type = findRecordType(state.type);
    return type != nullptr ? std::string(type->label) : std::string();
}

std::string_view meanwhileWords(const FieldSpec& field) {
    switch (field.whileOpen) {
    case model::WhileOpen::EarliestValue:
        return "Tot iemand kiest, geldt de vroegste datum.";
    case model::WhileOpen::Strongest:
        return "Tot iemand kiest, geldt de status waarin de casus nog loopt.";
    case model::WhileOpen::Newest:
        break;
    }
    return "Tot iemand kiest, staat de nieuwste voorop.";
}

std::string sideLine(const ConflictSideView& side, const NameBook& names,
                     const Calendar& calendar) {
    const std::string who = side.isMine ? "jij" : names.workerName(side.by.author);
    std::string line = who + " (" + names.organisationName(side.by.organisation) + ", " +
                       dutchMoment({side.by.stamp.millis}, calendar) + "): " + side.words;
    if (!side.reden.empty())
        line += " \u2013 \u2018" + side.reden + "\u2019";
    return line;
}

} // namespace

std::vector<ConflictView> conflictViews(const model::Schema& schema,
                                        std::span<const model::RecordState> states,
                                        const WorkerId& reader, const NameBook& names,
                                        const Calendar& calendar) {
    std::vector<ConflictView> views;
    for (const model::RecordState& state : states) {
        for (const model::Conflict& conflict : model::conflictsOf(schema, state)) {
            const RecordSpec* type = findRecordType(conflict.type);
            const FieldSpec* field = type != nullptr ? type->find(conflict.field.field) : nullptr;
            // Decisions that differ are the rules' own finding: rules/rules.h.
            if (field == nullptr || field == &common::kConflictbesluit)
                continue;
            ConflictView view;
            view.record = conflict.record;
            view.type = type;
            view.field = field;
            view.subject = subjectOf(state);
            view.candidates = conflict.candidateIds();
            view.meanwhile = field->whileOpen;
            if (!conflict.base.empty()) {
                std::vector<model::FieldValue> values;
                for (const model::Version& version : conflict.base)
                    values.push_back(version.value);
                view.base = sideView(*field, values, conflict.base, reader, names, calendar);
            }
            for (const model::Candidate& candidate : conflict.candidates)
                view.sides.push_back(sideView(*field, candidate.values, candidate.versions, reader,
                                              names, calendar));
            std::stable_sort(view.sides.begin(), view.sides.end(),
                             [](const ConflictSideView& a, const ConflictSideView& b) {
                                 if (a.isMine != b.isMine)
                                     return a.isMine;
                                 return a.by.effective < b.by.effective;
                             });
            views.push_back(std::move(view));
        }
    }
    return views;
}

std::string describe(const ConflictView& conflict, const NameBook& names,
                     const Calendar& calendar) {
    std::string text = conflict.subject + ": " + std::string(conflict.field->label) + "\n";
    text += conflict.base ? "Was: " + sideLine(*conflict.base, names, calendar) + "\n"
                          : std::string("Was: nog niet ingevuld\n");
    for (const ConflictSideView& side : conflict.sides)
        text += "Nu: " + sideLine(side, names, calendar) + "\n";
    text += meanwhileWords(*conflict.field);
    text += " Kiezen kan " + deciderLabel(*conflict.type, *conflict.field) + ".";
    return text;
}

} // namespace vb::casework
