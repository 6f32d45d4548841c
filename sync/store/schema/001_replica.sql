-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- The replica's tables. Ids are blobs; *_no are local row numbers that never leave this file.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Statements as the hub numbered them, per chain: sixteen zero bytes for the house directory, the
-- case's id for a membership log.
CREATE TABLE statement (
    chain    BLOB    NOT NULL,
    number   INTEGER NOT NULL,
    id       BLOB    NOT NULL,
    signed   BLOB    NOT NULL,
    leaf     BLOB    NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (chain, number)
) STRICT, WITHOUT ROWID;

-- Epoch keys as they were handed to this device: sealed boxes, opened on use.
CREATE TABLE epoch_box (
    epoch    BLOB PRIMARY KEY,
    audience BLOB NOT NULL,
    case_id  BLOB NOT NULL,
    box      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE casus (
    case_no   INTEGER PRIMARY KEY,
    case_id   BLOB    NOT NULL UNIQUE,
    -- When the person last had the case open on this device; null: never.
    opened_at INTEGER
) STRICT;

CREATE TABLE audience (
    audience_no   INTEGER PRIMARY KEY,
    audience      BLOB    NOT NULL UNIQUE,
    case_no       INTEGER NOT NULL REFERENCES casus,
    -- Log positions below these are applied.
    cursor_recent INTEGER NOT NULL DEFAULT 0,
    cursor_bulk   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX audience_of_case ON audience (case_no);

CREATE TABLE stream (
    stream_no   INTEGER PRIMARY KEY,
    stream      BLOB    NOT NULL UNIQUE,
    audience_no INTEGER NOT NULL REFERENCES audience,
    device      BLOB    NOT NULL,
    incarnation BLOB    NOT NULL,
    counter     INTEGER NOT NULL,
    head        BLOB    NOT NULL,
    -- The newest signed head that we hold, SignedStreamHead; it covers what it names and before.
    signed_head BLOB
) STRICT;

CREATE TABLE envelope (
    envelope_no   INTEGER PRIMARY KEY,
    id            BLOB    NOT NULL UNIQUE,
    audience_no   INTEGER NOT NULL REFERENCES audience,
    stream_no     INTEGER NOT NULL REFERENCES stream,
    counter       INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    state         INTEGER NOT NULL,
    refusal       INTEGER NOT NULL DEFAULT 0,
    position      INTEGER,
    hub_time      INTEGER,
    author        BLOB    NOT NULL,
    organisation  INTEGER NOT NULL,
    hat           TEXT    NOT NULL,
    stamp_millis  INTEGER NOT NULL,
    stamp_counter INTEGER NOT NULL,
    roles         INTEGER NOT NULL,
    standing      INTEGER NOT NULL,
    late          INTEGER NOT NULL,
    -- As sent, so that this device can help a hub that forgot; empty for a stub.
    sealed        BLOB    NOT NULL,
    leaf          BLOB
) STRICT;
CREATE UNIQUE INDEX envelope_at_position ON envelope (position) WHERE position IS NOT NULL;
CREATE INDEX envelope_in_audience ON envelope (audience_no, position);
CREATE INDEX envelope_not_accepted ON envelope (state) WHERE state IN (0, 2);
CREATE INDEX envelope_in_stream ON envelope (stream_no, counter);

CREATE TABLE record (
    record_no     INTEGER PRIMARY KEY,
    record        BLOB    NOT NULL UNIQUE,
    case_no       INTEGER NOT NULL REFERENCES casus,
    audience_no   INTEGER NOT NULL REFERENCES audience,
    type          INTEGER NOT NULL,
    -- What the client's projection made of the merged record: derived, and made again at will.
    sort_millis   INTEGER NOT NULL DEFAULT 0,
    summary       BLOB    NOT NULL DEFAULT x'',
    conflicts     INTEGER NOT NULL DEFAULT 0,
    unread        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX record_of_case ON record (case_no, type, sort_millis);
CREATE INDEX record_of_type ON record (type, case_no);
CREATE INDEX record_conflicts ON record (conflicts) WHERE conflicts > 0;
CREATE INDEX record_unread ON record (case_no) WHERE unread > 0;

CREATE TABLE part (
    record_no   INTEGER NOT NULL REFERENCES record,
    envelope_no INTEGER NOT NULL REFERENCES envelope,
    part        INTEGER NOT NULL,
    content     BLOB    NOT NULL,
    PRIMARY KEY (record_no, envelope_no, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_of_envelope ON part (envelope_no);

-- Rows are record_no; the text is already folded by the client.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61', prefix = '2 3');

-- What colleagues' devices said they have applied and shown.
CREATE TABLE acknowledged (
    device    BLOB    NOT NULL,
    stream_no INTEGER NOT NULL REFERENCES stream,
    counter   INTEGER NOT NULL,
    displayed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (device, stream_no)
) STRICT, WITHOUT ROWID;

-- Half-written entries of the person at this device; they never leave it.
CREATE TABLE draft (
    case_id BLOB NOT NULL,
    slot    TEXT NOT NULL,
    content BLOB NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, slot)
) STRICT, WITHOUT ROWID;

-- What a person must look at and that is not a conflict: refusals, alarms, late work.
CREATE TABLE attention (
    attention_no INTEGER PRIMARY KEY,
    kind         INTEGER NOT NULL,
    case_id      BLOB,
    subject      BLOB,
    reason       INTEGER NOT NULL DEFAULT 0,
    noticed_at   INTEGER NOT NULL,
    UNIQUE (kind, subject)
) STRICT;
