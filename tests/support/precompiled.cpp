// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// The translation unit that owns the precompiled headers: main.cpp cannot, since it must define
// CATCH_CONFIG_MAIN before the first include.
