// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// veldboek-gallery: every page in every state, over a fake session with the fictional scenarios.
// Opens a window in which one walks through the states, or writes pictures of them.
#include "tests/qml/gallery/states.h"

#include "client/app/interface.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTimer>

#include <cstdio>

namespace {

using namespace vb::test;

struct Look {
    int width = 1280;
    int height = 800;
    int scheme = 0; ///< Theme.Scheme
    double textScale = 1;
};

constexpr const char* kSchemes[] = {"light", "dark", "contrast"};

/// The Theme singleton of that engine; owned by the engine.
QObject* themeOf(QQmlEngine& engine) {
    QQmlComponent probe(&engine);
    probe.setData("import QtQuick\nimport Veldboek.Theme\n"
                  "QtObject { property QtObject theme: Theme }",
                  QUrl());
    const std::unique_ptr<QObject> made(probe.create());
    return made ? made->property("theme").value<QObject*>() : nullptr;
}

/// The app in a window of its own, with one state on stage.
class Scene {
public:
    Scene()
        : m_app((vb::app::prepareEngine(m_engine), &m_engine),
                QUrl(QStringLiteral("qrc:/qt/qml/Veldboek/Main/App.qml"))) {}

    bool show(const GalleryState& state, const Look& look) {
        QObject* theme = themeOf(m_engine);
        if (!theme)
            return false;
        theme->setProperty("scheme", look.scheme);
        theme->setProperty("textScale", look.textScale);
        theme->setProperty("reducedMotion", true);
        // The app goes before the view models that it stands on.
        m_root.reset();
        m_stage.start(QLatin1String(state.house));
        m_window.resize(look.width, look.height);
        m_window.show();
        const QVariantMap properties{
            {QStringLiteral("views"), QVariant::fromValue(m_stage.views())},
            {QStringLiteral("parent"), QVariant::fromValue(m_window.contentItem())},
            {QStringLiteral("width"), look.width},
            {QStringLiteral("height"), look.height}};
        m_root.reset(qobject_cast<QQuickItem*>(m_app.createWithInitialProperties(properties)));
        if (!m_root) {
            std::fprintf(stderr, "%s\n", qPrintable(m_app.errorString()));
            return false;
        }
        m_root->forceActiveFocus();
        m_stage.settle();
        state.arrange(m_stage, *m_root);
        for (int i = 0; i < 3; ++i) {
            m_stage.settle();
            QCoreApplication::processEvents();
        }
        return true;
    }
    /// The window has another size: the app follows.
    void follow() {
        if (m_root)
            m_root->setSize(m_window.size());
    }
    QImage picture() { return m_window.grabWindow(); }
    QQuickWindow& window() { return m_window; }
    Stage& stage() { return m_stage; }

private:
    Stage m_stage;
    QQmlEngine m_engine;
    QQmlComponent m_app;
    QQuickWindow m_window;
    std::unique_ptr<QQuickItem> m_root;
};

const GalleryState* stateOf(const QString& name) {
    for (const GalleryState& state : galleryStates()) {
        if (name == QLatin1String(state.name))
            return &state;
    }
    return nullptr;
}

bool write(Scene& scene, const GalleryState& state, const Look& look, const QDir& folder) {
    const QString name = QStringLiteral("%1-%2x%3-%4%5.png")
                             .arg(QLatin1String(state.name))
                             .arg(look.width)
                             .arg(look.height)
                             .arg(QLatin1String(kSchemes[look.scheme]))
                             .arg(look.textScale > 1 ? QStringLiteral("-200") : QString());
    if (!scene.show(state, look) || !scene.picture().save(folder.filePath(name))) {
        std::fprintf(stderr, "veldboek-gallery: could not write %s\n", qPrintable(name));
        return false;
    }
    return true;
}

/// Which pictures are wanted; empty is every one.
struct Wanted {
    QStringList states;
    QString size;
};

int writeAll(const QDir& folder, const Wanted& wanted) {
    constexpr int kSizes[][2] = {{360, 640}, {800, 1280}, {1280, 800}};
    Scene scene;
    int written = 0;
    for (const GalleryState& state : galleryStates()) {
        if (!wanted.states.isEmpty() && !wanted.states.contains(QLatin1String(state.name)))
            continue;
        for (const auto& size : kSizes) {
            const QString name = QStringLiteral("%1x%2").arg(size[0]).arg(size[1]);
            if (!wanted.size.isEmpty() && wanted.size != name)
                continue;
            std::vector<Look> looks{{size[0], size[1], 0, 1}, {size[0], size[1], 1, 1}};
            if (state.isTextHeavy) {
                looks.push_back({size[0], size[1], 0, 2});
                looks.push_back({size[0], size[1], 2, 1});
            }
            for (const Look& look : looks) {
                if (!write(scene, state, look, folder))
                    return 1;
                ++written;
            }
        }
    }
    std::printf("%d pictures in %s\n", written, qPrintable(folder.absolutePath()));
    return written > 0 ? 0 : 1;
}

/// Left and right walk through the states, T turns the lights, F2 changes the width.
class Walk final : public QObject {
public:
    explicit Walk(Scene& scene) : m_scene(scene) { m_scene.window().installEventFilter(this); }
    bool show() {
        const GalleryState& state = galleryStates()[m_index];
        m_scene.window().setTitle(QLatin1String(state.name) +
                                  QStringLiteral("  (F3/F4: state, F2: light)"));
        return m_scene.show(state, m_look);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize)
            m_scene.follow();
        if (event->type() != QEvent::KeyPress)
            return QObject::eventFilter(watched, event);
        const auto count = galleryStates().size();
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_F3:
            m_index = (m_index + count - 1) % count;
            break;
        case Qt::Key_F4:
            m_index = (m_index + 1) % count;
            break;
        case Qt::Key_F2:
            m_look.scheme = (m_look.scheme + 1) % 3;
            break;
        default:
            return QObject::eventFilter(watched, event);
        }
        m_look.width = m_scene.window().width();
        m_look.height = m_scene.window().height();
        show();
        return true;
    }

private:
    Scene& m_scene;
    std::size_t m_index = 0;
    Look m_look;
};

} // namespace

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("veldboek-gallery"));
    vb::app::prepareApplication();

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Shows every page of Veldboek in every state, with fictional cases."));
    parser.addHelpOption();
    const QCommandLineOption out(QStringLiteral("out"),
                                 QStringLiteral("Write pictures to DIR instead."),
                                 QStringLiteral("DIR"));
    const QCommandLineOption only(QStringLiteral("only"),
                                  QStringLiteral("Only these states, separated by commas."),
                                  QStringLiteral("STATES"));
    const QCommandLineOption size(QStringLiteral("size"),
                                  QStringLiteral("Only this size, for example 360x640."),
                                  QStringLiteral("SIZE"));
    const QCommandLineOption list(QStringLiteral("list"), QStringLiteral("List the states."));
    parser.addOptions({out, only, size, list});
    parser.process(application);

    if (parser.isSet(list)) {
        for (const GalleryState& state : galleryStates())
            std::printf("%s\n", state.name);
        return 0;
    }
    const Wanted wanted{parser.value(only).split(QLatin1Char(','), Qt::SkipEmptyParts),
                        parser.value(size)};
    for (const QString& name : wanted.states) {
        if (!stateOf(name)) {
            std::fprintf(stderr, "veldboek-gallery: no state '%s'; --list names them\n",
                         qPrintable(name));
            return 2;
        }
    }
    if (parser.isSet(out)) {
        if (!QDir().mkpath(parser.value(out))) {
            std::fprintf(stderr, "veldboek-gallery: cannot make '%s'\n",
                         qPrintable(parser.value(out)));
            return 1;
        }
        return writeAll(QDir(parser.value(out)), wanted);
    }
    Scene scene;
    Walk walk(scene);
    QTimer pump;
    QObject::connect(&pump, &QTimer::timeout, &scene.stage(), &Stage::settle);
    if (!walk.show())
        return 1;
    pump.start(15);
    return QGuiApplication::exec();
}
