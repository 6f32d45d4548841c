-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- The ciphertext of attachments: of those that were made here, and of those that records here name.

CREATE TABLE attachment (
    attachment_no INTEGER PRIMARY KEY,
    audience_no   INTEGER NOT NULL REFERENCES audience,
    address       BLOB    NOT NULL CHECK (length(address) = 32),
    state         INTEGER NOT NULL,
    -- Bytes of the whole, 0 while nobody has said; and how many of them are here, from the beginning.
    total         INTEGER NOT NULL,
    held          INTEGER NOT NULL CHECK (held <= total),
    -- DirectoryHead as it was when the device named it first in a record of its own.
    directory     BLOB    NOT NULL,
    UNIQUE (audience_no, address)
) STRICT;
CREATE INDEX attachment_waiting ON attachment (state) WHERE state IN (1, 2);
CREATE INDEX attachment_at_address ON attachment (address);

CREATE TABLE attachment_chunk (
    attachment_no INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    content       BLOB    NOT NULL,
    PRIMARY KEY (attachment_no, number)
) STRICT;

-- Which parts name it: with the last of them its key is gone, and its bytes may go too.
CREATE TABLE attachment_name (
    record_no     INTEGER NOT NULL,
    envelope_no   INTEGER NOT NULL,
    part          INTEGER NOT NULL,
    attachment_no INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    PRIMARY KEY (record_no, envelope_no, part, attachment_no),
    FOREIGN KEY (record_no, envelope_no, part)
        REFERENCES part (record_no, envelope_no, part) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_name_of ON attachment_name (attachment_no);

-- What was stored before may name attachments: this program reads it once and puts 0 here.
INSERT INTO meta (key, value)
    SELECT 'attachments.unread', x'0000000000000001' WHERE EXISTS (SELECT 1 FROM part);
