// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/problem.h"

namespace vb::casework {

Problem problemWith(const FieldSpec& field, ProblemKind kind, std::uint32_t limit,
                    std::uint32_t actual) {
    return {kind, std::string(field.name), std::string(field.label), limit, actual};
}

std::string sentence(const Problem& problem) {
    const std::string name = "\u2018" + problem.label + "\u2019";
    const std::string limit = std::to_string(problem.limit);
    switch (problem.kind) {
    case ProblemKind::Required:
        return "Vul " + name + " in.";
    case ProblemKind::TooLong:
        return name + " mag " + limit + " tekens lang zijn. Dit zijn er " +
               std::to_string(problem.actual) + ". Maak de tekst korter.";
    case ProblemKind::TooMany:
        return "Bij " + name + " kunnen hooguit " + limit + " keuzes. Haal er een paar weg.";
    case ProblemKind::NotText:
        return "In " + name + " staan tekens die geen tekst zijn. Typ de tekst opnieuw.";
    case ProblemKind::UnknownCode:
        return "Deze keuze bestaat niet bij " + name + ". Kies uit de lijst.";
    case ProblemKind::NotAChoiceHere:
        return "Deze keuze bij " + name + " past niet bij de rest. Kies iets anders.";
    case ProblemKind::OutOfRange:
        return name + " moet tussen 0 en " + limit + " liggen.";
    case ProblemKind::NoSuchDay:
        return "De datum bij " + name + " klopt niet. Kijk het jaartal na.";
    case ProblemKind::InTheFuture:
        return name + " ligt in de toekomst. Kijk de datum en de tijd na.";
    case ProblemKind::TooLongAgo:
        return name + " is te lang geleden. Kijk het jaartal na.";
    case ProblemKind::BeforeStart:
        return name + " ligt voor het begin. Kijk de datums na.";
    case ProblemKind::ReasonRequired:
        return "Schrijf bij " + name + " waarom.";
    case ProblemKind::ProofRequired:
        return "Zeg bij " + name + " waaruit blijkt dat het is gedaan.";
    case ProblemKind::NotAllowed:
        return "Met jouw rol kun je " + name + " niet wijzigen. Vraag het de regisseur.";
    case ProblemKind::NoSuchStep:
        return name + " kan niet van de huidige stand naar deze stand.";
    case ProblemKind::NothingChanged:
        return "Er is niets gewijzigd.";
    case ProblemKind::MinorProtected:
        return "Dit gaat over een minderjarige. " + name +
               " kan alleen ruimer worden als de procesregisseur dat goedvindt.";
    case ProblemKind::NotThere:
        return "Wat bij " + name + " staat, is er niet (meer).";
    }
    return "Er klopt iets niet bij " + name + ".";
}

std::string sentences(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        if (!text.empty())
            text += '\n';
        text += sentence(problem);
    }
    return text;
}

} // namespace vb::casework
