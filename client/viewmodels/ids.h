// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <QString>

namespace vb::view {

/// Ids travel through QML as hexadecimal. What does not parse is the id that nothing has.
template <typename Id>
Id idFrom(const QString& hex) {
    const auto id = Id::fromHex(hex.toStdString());
    return id.has_value() ? *id : Id{};
}

template <typename Id>
QString hexOf(const Id& id) {
    return QString::fromStdString(id.hex());
}

} // namespace vb::view
