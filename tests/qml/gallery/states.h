// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/qml/stage/stage.h"

#include <QQuickItem>

#include <span>

namespace vb::test {

/// One state of a page: a house, and what was done before the picture is taken.
struct GalleryState {
    const char* name;
    const char* house;
    /// `shell` is null while the book is closed.
    void (*arrange)(Stage& stage, QQuickItem& app);
    /// Worth a picture with doubled text.
    bool isTextHeavy = false;
};

std::span<const GalleryState> galleryStates();

/// Calls a function of the open book's Shell by name; settles the stage afterwards.
void inShell(Stage& stage, QQuickItem& app, const char* function, QVariantList arguments = {});
/// Presses the visible item of that objectName, anywhere in the window; VB_CHECKs that it is there.
void press(Stage& stage, QQuickItem& app, const char* objectName);

} // namespace vb::test
