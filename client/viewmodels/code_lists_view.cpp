// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/code_lists_view.h"

#include "client/viewmodels/post_to_gui.h"
#include "client/viewmodels/roles.h"

namespace vb::view {

using namespace bridge;

CodeListsView::CodeListsView(Session& session, const DateWords& words, QObject* parent)
    : QObject(parent), m_words(words), m_watch(session.watchCodeLists([this](CodeLists lists) {
          postToGui(this, std::move(lists),
                    [](CodeListsView& view, CodeLists now) { view.show(std::move(now)); });
      })) {}

RowModel* CodeListsView::list(const std::string& name) {
    Shown& shown = m_shown[name];
    if (!shown.model) {
        auto rows = std::make_unique<Rows<CodeEntry>>(codeRoles(), m_words);
        shown.rows = rows.get();
        shown.model = new RowModel(std::move(rows), this);
        fill(name);
    }
    return shown.model;
}

QString CodeListsView::defaultAudience() const {
    for (const CodeList& each : m_lists.lists) {
        if (each.name == lists::kAudience)
            return text(each.defaultCode);
    }
    return {};
}

int CodeListsView::limit(const QString& field) const {
    constexpr int kUnknown = 4000;
    for (const FieldLimit& limit : m_lists.limits) {
        if (text(limit.field) == field)
            return static_cast<int>(limit.characters);
    }
    return kUnknown;
}

QString CodeListsView::usualKind(const QString& outcome) const {
    for (const CodeList& each : m_lists.lists) {
        for (const CodeEntry& entry : each.entries) {
            if (each.name == lists::kContactOutcome && text(entry.code) == outcome)
                return text(entry.usualKind);
        }
    }
    return {};
}

void CodeListsView::show(CodeLists lists) {
    m_lists = std::move(lists);
    for (const auto& [name, shown] : m_shown)
        fill(name);
    Q_EMIT changed();
}

void CodeListsView::fill(const std::string& name) {
    const bool isPart = name == kAttempts || name == kEncounters;
    const std::string wanted = isPart ? std::string(lists::kContactOutcome) : name;
    std::vector<CodeEntry> entries;
    for (const CodeList& each : m_lists.lists) {
        for (const CodeEntry& entry : each.entries) {
            const bool isOffered = !isPart || entry.isAttempt == (name == kAttempts);
            if (each.name == wanted && !entry.isRetired && isOffered)
                entries.push_back(entry);
        }
    }
    Shown& shown = m_shown[name];
    shown.model->show(*shown.rows, entries, [](const CodeEntry& entry) { return entry.code; });
}

} // namespace vb::view
