// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/entries.h"
#include "sync/base/bytes.h"

namespace vb::bridge {

/// The slot of a contact in the store's drafts.
inline constexpr const char* kContactSlot = "contact";

/// A half-written contact as it lies in the store. `record` is the id that the contact will have:
/// with it a draft that was saved, and of which the removal was lost in a crash, is recognised and
/// never offered again.
struct StoredDraft {
    ContactEntry entry;
    RecordId record;
    friend bool operator==(const StoredDraft&, const StoredDraft&) = default;
};

/// JSON, because it must tolerate other versions of the form.
Bytes encodeDraft(const StoredDraft& draft);
/// Total: nothing when it is none of ours.
std::optional<StoredDraft> decodeDraft(ByteView bytes);

} // namespace vb::bridge
