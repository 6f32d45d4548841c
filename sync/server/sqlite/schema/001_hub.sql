-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- The hub's store for one house on one machine: sealed bytes, hashes and signatures, and nothing
-- that anybody could read (invariant I-4). docs/hub.md explains the tables.

CREATE TABLE house (
  one              INTEGER PRIMARY KEY CHECK (one = 1),
  house            BLOB NOT NULL CHECK (length(house) = 16),
  root_fingerprint BLOB NOT NULL CHECK (length(root_fingerprint) = 32)
) STRICT;

CREATE TABLE log_state (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL,
  size       INTEGER NOT NULL,
  hub_time   INTEGER NOT NULL, -- milliseconds since 1970, of the last leaf
  secured    INTEGER NOT NULL CHECK (secured <= size)
) STRICT;
INSERT INTO log_state VALUES (1, 1, 0, 0, 0);

-- Roots of perfect subtrees: the 2^level leaves from node_index * 2^level on.
CREATE TABLE tree_node (
  level      INTEGER NOT NULL,
  node_index INTEGER NOT NULL,
  hash       BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, node_index)
) STRICT, WITHOUT ROWID;

-- case_id is all zero for the house directory.
CREATE TABLE statement (
  position  INTEGER PRIMARY KEY,
  case_id   BLOB NOT NULL CHECK (length(case_id) = 16),
  number    INTEGER NOT NULL,
  id        BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  statement BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  leaf      BLOB NOT NULL,
  UNIQUE (case_id, number)
) STRICT;

CREATE TABLE membership (
  worker       BLOB NOT NULL CHECK (length(worker) = 16),
  organisation INTEGER NOT NULL,
  case_id      BLOB NOT NULL CHECK (length(case_id) = 16),
  PRIMARY KEY (worker, organisation, case_id)
) STRICT, WITHOUT ROWID;

-- Envelopes and stubs. A stub has a reason, no parts, and is the header itself.
CREATE TABLE envelope (
  position        INTEGER PRIMARY KEY,
  case_id         BLOB NOT NULL CHECK (length(case_id) = 16),
  audience        BLOB NOT NULL CHECK (length(audience) = 16),
  epoch           BLOB NOT NULL CHECK (length(epoch) = 32),
  stream          BLOB NOT NULL CHECK (length(stream) = 16),
  counter         INTEGER NOT NULL,
  id              BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  stub_reason     INTEGER NOT NULL,
  bulk            INTEGER NOT NULL,
  run_end         INTEGER NOT NULL, -- counter of the signed head that covers it
  header          BLOB NOT NULL,
  leaf            BLOB NOT NULL,
  audience_count  INTEGER NOT NULL, -- comparison digest of the audience up to here
  audience_digest BLOB NOT NULL CHECK (length(audience_digest) = 32),
  UNIQUE (stream, counter)
) STRICT;
CREATE INDEX envelope_of_audience ON envelope (case_id, audience, position, bulk);

-- part is position * 64 + index in the envelope. content is empty once it was withdrawn or purged.
CREATE TABLE part (
  part    INTEGER PRIMARY KEY,
  hash    BLOB NOT NULL CHECK (length(hash) = 32),
  content BLOB NOT NULL
) STRICT;
CREATE INDEX part_of_hash ON part (hash);

CREATE TABLE stream (
  stream   BLOB NOT NULL PRIMARY KEY CHECK (length(stream) = 16),
  case_id  BLOB NOT NULL CHECK (length(case_id) = 16),
  audience BLOB NOT NULL CHECK (length(audience) = 16),
  device   BLOB NOT NULL CHECK (length(device) = 32),
  counter  INTEGER NOT NULL,
  last     BLOB NOT NULL CHECK (length(last) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE stream_head (
  stream    BLOB NOT NULL CHECK (length(stream) = 16),
  counter   INTEGER NOT NULL,
  head      BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (stream, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_usage (
  device BLOB NOT NULL PRIMARY KEY CHECK (length(device) = 32),
  items  INTEGER NOT NULL,
  bytes  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mail (
  address BLOB NOT NULL CHECK (length(address) = 32),
  slot    INTEGER NOT NULL,
  content BLOB NOT NULL,
  expires INTEGER NOT NULL, -- milliseconds since 1970
  PRIMARY KEY (address, slot)
) STRICT;
CREATE INDEX mail_by_expiry ON mail (expires);
