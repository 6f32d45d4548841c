// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/post_to_gui.h"
#include "tests/support/catch.h"
#include "tests/unit/viewmodels/stage_application.h"

#include <QThread>

#include <atomic>
#include <memory>
#include <thread>

using vb::view::postToGui;

namespace {

class Receiver : public QObject {
public:
    int sum = 0;
    QThread* ranIn = nullptr;
};

template <typename Apply>
concept CanPost = requires(Receiver* receiver, Apply apply) {
    postToGui(receiver, 1, apply);
};

} // namespace

TEST_CASE("A function that captures anything cannot be posted to the GUI", "[viewmodels][thread]") {
    int outside = 0;
    const auto capturing = [&outside](Receiver&, int value) { outside = value; };
    const auto plain = [](Receiver& receiver, int value) { receiver.sum += value; };
    STATIC_REQUIRE(CanPost<decltype(plain)>);
    STATIC_REQUIRE_FALSE(CanPost<decltype(capturing)>);
}

TEST_CASE("What another thread posts runs in the GUI thread, in order", "[viewmodels][thread]") {
    vb::test::needApplication();
    Receiver receiver;
    constexpr int kPosts = 1000;
    std::thread other([&receiver] {
        for (int i = 1; i <= kPosts; ++i)
            postToGui(&receiver, i, [](Receiver& there, int value) {
                // In order: each value is one more than the ones before it added up to.
                if (there.sum == value * (value - 1) / 2)
                    there.sum += value;
                there.ranIn = QThread::currentThread();
            });
    });
    other.join();
    REQUIRE(receiver.sum == 0);
    QCoreApplication::sendPostedEvents();
    REQUIRE(receiver.sum == kPosts * (kPosts + 1) / 2);
    REQUIRE(receiver.ranIn == QThread::currentThread());
}

TEST_CASE("What was posted to something that is gone is dropped", "[viewmodels][thread]") {
    vb::test::needApplication();
    static std::atomic<int> calls{0};
    calls = 0;
    auto receiver = std::make_unique<Receiver>();
    postToGui(receiver.get(), 1, [](Receiver&, int) { ++calls; });
    receiver.reset();
    QCoreApplication::sendPostedEvents();
    REQUIRE(calls == 0);
}
