// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "tests/conformance/fields.h"
#include "tests/conformance/sql_stores.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace vb::conformance {

/// The longest request; a longer line is read to its end and answered with an error.
inline constexpr std::size_t kMaxLineBytes = std::size_t{32} * 1024 * 1024;
/// How deep arrays and objects may stand in each other, and how many elements there may be in all:
/// a few bytes of JSON take some tens of bytes of memory.
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxElements = 1'000'000;

/// What an operation answers: the members of the reply beside `id`, `ok` and `error`. An operation
/// that fails and still has something to show puts its `error` among them.
using Reply = Result<Json>;

/// Answers requests, one JSON object each, by the functions of the product: README.md beside this
/// file is the whole contract. Keeps nothing from one request to the next but the stores that `sql`
/// was told to keep. Total: any bytes give one reply. Owned and used by one thread.
class Driver {
public:
    /// One reply, without a line's end; `line` is one request.
    std::string answer(std::string_view line);

private:
    Reply perform(const std::string& operation, const Fields& request);

    SqlStores m_stores;
};

/// Answers lines until the input ends, each reply flushed. Lines that are empty are skipped.
void serve(Driver& driver, std::istream& in, std::ostream& out);

// The operations; each in the file of its name.
Reply merge(const Fields& request);
Reply hlc(const Fields& request);
Reply chain(const Fields& request);
Reply codec(const Fields& request);
Reply reconcile(const Fields& request);
Reply sql(SqlStores& stores, const Fields& request);
Reply envelopeOpen(const Fields& request);
Reply aeadOpen(const Fields& request);
Reply ed25519Verify(const Fields& request);
Reply sealedBoxOpen(const Fields& request);
Reply argon2id(const Fields& request);
Reply merkleInclusion(const Fields& request);
Reply merkleConsistency(const Fields& request);

} // namespace vb::conformance
