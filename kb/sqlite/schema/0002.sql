-- The version of reading that made a letter's texts (kb.text.READING), and a digest over all that was
-- read; 0 and nothing: from before they were kept.

ALTER TABLE letter ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
ALTER TABLE letter ADD COLUMN digest TEXT;
