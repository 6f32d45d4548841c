-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- The ciphertext of attachments, and what devices have uploaded of it so far.

-- uploader is all zero once it is whole and its digest was checked.
CREATE TABLE attachment (
  attachment INTEGER PRIMARY KEY,
  case_id    BLOB NOT NULL CHECK (length(case_id) = 16),
  audience   BLOB NOT NULL CHECK (length(audience) = 16),
  address    BLOB NOT NULL CHECK (length(address) = 32),
  uploader   BLOB NOT NULL CHECK (length(uploader) = 32),
  total      INTEGER NOT NULL,
  held       INTEGER NOT NULL CHECK (held <= total),
  touched    INTEGER NOT NULL, -- milliseconds since 1970
  UNIQUE (case_id, audience, address, uploader)
) STRICT;
CREATE INDEX attachment_of_uploader ON attachment (uploader, touched);

-- chunk is attachment * 1024 + its number.
CREATE TABLE attachment_chunk (
  chunk   INTEGER PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;
