// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

class QQmlEngine;

namespace vb::app {

/// The Dutch texts; once for each application object, also for one without a screen.
void prepareLanguage();

/// What every program that shows the interface does first, once, after making its QGuiApplication:
/// the Dutch translation, the base font.
void prepareApplication();

/// Lets an engine find the app's QML modules, which are linked into the program.
void prepareEngine(QQmlEngine& engine);

} // namespace vb::app
