// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/tape.h"

#include "tests/support/property.h"

namespace vb::test {

namespace {

rc::Gen<std::vector<std::uint32_t>> tapeWords(int length) {
    return rc::gen::withSize([length](int size) {
        return rc::gen::resize(size * length / rc::kNominalSize,
                               rc::gen::container<std::vector<std::uint32_t>>(rc::gen::resize(
                                   rc::kNominalSize, rc::gen::arbitrary<std::uint32_t>())));
    });
}

} // namespace

void holdsOverTapes(const std::string& name, int length, const std::function<void(Tape&)>& law) {
    holds(name, [&] {
        Tape tape(*tapeWords(length));
        law(tape);
    });
}

void breakLaw(const std::string& what, const char* file, int line) {
    throw rc::detail::CaseResult(rc::detail::CaseResult::Type::Failure,
                                 std::string(file) + ":" + std::to_string(line) + ": " + what);
}

} // namespace vb::test
