-- SPDX-FileCopyrightText: 2026 The Veldboek authors
-- SPDX-License-Identifier: EUPL-1.2
-- The item that this one says anew, under another number: what the store has of that one goes when
-- this one comes.
ALTER TABLE item ADD COLUMN replaces BLOB;
