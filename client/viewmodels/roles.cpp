// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/roles.h"

#include <QStringList>

#include <iterator>

namespace vb::view {

using namespace bridge;

QString byline(const Author& author) {
    return author.name.empty()
               ? QString()
               : text(author.name) + QStringLiteral(" · ") + text(author.organisation);
}

QString joined(const std::vector<CodeValue>& values) {
    QStringList words;
    for (const CodeValue& value : values)
        words << text(value.label);
    return words.join(QStringLiteral(", "));
}

QString shown(const ShownValue& value, const DateWords& words) {
    if (const auto* literal = std::get_if<std::string>(&value))
        return text(*literal);
    if (const auto* date = std::get_if<Date>(&value))
        return words.date(*date);
    return words.moment(std::get<Moment>(value));
}

QString marked(const std::string& snippet, const std::vector<TextSpan>& matches) {
    QString out;
    std::size_t done = 0;
    for (const TextSpan& span : matches) {
        if (span.first < done || span.first + span.length > snippet.size())
            continue;
        out += text(snippet.substr(done, span.first - done)).toHtmlEscaped();
        out += QStringLiteral("<b>") +
               text(snippet.substr(span.first, span.length)).toHtmlEscaped() +
               QStringLiteral("</b>");
        done = span.first + span.length;
    }
    return out + text(snippet.substr(done)).toHtmlEscaped();
}

std::span<const RowRole<CaseRow>> caseRowRoles() {
    using C = const DateWords&;
    static constexpr RowRole<CaseRow> roles[] = {
        {"caseId", [](const CaseRow& r, C) -> QVariant { return text(r.caseId.hex()); }},
        {"name", [](const CaseRow& r, C) -> QVariant { return text(r.name); }},
        {"status", [](const CaseRow& r, C) -> QVariant { return text(r.status.label); }},
        {"safety", [](const CaseRow& r, C) -> QVariant { return static_cast<int>(r.safety); }},
        {"safetyLabel", [](const CaseRow& r, C) -> QVariant { return text(r.safetyLabel); }},
        {"unread", [](const CaseRow& r, C) -> QVariant { return r.unread; }},
        {"unsent", [](const CaseRow& r, C) -> QVariant { return r.unsent; }},
        {"needsAttention", [](const CaseRow& r, C) -> QVariant { return r.needsAttention; }},
        {"lastContact",
         [](const CaseRow& r, C c) -> QVariant {
             return r.lastContact ? c.day(r.lastContact->at) : QString();
         }},
    };
    return roles;
}

std::span<const RowRole<SafetyWarning>> warningRoles() {
    using C = const DateWords&;
    using W = const SafetyWarning&;
    static constexpr RowRole<SafetyWarning> roles[] = {
        {"level", [](W w, C) -> QVariant { return static_cast<int>(w.level); }},
        {"levelLabel", [](W w, C) -> QVariant { return text(w.levelLabel); }},
        {"kind", [](W w, C) -> QVariant { return text(w.kind.label); }},
        {"advice", [](W w, C) -> QVariant { return text(w.advice); }},
        {"source", [](W w, C) -> QVariant { return text(w.source.label); }},
        {"organisation", [](W w, C) -> QVariant { return text(w.author.organisation); }},
        {"author", [](W w, C) -> QVariant { return text(w.author.name); }},
        {"since", [](W w, C c) -> QVariant { return c.day(w.since.at); }},
        {"review", [](W w, C c) -> QVariant { return w.review ? c.date(*w.review) : QString(); }},
        {"isOverdue", [](W w, C) -> QVariant { return w.isOverdue; }},
        {"withdrawalBy", [](W w, C) -> QVariant { return text(w.withdrawalBy); }},
        {"deliveryStage", [](W w, C) -> QVariant { return static_cast<int>(w.delivery.stage); }},
    };
    return roles;
}

std::span<const RowRole<Person>> personRoles() {
    using C = const DateWords&;
    using P = const Person&;
    static constexpr RowRole<Person> roles[] = {
        {"record", [](P p, C) -> QVariant { return text(p.record.hex()); }},
        {"name", [](P p, C) -> QVariant { return text(p.name); }},
        {"age", [](P p, C) -> QVariant { return p.age ? static_cast<int>(*p.age) : -1; }},
        {"roles", [](P p, C) -> QVariant { return joined(p.roles); }},
        {"filled", [](P p, C) -> QVariant { return p.filledLeefgebieden; }},
        {"isMinor", [](P p, C) -> QVariant { return p.isMinor; }},
    };
    return roles;
}

std::span<const RowRole<Leefgebied>> leefgebiedRoles() {
    using C = const DateWords&;
    using L = const Leefgebied&;
    static constexpr RowRole<Leefgebied> roles[] = {
        {"code", [](L l, C) -> QVariant { return text(l.area.code); }},
        {"label", [](L l, C) -> QVariant { return text(l.area.label); }},
        {"items", [](L l, C) -> QVariant { return l.total; }},
        {"changed", [](L l, C c) -> QVariant { return l.changed ? c.day(*l.changed) : QString(); }},
        {"latest",
         [](L l, C) -> QVariant {
             return l.items.empty() ? QString() : text(l.items.front().subject);
         }},
    };
    return roles;
}

std::span<const RowRole<ContextItem>> contextRoles() {
    using C = const DateWords&;
    using I = const ContextItem&;
    static constexpr RowRole<ContextItem> roles[] = {
        {"record", [](I i, C) -> QVariant { return text(i.record.hex()); }},
        {"kind", [](I i, C) -> QVariant { return text(i.kind.label); }},
        {"subject", [](I i, C) -> QVariant { return text(i.subject); }},
        {"content", [](I i, C) -> QVariant { return text(i.text); }},
        {"source", [](I i, C) -> QVariant { return text(i.source.label); }},
        {"organisation", [](I i, C) -> QVariant { return text(i.sourceOrganisation); }},
        {"verification", [](I i, C) -> QVariant { return text(i.verification.value.label); }},
        {"isContested", [](I i, C) -> QVariant { return i.verification.isContested; }},
        {"isExpired", [](I i, C) -> QVariant { return i.isExpired; }},
        {"author", [](I i, C) -> QVariant { return byline(i.author); }},
        {"happened", [](I i, C c) -> QVariant { return c.moment(i.happened); }},
        {"audience", [](I i, C) -> QVariant { return text(i.audience); }},
        {"deliveryStage", [](I i, C) -> QVariant { return static_cast<int>(i.delivery.stage); }},
        {"applied", [](I i, C) -> QVariant { return i.delivery.applied; }},
        {"members", [](I i, C) -> QVariant { return i.delivery.members; }},
    };
    return roles;
}

namespace {

QString owner(const Action& action) {
    const QString person = text(action.ownerPerson);
    const QString organisation = text(action.ownerOrganisation);
    return person.isEmpty() ? organisation : person + QStringLiteral(" · ") + organisation;
}

template <typename Strings>
QString list(const Strings& strings) {
    QStringList words;
    for (const std::string& each : strings)
        words << text(each);
    return words.join(QStringLiteral(", "));
}

} // namespace

std::span<const RowRole<Action>> actionRoles() {
    using C = const DateWords&;
    using A = const Action&;
    static constexpr RowRole<Action> roles[] = {
        {"record", [](A a, C) -> QVariant { return text(a.record.hex()); }},
        {"caseId", [](A a, C) -> QVariant { return text(a.caseId.hex()); }},
        {"caseName", [](A a, C) -> QVariant { return text(a.caseName); }},
        {"content", [](A a, C) -> QVariant { return text(a.text); }},
        {"owner", [](A a, C) -> QVariant { return owner(a); }},
        {"isMine", [](A a, C) -> QVariant { return a.isMine; }},
        {"due", [](A a, C c) -> QVariant { return a.due ? c.moment(*a.due) : QString(); }},
        {"isOverdue", [](A a, C) -> QVariant { return a.isOverdue; }},
        {"status", [](A a, C) -> QVariant { return text(a.status.label); }},
        {"isOpen", [](A a, C) -> QVariant { return a.isOpen; }},
        {"alsoReported", [](A a, C) -> QVariant { return list(a.alsoReported); }},
        {"needsCheck", [](A a, C) -> QVariant { return a.needsCheck; }},
        {"takenUpBy",
         [](A a, C) -> QVariant { return a.takenUpBy.size() > 1 ? list(a.takenUpBy) : QString(); }},
        {"proof", [](A a, C) -> QVariant { return text(a.proof); }},
        {"mayChange", [](A a, C) -> QVariant { return !a.steps.empty(); }},
        {"deliveryStage", [](A a, C) -> QVariant { return static_cast<int>(a.delivery.stage); }},
        {"applied", [](A a, C) -> QVariant { return a.delivery.applied; }},
        {"members", [](A a, C) -> QVariant { return a.delivery.members; }},
    };
    return roles;
}

std::span<const RowRole<ActionStep>> stepRoles() {
    using C = const DateWords&;
    using S = const ActionStep&;
    static constexpr RowRole<ActionStep> roles[] = {
        {"code", [](S s, C) -> QVariant { return text(s.to.code); }},
        {"label", [](S s, C) -> QVariant { return text(s.to.label); }},
        {"intent", [](S s, C) -> QVariant { return static_cast<int>(s.intent); }},
        {"needsProof", [](S s, C) -> QVariant { return s.needsProof; }},
        {"needsReason", [](S s, C) -> QVariant { return s.needsReason; }},
    };
    return roles;
}

std::span<const RowRole<AttentionItem>> attentionRoles() {
    using C = const DateWords&;
    using A = const AttentionItem&;
    static constexpr RowRole<AttentionItem> roles[] = {
        {"kind", [](A a, C) -> QVariant { return static_cast<int>(a.kind); }},
        {"caseId", [](A a, C) -> QVariant { return a.caseId ? text(a.caseId->hex()) : QString(); }},
        {"caseName", [](A a, C) -> QVariant { return text(a.caseName); }},
        {"subject", [](A a, C) -> QVariant { return text(a.subject); }},
        {"refusal", [](A a, C) -> QVariant { return static_cast<int>(a.refusal); }},
        {"author", [](A a, C) -> QVariant { return byline(a.author); }},
        {"since", [](A a, C c) -> QVariant { return c.dayAndTime(a.since); }},
        {"conflictRecord",
         [](A a, C) -> QVariant {
             return a.conflict ? text(a.conflict->record.hex()) : QString();
         }},
        {"conflictField",
         [](A a, C) -> QVariant { return a.conflict ? text(a.conflict->field) : QString(); }},
        {"isPostponed", [](A a, C) -> QVariant { return a.isPostponed; }},
    };
    return roles;
}

std::span<const RowRole<DraftRow>> draftRoles() {
    using C = const DateWords&;
    using D = const DraftRow&;
    static constexpr RowRole<DraftRow> roles[] = {
        {"caseId", [](D d, C) -> QVariant { return text(d.caseId.hex()); }},
        {"caseName", [](D d, C) -> QVariant { return text(d.caseName); }},
        {"kind", [](D d, C) -> QVariant { return text(d.kind.label); }},
        {"changed", [](D d, C c) -> QVariant { return c.dayAndTime(d.changed); }},
    };
    return roles;
}

std::span<const RowRole<SearchHit>> hitRoles() {
    using C = const DateWords&;
    using H = const SearchHit&;
    static constexpr RowRole<SearchHit> roles[] = {
        {"caseId", [](H h, C) -> QVariant { return text(h.caseId.hex()); }},
        {"caseName", [](H h, C) -> QVariant { return text(h.caseName); }},
        {"record", [](H h, C) -> QVariant { return text(h.record.hex()); }},
        {"kind", [](H h, C) -> QVariant { return static_cast<int>(h.kind); }},
        {"title", [](H h, C) -> QVariant { return text(h.title); }},
        {"snippet", [](H h, C) -> QVariant { return marked(h.snippet, h.matches); }},
        {"plainSnippet", [](H h, C) -> QVariant { return text(h.snippet); }},
        {"happened",
         [](H h, C c) -> QVariant { return h.happened ? c.moment(*h.happened) : QString(); }},
    };
    return roles;
}

std::span<const RowRole<ConflictSide>> sideRoles() {
    using C = const DateWords&;
    using S = const ConflictSide&;
    static constexpr RowRole<ConflictSide> roles[] = {
        {"shown", [](S s, C c) -> QVariant { return vb::view::shown(s.value, c); }},
        {"author", [](S s, C) -> QVariant { return text(s.author.name); }},
        {"organisation", [](S s, C) -> QVariant { return text(s.author.organisation); }},
        {"entered", [](S s, C c) -> QVariant { return c.dayAndTime(s.entered); }},
        {"reason", [](S s, C) -> QVariant { return text(s.reason); }},
        {"isMine", [](S s, C) -> QVariant { return s.author.isMe; }},
    };
    return roles;
}

std::span<const RowRole<CodeEntry>> codeRoles() {
    using C = const DateWords&;
    using E = const CodeEntry&;
    static constexpr RowRole<CodeEntry> roles[] = {
        {"code", [](E e, C) -> QVariant { return text(e.code); }},
        {"label", [](E e, C) -> QVariant { return text(e.label); }},
        {"isAttempt", [](E e, C) -> QVariant { return e.isAttempt; }},
        {"level", [](E e, C) -> QVariant { return static_cast<int>(e.level); }},
    };
    return roles;
}

} // namespace vb::view
