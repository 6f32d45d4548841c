// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/app/interface.h"

#include <QGuiApplication>

namespace vb::test {

/// Call before anything of Qt's GUI is used. Never destroyed: Qt does not bear that after main.
inline void needApplication() {
    static int count = 1;
    static char name[] = "test_app";
    static char* arguments[] = {name, nullptr};
    static const QGuiApplication* application = nullptr;
    if (!application) {
        application = new QGuiApplication(count, arguments);
        app::prepareApplication();
    }
}

} // namespace vb::test
