// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/worker_store.h"

#include "tests/support/bridge_stores.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

namespace vb::bridge {
namespace {

using namespace vb::test;
namespace fs = std::filesystem;

using Names = std::vector<std::string>;

constexpr std::string_view kCanary = "kanarie-op-de-stoep";

struct World {
    TempDir dir;
    SeededRandom random{7};
    crypto::SecretBytes passphrase = secretText("drie losse woorden");

    fs::path place(const char* name = "noor") const { return dir.path() / name; }

    StoreOwner owner() {
        StoreOwner owner;
        owner.house = random.makeId<HouseId>();
        owner.holder = {random.makeId<WorkerId>(), {21}};
        owner.rootFingerprint = random.makeId<Digest256>();
        owner.hub = {"hub.lindervoort.example:7443", random.makeId<Digest256>()};
        owner.hat = "wijkagent";
        return owner;
    }
    std::unique_ptr<WorkerStore> make(const char* name, const StoreOwner& whose) {
        return must(WorkerStore::create(place(name), passphrase, whose,
                                        issuance::DeviceKeys::generate(), random,
                                        cheapPassphrase()));
    }
    Result<std::unique_ptr<WorkerStore>> open(const char* name = "noor") {
        return WorkerStore::open(place(name), passphrase, random, cheapPassphrase());
    }
    fs::path database(const char* name = "noor") const {
        return place(name) / crypto::databaseName(1);
    }
};

template <typename T>
Code codeOf(const Result<T>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

void keepDraft(StoreContents& contents, const CaseId& caseId, std::string_view text) {
    must(contents.store.drafts().save(caseId, "contact", asBytes(text), Instant{1}));
}

/// A directory in which the first file that is put in place goes bad.
class SpoiltOnce final : public crypto::StoreFiles {
public:
    explicit SpoiltOnce(const fs::path& directory) : m_files(directory.string()) {}

    [[nodiscard]] const std::string& directory() const override { return m_files.directory(); }
    crypto::Outcome<std::vector<std::string>, crypto::DatabaseFault> list() override {
        return m_files.list();
    }
    crypto::Outcome<Bytes, crypto::DatabaseFault> read(const std::string& name,
                                                       std::size_t limit) override {
        return m_files.read(name, limit);
    }
    std::optional<crypto::DatabaseFault> replace(const std::string& name,
                                                 ByteView content) override {
        return m_files.replace(name, content);
    }
    std::optional<crypto::DatabaseFault> rename(const std::string& from,
                                                const std::string& to) override {
        const auto fault = m_files.rename(from, to);
        if (spoilsNext) {
            auto content = fileContent(directory() + "/" + to);
            content[100] = static_cast<char>(content[100] ^ 1); // of the first page
            writeFile(directory() + "/" + to, content);
            spoilsNext = false;
        }
        return fault;
    }
    std::optional<crypto::DatabaseFault> remove(const std::string& name) override {
        return m_files.remove(name);
    }
    std::optional<crypto::DatabaseFault> syncDirectory() override {
        return m_files.syncDirectory();
    }

    bool spoilsNext = false;

private:
    crypto::DirectoryFiles m_files;
};

TEST_CASE("a store gives back who it is for", "[client][store]") {
    World world;
    const auto owner = world.owner();
    DeviceId device;
    IncarnationId incarnation;
    {
        const auto store = world.make("noor", owner);
        auto contents = must(store->contents());
        device = contents.identity.device;
        incarnation = contents.identity.incarnation;
        CHECK(must(readOwner(contents.store)) == owner);
    }
    const auto store = must(world.open());
    auto contents = must(store->contents());
    CHECK(must(readOwner(contents.store)) == owner);
    CHECK(contents.identity.house == owner.house);
    CHECK(contents.identity.holder == owner.holder);
    CHECK(contents.identity.hat == "wijkagent");
    CHECK(contents.identity.device == device);
    CHECK(contents.identity.incarnation == incarnation);
    CHECK(membership::deviceId(owner.house, contents.identity.signingKey.publicKey()) == device);
}

TEST_CASE("a store is made where there is none, and only there", "[client][store]") {
    World world;
    const auto owner = world.owner();
    world.make("noor", owner).reset();
    const auto before = filesIn(world.place());
    const auto again =
        WorkerStore::create(world.place(), world.passphrase, owner,
                            issuance::DeviceKeys::generate(), world.random, cheapPassphrase());
    CHECK(codeOf(again) == Code::AlreadyExists);
    CHECK(changedSince(before, world.place()) == Names());

    SECTION("a passphrase below the rules makes nothing") {
        const auto empty =
            WorkerStore::create(world.place("leeg"), crypto::SecretBytes(), owner,
                                issuance::DeviceKeys::generate(), world.random, cheapPassphrase());
        CHECK(codeOf(empty) == Code::InvalidInput);
        CHECK_FALSE(fs::exists(world.place("leeg")));
    }
    SECTION("the product's floor is above what a test may pay") {
        PassphraseCost cost = cheapPassphrase();
        cost.policy = crypto::kProductArgon2Policy;
        const auto cheap =
            WorkerStore::create(world.place("leeg"), world.passphrase, owner,
                                issuance::DeviceKeys::generate(), world.random, cost);
        CHECK(codeOf(cheap) == Code::InvalidInput);
        CHECK_FALSE(fs::exists(world.place("leeg")));
    }
    SECTION("what an attempt that was cut off left behind is no obstacle") {
        fs::create_directories(world.place("hilde.new"));
        writeFile(world.place("hilde.new") / "store-1.db", "half");
        world.make("hilde", owner).reset();
        CHECK(world.open("hilde"));
        CHECK_FALSE(fs::exists(world.place("hilde.new")));
    }
}

TEST_CASE("where there is no store, none is made by opening", "[client][store]") {
    World world;
    CHECK(codeOf(world.open("niemand")) == Code::NotFound);
    CHECK_FALSE(fs::exists(world.place("niemand")));
}

TEST_CASE("what cannot be opened says why and stays as it was", "[client][store]") {
    World world;
    const auto owner = world.owner();
    world.make("noor", owner).reset();
    world.make("bram", world.owner()).reset();
    const auto keyFile = world.place() / crypto::kKeyFileName;
    const auto copyFrom = [&](const char* name) {
        fs::copy_file(world.place("bram") / name, world.place() / name,
                      fs::copy_options::overwrite_existing);
    };
    auto expected = Code::Internal;

    SECTION("the wrong passphrase") {
        world.passphrase = secretText("drie andere woorden");
        expected = Code::WrongPassphrase;
    }
    SECTION("a key file of another store") {
        copyFrom(crypto::kKeyFileName);
        expected = Code::Unauthentic;
    }
    SECTION("a database of another store") {
        copyFrom(crypto::databaseName(1).c_str());
        expected = Code::Unauthentic;
    }
    SECTION("an outbox of another store") {
        copyFrom(kOutboxName);
        expected = Code::Unauthentic;
    }
    SECTION("no outbox") {
        fs::remove(world.place() / kOutboxName);
        expected = Code::Corrupt;
    }
    SECTION("a damaged key file") {
        auto bytes = fileContent(keyFile);
        bytes[bytes.size() / 2] ^= 1;
        writeFile(keyFile, bytes);
        expected = Code::Corrupt;
    }
    SECTION("a database cut short") {
        fs::resize_file(world.database(), 4096 * 3);
        expected = Code::Corrupt;
    }
    SECTION("no database") {
        fs::remove(world.database());
        expected = Code::NotFound;
    }
    SECTION("an empty database") {
        fs::resize_file(world.database(), 0);
        expected = Code::Corrupt;
    }
    SECTION("something else under the database's name") {
        writeFile(world.database(), std::string(40'000, 'x'));
        expected = Code::Unauthentic;
    }
    SECTION("a first page with one bit flipped") {
        auto bytes = fileContent(world.database());
        bytes[1000] ^= 4;
        writeFile(world.database(), bytes);
        expected = Code::Corrupt;
    }
    SECTION("a key file of a newer program") {
        auto bytes = fileContent(keyFile);
        bytes[9] = 1; // the version's low byte
        writeFile(keyFile, bytes);
        expected = Code::TooNew;
    }
    SECTION("something else under the key file's name") {
        writeFile(keyFile, "een brief");
        expected = Code::Corrupt;
    }
    SECTION("an empty outbox") {
        fs::resize_file(world.place() / kOutboxName, 0);
        expected = Code::Corrupt;
    }
    SECTION("something else under the outbox's name") {
        writeFile(world.place() / kOutboxName, std::string(9'000, 'x'));
        expected = Code::Corrupt;
    }
    SECTION("an outbox cut short") {
        fs::resize_file(world.place() / kOutboxName, 4096);
        expected = Code::Corrupt;
    }
    SECTION("an outbox of a newer program") {
        {
            sql::OpenOptions options;
            options.applicationId = 0x56424f31;
            auto outbox =
                must(sql::Database::open((world.place() / kOutboxName).string(), options));
            must(outbox.execute("PRAGMA user_version = 99"));
        }
        expected = Code::TooNew;
    }
    const auto before = filesIn(world.place());
    const auto opened = world.open();
    REQUIRE_FALSE(opened);
    CAPTURE(opened.error().context);
    CHECK(opened.error().code == expected);
    CHECK(changedSince(before, world.place()) == Names());
}

TEST_CASE("a store of a newer program is left alone", "[client][store][I-12]") {
    World world;
    {
        const auto store = world.make("noor", world.owner());
        auto contents = must(store->contents());
        must(contents.store.database().execute("PRAGMA user_version = 99"));
    }
    const auto before = filesIn(world.place());
    {
        const auto store = must(world.open());
        CHECK(codeOf(store->contents()) == Code::TooNew);
    }
    CHECK(changedSince(before, world.place()) == Names());
}

TEST_CASE("one process at a time has a store", "[client][store]") {
    World world;
    const auto store = world.make("noor", world.owner());
    CHECK(codeOf(world.open()) == Code::Busy);
}

TEST_CASE("another passphrase opens the same store", "[client][store]") {
    World world;
    {
        const auto store = world.make("noor", world.owner());
        CHECK(codeOf(store->changePassphrase(secretText("fout"), secretText("nieuw"))) ==
              Code::WrongPassphrase);
        must(store->changePassphrase(world.passphrase, secretText("vier nieuwe woorden samen")));
    }
    CHECK(codeOf(world.open()) == Code::WrongPassphrase);
    world.passphrase = secretText("vier nieuwe woorden samen");
    const auto store = must(world.open());
    CHECK(store->contents());
}

TEST_CASE("damage behind the first page is told by reading and by verify, and nothing is written",
          "[client][store][I-10]") {
    constexpr std::size_t kPage = 4096;
    World world;
    {
        const auto store = world.make("noor", world.owner());
        CHECK(must(store->verify()).isSound());
        auto contents = must(store->contents());
        for (int i = 0; i < 60; ++i)
            keepDraft(contents, world.random.makeId<CaseId>(), std::string(3'000, 'a'));
    }
    auto bytes = fileContent(world.database());
    const std::size_t pages = bytes.size() / kPage;
    REQUIRE(pages > 60);
    std::vector<std::uint64_t> damaged;
    SECTION("one flipped bit") {
        const std::size_t page = GENERATE(std::size_t{2}, std::size_t{40}, std::size_t{60});
        const std::size_t at = GENERATE(std::size_t{0}, std::size_t{4055}, std::size_t{4095});
        bytes[(page - 1) * kPage + at] ^= 1;
        damaged = {page};
    }
    SECTION("two pages in each other's place") {
        std::swap_ranges(bytes.begin() + 49 * kPage, bytes.begin() + 50 * kPage,
                         bytes.begin() + 54 * kPage);
        damaged = {50, 55};
    }
    writeFile(world.database(), bytes);
    const auto before = filesIn(world.place());
    {
        const auto store = must(world.open());
        const auto report = must(store->verify());
        CHECK_FALSE(report.isSound());
        CHECK(report.database.damagedPages == damaged);
        auto contents = store->contents();
        const auto sound = contents ? contents->store.database().checkIntegrity()
                                    : Result<void>(Unexpected(contents.error()));
        CHECK(codeOf(sound) == Code::Corrupt);
    }
    CHECK(changedSince(before, world.place()) == Names());
}

TEST_CASE("a rewrite leaves no byte and no key of what was erased", "[client][store][I-6]") {
    World world;
    const auto erased = world.random.makeId<CaseId>();
    const auto kept = world.random.makeId<CaseId>();
    auto store = world.make("noor", world.owner());
    DeviceId device;
    {
        auto contents = must(store->contents());
        device = contents.identity.device;
        keepDraft(contents, erased, kCanary);
        keepDraft(contents, kept, "blijft");
        must(contents.store.eraseCase(erased));
    }
    const auto oldDatabase = fileContent(world.database());
    for (std::uint32_t generation = 2; generation <= 4; ++generation) {
        must(store->rewrite());
        CHECK(store->generation() == generation);
        auto contents = must(store->contents());
        CHECK(contents.identity.device == device);
        CHECK(must(contents.store.drafts().load(kept, "contact")).has_value());
        CHECK_FALSE(must(contents.store.drafts().load(erased, "contact")).has_value());
        CHECK(must(store->verify()).isSound());
    }
    CHECK_FALSE(fs::exists(world.database()));

    // The old file opens with nothing that is left.
    store.reset();
    writeFile(world.place() / crypto::databaseName(4), oldDatabase);
    CHECK(codeOf(world.open()) == Code::Unauthentic);
}

TEST_CASE("a copy that cannot be read back is no rewritten store", "[client][store][I-6]") {
    World world;
    fs::create_directory(world.place());
    auto files = std::make_unique<SpoiltOnce>(world.place());
    SpoiltOnce& disk = *files;
    const auto store = must(WorkerStore::createIn({std::move(files)}, world.passphrase,
                                                  world.owner(), issuance::DeviceKeys::generate(),
                                                  world.random, cheapPassphrase()));
    const auto kept = world.random.makeId<CaseId>();
    {
        auto contents = must(store->contents());
        keepDraft(contents, kept, "blijft");
    }
    disk.spoilsNext = true;
    CHECK(codeOf(store->rewrite()) == Code::Io);
    CHECK(store->generation() == 1);
    {
        auto contents = must(store->contents());
        CHECK(must(contents.store.drafts().load(kept, "contact")).has_value());
    }
    must(store->rewrite());
    CHECK(store->generation() > 1);
}

TEST_CASE("nothing of the content is on disk in clear", "[client][store][I-5]") {
    World world;
    const auto store = world.make("noor", world.owner());
    auto contents = must(store->contents());
    keepDraft(contents, world.random.makeId<CaseId>(), kCanary);
    CHECK(filesHolding(world.dir.path(), kCanary).empty());
    CHECK(filesHolding(world.dir.path(), "hub.lindervoort").empty());
    CHECK(filesHolding(world.dir.path(), "SQLite format").size() == 1); // the outbox alone
}

} // namespace
} // namespace vb::bridge
