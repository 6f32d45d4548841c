// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Trains a zstd dictionary on generated changesets and measures one on others.
//   train_dictionary train SEED COUNT FILE     writes the dictionary
//   train_dictionary measure SEED COUNT        sizes with the dictionaries that the program ships
// A dictionary that was ever released is never trained again: it would be a new one beside it.
#include "sync/envelope/content_codec.h"
#include "sync/envelope/packing.h"
#include "tests/support/sample_changesets.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <zdict.h>

namespace {

using vb::Bytes;

constexpr std::size_t kDictionarySize = std::size_t{16} * 1024;

/// The encoded parts of `count` changesets: exactly what is packed before sealing.
std::vector<Bytes> samples(std::uint64_t seed, std::size_t count) {
    vb::test::SampleChangesets source(seed);
    std::vector<Bytes> parts;
    while (parts.size() < count) {
        const vb::model::Changeset changeset = source.next();
        for (const vb::model::Part& part : changeset.parts) {
            auto bytes = vb::envelope::encodePart({changeset.hat, changeset.stamp, {}, {}}, part);
            VB_CHECK(bytes.has_value());
            parts.push_back(std::move(*bytes));
        }
    }
    return parts;
}

int train(std::uint64_t seed, std::size_t count, const std::string& file) {
    Bytes joined;
    std::vector<std::size_t> sizes;
    for (const Bytes& part : samples(seed, count)) {
        vb::append(joined, part);
        sizes.push_back(part.size());
    }
    Bytes dictionary(kDictionarySize);
    const std::size_t size =
        ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), joined.data(), sizes.data(),
                              static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(size)) {
        std::cerr << "training failed: " << ZDICT_getErrorName(size) << '\n';
        return EXIT_FAILURE;
    }
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(dictionary.data()), static_cast<std::streamsize>(size));
    std::cout << file << ": " << size << " bytes from " << sizes.size() << " parts\n";
    return out.good() ? EXIT_SUCCESS : EXIT_FAILURE;
}

int measure(std::uint64_t seed, std::size_t count) {
    vb::envelope::Packer packer;
    std::size_t plain = 0;
    std::size_t without = 0;
    std::size_t with = 0;
    const auto parts = samples(seed, count);
    for (const Bytes& part : parts) {
        plain += part.size();
        without += packer.pack(part, vb::envelope::Dictionary::None)->size();
        with += packer.pack(part, vb::envelope::Dictionary::First)->size();
    }
    const auto mean = [&parts](std::size_t sum) { return sum / parts.size(); };
    std::cout << parts.size() << " parts, mean bytes: encoded " << mean(plain)
              << ", packed without a dictionary " << mean(without) << ", with dictionary 1 "
              << mean(with) << '\n';
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 4 && arguments[0] == "train")
        return train(std::stoull(arguments[1]), std::stoull(arguments[2]), arguments[3]);
    if (arguments.size() == 3 && arguments[0] == "measure")
        return measure(std::stoull(arguments[1]), std::stoull(arguments[2]));
    std::cerr << "usage: train_dictionary train SEED COUNT FILE | measure SEED COUNT\n";
    return EXIT_FAILURE;
}
