-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- How far this device's own streams had come in audiences that left it. A number that was given out
-- is never given out again, also when the case comes back and is written in before it is pulled.
CREATE TABLE left_stream (
    stream  BLOB PRIMARY KEY,
    counter INTEGER NOT NULL,
    head    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
