// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/roles.h"

#include <QStringList>

namespace vb::view {

using namespace bridge;

namespace {

using E = const TimelineEntry&;
using C = const DateWords&;

/// How long after the event the news reached the hub before a reader is told: one day.
constexpr std::chrono::hours kLateNews{24};

QVariant contactText(E entry, std::string ContactBody::*part) {
    const auto* body = std::get_if<ContactBody>(&entry.body);
    return body ? text(body->*part) : QString();
}

/// What the row is called: the kind of contact, the subject, the decision's first words.
QVariant title(E entry, C) {
    switch (entry.body.index()) {
    case 0:
        return text(std::get<ContactBody>(entry.body).kind.label);
    case 1:
        return text(std::get<ContextItem>(entry.body).subject);
    case 2:
        return text(std::get<DecisionBody>(entry.body).text);
    case 3:
        return text(std::get<WithheldBody>(entry.body).organisation);
    case 4:
        return text(std::get<WarningBody>(entry.body).levelLabel);
    default:
        return text(std::get<ActionBody>(entry.body).text);
    }
}

/// What happened with it: outcome, kind of context, reason of withholding, status.
QVariant outcome(E entry, C) {
    switch (entry.body.index()) {
    case 0:
        return text(std::get<ContactBody>(entry.body).outcome.label);
    case 1:
        return text(std::get<ContextItem>(entry.body).kind.label);
    case 3:
        return text(std::get<WithheldBody>(entry.body).reason.label);
    case 4:
        return text(std::get<WarningBody>(entry.body).kind.label);
    case 5:
        return text(std::get<ActionBody>(entry.body).status.label);
    default:
        return QString();
    }
}

/// The text of whatever is not a contact.
QVariant content(E entry, C) {
    switch (entry.body.index()) {
    case 1:
        return text(std::get<ContextItem>(entry.body).text);
    case 2:
        return text(std::get<DecisionBody>(entry.body).grounds);
    case 3:
        return text(std::get<WithheldBody>(entry.body).hint.label);
    case 4:
        return text(std::get<WarningBody>(entry.body).advice);
    case 5:
        return text(std::get<ActionBody>(entry.body).explanation);
    default:
        return QString();
    }
}

QVariant isAttempt(E entry, C) {
    const auto* body = std::get_if<ContactBody>(&entry.body);
    return body && body->isAttempt;
}

QVariant ask(E entry, C) {
    const auto* body = std::get_if<WithheldBody>(&entry.body);
    return body ? text(body->ask) : QString();
}

/// Where a piece of context comes from and whether somebody checked it.
QVariant source(E entry, C) {
    const auto* item = std::get_if<ContextItem>(&entry.body);
    if (!item)
        return QString();
    return text(item->source.label) + QStringLiteral(" · ") + text(item->verification.value.label);
}

QVariant isReportWithheld(E entry, C) {
    const auto* body = std::get_if<ContactBody>(&entry.body);
    return body && body->isReportWithheld;
}

QVariant arrivedLate(E entry, C words) {
    const bool isLate = entry.arrived && *entry.arrived - entry.happened.at > kLateNews;
    return isLate ? words.dayAndTime(*entry.arrived) : QString();
}

QVariant seenBy(E entry, C) {
    QStringList names;
    for (const std::string& name : entry.delivery.seenBy)
        names << text(name);
    return names.join(QStringLiteral(", "));
}

} // namespace

std::span<const RowRole<TimelineEntry>> timelineRoles() {
    static constexpr RowRole<TimelineEntry> roles[] = {
        {"record", [](E e, C) -> QVariant { return text(e.record.hex()); }},
        {"kind", [](E e, C) -> QVariant { return static_cast<int>(e.body.index()); }},
        {"title", title},
        {"outcome", outcome},
        {"content", content},
        {"ask", ask},
        {"source", source},
        {"isAttempt", isAttempt},
        {"isReportWithheld", isReportWithheld},
        {"observed", [](E e, C) { return contactText(e, &ContactBody::observed); }},
        {"statedBy", [](E e, C) { return contactText(e, &ContactBody::statedBy); }},
        {"stated", [](E e, C) { return contactText(e, &ContactBody::stated); }},
        {"interpretation", [](E e, C) { return contactText(e, &ContactBody::interpretation); }},
        {"author", [](E e, C) -> QVariant { return text(e.author.name); }},
        {"organisation", [](E e, C) -> QVariant { return text(e.author.organisation); }},
        {"isMe", [](E e, C) -> QVariant { return e.author.isMe; }},
        {"happened", [](E e, C c) -> QVariant { return c.moment(e.happened); }},
        {"entered", [](E e, C c) -> QVariant { return c.dayAndTime(e.entered); }},
        {"arrived",
         [](E e, C c) -> QVariant { return e.arrived ? c.dayAndTime(*e.arrived) : QString(); }},
        {"arrivedLate", arrivedLate},
        {"audience", [](E e, C) -> QVariant { return text(e.audience); }},
        {"areas", [](E e, C) -> QVariant { return joined(e.leefgebieden); }},
        {"deliveryStage", [](E e, C) -> QVariant { return static_cast<int>(e.delivery.stage); }},
        {"applied", [](E e, C) -> QVariant { return e.delivery.applied; }},
        {"members", [](E e, C) -> QVariant { return e.delivery.members; }},
        {"seenBy", seenBy},
        {"refusal", [](E e, C) -> QVariant { return static_cast<int>(e.delivery.refusal); }},
        {"isLate", [](E e, C) -> QVariant { return e.delivery.isLate; }},
        {"isUnread", [](E e, C) -> QVariant { return e.isUnread; }},
        {"isWithdrawn", [](E e, C) -> QVariant { return e.isWithdrawn; }},
        {"versions", [](E e, C) -> QVariant { return e.versions; }},
        {"hasDeviatingClock", [](E e, C) -> QVariant { return e.hasDeviatingClock; }},
    };
    return roles;
}

} // namespace vb::view
