-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- Attachments that the unsent work names, so that they too can be delivered when the store does not
-- open: ciphertext, and what the hub must be told with it.
CREATE TABLE attachment (
    attachment_no INTEGER PRIMARY KEY,
    case_id       BLOB    NOT NULL,
    audience      BLOB    NOT NULL,
    address       BLOB    NOT NULL,
    total         INTEGER NOT NULL CHECK (total > 0),
    -- DirectoryHead as it was when the device named it.
    directory     BLOB    NOT NULL,
    -- The device's word that this is its own: what a session of the push-only key has to show.
    signature     BLOB    NOT NULL,
    UNIQUE (audience, address)
) STRICT;

CREATE TABLE attachment_chunk (
    attachment_no INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    content       BLOB    NOT NULL,
    PRIMARY KEY (attachment_no, number)
) STRICT;

-- Which waiting items name it: it goes to the hub behind one of them.
CREATE TABLE attachment_name (
    attachment_no INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    seq           INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,
    PRIMARY KEY (attachment_no, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_name_of_item ON attachment_name (seq);

-- 1 once the hub has taken it in a session of the push-only key: the store does not know yet.
ALTER TABLE item ADD COLUMN delivered INTEGER NOT NULL DEFAULT 0;
