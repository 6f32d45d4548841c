// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "sync/base/bytes.h"
#include "sync/base/ids.h"

#include <cstdint>

namespace vb::envelope {

/// Which piece of an own working note is sealed again.
struct NotePlace {
    HouseId house;
    AudienceId audience;
    ChangesetId changeset;
    std::uint16_t part = 0;
};

/// Own working notes are sealed a second time at rest, under a key that the passphrase alone opens:
/// whoever gets the store open by another way (an office reset) still cannot read them. The result
/// is bound to its place and not padded, since it never leaves the device.
Bytes sealWorkingNote(const crypto::NotesKey& key, const NotePlace& place, ByteView content);
/// Unauthentic for another key or place, or damage.
Result<Bytes> openWorkingNote(const crypto::NotesKey& key, const NotePlace& place, ByteView sealed);

} // namespace vb::envelope
