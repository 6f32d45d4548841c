-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- 1 when somebody asked for it: then it counts for nothing of what a device fetches unasked.
ALTER TABLE attachment ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
-- How often the hub has refused these very bytes.
ALTER TABLE attachment ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
