-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- What lists over all cases need without reading every record, and what the person at this device
-- did: postponed, read.

-- Bits of the client's projection, so that the few records that a list is about are found by index.
ALTER TABLE record ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_marked ON record (type) WHERE marks > 0;

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
