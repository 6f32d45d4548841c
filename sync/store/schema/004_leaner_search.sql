-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- An acknowledgement asks for the streams of one audience; without an index it read all of them.
CREATE INDEX stream_of_audience ON stream (audience_no);

-- Prefixes of two and three letters tripled what each text writes, and at a caseload's size the
-- terms themselves answer as fast; sizes of texts are for ranking, and hits are listed newest first.
CREATE VIRTUAL TABLE found USING fts5 (text, tokenize = 'unicode61', columnsize = 0);
INSERT INTO found (rowid, text) SELECT rowid, text FROM search;
DROP TABLE search;
ALTER TABLE found RENAME TO search;
