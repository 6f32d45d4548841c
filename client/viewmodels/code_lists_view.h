// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/row_model.h"

#include <map>

namespace vb::view {

/// The house's code lists as list models, and the longest texts. Everything that a person may
/// choose from comes from here. Retired codes are left out. The session outlives it; GUI thread.
class CodeListsView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    // Empty until the session is unlocked.
    Q_PROPERTY(vb::view::RowModel* contactKinds READ contactKinds CONSTANT)
    /// Outcomes of contacts in which somebody was spoken with or seen, and the other outcomes.
    Q_PROPERTY(vb::view::RowModel* encounters READ encounters CONSTANT)
    Q_PROPERTY(vb::view::RowModel* attempts READ attempts CONSTANT)
    Q_PROPERTY(vb::view::RowModel* places READ places CONSTANT)
    Q_PROPERTY(vb::view::RowModel* leefgebieden READ leefgebieden CONSTANT)
    Q_PROPERTY(vb::view::RowModel* warningKinds READ warningKinds CONSTANT)
    Q_PROPERTY(vb::view::RowModel* warningLevels READ warningLevels CONSTANT)
    Q_PROPERTY(vb::view::RowModel* contextKinds READ contextKinds CONSTANT)
    Q_PROPERTY(vb::view::RowModel* sources READ sources CONSTANT)
    Q_PROPERTY(vb::view::RowModel* audiences READ audiences CONSTANT)
    Q_PROPERTY(QString defaultAudience READ defaultAudience NOTIFY changed)
public:
    CodeListsView(bridge::Session& session, const DateWords& words, QObject* parent = nullptr);

    [[nodiscard]] RowModel* contactKinds() { return list(bridge::lists::kContactKind); }
    [[nodiscard]] RowModel* encounters() { return list(kEncounters); }
    [[nodiscard]] RowModel* attempts() { return list(kAttempts); }
    [[nodiscard]] RowModel* places() { return list(bridge::lists::kPlace); }
    [[nodiscard]] RowModel* leefgebieden() { return list(bridge::lists::kLeefgebied); }
    [[nodiscard]] RowModel* warningKinds() { return list(bridge::lists::kWarningKind); }
    [[nodiscard]] RowModel* warningLevels() { return list(bridge::lists::kWarningLevel); }
    [[nodiscard]] RowModel* contextKinds() { return list(bridge::lists::kContextKind); }
    [[nodiscard]] RowModel* sources() { return list(bridge::lists::kSourceKind); }
    [[nodiscard]] RowModel* audiences() { return list(bridge::lists::kAudience); }
    [[nodiscard]] QString defaultAudience() const;

    /// The list of that name (bridge::lists); stays empty for an unknown one. Lives as long as
    /// this.
    [[nodiscard]] RowModel* list(const std::string& name);
    /// In code points; a generous bound while it is not known.
    Q_INVOKABLE [[nodiscard]] int limit(const QString& field) const;
    /// The contactsoort that usually goes with an outcome; empty where none does.
    [[nodiscard]] QString usualKind(const QString& outcome) const;

Q_SIGNALS:
    void changed();

private:
    // Not lists of the domain but the two halves of one.
    static constexpr const char* kAttempts = "uitkomst/poging";
    static constexpr const char* kEncounters = "uitkomst/contact";

    struct Shown {
        Rows<bridge::CodeEntry>* rows = nullptr;
        RowModel* model = nullptr;
    };
    void show(bridge::CodeLists lists);
    void fill(const std::string& name);

    const DateWords& m_words;
    bridge::CodeLists m_lists;
    std::map<std::string, Shown> m_shown;
    std::unique_ptr<bridge::Watch> m_watch;
};

} // namespace vb::view
