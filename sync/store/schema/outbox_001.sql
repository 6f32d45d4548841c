-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- The outbox: everything in it is sealed and signed already, so it lies outside the store's key and
-- can be delivered when the store can no longer be opened.

CREATE TABLE item (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    INTEGER NOT NULL,
    id      BLOB    NOT NULL UNIQUE,
    -- SignedStatement, Envelope or Stub, as it will be sent.
    content BLOB    NOT NULL,
    -- Envelopes: the SignedStreamHead of the save that wrote them.
    head    BLOB,
    stream  BLOB,
    counter INTEGER
) STRICT;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
