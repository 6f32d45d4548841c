// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A library needs a source file; what this one is for is in its resources.
namespace vb {
extern const char* const kTranslations;
const char* const kTranslations = ":/i18n";
} // namespace vb
