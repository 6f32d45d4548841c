// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The real daemon, over real TLS on loopback.
#include "crypto/random.h"
#include "sync/protocol/http_form.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/receipt.h"
#include "tests/e2e/daemon_process.h"
#include "tests/e2e/tls_client.h"
#include "tests/support/house_world.h"
#include "tests/support/must.h"
#include "tests/support/temp_dir.h"

#include <openssl/ssl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

using namespace vb;
using namespace vb::test;
using protocol::Endpoint;

namespace {

constexpr const char* kDaemon = VB_DAEMON;

Instant realNow() {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

/// A directory with a daemon that may be started, stopped and killed.
class Daemon {
public:
    std::vector<std::string> with(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"--dir", directory()});
        return arguments;
    }
    [[nodiscard]] std::string directory() const { return m_dir.file("hub"); }
    [[nodiscard]] std::string file(const std::string& name) const { return m_dir.file(name); }
    [[nodiscard]] std::string journal() const { return contentOf(m_dir.file("errors")); }

    Finished run(const std::vector<std::string>& arguments) const {
        std::error_code ignored;
        std::filesystem::remove(m_dir.file("run-errors"), ignored);
        return runProgram(kDaemon, with(arguments), m_dir.file("run-errors"));
    }
    /// The hub's keys, made when there are none.
    server::HubKeys init() const {
        const Finished made = run({"--init"});
        REQUIRE(made.status == 0);
        const Bytes key = must(fromHex(valueIn(made.output, "signing_key")));
        return {*crypto::SigningPublicKey::fromBytes(key),
                must(Digest256::fromHex(valueIn(made.output, "tls_pin")))};
    }
    void start(std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"--listen", "127.0.0.1:0"});
        if (std::find(more.begin(), more.end(), "--stop-after-idle") == more.end())
            more.insert(more.end(), {"--stop-after-idle", "60"});
        m_process.emplace(kDaemon, with(more), m_dir.file("errors"));
        const auto line = m_process->readLine();
        INFO(journal());
        REQUIRE(line.has_value());
        port = static_cast<std::uint16_t>(std::stoi(valueIn(*line, "port")));
    }
    int stop(int signal = SIGTERM) {
        m_process->signal(signal);
        const int status = m_process->wait().value_or(-2);
        m_process.reset();
        return status;
    }
    std::optional<ChildProcess>& process() { return m_process; }

    std::uint16_t port = 0;

private:
    TempDir m_dir;
    std::optional<ChildProcess> m_process;
};

/// A house whose hub is a daemon. One connection, made anew when it is gone.
class RemoteWorld final : public HouseWorld {
public:
    explicit RemoteWorld(Daemon& hub) : HouseWorld(1, realNow()), daemon(hub), keys(hub.init()) {
        std::ofstream(hub.file("house.statements"), std::ios::binary) << found(keys);
        const Finished opened =
            hub.run({"--init", "--house-statements", hub.file("house.statements")});
        INFO(opened.errors);
        REQUIRE(opened.status == 0);
        CHECK(opened.output.find(house.hex()) != std::string::npos);
    }
    protocol::Reply send(const protocol::Request& request) override {
        auto answer = tryToSend(request);
        if (!answer)
            FAIL("no answer; the hub's journal:\n" << daemon.journal());
        return std::move(*answer);
    }
    std::optional<protocol::Reply> tryToSend(const protocol::Request& request) {
        if (!m_client)
            m_client = TlsClient::connect(daemon.port);
        if (!m_client)
            return std::nullopt;
        std::string headers;
        if (!request.session.empty())
            headers = "Authorization: " + protocol::authorizationOf(request.session) + "\r\n";
        const auto answer = m_client->request("POST", protocol::pathOf(request.endpoint), headers,
                                              text(request.body));
        if (!answer) {
            m_client.reset();
            return std::nullopt;
        }
        return protocol::Reply{answer->status, toBytes(asBytes(answer->body))};
    }
    void hangUp() { m_client.reset(); }

    Daemon& daemon;
    server::HubKeys keys;

private:
    std::optional<TlsClient> m_client;
};

struct RemoteCase {
    explicit RemoteCase(RemoteWorld& world)
        : noor(world.enrol(world.person(2))),
          bram(world.enrol(world.person(3))),
          caseId(world.makeCase({&noor, &bram})),
          epoch(world.openEpoch(caseId, noor, {&noor, &bram})),
          stream(world.stream(noor, caseId, epoch)) {}
    TestDevice& noor;
    TestDevice& bram;
    CaseId caseId;
    EpochId epoch;
    TestStream stream;
};

bool isPrivate(const std::string& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 && (facts.st_mode & 077) == 0;
}

} // namespace

TEST_CASE("a hub is made once and opened for one house", "[e2e]") {
    Daemon hub;
    const auto keys = hub.init();
    CHECK(hub.init().signingKey == keys.signingKey);
    CHECK(hub.init().tlsPin == keys.tlsPin);
    for (const char* name : {"", "/hub.key", "/tls.key"})
        CHECK(isPrivate(hub.directory() + name));

    const Finished early = hub.run({"--listen", "127.0.0.1:0"});
    CHECK(early.status == 1);
    CHECK(early.errors.find("--house-statements") != std::string::npos);

    Daemon otherHub;
    RemoteWorld other(otherHub);
    const std::string statements = otherHub.file("house.statements");
    const Finished refused = hub.run({"--init", "--house-statements", statements});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("no statement says that this hub is the house's") !=
          std::string::npos);
    CHECK(otherHub.run({"--init", "--house-statements", statements}).status == 0);

    std::ofstream(hub.file("garbage")) << "no statements";
    CHECK(hub.run({"--init", "--house-statements", hub.file("garbage")}).status == 1);
    CHECK(hub.run({"--house-statements", hub.file("garbage")}).status == 2);
    CHECK(hub.run({"--listen", "nowhere"}).status == 2);
    ::chmod((otherHub.directory() + "/hub.key").c_str(), 0644);
    const Finished open = otherHub.run({"--listen", "127.0.0.1:0"});
    CHECK(open.status == 1);
    CHECK(open.errors.find("chmod 600") != std::string::npos);
}

TEST_CASE("devices push and pull over TLS, and a stopped hub has it all", "[e2e]") {
    Daemon hub;
    RemoteWorld world(hub);
    hub.start();
    world.settle();
    RemoteCase at(world);
    std::vector<TestEnvelope> envelopes;
    for (int i = 0; i < 5; ++i)
        envelopes.push_back(world.write(at.stream, {{500, 300}, false, {}}));
    const wire::PushRequest request = runOf(envelopes);
    const wire::PushReply reply = world.push(at.noor, request);
    const std::string body = request.SerializeAsString();
    CHECK(transparency::verifyReceipt({world.keys.signingKey, world.house, at.noor.id,
                                       transparency::batchId(world.house, asBytes(body))},
                                      must(transparency::fromMessage(reply.receipt())))
              .has_value());
    const auto client = TlsClient::connect(hub.port);
    REQUIRE(client.has_value());
    CHECK(client->version() == "TLSv1.3");
    CHECK(client->peerPin() == world.keys.tlsPin);

    CHECK(hub.stop() == 0);
    CHECK_FALSE(std::filesystem::exists(hub.directory() + "/hub.db-wal"));
    hub.start();
    world.hangUp();
    REQUIRE(world.openSession(at.bram) == 200);
    const wire::PullReply pulled = world.pull(at.bram, at.caseId);
    REQUIRE(pulled.envelopes_size() == 5);
    CHECK(pulled.envelopes(4).envelope().SerializeAsString() ==
          envelopes[4].envelope.SerializeAsString());
    CHECK(hub.stop(SIGINT) == 0);

    const std::string journal = hub.journal();
    CHECK(journal.find("request endpoint=push status=200") != std::string::npos);
    CHECK(journal.find(at.noor.id.hex().substr(0, 8)) != std::string::npos);
    CHECK(journal.find(at.noor.id.hex()) == std::string::npos);
    CHECK(journal.find(toHex(at.noor.session)) == std::string::npos);
    CHECK(journal.find(at.caseId.hex()) == std::string::npos);
    CHECK(journal.find("127.0.0.1") == std::string::npos);
}

TEST_CASE("what is not the protocol is refused at the door", "[e2e]") {
    Daemon hub;
    RemoteWorld world(hub);
    const std::string stored = contentOf(hub.directory() + "/hub.db");
    REQUIRE_FALSE(stored.empty());
    hub.start({"--idle-timeout", "2"});
    const auto connect = [&] { return TlsClient::connect(hub.port).value(); };

    CHECK_FALSE(TlsClient::connect(hub.port, TLS1_2_VERSION).has_value());
    TlsClient client = connect();
    CHECK(client.request("GET", "/health")->status == 200);
    CHECK(client.request("GET", "/ready")->status == 200);
    const auto metrics = client.request("GET", "/metrics");
    CHECK(metrics->status == 200);
    CHECK(metrics->body.find("veldboek_log_size 5\n") != std::string::npos);
    CHECK(metrics->body.find("veldboek_handshakes_failed_total 1\n") != std::string::npos);
    CHECK(client.request("GET", "/v0/pull")->status == 405);
    CHECK(client.request("GET", "/")->status == 404);
    CHECK(client.request("POST", "/v0/nothing")->status == 404);
    CHECK(client.request("POST", "/v0/pull?x=1")->status == 404);
    CHECK(client.request("PUT", "/v0/pull")->status == 405);
    CHECK(client.request("POST", "/v0/pull")->status == 401);
    CHECK(client.request("POST", "/v0/pull", "Authorization: Basic eA==\r\n")->status == 401);
    CHECK(client.request("POST", "/v0/hello", "", "garbage")->status == 400);
    CHECK(client.request("POST", "/v0/hello", "Connection: close\r\n", "")->status == 400);
    CHECK(client.isClosedByPeer());

    SECTION("no HTTP") {
        TlsClient other = connect();
        other.write("EHLO hub\r\n\r\n");
        CHECK(other.read()->status == 400);
        CHECK(other.isClosedByPeer());
    }
    SECTION("a header without end") {
        TlsClient other = connect();
        const auto answer =
            other.request("POST", "/v0/hello", "X-Long: " + std::string(9'000, 'x') + "\r\n");
        CHECK(answer->status == 431);
        CHECK(other.isClosedByPeer());
    }
    SECTION("a body that is announced too large") {
        TlsClient other = connect();
        other.write("POST /v0/push HTTP/1.1\r\nHost: hub\r\nAuthorization: x\r\n"
                    "Content-Length: 8388609\r\n\r\n");
        CHECK(other.read()->status == 413);
        TlsClient stranger = connect();
        stranger.write("POST /v0/push HTTP/1.1\r\nHost: hub\r\nContent-Length: 32769\r\n\r\n");
        CHECK(stranger.read()->status == 413);
    }
    SECTION("a body that turns out too large") {
        TlsClient other = connect();
        other.write("POST /v0/push HTTP/1.1\r\nHost: hub\r\nAuthorization: x\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n");
        const std::string chunk = "100000\r\n" + std::string(1'048'576, 'x') + "\r\n";
        for (int i = 0; i < 9 && other.write(chunk); ++i) {
        }
        CHECK(other.isClosedByPeer());
    }
    SECTION("more bodies at once than an address may have") {
        std::vector<TlsClient> halves;
        const std::string head = "POST /v0/push HTTP/1.1\r\nHost: hub\r\nAuthorization: x\r\n"
                                 "Content-Length: 8388608\r\n\r\nxx";
        for (int i = 0; i < 8; ++i) {
            halves.push_back(connect());
            halves.back().write(head);
            // Answered only once the ones before were read.
            REQUIRE(connect().request("GET", "/health")->status == 200);
        }
        TlsClient ninth = connect();
        ninth.write(head);
        CHECK(ninth.read()->status == 503);
        halves.clear();
        CHECK(connect().request("POST", "/v0/hello", "", "garbage")->status == 400);
    }
    SECTION("a request that comes too slowly") {
        TlsClient other = connect();
        other.write("POST /v0/push HTTP/1.1\r\nHost: h");
        CHECK(other.isClosedByPeer());
        TlsClient later = connect();
        CHECK(later.request("GET", "/metrics")->body.find("veldboek_timeouts_total 1\n") !=
              std::string::npos);
    }
    CHECK(connect().request("GET", "/ready")->status == 200);
    // Nothing of all that is in the store.
    const auto figures = connect().request("GET", "/metrics")->body;
    CHECK(figures.find("veldboek_log_size 5\n") != std::string::npos);
    CHECK(hub.stop() == 0);
    const bool isUnchanged = contentOf(hub.directory() + "/hub.db") == stored;
    CHECK(isUnchanged);
}

TEST_CASE("an address has only so many connections", "[e2e]") {
    Daemon hub;
    RemoteWorld world(hub);
    hub.start({"--max-connections-per-address", "2"});
    auto first = TlsClient::connect(hub.port);
    const auto second = TlsClient::connect(hub.port);
    REQUIRE(first.has_value());
    REQUIRE(second.has_value());
    CHECK_FALSE(TlsClient::connect(hub.port).has_value());
    first.reset();
    std::optional<TlsClient> again;
    for (int i = 0; i < 100 && !again; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        again = TlsClient::connect(hub.port);
    }
    CHECK(again.has_value());
    CHECK(hub.stop() == 0);
}

TEST_CASE("a poll waits for the log to grow, and for nothing else", "[e2e]") {
    Daemon hub;
    RemoteWorld world(hub);
    hub.start();
    world.settle();
    RemoteCase at(world);
    const auto poll = [&](std::uint64_t size, std::uint32_t wait) {
        wire::PollRequest request;
        request.set_size(size);
        request.set_wait_millis(wait);
        TlsClient client = TlsClient::connect(hub.port).value();
        const std::string body = request.SerializeAsString();
        client.write("POST /v0/poll HTTP/1.1\r\nHost: hub\r\nAuthorization: " +
                     protocol::authorizationOf(at.bram.session) +
                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return client;
    };
    const auto sizeIn = [&](TlsClient& client) {
        const auto answer = client.read();
        REQUIRE(answer.has_value());
        REQUIRE(answer->status == 200);
        wire::PollReply reply;
        REQUIRE(reply.ParseFromString(answer->body));
        return must(transparency::verifyLogHead(world.keys.signingKey, world.house,
                                                must(transparency::fromMessage(reply.head()))))
            .size;
    };
    TlsClient none = poll(0, 0);
    const std::uint64_t size = sizeIn(none);
    TlsClient impatient = poll(size, 50);
    CHECK(sizeIn(impatient) == size);
    TlsClient waiting = poll(size, 25'000);
    TlsClient further = poll(size + 1, 25'000);
    world.push(at.noor, pushOf(world.write(at.stream)));
    CHECK(sizeIn(waiting) == size + 1);
    hub.process()->signal(SIGTERM);
    // Stopping answers it with the log as it was when it was read; on a connection of its own that
    // may be before or after the push.
    const std::uint64_t last = sizeIn(further);
    CHECK((last == size || last == size + 1));
    CHECK(hub.process()->wait() == 0);
}

TEST_CASE("several are served at once", "[e2e]") {
    Daemon hub;
    RemoteWorld world(hub);
    hub.start();
    world.settle();
    RemoteCase at(world);
    struct Looker {
        std::string target;
        std::size_t answered = 0;
        std::size_t failed = 0;
        std::jthread thread = {};
    };
    std::array<Looker, 3> lookers{{{"/ready"}, {"/metrics"}, {"/metrics"}}};
    for (Looker& looker : lookers)
        looker.thread = std::jthread([&hub, &looker](const std::stop_token& stop) {
            auto client = TlsClient::connect(hub.port);
            do {
                const auto answer = client ? client->request("GET", looker.target) : std::nullopt;
                ++(answer && answer->status == 200 ? looker.answered : looker.failed);
            } while (!stop.stop_requested() && looker.failed == 0);
        });
    constexpr int kPushes = 40;
    for (int i = 0; i < kPushes; ++i)
        world.push(at.noor, pushOf(world.write(at.stream)));
    for (Looker& looker : lookers) {
        looker.thread.request_stop();
        looker.thread.join();
        CHECK(looker.answered > 0);
        CHECK(looker.failed == 0);
    }
    CHECK(world.pull(at.bram, at.caseId).envelopes_size() == kPushes);
    CHECK(hub.stop() == 0);
}

TEST_CASE("what was acknowledged survives a kill at any moment", "[e2e]") {
    // I-1, on the hub's side.
    Daemon hub;
    RemoteWorld world(hub);
    hub.start();
    world.settle();
    RemoteCase at(world);
    std::vector<TestEnvelope> unsent;
    std::set<std::string> acknowledged;
    for (int round = 0; round < 6; ++round) {
        std::thread killer([&hub, wait = 30 + world.random.below(150)] {
            std::this_thread::sleep_for(std::chrono::milliseconds(wait));
            hub.process()->signal(SIGKILL);
        });
        bool alive = true;
        while (alive) {
            if (unsent.empty())
                unsent.push_back(world.write(at.stream));
            const wire::PushRequest request = runOf(unsent);
            const auto reply = world.tryToSend(
                {Endpoint::Push, at.noor.session, toBytes(asBytes(request.SerializeAsString()))});
            alive = reply.has_value();
            wire::PushReply parsed;
            if (!alive || reply->status != 200 ||
                !parsed.ParseFromString(std::string(asText(reply->body))))
                continue;
            for (const wire::PushVerdict& verdict : parsed.verdicts())
                CHECK(verdict.refusal() == wire::REFUSAL_NONE);
            for (const TestEnvelope& envelope : unsent)
                acknowledged.insert(envelope.envelope.header());
            unsent.clear();
        }
        killer.join();
        CHECK(hub.process()->wait() == -1);
        hub.start();
        world.hangUp();
        REQUIRE(world.openSession(at.noor) == 200);
        REQUIRE(world.openSession(at.bram) == 200);
        const wire::PullReply pulled = world.pull(at.bram, at.caseId);
        std::multiset<std::string> there;
        for (const wire::PulledEnvelope& envelope : pulled.envelopes())
            there.insert(envelope.envelope().header());
        for (const std::string& header : acknowledged)
            CHECK(there.count(header) == 1);
    }
    CHECK(acknowledged.size() > 6);
    CHECK(hub.stop() == 0);
    const Finished sound = hub.run({"--check"});
    CHECK(sound.status == 0);
    CHECK(sound.output.find("\"event\":\"sound\"") != std::string::npos);
}

TEST_CASE("one hub serves a directory; others may copy it", "[e2e]") {
    Daemon hub;
    RemoteWorld world(hub);
    hub.start();
    world.settle();
    const Finished second = hub.run({"--listen", "127.0.0.1:0"});
    CHECK(second.status == 1);
    CHECK(second.errors.find("another veldboekd") != std::string::npos);

    const Finished copied = hub.run({"--backup", hub.file("copy.db")});
    INFO(copied.errors);
    CHECK(copied.status == 0);
    CHECK(valueIn(copied.output, "size") == "10");
    CHECK(hub.run({"--backup", hub.file("copy.db")}).status == 1);
    CHECK(hub.run({"--secured", "10"}).status == 0);
    CHECK(hub.run({"--secured", "11"}).status == 1);
    CHECK(hub.stop() == 0);

    hub.start({"--stop-after-idle", "1"});
    CHECK(hub.process()->wait() == 0);
    CHECK(hub.journal().find("stopping why=idle") != std::string::npos);
}

TEST_CASE("a restored hub serves only as a new generation, and takes back what it lost",
          "[e2e][I-1]") {
    Daemon hub;
    RemoteWorld world(hub);
    hub.start();
    world.settle();
    RemoteCase at(world);
    world.push(at.noor, pushOf(world.write(at.stream)));
    const Finished copied = hub.run({"--backup", hub.file("copy.db")});
    REQUIRE(copied.status == 0);
    const auto size = std::stoull(valueIn(copied.output, "size"));

    // Lost: a statement of the case, and then envelopes.
    const std::uint64_t statements = world.heads(at.caseId).caseLog.size;
    TestDevice& saar = world.enrol(world.person(3));
    world.addMember(at.caseId, saar);
    std::vector<TestEnvelope> lost;
    for (int i = 0; i < 3; ++i)
        lost.push_back(world.write(at.stream));
    world.push(at.noor, runOf(lost));
    wire::DirectoryRequest asked;
    asked.set_house_from(0);
    auto& chain = *asked.add_cases();
    chain.set_case_id(text(at.caseId.view()));
    chain.set_from(statements);
    const auto directory = world.ask<wire::DirectoryReply>(Endpoint::Directory, at.bram, asked);
    const wire::PullReply pulled = world.pull(at.bram, at.caseId, size);
    REQUIRE(pulled.envelopes_size() == 3);
    REQUIRE(hub.stop() == 0);

    std::filesystem::copy_file(hub.file("copy.db"), hub.directory() + "/hub.db",
                               std::filesystem::copy_options::overwrite_existing);
    const Finished silent = hub.run({"--listen", "127.0.0.1:0"});
    CHECK(silent.status == 1);
    CHECK(silent.errors.find("new generation") != std::string::npos);
    CHECK(hub.run({"--check"}).status == 0);

    const Finished head = hub.run({"--head"});
    REQUIRE(head.status == 0);
    CHECK(valueIn(head.output, "size") == std::to_string(size));
    const auto saidBy = [&](const TestDevice& signer) {
        const auto root = must(Digest256::fromHex(valueIn(head.output, "root")));
        const auto signedBody =
            world.sign(signer, CaseId(), membership::LogGenerationBody{2, size, root, 1, size},
                       DirectoryHead{});
        std::ofstream(hub.file("statement"), std::ios::binary | std::ios::trunc)
            << signedBody.SerializeAsString();
        return hub.run({"--begin-generation", hub.file("statement")});
    };
    CHECK(saidBy(at.noor).status == 1); // no issuer
    CHECK(saidBy(world.police).status == 0);
    CHECK(saidBy(world.police).status == 1); // not twice
    hub.start();
    world.hangUp();
    REQUIRE(world.openSession(at.bram) == 200);
    CHECK(world.pull(at.bram, at.caseId, size).envelopes_size() == 0);

    wire::PushRequest request;
    const auto bringBack = [&request](const wire::LoggedStatement& logged) {
        auto& item = *request.add_items()->mutable_returned();
        item.set_leaf(logged.leaf());
        *item.mutable_statement() = logged.statement();
    };
    for (const auto& logged : directory.house()) {
        if (logged.position() >= size)
            bringBack(logged);
    }
    REQUIRE(directory.cases_size() == 1);
    for (const auto& logged : directory.cases(0).statements())
        bringBack(logged);
    const int broughtStatements = request.items_size();
    CHECK(broughtStatements == 2);
    for (const auto& envelope : pulled.envelopes()) {
        auto& item = *request.add_items()->mutable_returned();
        item.set_leaf(envelope.leaf());
        *item.mutable_envelope() = envelope.envelope();
    }
    for (const auto& signedHead : pulled.heads())
        *request.add_heads() = signedHead;
    const wire::PushReply reply = world.push(at.bram, request);
    for (const auto& verdict : reply.verdicts())
        CHECK(verdict.refusal() == wire::REFUSAL_NONE);
    const wire::PullReply again = world.pull(at.bram, at.caseId, size);
    REQUIRE(again.envelopes_size() == 3);
    for (int i = 0; i < 3; ++i) {
        CHECK(again.envelopes(i).leaf() == pulled.envelopes(i).leaf());
        CHECK(again.envelopes(i).envelope().SerializeAsString() ==
              lost[static_cast<std::size_t>(i)].envelope.SerializeAsString());
    }

    CHECK(hub.run({"--end-recovery"}).status == 0);
    CHECK(hub.run({"--end-recovery", "--even-so"}).status == 0);
    CHECK(hub.run({"--even-so"}).status == 2);
    CHECK(hub.stop() == 0);
    CHECK(hub.journal().find("recovering") != std::string::npos);
    CHECK(hub.run({"--check"}).status == 0);
    hub.start();
    world.hangUp();
    for (TestDevice* device : {&at.noor, &saar, &world.office})
        REQUIRE(world.openSession(*device) == 200);
    // Chains and streams go on where they were.
    world.endMember(at.caseId, saar);
    const wire::PushReply next = world.push(at.noor, pushOf(world.write(at.stream)));
    CHECK(next.verdicts(0).refusal() == wire::REFUSAL_NONE);
    CHECK(hub.stop() == 0);
}
