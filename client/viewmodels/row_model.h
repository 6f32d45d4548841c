// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"
#include "client/platform/date_words.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <span>

namespace vb::view {

using platform::DateWords;

inline QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}
inline std::string bytes(const QString& text) {
    return text.toStdString();
}

/// How one role of a row is read. `read` is a plain function: a role depends on the row and on how
/// dates are said, on nothing else.
template <typename Row>
struct RowRole {
    const char* name;
    QVariant (*read)(const Row&, const DateWords&);
};

/// The rows behind a RowModel, without their type.
class RowStore {
public:
    virtual ~RowStore() = default;
    [[nodiscard]] virtual int size() const = 0;
    [[nodiscard]] virtual QVariant read(int row, int role) const = 0;
    [[nodiscard]] virtual QHash<int, QByteArray> names() const = 0;
};

template <typename Row>
class Rows final : public RowStore {
public:
    /// `roles` is a table of static duration; `words` outlives the rows.
    Rows(std::span<const RowRole<Row>> roles, const DateWords& words)
        : m_roles(roles), m_words(words) {}

    [[nodiscard]] int size() const override { return static_cast<int>(list.size()); }
    [[nodiscard]] QVariant read(int row, int role) const override {
        return m_roles[static_cast<std::size_t>(role)].read(list[static_cast<std::size_t>(row)],
                                                            m_words);
    }
    [[nodiscard]] QHash<int, QByteArray> names() const override {
        QHash<int, QByteArray> names;
        for (std::size_t i = 0; i < m_roles.size(); ++i)
            names.insert(Qt::UserRole + static_cast<int>(i), m_roles[i].name);
        return names;
    }

    std::vector<Row> list;

private:
    std::span<const RowRole<Row>> m_roles;
    const DateWords& m_words;
};

/// The one list model: holds the rows of one snapshot and changes them row by row, so that a view
/// keeps its place and its selection. Owner: the view model that made it; GUI thread.
class RowModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by view models")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// How many there are in all; more than `count` while pages remain.
    Q_PROPERTY(int total READ total NOTIFY totalChanged)
    /// False until the first rows (or their absence) are known: the loading state.
    Q_PROPERTY(bool isLoaded READ isLoaded NOTIFY isLoadedChanged)
public:
    explicit RowModel(std::unique_ptr<RowStore> rows, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    [[nodiscard]] int count() const { return m_rows->size(); }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// The value of a role by name, for a view that acts on one row; invalid outside the list.
    Q_INVOKABLE [[nodiscard]] QVariant at(int row, const QString& role) const;
    /// The row whose `role` equals `value`, or -1.
    Q_INVOKABLE [[nodiscard]] int find(const QString& role, const QVariant& value) const;

    /// Announces another watch and numbers it: updates that are still on their way from the one
    /// before carry an older number and are ignored. The rows shown stay until the new watch's
    /// first update, so that a list does not flicker while somebody types.
    [[nodiscard]] std::uint64_t nextWatch();
    /// The watch that feeds this model from now on; ends with the model.
    void setWatch(std::unique_ptr<bridge::ListWatch> watch) { m_watch = std::move(watch); }
    /// Says the same rows again: words such as "yesterday" have changed.
    void refresh();

    /// An update of watch number `watch`. `keyOf` is the key that session.h names for the list.
    template <typename Row, typename KeyOf>
    void apply(std::uint64_t watch, Rows<Row>& rows, const bridge::ListUpdate<Row>& update,
               KeyOf keyOf) {
        if (watch != m_watchNumber)
            return;
        m_generation = update.generation;
        if (std::exchange(m_isFresh, false)) {
            std::vector<Row> wanted;
            for (const auto& change : update.changes)
                bridge::applyChange(wanted, change);
            show(rows, wanted, keyOf);
        } else {
            for (const auto& change : update.changes)
                applyOne(rows, change);
        }
        finish(static_cast<int>(update.total));
        Q_EMIT watchAnswered();
    }
    /// Which state of the store the rows show; 0 before there is any.
    [[nodiscard]] std::uint64_t generation() const { return m_generation; }
    /// Whether the rows are those of the last watch; false until its first update.
    [[nodiscard]] bool isCurrent() const { return !m_isFresh; }
    /// A snapshot in the place of what is shown.
    template <typename Row, typename KeyOf>
    void show(Rows<Row>& rows, const std::vector<Row>& wanted, KeyOf keyOf) {
        for (const auto& change : bridge::rowChanges(rows.list, wanted, keyOf))
            applyOne(rows, change);
        finish(rows.size());
    }
    /// Back to the loading state, without rows and without a watch.
    template <typename Row>
    void forget(Rows<Row>& rows) {
        m_watch.reset();
        ++m_watchNumber;
        beginResetModel();
        rows.list.clear();
        endResetModel();
        forgotten();
    }

Q_SIGNALS:
    void countChanged();
    void totalChanged();
    void isLoadedChanged();
    /// An update of the watch has been shown, also when it changed nothing.
    void watchAnswered();

private:
    template <typename Row>
    void applyOne(Rows<Row>& rows, const bridge::RowChange<Row>& change) {
        begin(change.kind, static_cast<int>(change.first), static_cast<int>(change.count),
              static_cast<int>(change.to));
        bridge::applyChange(rows.list, change);
        end(change.kind, static_cast<int>(change.first), static_cast<int>(change.count));
    }
    void begin(bridge::RowChangeKind kind, int first, int count, int to);
    void end(bridge::RowChangeKind kind, int first, int count);
    void finish(int total);
    void forgotten();

    std::unique_ptr<RowStore> m_rows;
    std::unique_ptr<bridge::ListWatch> m_watch;
    std::uint64_t m_watchNumber = 0;
    std::uint64_t m_generation = 0;
    int m_shown = 0;
    int m_total = 0;
    bool m_isLoaded = false;
    bool m_isFresh = false;
};

} // namespace vb::view
