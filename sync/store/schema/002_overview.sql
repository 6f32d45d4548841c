-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- What lists over all cases need without reading every record, and what the person at this device
-- did: postponed, read.

-- Bits of the client's projection, so that the few records that a list is about are found by index.
ALTER TABLE record ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_marked ON record (type) WHERE marks > 0;

-- SQLite takes a partial index only where the query says literally what the index does: one for each
-- state, and queries with the number in their text.
DROP INDEX envelope_not_accepted;
CREATE INDEX envelope_unsent ON envelope (audience_no) WHERE state = 0;
CREATE INDEX envelope_refused ON envelope (audience_no) WHERE state = 2;
CREATE INDEX record_in_audience ON record (audience_no);

-- Work of people who had been removed without knowing it: seldom, and somebody has to look at it.
CREATE INDEX envelope_late ON envelope (audience_no) WHERE late > 0;

-- What the person put off deciding, with what it was about at that moment: when that changes, it is
-- no longer put off.
CREATE TABLE postponed (
    subject TEXT PRIMARY KEY,
    seen    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The read log of this device, one line for each case, handling and hour. Never edited; outlives
-- the case.
CREATE TABLE reading (
    case_id  BLOB    NOT NULL,
    handling TEXT    NOT NULL,
    hour     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    hat      TEXT    NOT NULL,
    offline  INTEGER NOT NULL,
    PRIMARY KEY (case_id, handling, hour)
) STRICT, WITHOUT ROWID;
