// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <QMetaObject>
#include <QObject>

#include <type_traits>
#include <utility>

namespace vb::view {

/// The only hop from the session's thread to the GUI thread: runs `apply(*context, value)` in the
/// thread of `context`, later. The payload travels by value and `apply` is a plain function, so a
/// reference captured into another thread is not something one can write here. A value that is
/// itself a pointer is refused for the same reason.
///
/// `context` must be alive when this is called; a view model guarantees that by owning the Watch
/// whose observer calls it. Destroyed afterwards, the call is dropped.
template <typename Context, typename Value>
void postToGui(Context* context, Value value,
               std::type_identity_t<void (*)(Context&, Value)> apply) {
    static_assert(std::is_base_of_v<QObject, Context>);
    static_assert(!std::is_pointer_v<Value> && !std::is_reference_v<Value>);
    QMetaObject::invokeMethod(
        context,
        [context, apply, carried = std::move(value)]() mutable {
            apply(*context, std::move(carried));
        },
        Qt::QueuedConnection);
}

} // namespace vb::view
