-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- Records that are copies of one another, and records whose content moved to another audience: by the
-- oldest of them, as the records themselves say. Derived from them; null for all others.
ALTER TABLE record ADD COLUMN root BLOB;
-- Not 0 from a change of one of a family until it was seen whether a copy is to follow it.
ALTER TABLE record ADD COLUMN kin_due INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_of_root ON record (root) WHERE root IS NOT NULL;
CREATE INDEX record_kin_due ON record (kin_due) WHERE kin_due > 0;
