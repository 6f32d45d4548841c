-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- Attachments that withdrawn parts of a record named, and that no statement names: they stay until it
-- is seen that they are where the content of the record went. Not by the record's number: it may be
-- gone for a while, until what says where it went comes.
CREATE TABLE attachment_kept (
    attachment_no INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    record        BLOB    NOT NULL CHECK (length(record) = 16),
    -- Of who named it.
    organisation  INTEGER NOT NULL,
    -- The number of the newest statement that withdrew such a part.
    since         INTEGER NOT NULL,
    -- 1 after a sync in which nothing said where the content went, or that it went along.
    idle          INTEGER NOT NULL DEFAULT 0,
    -- 1 when the hub is to get it, for readers of where it went that this device is not one of.
    offered       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (attachment_no, record, organisation)
) STRICT, WITHOUT ROWID;
