// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace vb::platform {

/// Whether some interface of this machine beside the loopback one is up and has an address. Says
/// nothing about the hub. For any thread.
bool hasNetwork();

} // namespace vb::platform
