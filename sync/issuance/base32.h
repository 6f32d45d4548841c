// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace vb::issuance {

/// Crockford's base 32: 0-9 and A-Z without I, L, O and U. Bits in order, the last sign filled up
/// with zeros.
std::string toBase32(ByteView bytes);
/// Reads either case, takes O for 0 and I or L for 1. nullopt for other signs, a length that no
/// bytes have, or filled-up bits that are not zero.
std::optional<Bytes> fromBase32(std::string_view text);

} // namespace vb::issuance
