// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vb {

/// The number of Unicode code points in UTF-8 text; nothing when the bytes are not well-formed
/// (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). Total over any input.
std::optional<std::size_t> countCodePoints(std::string_view text);

} // namespace vb
