-- The version of reading that made a letter's texts (kb.text.READING); 0: from before it was kept.

ALTER TABLE letter ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
