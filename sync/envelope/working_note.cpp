// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/working_note.h"

#include "crypto/aead.h"

#include <utility>

namespace vb::envelope {
namespace {

crypto::AssociatedData associatedData(const NotePlace& place) {
    crypto::AssociatedData data(crypto::Kind::WorkingNote);
    data.add(place.house.view()).add(place.audience.view()).add(place.changeset.view());
    data.addNumber(place.part);
    return data;
}

} // namespace

Bytes sealWorkingNote(const crypto::NotesKey& key, const NotePlace& place, ByteView content) {
    return crypto::seal(key, associatedData(place), content);
}

Result<Bytes> openWorkingNote(const crypto::NotesKey& key, const NotePlace& place,
                              ByteView sealed) {
    auto content = crypto::open(key, associatedData(place), sealed);
    if (!content)
        return fail(Code::Unauthentic, "working note");
    return std::move(*content);
}

} // namespace vb::envelope
