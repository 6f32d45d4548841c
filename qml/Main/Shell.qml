pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Pages
import Veldboek.Theme

// The open book in one, two or three panes. Every page lives once and is moved and shown, never
// remade, so that turning the tablet keeps the place, the selection and the half-written text.
FocusScope {
    id: root

    enum Section {
        Today,
        Cases,
        Attention,
        More,
        Search
    }

    required property Views views
    property int section: Shell.Today
    property bool showsConflict: false
    /// The plus was pressed without an open case: the next case chosen gets the contact.
    property bool isChoosing: false
    readonly property bool isNarrow: root.width < Theme.narrowBelow
    readonly property bool isWide: root.width >= Theme.wideFrom
    readonly property bool hasCase: root.views.caseFile.caseId.length > 0
    readonly property bool hasDetail: root.hasCase || root.showsConflict
    readonly property bool showsDetail: !root.isNarrow || root.hasDetail
    readonly property bool showsList: !root.isNarrow || !root.hasDetail
    readonly property int mediumListWidth: Math.max(280, Math.min(Math.round(360 * Theme.roomScale), Math.round(root.width * 0.38)))
    readonly property int listWidth: root.isNarrow ? root.width : root.isWide ? 360 : root.mediumListWidth
    readonly property int contextWidth: root.isWide && root.hasCase && !root.showsConflict ? 340 : 0

    objectName: "shell"
    focus: true

    function openCase(caseId: string): void {
        if (caseId.length === 0)
            return;
        root.showsConflict = false;
        root.views.caseFile.open(caseId);
        if (root.isChoosing)
            root.addContact(false);
        root.isChoosing = false;
    }
    function openAttention(caseId: string, record: string, field: string): void {
        if (record.length > 0) {
            root.views.conflict.open(record, field);
            root.showsConflict = true;
        } else {
            root.openCase(caseId);
        }
    }
    function goTo(section: int): void {
        root.section = section;
        root.isChoosing = false;
        if (root.isNarrow)
            root.leaveDetail();
    }
    function leaveDetail(): void {
        if (root.showsConflict) {
            root.showsConflict = false;
            root.views.conflict.close();
        } else {
            root.views.caseFile.close();
        }
    }
    function addContact(isAttempt: bool): void {
        if (!root.hasCase) {
            root.goTo(Shell.Cases);
            root.isChoosing = true;
            return;
        }
        root.views.contact.begin(root.views.caseFile.caseId, root.views.caseFile.name);
        contactSheet.isAttempt = isAttempt;
        contactSheet.open();
    }
    function resumeDraft(caseId: string, caseName: string): void {
        root.openCase(caseId);
        root.views.contact.begin(caseId, caseName);
        contactSheet.isAttempt = false;
        contactSheet.open();
    }
    function addWarning(): void {
        root.views.warning.begin(root.views.caseFile.caseId, root.views.caseFile.name);
        warningSheet.open();
    }
    function addContext(area: string): void {
        root.views.context.begin(root.views.caseFile.caseId, root.views.caseFile.name, area);
        contextSheet.open();
    }
    function changeAction(record: string): void {
        if (root.views.beginAction(record))
            actionSheet.open();
    }
    function searchIn(text: string): void {
        root.views.search.query = text;
        root.goTo(Shell.Search);
        search.focusSearch();
    }
    function lock(): void {
        root.views.contact.leave();
        root.views.session.lock();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.page
    }
    // The colour of the role one works in.
    Rectangle {
        id: pet

        width: parent.width
        height: 3
        color: Theme.colours.pet
    }
    NavRail {
        id: rail

        anchors.top: pet.bottom
        anchors.bottom: parent.bottom
        width: root.isWide ? 88 : 0
        visible: root.isWide
        section: root.section
        attention: root.views.sync.attention
        onPicked: section => root.goTo(section)
        onContactPressed: root.addContact(false)
    }
    Item {
        id: listPane

        objectName: "listPane"
        anchors.top: pet.bottom
        anchors.bottom: bar.top
        x: rail.width
        width: root.listWidth
        visible: root.showsList

        TodayPage {
            anchors.fill: parent
            visible: root.section === Shell.Today
            today: root.views.today
            sync: root.views.sync
            onStatusPressed: root.goTo(Shell.Attention)
            onAttentionPressed: root.goTo(Shell.Attention)
            onAttentionChosen: (caseId, record, field) => root.openAttention(caseId, record, field)
            onCaseChosen: caseId => root.openCase(caseId)
            onActionChosen: record => root.changeAction(record)
            onDraftChosen: (caseId, caseName) => root.resumeDraft(caseId, caseName)
        }
        CasesPage {
            id: cases

            anchors.fill: parent
            visible: root.section === Shell.Cases
            cases: root.views.cases
            sync: root.views.sync
            openCaseId: root.views.caseFile.caseId
            isChoosing: root.isChoosing
            onStatusPressed: root.goTo(Shell.Attention)
            onCaseChosen: caseId => root.openCase(caseId)
            onSearchRequested: text => root.searchIn(text)
        }
        SyncPage {
            anchors.fill: parent
            visible: root.section === Shell.Attention
            sync: root.views.sync
            onAttentionChosen: (caseId, record, field) => root.openAttention(caseId, record, field)
        }
        MorePage {
            anchors.fill: parent
            visible: root.section === Shell.More
            session: root.views.session
            appearance: root.views.appearance
            sync: root.views.sync
            onStatusPressed: root.goTo(Shell.Attention)
            onLockPressed: root.lock()
        }
        SearchPage {
            id: search

            anchors.fill: parent
            visible: root.section === Shell.Search
            search: root.views.search
            onBackPressed: root.goTo(Shell.Cases)
            onCaseChosen: caseId => root.openCase(caseId)
        }
    }
    Rectangle {
        x: listPane.x + listPane.width
        anchors.top: pet.bottom
        anchors.bottom: bar.top
        width: Theme.hairline
        color: Theme.colours.line
        visible: !root.isNarrow
    }
    Item {
        id: detailPane

        objectName: "detailPane"
        anchors.top: pet.bottom
        anchors.bottom: bar.top
        x: root.isNarrow ? 0 : listPane.x + listPane.width + Theme.hairline
        width: root.width - x - root.contextWidth
        visible: root.showsDetail

        CaseFilePage {
            anchors.fill: parent
            visible: root.hasCase && !root.showsConflict
            file: root.views.caseFile
            sync: root.views.sync
            hasBack: root.isNarrow
            hasContextPane: root.isWide
            onBackPressed: root.leaveDetail()
            onStatusPressed: root.goTo(Shell.Attention)
            onContactPressed: root.addContact(false)
            onAttemptPressed: root.addContact(true)
            onWarningPressed: root.addWarning()
            onContextPressed: area => root.addContext(area)
            onActionChosen: record => root.changeAction(record)
            onConflictPressed: root.openAttention(root.views.caseFile.caseId, root.views.caseFile.conflictRecord, root.views.caseFile.conflictField)
        }
        ConflictPage {
            anchors.fill: parent
            visible: root.showsConflict
            conflict: root.views.conflict
            onBackPressed: root.leaveDetail()
            onCaseChosen: caseId => root.openCase(caseId)
        }
        EmptyState {
            anchors.fill: parent
            visible: !root.hasDetail
            glyph: Icons.book
            title: qsTr("Choose a case")
            explanation: qsTr("What is dangerous, what is agreed and what happened last appear here.")
        }
    }
    Rectangle {
        x: root.width - root.contextWidth
        anchors.top: pet.bottom
        anchors.bottom: bar.top
        width: root.contextWidth
        color: Theme.colours.surface
        visible: root.contextWidth > 0

        CaseContextPane {
            anchors.fill: parent
            file: root.views.caseFile
            onActionChosen: record => root.changeAction(record)
            onContextPressed: area => root.addContext(area)
        }
        Rectangle {
            width: Theme.hairline
            height: parent.height
            color: Theme.colours.line
        }
    }
    NavBar {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: !root.isWide && !(root.isNarrow && root.hasDetail)
        section: root.section
        attention: root.views.sync.attention
        onPicked: section => root.goTo(section)
        onContactPressed: root.addContact(false)
    }

    ContactSheet {
        id: contactSheet

        contact: root.views.contact
        codes: root.views.codes
    }
    WarningSheet {
        id: warningSheet

        warning: root.views.warning
        codes: root.views.codes
    }
    ContextSheet {
        id: contextSheet

        context: root.views.context
        codes: root.views.codes
    }
    ActionSheet {
        id: actionSheet

        action: root.views.action
        codes: root.views.codes
    }

    Shortcut {
        sequence: "Ctrl+F"
        onActivated: {
            root.goTo(root.section === Shell.Search ? Shell.Search : Shell.Cases);
            if (root.section === Shell.Search)
                search.focusSearch();
            else
                cases.focusSearch();
        }
    }
    Shortcut {
        sequence: "Ctrl+N"
        onActivated: root.addContact(false)
    }
    Shortcut {
        sequence: "Ctrl+L"
        onActivated: root.lock()
    }
    Shortcut {
        sequence: "F5"
        onActivated: root.views.sync.syncNow()
    }
    Shortcut {
        sequence: "Ctrl+1"
        onActivated: root.goTo(Shell.Today)
    }
    Shortcut {
        sequence: "Ctrl+2"
        onActivated: root.goTo(Shell.Cases)
    }
    Shortcut {
        sequence: "Ctrl+3"
        onActivated: root.goTo(Shell.Attention)
    }
    Shortcut {
        sequence: "Ctrl+4"
        onActivated: root.goTo(Shell.More)
    }
    Shortcut {
        sequence: "Alt+Left"
        enabled: root.hasDetail
        onActivated: root.leaveDetail()
    }
    Keys.onEscapePressed: event => {
        event.accepted = root.hasDetail;
        if (root.hasDetail)
            root.leaveDetail();
    }
}
