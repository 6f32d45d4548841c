-- Rebuilds the referenced table, which needs foreign keys not to be enforced meanwhile;
-- "quotes" and (parentheses) stand here to show that the text arrives as it is.
CREATE TABLE note_new (id INTEGER PRIMARY KEY, body TEXT NOT NULL, lang TEXT NOT NULL DEFAULT 'nl') STRICT;
INSERT INTO note_new (id, body) SELECT id, body FROM note;
DROP TABLE note;
ALTER TABLE note_new RENAME TO note;
CREATE INDEX note_lang ON note (lang);
