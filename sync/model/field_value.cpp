// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/field_value.h"

namespace vb::model {

std::strong_ordering operator<=>(const FieldValue& a, const FieldValue& b) {
    if (a.m_content.index() != b.m_content.index())
        return a.m_content.index() <=> b.m_content.index();
    return std::visit(
        [&b](const auto& left) -> std::strong_ordering {
            using T = std::remove_cvref_t<decltype(left)>;
            const T& right = *std::get_if<T>(&b.m_content);
            if constexpr (std::is_same_v<T, std::monostate>) {
                return std::strong_ordering::equal;
            } else if constexpr (std::is_same_v<T, FieldValue::Tuple>) {
                for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
                    const auto order = left[i] <=> right[i];
                    if (order != 0)
                        return order;
                }
                return left.size() <=> right.size();
            } else {
                return left <=> right;
            }
        },
        a.m_content);
}

} // namespace vb::model
