// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entry_input.h"

#include "client/casework/fields.h"

namespace vb::casework {

namespace {

Problems notThere(const FieldSpec& field) {
    return {problemWith(field, ProblemKind::NotThere)};
}

/// One overload for each kind of input.
struct Enter {
    const Circumstances& at;
    ShownCase& shown;

    Checked<Entry> operator()(const NewCase& input) const { return enterCase(input, at); }
    Checked<Entry> operator()(const NewPerson& input) const { return enterPerson(input, at); }
    Checked<Entry> operator()(const NewContext& input) const { return enterContext(input, at); }
    Checked<Entry> operator()(const NewSafetyWarning& input) const {
        return enterWarning(input, at);
    }
    Checked<Entry> operator()(const NewAction& input) const { return enterAction(input, at); }

    Checked<Entry> operator()(const NewContact& input) const {
        const bool reports = input.actie && !input.actiestatus.empty();
        const auto action = reports ? shown.shown(*input.actie) : std::nullopt;
        return enterContact(input, at, action ? &*action : nullptr);
    }
    Checked<Entry> operator()(const ActionStepInput& input) const {
        const auto action = shown.shown(input.actie);
        return action ? enterActionChange(input.change, *action, at) : notThere(actie::kTekst);
    }
    Checked<Entry> operator()(const ContextCheckInput& input) const {
        const auto context = shown.shown(input.context);
        return context ? enterContextCheck(input.check, *context, at)
                       : notThere(contextinformatie::kOnderwerp);
    }
    Checked<Entry> operator()(const WarningChangeInput& input) const {
        const auto warning = shown.shown(input.waarschuwing);
        return warning ? enterWarningChange(input.change, *warning, at)
                       : notThere(veiligheidswaarschuwing::kNiveau);
    }
    Checked<Entry> operator()(const CaseStepInput& input) const {
        const auto casus = shown.shownCasus();
        return casus ? enterCaseStep(input.status, input.reden, input.rappeldatum, shown.facts(),
                                     *casus, at)
                     : notThere(casus::kStatus);
    }
    Checked<Entry> operator()(const CaseChangeInput& input) const {
        const auto casus = shown.shownCasus();
        return casus ? enterFieldChange(*input.field, input.value, input.reden, *casus, at)
                     : notThere(*input.field);
    }
};

} // namespace

Checked<Entry> enter(const EntryInput& input, const Circumstances& at, ShownCase& shown) {
    return std::visit(Enter{at, shown}, input);
}

} // namespace vb::casework
