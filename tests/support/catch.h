// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The one place that names the test framework's header: Debian 12 has Catch2 2.13.
#include <catch2/catch.hpp>
