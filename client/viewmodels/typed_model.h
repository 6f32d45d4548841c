// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/viewmodels/post_to_gui.h"
#include "client/viewmodels/roles.h"

namespace vb::view {

/// A RowModel with its typed rows, as a member of the view model that feeds it. Not a QObject
/// child: its watch must end before the owner's ~QObject begins.
template <typename Row>
class TypedModel {
public:
    using KeyOf = std::string (*)(const Row&);

    TypedModel(std::span<const RowRole<Row>> roles, const DateWords& words, KeyOf keyOf)
        : TypedModel(std::make_unique<Rows<Row>>(roles, words), keyOf) {}

    [[nodiscard]] RowModel* model() { return &m_model; }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows->list; }
    void show(const std::vector<Row>& wanted) { m_model.show(*m_rows, wanted, m_keyOf); }
    void forget() { m_model.forget(*m_rows); }
    [[nodiscard]] bool isCurrent() const { return m_model.isCurrent(); }
    /// The rows shown answer an older question from now on.
    void expectOther() { static_cast<void>(m_model.nextWatch()); }

    /// Feeds the model from the watch that `open(observer)` makes. `owner` holds this as a member;
    /// `self(owner)` is this.
    template <typename Owner, typename Open>
    void watch(Owner* owner, TypedModel& (*self)(Owner&), Open open) {
        struct Posted {
            std::uint64_t number;
            TypedModel& (*self)(Owner&);
            bridge::ListUpdate<Row> update;
        };
        const std::uint64_t number = m_model.nextWatch();
        m_model.setWatch(open([owner, self, number](bridge::ListUpdate<Row> update) {
            postToGui(owner, Posted{number, self, std::move(update)}, [](Owner& there, Posted now) {
                TypedModel& typed = now.self(there);
                typed.m_model.apply(now.number, *typed.m_rows, now.update, typed.m_keyOf);
            });
        }));
    }

private:
    TypedModel(std::unique_ptr<Rows<Row>> rows, KeyOf keyOf)
        : m_rows(rows.get()), m_keyOf(keyOf), m_model(std::move(rows)) {}

    Rows<Row>* m_rows; ///< owned by m_model
    KeyOf m_keyOf;
    RowModel m_model;
};

} // namespace vb::view
