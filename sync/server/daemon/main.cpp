// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// veldboekd: wiring. What it prints on standard output is for programs, one JSON object a line; its
// log is on standard error.
#include "crypto/random.h"
#include "sync/server/bootstrap.h"
#include "sync/server/daemon/files.h"
#include "sync/server/daemon/hub_thread.h"
#include "sync/server/daemon/identity.h"
#include "sync/server/daemon/options.h"
#include "sync/server/daemon/system_sources.h"
#include "sync/server/generation.h"
#include "sync/server/sqlite/sqlite_store.h"

#include <sys/stat.h>

#include <cstdio>

using namespace vb;
using namespace vb::server;

namespace {

// Exit statuses beside 0 and the 2 of a wrong command line.
constexpr int kFailed = 1;

// Whoever closed our output does not want to know; nothing else depends on it.
void print(const std::string& line) {
    static_cast<void>(std::fputs((line + "\n").c_str(), stdout));
    static_cast<void>(std::fflush(stdout));
}

int failed(const Error& error) {
    static_cast<void>(std::fprintf(stderr, "veldboekd: %s: %s\n",
                                   std::string(codeName(error.code)).c_str(),
                                   error.context.c_str()));
    return kFailed;
}

Result<void> init(const DaemonOptions& options) {
    const HubFiles files{options.directory};
    VB_TRY_VOID(makeIdentity(files));
    VB_TRY(const HubIdentity identity, loadIdentity(files));
    print(R"({"event":"identity","signing_key":")" + toHex(identity.keys.signingKey.bytes()) +
          R"(","tls_pin":")" + identity.keys.tlsPin.hex() + "\"}");
    if (options.houseStatements.empty())
        return {};
    VB_TRY(const DirectoryLock lock, DirectoryLock::take(files));
    VB_TRY(const std::string statements,
           readFile(options.houseStatements, protocol::kMaxRequestBytes));
    VB_TRY(const auto store, SqliteHubStore::open(files.store()));
    const SystemClock clock;
    VB_TRY(const HouseId house, openHouse(*store, asBytes(statements), identity.keys, clock));
    VB_TRY_VOID(store->checkpoint());
    print(R"({"event":"house","house":")" + house.hex() + "\"}");
    return {};
}

Result<void> serve(const DaemonOptions& options) {
    const HubFiles files{options.directory};
    VB_TRY(const HubIdentity identity, loadIdentity(files));
    VB_TRY(const DirectoryLock lock, DirectoryLock::take(files));
    VB_TRY(const auto store, SqliteHubStore::open(files.store(), sql::Access::ReadWrite));
    const SystemClock clock;
    SystemRandom random;
    Journal journal(options.least);
    VB_TRY(const auto hub, Hub::open(*store, identity.signingKey, clock, random));
    VB_TRY(const LogState log, store->logState());
    if (log.isCopy)
        return fail(Code::Refused, "this store was restored from a backup: it goes on only as a "
                                   "new generation (--head, --begin-generation)");
    if (log.isRecovering)
        journal.write(Weight::Warning, "recovering", {{"log", std::uint64_t{log.size}}});
    if (clock.now() < log.hubTime)
        journal.write(Weight::Warning, "clock-behind-log",
                      {{"seconds", std::int64_t{(log.hubTime - clock.now()).count() / 1'000}}});
    HubThread thread(*hub, journal);
    HttpOptions http = options.http;
    http.tlsKeyFile = files.tlsKey();
    http.tlsCertificateFile = files.tlsCertificate();
    VB_TRY(const auto server, HttpServer::listen(http, thread, journal));
    thread.start([&server](LogSize size) { server->logGrew(size); });
    print(R"({"event":"listening","address":")" + http.address + R"(","port":)" +
          std::to_string(server->port()) + "}");
    journal.write(
        Weight::Note, "listening",
        {{"port", std::uint64_t{server->port()}}, {"log", std::uint64_t{hub->logSize()}}});
    server->run();
    thread.finish();
    auto checkpointed = store->checkpoint();
    journal.write(Weight::Note, "stopped", {{"log", std::uint64_t{hub->logSize()}}});
    return checkpointed;
}

Result<void> backUp(const DaemonOptions& options) {
    VB_TRY(const auto store,
           SqliteHubStore::open(HubFiles{options.directory}.store(), sql::Access::ReadWrite));
    VB_TRY_VOID(store->backUpTo(options.backupFile));
    VB_TRY(const auto copy, SqliteHubStore::open(options.backupFile));
    VB_TRY(const LogState log, copy->logState());
    print(R"({"event":"backup","size":)" + std::to_string(log.size) + "}");
    return {};
}

Result<void> secure(const DaemonOptions& options) {
    VB_TRY(const auto store,
           SqliteHubStore::open(HubFiles{options.directory}.store(), sql::Access::ReadWrite));
    VB_TRY_VOID(store->setSecured(options.securedPosition));
    return store->commit();
}

Result<void> showHead(const DaemonOptions& options) {
    VB_TRY(const auto store,
           SqliteHubStore::open(HubFiles{options.directory}.store(), sql::Access::ReadWrite));
    VB_TRY(const HeadToRestore head, headToRestore(*store));
    print(R"({"event":"head","generation":)" + std::to_string(head.generation) + R"(,"size":)" +
          std::to_string(head.size) + R"(,"root":")" + head.root.hex() + "\"}");
    return {};
}

Result<void> goOn(const DaemonOptions& options) {
    const HubFiles files{options.directory};
    VB_TRY(const DirectoryLock lock, DirectoryLock::take(files));
    VB_TRY(const std::string statement,
           readFile(options.generationFile, protocol::kMaxStatementBytes));
    VB_TRY(const auto store, SqliteHubStore::open(files.store(), sql::Access::ReadWrite));
    const SystemClock clock;
    VB_TRY_VOID(beginGeneration(*store, asBytes(statement), clock));
    VB_TRY(const LogState log, store->logState());
    print(R"({"event":"generation","generation":)" + std::to_string(log.generation) +
          R"(,"size":)" + std::to_string(log.size) + "}");
    return store->checkpoint();
}

Result<void> endRecoveryOf(const DaemonOptions& options) {
    VB_TRY(const auto store,
           SqliteHubStore::open(HubFiles{options.directory}.store(), sql::Access::ReadWrite));
    if (!options.evenSo) {
        VB_TRY(const auto awaited, store->awaited());
        for (const auto& [device, items] : awaited)
            print(R"({"event":"awaited","device":")" + device.hex() + R"(","items":)" +
                  std::to_string(items) + "}");
    }
    auto ended = endRecovery(*store, options.evenSo);
    if (!ended && ended.error().code == Code::Conflict)
        return fail(Code::Conflict, ended.error().context +
                                        ": let every device sync once more, or give it up with"
                                        " --even-so");
    return ended;
}

Result<void> check(const DaemonOptions& options) {
    const HubFiles files{options.directory};
    VB_TRY(const HubIdentity identity, loadIdentity(files));
    VB_TRY(const auto store, SqliteHubStore::open(files.store(), sql::Access::ReadWrite));
    VB_TRY_VOID(store->checkIntegrity());
    const SystemClock clock;
    SystemRandom random;
    VB_TRY(const auto hub, Hub::open(*store, identity.signingKey, clock, random));
    print(R"({"event":"sound","size":)" + std::to_string(hub->logSize()) + "}");
    return {};
}

Result<void> run(const DaemonOptions& options) {
    switch (options.task) {
    case DaemonOptions::Task::Serve:
        return serve(options);
    case DaemonOptions::Task::Init:
        return init(options);
    case DaemonOptions::Task::BackUp:
        return backUp(options);
    case DaemonOptions::Task::Secure:
        return secure(options);
    case DaemonOptions::Task::Check:
        return check(options);
    case DaemonOptions::Task::Head:
        return showHead(options);
    case DaemonOptions::Task::BeginGeneration:
        return goOn(options);
    case DaemonOptions::Task::EndRecovery:
        return endRecoveryOf(options);
    }
    return fail(Code::Internal, "unknown task");
}

} // namespace

int main(int count, char** arguments) {
    // Everything that the hub writes is its owner's alone.
    ::umask(S_IRWXG | S_IRWXO);
    const auto options = readOptions(count, arguments);
    if (const int* status = std::get_if<int>(&options))
        return *status;
    if (const auto broken = crypto::init()) {
        static_cast<void>(std::fprintf(stderr, "veldboekd: self test failed: %s\n",
                                       std::string(*broken).c_str()));
        return kFailed;
    }
    const auto done = run(std::get<DaemonOptions>(options));
    return done ? 0 : failed(done.error());
}
