-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- What devices brought back to a recovering hub and what rests on something that is not back yet.

CREATE TABLE awaited (
  item   BLOB NOT NULL CHECK (length(item) = 32), -- id of a statement, an envelope or a stub
  device BLOB NOT NULL CHECK (length(device) = 32),
  PRIMARY KEY (item, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaited_of_device ON awaited (device);
