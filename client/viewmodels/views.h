// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/action_editor.h"
#include "client/viewmodels/appearance.h"
#include "client/viewmodels/case_file_view.h"
#include "client/viewmodels/case_list_view.h"
#include "client/viewmodels/conflict_view.h"
#include "client/viewmodels/contact_editor.h"
#include "client/viewmodels/context_editor.h"
#include "client/viewmodels/search_view.h"
#include "client/viewmodels/session_view.h"
#include "client/viewmodels/sync_view.h"
#include "client/viewmodels/today_view.h"
#include "client/viewmodels/warning_editor.h"

namespace vb::view {

/// Every view model of the app, made once: what Main.qml requires. When the book is locked it takes
/// care that none of them holds content of a case any more. Session and words outlive it.
class Views : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(vb::view::SessionView* session READ session CONSTANT)
    Q_PROPERTY(vb::view::CodeListsView* codes READ codes CONSTANT)
    Q_PROPERTY(vb::view::TodayView* today READ today CONSTANT)
    Q_PROPERTY(vb::view::CaseListView* cases READ cases CONSTANT)
    Q_PROPERTY(vb::view::CaseFileView* caseFile READ caseFile CONSTANT)
    Q_PROPERTY(vb::view::SearchView* search READ search CONSTANT)
    Q_PROPERTY(vb::view::SyncView* sync READ sync CONSTANT)
    Q_PROPERTY(vb::view::ConflictView* conflict READ conflict CONSTANT)
    Q_PROPERTY(vb::view::ContactEditor* contact READ contact CONSTANT)
    Q_PROPERTY(vb::view::WarningEditor* warning READ warning CONSTANT)
    Q_PROPERTY(vb::view::ContextEditor* context READ context CONSTANT)
    Q_PROPERTY(vb::view::ActionEditor* action READ action CONSTANT)
    Q_PROPERTY(vb::view::Appearance* appearance READ appearance CONSTANT)
public:
    Views(bridge::Session& session, const DateWords& words, const QString& settingsFile,
          QObject* parent = nullptr);

    [[nodiscard]] SessionView* session() { return &m_session; }
    [[nodiscard]] CodeListsView* codes() { return &m_codes; }
    [[nodiscard]] TodayView* today() { return &m_today; }
    [[nodiscard]] CaseListView* cases() { return &m_cases; }
    [[nodiscard]] CaseFileView* caseFile() { return &m_caseFile; }
    [[nodiscard]] SearchView* search() { return &m_search; }
    [[nodiscard]] SyncView* sync() { return &m_sync; }
    [[nodiscard]] ConflictView* conflict() { return &m_conflict; }
    [[nodiscard]] ContactEditor* contact() { return &m_contact; }
    [[nodiscard]] WarningEditor* warning() { return &m_warning; }
    [[nodiscard]] ContextEditor* context() { return &m_context; }
    [[nodiscard]] ActionEditor* action() { return &m_action; }
    [[nodiscard]] Appearance* appearance() { return &m_appearance; }

    /// A minute has passed: words such as "42 minutes ago" are said anew.
    Q_INVOKABLE void refresh();
    /// Opens the form for an action of the open case or of today's lists; false when it is in
    /// neither.
    Q_INVOKABLE bool beginAction(const QString& record);

private:
    void forgetWhenLocked();

    SessionView m_session;
    CodeListsView m_codes;
    TodayView m_today;
    CaseListView m_cases;
    CaseFileView m_caseFile;
    SearchView m_search;
    SyncView m_sync;
    ConflictView m_conflict;
    ContactEditor m_contact;
    WarningEditor m_warning;
    ContextEditor m_context;
    ActionEditor m_action;
    Appearance m_appearance;
};

} // namespace vb::view
