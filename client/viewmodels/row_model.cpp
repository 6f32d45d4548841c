// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/row_model.h"

namespace vb::view {

using bridge::RowChangeKind;

RowModel::RowModel(std::unique_ptr<RowStore> rows, QObject* parent)
    : QAbstractListModel(parent), m_rows(std::move(rows)) {}

int RowModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows->size();
}

QVariant RowModel::data(const QModelIndex& index, int role) const {
    const bool isRow = index.isValid() && index.row() < m_rows->size() && index.column() == 0;
    if (!isRow || role < Qt::UserRole || !roleNames().contains(role))
        return {};
    return m_rows->read(index.row(), role - Qt::UserRole);
}

QHash<int, QByteArray> RowModel::roleNames() const {
    return m_rows->names();
}

bool RowModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_watch && m_rows->size() < m_total;
}

void RowModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        m_watch->more();
}

QVariant RowModel::at(int row, const QString& role) const {
    return data(index(row), roleNames().key(role.toUtf8(), -1));
}

int RowModel::find(const QString& role, const QVariant& value) const {
    for (int row = 0; row < m_rows->size(); ++row) {
        if (at(row, role) == value)
            return row;
    }
    return -1;
}

void RowModel::refresh() {
    if (m_rows->size() > 0)
        Q_EMIT dataChanged(index(0), index(m_rows->size() - 1));
}

std::uint64_t RowModel::nextWatch() {
    m_watch.reset();
    m_isFresh = true;
    return ++m_watchNumber;
}

void RowModel::forgotten() {
    m_generation = 0;
    finish(0);
    m_isLoaded = false;
    Q_EMIT isLoadedChanged();
}

void RowModel::begin(RowChangeKind kind, int first, int count, int to) {
    switch (kind) {
    case RowChangeKind::Insert:
        beginInsertRows({}, first, first + count - 1);
        break;
    case RowChangeKind::Remove:
        beginRemoveRows({}, first, first + count - 1);
        break;
    case RowChangeKind::Move:
        // Qt names the place before the row is taken out.
        beginMoveRows({}, first, first, {}, to > first ? to + 1 : to);
        break;
    case RowChangeKind::Update:
        break;
    }
}

void RowModel::end(RowChangeKind kind, int first, int count) {
    switch (kind) {
    case RowChangeKind::Insert:
        endInsertRows();
        break;
    case RowChangeKind::Remove:
        endRemoveRows();
        break;
    case RowChangeKind::Move:
        endMoveRows();
        break;
    case RowChangeKind::Update:
        Q_EMIT dataChanged(index(first), index(first + count - 1));
        break;
    }
}

void RowModel::finish(int total) {
    if (std::exchange(m_shown, m_rows->size()) != m_rows->size())
        Q_EMIT countChanged();
    if (std::exchange(m_total, total) != total)
        Q_EMIT totalChanged();
    if (!std::exchange(m_isLoaded, true))
        Q_EMIT isLoadedChanged();
}

} // namespace vb::view
