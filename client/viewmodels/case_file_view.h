// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/typed_model.h"

namespace vb::view {

/// The one case file that is open. Opening it is recorded (Leesregel); leaving it marks as read
/// what the time line showed. The session outlives it; GUI thread.
class CaseFileView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    /// Empty while no case is open.
    Q_PROPERTY(QString caseId READ caseId NOTIFY caseIdChanged)
    Q_PROPERTY(bool isLoaded READ isLoaded NOTIFY changed)
    /// False with isLoaded: the case has left this device.
    Q_PROPERTY(bool isPresent READ isPresent NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString number READ number NOTIFY changed)
    Q_PROPERTY(QString trigger READ trigger NOTIFY changed)
    Q_PROPERTY(QString goal READ goal NOTIFY changed)
    Q_PROPERTY(QString status READ status NOTIFY changed)
    Q_PROPERTY(QString phase READ phase NOTIFY changed)
    Q_PROPERTY(bool isPhaseContested READ isPhaseContested NOTIFY changed)
    Q_PROPERTY(QString colour READ colour NOTIFY changed)
    Q_PROPERTY(QString colourCode READ colourCode NOTIFY changed)
    Q_PROPERTY(bool isColourContested READ isColourContested NOTIFY changed)
    Q_PROPERTY(QString coordinator READ coordinator NOTIFY changed)
    Q_PROPERTY(QString recall READ recall NOTIFY changed)
    Q_PROPERTY(bool isRecallContested READ isRecallContested NOTIFY changed)
    Q_PROPERTY(QString copyAge READ copyAge NOTIFY changed)
    Q_PROPERTY(QString lastLooked READ lastLooked NOTIFY changed)
    Q_PROPERTY(int unread READ unread NOTIFY changed)
    Q_PROPERTY(int filledAreas READ filledAreas NOTIFY changed)
    Q_PROPERTY(int openActions READ openActions NOTIFY changed)
    /// The first open conflict of the case, as two halves of its id; empty without one.
    Q_PROPERTY(QString conflictRecord READ conflictRecord NOTIFY changed)
    Q_PROPERTY(QString conflictField READ conflictField NOTIFY changed)
    Q_PROPERTY(int conflicts READ conflicts NOTIFY changed)
    Q_PROPERTY(vb::view::RowModel* timeline READ timeline CONSTANT)
    Q_PROPERTY(bool onlyContacts READ onlyContacts WRITE setOnlyContacts NOTIFY onlyContactsChanged)
    Q_PROPERTY(vb::view::RowModel* warnings READ warnings CONSTANT)
    Q_PROPERTY(vb::view::RowModel* persons READ persons CONSTANT)
    Q_PROPERTY(vb::view::RowModel* areas READ areas CONSTANT)
    Q_PROPERTY(vb::view::RowModel* actions READ actions CONSTANT)
    /// The leefgebied whose items are in `areaItems`; empty for none.
    Q_PROPERTY(QString area READ area WRITE setArea NOTIFY areaChanged)
    Q_PROPERTY(vb::view::RowModel* areaItems READ areaItems CONSTANT)
public:
    CaseFileView(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    Q_INVOKABLE void open(const QString& caseId);
    Q_INVOKABLE void close();
    void refresh();

    [[nodiscard]] QString caseId() const { return m_caseId; }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isPresent() const { return m_file.isPresent; }
    [[nodiscard]] QString name() const { return text(header().name); }
    [[nodiscard]] QString number() const { return text(header().number); }
    [[nodiscard]] QString trigger() const { return text(header().trigger); }
    [[nodiscard]] QString goal() const { return text(header().goal); }
    [[nodiscard]] QString status() const { return text(header().status.label); }
    [[nodiscard]] QString phase() const { return text(header().phase.value.label); }
    [[nodiscard]] bool isPhaseContested() const { return header().phase.isContested; }
    [[nodiscard]] QString colour() const { return text(header().colour.value.label); }
    [[nodiscard]] QString colourCode() const { return text(header().colour.value.code); }
    [[nodiscard]] bool isColourContested() const { return header().colour.isContested; }
    [[nodiscard]] QString coordinator() const { return text(header().coordinator); }
    [[nodiscard]] QString recall() const;
    [[nodiscard]] bool isRecallContested() const { return header().isRecallContested; }
    [[nodiscard]] QString copyAge() const;
    [[nodiscard]] QString lastLooked() const;
    [[nodiscard]] int unread() const { return static_cast<int>(m_file.unread); }
    [[nodiscard]] int filledAreas() const;
    [[nodiscard]] int openActions() const;
    [[nodiscard]] QString conflictRecord() const;
    [[nodiscard]] QString conflictField() const;
    [[nodiscard]] int conflicts() const { return static_cast<int>(m_file.conflicts.size()); }
    [[nodiscard]] bool onlyContacts() const { return m_onlyContacts; }
    void setOnlyContacts(bool only);
    [[nodiscard]] QString area() const { return m_area; }
    void setArea(const QString& area);
    [[nodiscard]] RowModel* timeline() { return m_timeline.model(); }
    [[nodiscard]] RowModel* warnings() { return m_warnings.model(); }
    [[nodiscard]] RowModel* persons() { return m_persons.model(); }
    [[nodiscard]] RowModel* areas() { return m_areas.model(); }
    [[nodiscard]] RowModel* actions() { return m_actions.model(); }
    [[nodiscard]] RowModel* areaItems() { return m_areaItems.model(); }
    /// The action as shown, for the sheet that changes it; null when it is not here.
    [[nodiscard]] const bridge::Action* action(const QString& record) const;

Q_SIGNALS:
    void caseIdChanged();
    void changed();
    void onlyContactsChanged();
    void areaChanged();

private:
    [[nodiscard]] const bridge::CaseHeader& header() const { return m_file.header; }
    void show(bridge::CaseFile file);
    void showArea();
    void watchTimeline();

    bridge::Session& m_session;
    const DateWords& m_words;
    QString m_caseId;
    QString m_area;
    bool m_isLoaded = false;
    bool m_onlyContacts = false;
    bridge::CaseFile m_file;
    TypedModel<bridge::TimelineEntry> m_timeline;
    TypedModel<bridge::SafetyWarning> m_warnings;
    TypedModel<bridge::Person> m_persons;
    TypedModel<bridge::Leefgebied> m_areas;
    TypedModel<bridge::Action> m_actions;
    TypedModel<bridge::ContextItem> m_areaItems;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
