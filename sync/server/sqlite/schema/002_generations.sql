-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- A hub that was restored from a copy, and how it goes on. docs/hub.md has the procedure.

ALTER TABLE log_state ADD COLUMN is_copy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE log_state ADD COLUMN is_recovering INTEGER NOT NULL DEFAULT 0;
-- Hub time of the oldest head restored to; 0 for a log that was never restored.
ALTER TABLE log_state ADD COLUMN lost_since INTEGER NOT NULL DEFAULT 0;

-- Each head restored to, and the issuer's statement about it.
CREATE TABLE generation (
  generation INTEGER PRIMARY KEY,
  size       INTEGER NOT NULL,
  kept       INTEGER NOT NULL,
  root       BLOB NOT NULL CHECK (length(root) = 32),
  statement  BLOB NOT NULL,
  signature  BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
