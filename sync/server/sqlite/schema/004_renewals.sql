-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- What devices have sealed anew. Envelopes from before this name no first sealing.

CREATE TABLE renewal (
  first  BLOB NOT NULL CHECK (length(first) = 32), -- id of the first sealing
  device BLOB NOT NULL CHECK (length(device) = 32),
  PRIMARY KEY (first, device)
) STRICT, WITHOUT ROWID;
