-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- What lets this device help a hub that was restored from an old copy. A position from 2^62 on is
-- of something that such a hub has not got back yet (lost_table.h).

-- The signed heads at the ends of other devices' runs: with them anybody can prove their work.
CREATE TABLE run_head (
    stream_no   INTEGER NOT NULL REFERENCES stream,
    counter     INTEGER NOT NULL,
    signed_head BLOB    NOT NULL,
    PRIMARY KEY (stream_no, counter)
) STRICT, WITHOUT ROWID;

CREATE INDEX statement_lost ON statement (position) WHERE position >= 4611686018427387904;

-- Own work of cases that left this device, as it was sent, until a copy off the hub's machine has it
-- too. The keys to it left with the case. Of a number that was given up there is no content, and no
-- position before the hub has said where its stub stands.
CREATE TABLE left_work (
    id          BLOB    PRIMARY KEY,
    position    INTEGER,
    stream      BLOB    NOT NULL,
    case_id     BLOB    NOT NULL,
    audience    BLOB    NOT NULL,
    device      BLOB    NOT NULL,
    incarnation BLOB    NOT NULL,
    counter     INTEGER NOT NULL,
    refusal     INTEGER NOT NULL,
    sealed      BLOB    NOT NULL,
    leaf        BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX left_work_at_position ON left_work (position);
CREATE INDEX left_work_in_stream ON left_work (stream, counter);

-- What the log says of those cases from there on, and what this device said itself and was not shown
-- since: own work rests on it, and nobody else may have had it yet.
CREATE TABLE left_statement (
    id       BLOB    PRIMARY KEY,
    signed   BLOB    NOT NULL,
    leaf     BLOB    NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX left_statement_at_position ON left_statement (position);
