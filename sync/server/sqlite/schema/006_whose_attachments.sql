-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- Whose an attachment is, for withdrawals; 0 of what was taken before anybody wrote it down.
ALTER TABLE attachment ADD COLUMN organisation INTEGER NOT NULL DEFAULT 0;
