// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/digest.h"
#include "crypto/key_file.h"
#include "crypto/random.h"
#include "crypto/vector_bytes.h"
#include "tests/support/property.h"
#include "tests/unit/crypto/cheap.h"
#include "tests/unit/crypto/flips.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>

using namespace vb::crypto;
using vb::test::kCheapCost;
using vb::test::kCheapPolicy;
using vb::test::passphrase;

namespace {

constexpr StoreId kStore{1, 2, 3, 4};
constexpr StoreId kOtherStore{1, 2, 3, 5};

KeyFile::Created createFile(std::string_view text = "winterjas", const StoreId& store = kStore) {
    auto created = KeyFile::create(store, passphrase(text), kCheapCost, kCheapPolicy);
    REQUIRE(created.has_value());
    return std::move(*created);
}

Outcome<StoreKeys, KeyFileFailure> unlockWith(const KeyFile& file, std::string_view text,
                                              WrapKind kind = WrapKind::Passphrase) {
    return file.unlock(kind, passphrase(text), kCheapPolicy);
}

bool sameKeys(const StoreKeys& left, const StoreKeys& right) {
    return left.unlock == right.unlock && left.current.generation == right.current.generation &&
           left.current.key == right.current.key && left.notes == right.notes &&
           left.next.has_value() == right.next.has_value() &&
           (!left.next ||
            (left.next->generation == right.next->generation && left.next->key == right.next->key));
}

KeyFile reread(const KeyFile& file) {
    auto parsed = KeyFile::parse(file.encode(), file.store());
    REQUIRE(parsed.has_value());
    return *parsed;
}

} // namespace

TEST_CASE("a new key file opens with its passphrase to its keys", "[crypto][key_file]") {
    const auto created = createFile();
    const Bytes bytes = created.file.encode();
    CHECK(bytes.size() == 312);
    const auto parsed = KeyFile::parse(bytes, kStore);
    REQUIRE(parsed.has_value());
    CHECK(*parsed == created.file);
    CHECK(parsed->encode() == bytes);
    const auto keys = unlockWith(*parsed, "winterjas");
    REQUIRE(keys.has_value());
    CHECK(sameKeys(*keys, created.keys));
    CHECK(keys->current.generation == 1);
    CHECK(keys->notes.has_value());
}

TEST_CASE("a wrong passphrase opens nothing", "[crypto][key_file]") {
    const auto created = createFile();
    for (const char* text : {"winterjaS", "winterja", "winterjas ", "x"})
        CHECK(unlockWith(created.file, text).error() == KeyFileFailure::WrongPassphrase);
    CHECK(unlockWith(created.file, "").error() == KeyFileFailure::PassphraseSize);
    CHECK(unlockWith(created.file, "winterjas", WrapKind::Recovery).error() ==
          KeyFileFailure::NoSuchWrap);
}

TEST_CASE("two stores of one passphrase share nothing", "[crypto][key_file]") {
    const auto one = createFile();
    const auto two = createFile();
    CHECK_FALSE(one.keys.current.key == two.keys.current.key);
    CHECK_FALSE(one.keys.unlock == two.keys.unlock);
    CHECK_FALSE(*one.keys.notes == *two.keys.notes);
    CHECK_FALSE(one.file == two.file);
}

TEST_CASE("the key file of another store is refused", "[crypto][key_file]") {
    const auto created = createFile("winterjas", kOtherStore);
    CHECK(KeyFile::parse(created.file.encode(), kStore).error() == KeyFileFailure::OtherStore);
    CHECK(KeyFile::parse(created.file.encode()).has_value());
}

TEST_CASE("every flipped bit and every cut of a key file is told and opens nothing",
          "[crypto][key_file]") {
    auto created = createFile();
    REQUIRE_FALSE(created.file.setWrap(WrapKind::Recovery, created.keys, passphrase("reserve"),
                                       kCheapCost, kCheapPolicy));
    REQUIRE(created.file.prepareRotation(created.keys.unlock).has_value());
    const Bytes bytes = created.file.encode();
    std::set<KeyFileFailure> failures;
    std::size_t parsed = 0;
    vb::test::forEachDamage(bytes, [&](const Bytes& damaged) {
        const auto file = KeyFile::parse(damaged, kStore);
        if (file)
            ++parsed;
        else
            failures.insert(file.error());
    });
    CHECK(parsed == 0);
    CHECK(failures ==
          std::set{KeyFileFailure::NotAKeyFile, KeyFileFailure::TooNew, KeyFileFailure::Damaged});
}

namespace {

/// What a tamperer does who knows the format: changes bytes and puts the checksum right.
Bytes withRightChecksum(Bytes bytes) {
    bytes.resize(bytes.size() - 32);
    StoreId store{};
    std::copy_n(bytes.begin() + 12, store.size(), store.begin());
    const Digest checksum = digest(Kind::KeyFileChecksum, store, bytes);
    bytes.insert(bytes.end(), checksum.begin(), checksum.end());
    return bytes;
}

} // namespace

TEST_CASE("a forged key file with a right checksum does not open", "[crypto][key_file]") {
    auto created = createFile();
    REQUIRE_FALSE(created.file.setWrap(WrapKind::Recovery, created.keys, passphrase("reserve"),
                                       kCheapCost, kCheapPolicy));
    REQUIRE(created.file.prepareRotation(created.keys.unlock).has_value());
    const Bytes bytes = created.file.encode();
    // Nothing outside the checksum is unauthenticated: a flip either does not parse, or no wrap
    // that it touches opens. One wrap's flip may leave the other wrap whole, never both keys wrong.
    std::size_t bothOpened = 0;
    std::size_t wrongKeys = 0;
    for (std::size_t bit = 8; bit < (bytes.size() - 32) * 8; bit += 5) {
        Bytes forged = bytes;
        forged[bit / 8] = static_cast<std::uint8_t>(forged[bit / 8] ^ (1U << bit % 8));
        const auto file = KeyFile::parse(withRightChecksum(forged));
        if (!file)
            continue;
        const auto worker = unlockWith(*file, "winterjas");
        const auto office = unlockWith(*file, "reserve", WrapKind::Recovery);
        bothOpened += worker.has_value() && office.has_value();
        for (const auto* keys : {&worker, &office})
            wrongKeys += keys->has_value() && !((*keys)->current.key == created.keys.current.key &&
                                                (*keys)->unlock == created.keys.unlock);
    }
    CHECK(bothOpened == 0);
    CHECK(wrongKeys == 0);
}

TEST_CASE("a forged cost cannot demand the machine's memory or time", "[crypto][key_file]") {
    const auto created = createFile();
    const auto forgedAt = [&](std::size_t offset, std::uint8_t value) {
        Bytes forged = created.file.encode();
        forged[offset] = value;
        return KeyFile::parse(withRightChecksum(forged));
    };
    // Head 28, data key 76, flag 1, count 1, kind 1; then passes (4) and memory (8).
    const auto manyPasses = forgedAt(107, 0x7f);
    const auto muchMemory = forgedAt(111, 0x7f);
    REQUIRE((manyPasses && muchMemory));
    CHECK(unlockWith(*manyPasses, "winterjas").error() == KeyFileFailure::TooCostly);
    CHECK(unlockWith(*muchMemory, "winterjas").error() == KeyFileFailure::TooCostly);
}

TEST_CASE("bytes of newer versions are told apart from damage", "[crypto][key_file]") {
    Bytes bytes = createFile().file.encode();
    const auto failureAfter = [&](std::size_t offset, std::uint8_t value) {
        Bytes changed = bytes;
        changed[offset] = value;
        return KeyFile::parse(withRightChecksum(changed)).error();
    };
    CHECK(failureAfter(9, 1) == KeyFileFailure::TooNew);    // version
    CHECK(failureAfter(11, 2) == KeyFileFailure::TooNew);   // suite
    CHECK(failureAfter(106, 3) == KeyFileFailure::TooNew);  // kind of wrap
    CHECK(failureAfter(106, 0) == KeyFileFailure::Damaged); // no kind
    CHECK(failureAfter(105, 0) == KeyFileFailure::Damaged); // no wrap at all
    CHECK(failureAfter(104, 2) == KeyFileFailure::Damaged); // flag
    CHECK(failureAfter(31, 0) == KeyFileFailure::Damaged);  // generation
    // A newer version may be longer than anything this one writes.
    Bytes longer(100'000, 0);
    std::copy_n(bytes.begin(), 8, longer.begin());
    longer[9] = 1;
    CHECK(KeyFile::parse(longer).error() == KeyFileFailure::TooNew);
    longer[9] = 0;
    CHECK(KeyFile::parse(longer).error() == KeyFileFailure::Damaged);
}

TEST_CASE("any bytes at all parse to a failure or to what they say", "[crypto][key_file]") {
    vb::test::holds("random bytes", [](const Bytes& bytes) {
        RC_ASSERT(KeyFile::parse(bytes).error() == KeyFileFailure::NotAKeyFile);
    });
    const Bytes whole = createFile().file.encode();
    vb::test::holds(
        "mutated bytes",
        [&](const std::vector<std::pair<std::uint16_t, std::uint8_t>>& edits, std::uint16_t cut) {
            Bytes bytes = whole;
            for (const auto& [offset, value] : edits)
                bytes[8 + offset % (bytes.size() - 8)] = value;
            if (cut % 4 == 0)
                bytes.resize(60 + cut % (bytes.size() - 60));
            bytes = withRightChecksum(bytes);
            const auto file = KeyFile::parse(bytes);
            RC_TAG(file.has_value() ? "parsed" : "refused");
            if (!file)
                return;
            // Canonical: one file has one form.
            RC_ASSERT(file->encode() == bytes);
            RC_ASSERT(unlockWith(*file, "winterjas").has_value() == (bytes == whole));
        });
}

TEST_CASE("a changed passphrase opens the same keys and the old one opens nothing",
          "[crypto][key_file]") {
    auto created = createFile("oud");
    KeyFile& file = created.file;
    const Bytes before = file.encode();
    CHECK(file.changePassphrase(passphrase("fout"), passphrase("nieuw"), kCheapCost,
                                kCheapPolicy) == KeyFileFailure::WrongPassphrase);
    CHECK(file.changePassphrase(passphrase("oud"), passphrase(""), kCheapCost, kCheapPolicy) ==
          KeyFileFailure::PassphraseSize);
    CHECK(file.changePassphrase(passphrase("oud"), passphrase("nieuw"), {1, 8191}, kCheapPolicy) ==
          KeyFileFailure::BelowFloor);
    CHECK(file.encode() == before);

    CHECK_FALSE(
        file.changePassphrase(passphrase("oud"), passphrase("nieuw"), {2, 16384}, kCheapPolicy));
    file = reread(file);
    CHECK(unlockWith(file, "oud").error() == KeyFileFailure::WrongPassphrase);
    CHECK(sameKeys(*unlockWith(file, "nieuw"), created.keys));
    CHECK(file.costOf(WrapKind::Passphrase) == Argon2Cost{2, 16384});
}

TEST_CASE("a wrap below a raised floor still opens and can be raised", "[crypto][key_file]") {
    auto created = createFile();
    const Argon2Policy raised{{2, 16384}, kCheapPolicy.ceiling};
    const auto cost = created.file.costOf(WrapKind::Passphrase);
    REQUIRE(cost.has_value());
    CHECK(isBelow(*cost, raised.floor));
    const auto keys = created.file.unlock(WrapKind::Passphrase, passphrase("winterjas"), raised);
    REQUIRE(keys.has_value());
    CHECK(created.file.setWrap(WrapKind::Passphrase, *keys, passphrase("winterjas"), *cost,
                               raised) == KeyFileFailure::BelowFloor);
    CHECK_FALSE(created.file.setWrap(WrapKind::Passphrase, *keys, passphrase("winterjas"),
                                     raised.floor, raised));
    CHECK(sameKeys(*unlockWith(reread(created.file), "winterjas"), created.keys));
}

TEST_CASE("recovery opens the store but never the worker's own notes", "[crypto][key_file]") {
    auto created = createFile("vergeten");
    KeyFile& file = created.file;
    CHECK_FALSE(file.setWrap(WrapKind::Recovery, created.keys, passphrase("kluis"), kCheapCost,
                             kCheapPolicy));
    const auto recovered = unlockWith(reread(file), "kluis", WrapKind::Recovery);
    REQUIRE(recovered.has_value());
    CHECK(recovered->current.key == created.keys.current.key);
    CHECK_FALSE(recovered->notes.has_value());
    CHECK(unlockWith(file, "kluis").error() == KeyFileFailure::WrongPassphrase);
    CHECK(unlockWith(file, "vergeten", WrapKind::Recovery).error() ==
          KeyFileFailure::WrongPassphrase);

    // The office resets the passphrase: data stay, the notes' key is gone for good.
    CHECK_FALSE(file.setWrap(WrapKind::Passphrase, *recovered, passphrase("nieuw"), kCheapCost,
                             kCheapPolicy));
    const auto reset = unlockWith(reread(file), "nieuw");
    REQUIRE(reset.has_value());
    CHECK(reset->current.key == created.keys.current.key);
    CHECK_FALSE(reset->notes.has_value());
}

TEST_CASE("wraps can be removed down to the last", "[crypto][key_file]") {
    auto created = createFile();
    KeyFile& file = created.file;
    CHECK(file.removeWrap(WrapKind::Recovery) == KeyFileFailure::NoSuchWrap);
    CHECK(file.removeWrap(WrapKind::Passphrase) == KeyFileFailure::LastWrap);
    CHECK_FALSE(file.setWrap(WrapKind::Recovery, created.keys, passphrase("kluis"), kCheapCost,
                             kCheapPolicy));
    CHECK_FALSE(file.removeWrap(WrapKind::Passphrase));
    file = reread(file);
    CHECK_FALSE(file.has(WrapKind::Passphrase));
    CHECK(unlockWith(file, "kluis", WrapKind::Recovery).has_value());
    CHECK(file.removeWrap(WrapKind::Recovery) == KeyFileFailure::LastWrap);
}

TEST_CASE("rotation gives a new data key and destroys the old one's seal", "[crypto][key_file]") {
    auto created = createFile();
    KeyFile& file = created.file;
    CHECK(file.finishRotation() == KeyFileFailure::NoRotation);
    CHECK(file.abandonRotation() == KeyFileFailure::NoRotation);
    CHECK(file.prepareRotation(UnlockKey::generate()).error() == KeyFileFailure::OtherStore);
    const Bytes before = file.encode();

    const auto next = file.prepareRotation(created.keys.unlock);
    REQUIRE(next.has_value());
    CHECK(next->generation == 2);
    CHECK_FALSE(next->key == created.keys.current.key);
    CHECK(file.prepareRotation(created.keys.unlock).error() == KeyFileFailure::RotationPending);

    SECTION("a crash before the swap finds both keys") {
        const auto keys = unlockWith(reread(file), "winterjas");
        REQUIRE((keys && keys->next));
        CHECK(keys->current.key == created.keys.current.key);
        CHECK(keys->next->key == next->key);
        CHECK(keys->next->generation == 2);
    }
    SECTION("abandoned, the file is as it was") {
        CHECK_FALSE(file.abandonRotation());
        CHECK(file.encode() == before);
    }
    SECTION("finished, only the new key is left and notes stay") {
        CHECK_FALSE(file.finishRotation());
        const Bytes after = file.encode();
        CHECK(std::search(after.begin(), after.end(), before.begin() + 32, before.begin() + 104) ==
              after.end());
        const auto keys = unlockWith(reread(file), "winterjas");
        REQUIRE(keys.has_value());
        CHECK(keys->current.generation == 2);
        CHECK(keys->current.key == next->key);
        CHECK(keys->notes == created.keys.notes);
        CHECK_FALSE(keys->next.has_value());
    }
}

TEST_CASE("after any run of commands the file opens to the keys that it should",
          "[crypto][key_file]") {
    vb::test::holds("model", [] {
        // Twelve commands reach every pair of states; each costs an Argon2id hash or two.
        const auto steps = *rc::gen::resize(12, rc::gen::arbitrary<std::vector<std::uint8_t>>());
        auto created = createFile("p0");
        KeyFile& file = created.file;
        StoreKeys& keys = created.keys;
        std::string text = "p0";
        std::optional<std::string> recovery;
        for (const std::uint8_t step : steps) {
            const std::string fresh = "p" + std::to_string(step);
            switch (step % 6) {
            case 0:
                RC_ASSERT(!file.changePassphrase(passphrase(text), passphrase(fresh), kCheapCost,
                                                 kCheapPolicy));
                text = fresh;
                break;
            case 1:
                RC_ASSERT(!file.setWrap(WrapKind::Recovery, keys, passphrase(fresh), kCheapCost,
                                        kCheapPolicy));
                recovery = fresh;
                break;
            case 2:
                RC_ASSERT(file.removeWrap(WrapKind::Recovery).has_value() == !recovery);
                recovery.reset();
                break;
            case 3: {
                auto next = file.prepareRotation(keys.unlock);
                RC_ASSERT(next.has_value() == !keys.next);
                if (next)
                    keys.next = std::move(*next);
                break;
            }
            case 4:
                RC_ASSERT(file.finishRotation().has_value() == !keys.next);
                if (keys.next) {
                    keys.current = std::move(*keys.next);
                    keys.next.reset();
                }
                break;
            default:
                RC_ASSERT(file.abandonRotation().has_value() == !keys.next);
                keys.next.reset();
            }
        }
        const auto parsed = KeyFile::parse(file.encode(), kStore);
        RC_ASSERT(parsed.has_value());
        const auto opened = unlockWith(*parsed, text);
        RC_ASSERT(opened.has_value());
        RC_ASSERT(sameKeys(*opened, keys));
        RC_ASSERT(parsed->has(WrapKind::Recovery) == recovery.has_value());
        if (recovery) {
            const auto office = unlockWith(*parsed, *recovery, WrapKind::Recovery);
            RC_ASSERT(office.has_value());
            RC_ASSERT(office->current.key == keys.current.key);
        }
    });
}

TEST_CASE("the key file that version 0 wrote still opens", "[crypto][key_file][vectors]") {
    std::ifstream file(VB_VECTORS "/key_file_v0.json");
    REQUIRE(file.is_open());
    const auto vector = nlohmann::json::parse(file);
    const auto bytesOf = [&](const char* name) {
        return vectorBytes(vector.at(name).get<std::string>());
    };
    const auto parsed = KeyFile::parse(bytesOf("file"));
    REQUIRE(parsed.has_value());
    CHECK(std::ranges::equal(parsed->store(), bytesOf("store")));
    const auto keys = unlockWith(*parsed, vector.at("passphrase").get<std::string>());
    REQUIRE((keys && keys->next && keys->notes));
    CHECK(keys->current.generation == 2);
    CHECK(keys->next->generation == 3);
    CHECK(keys->unlock == *UnlockKey::fromBytes(bytesOf("unlock")));
    CHECK(keys->current.key == *DataKey::fromBytes(bytesOf("current")));
    CHECK(keys->next->key == *DataKey::fromBytes(bytesOf("next")));
    CHECK(*keys->notes == *NotesKey::fromBytes(bytesOf("notes")));
    const auto recovered =
        unlockWith(*parsed, vector.at("recovery").get<std::string>(), WrapKind::Recovery);
    REQUIRE(recovered.has_value());
    CHECK(recovered->current.key == keys->current.key);
    CHECK_FALSE(recovered->notes.has_value());
}
