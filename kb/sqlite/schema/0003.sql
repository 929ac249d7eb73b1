-- Letters as they really come: words read off pictures, abbreviations, letters held back, several letters
-- in a file, references between letters, and letters that look alike.

ALTER TABLE line ADD COLUMN words TEXT;
ALTER TABLE line ADD COLUMN printed TEXT;
ALTER TABLE letter ADD COLUMN abbreviations TEXT NOT NULL DEFAULT '[]';

-- held: where CPR numbers stand, as a list; nothing where the letters of this content may be seen.
-- cleared: what a keeper decided: 'released' or 'redacted'. kept: the SHA-256 of what stands in
-- the place of redacted bytes; sha256 stays that of the file, so that it is known when it is met again.
ALTER TABLE source ADD COLUMN held TEXT;
ALTER TABLE source ADD COLUMN cleared TEXT;
ALTER TABLE source ADD COLUMN kept TEXT;

CREATE VIEW kept AS
    SELECT letter.*, file.name, file.sha256, source.held, source.cleared
    FROM letter JOIN file USING (municipality, path) JOIN source USING (municipality, sha256);

CREATE VIEW shown AS SELECT * FROM kept WHERE held IS NULL;

-- Letters that were forgotten, of files that other letters still need.
CREATE TABLE forgotten (
    municipality TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (municipality, sha256, id)
) WITHOUT ROWID;

-- The references of a QA as the other letters let them be resolved, where that is more than was read.
CREATE TABLE link (
    municipality TEXT NOT NULL,
    qa TEXT NOT NULL,
    letter TEXT NOT NULL,
    refs TEXT NOT NULL,
    PRIMARY KEY (municipality, qa),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX link_letter ON link (municipality, letter);

CREATE TABLE sketch (
    municipality TEXT NOT NULL,
    letter TEXT NOT NULL,
    sketch BLOB NOT NULL,
    PRIMARY KEY (municipality, letter),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE band (
    municipality TEXT NOT NULL,
    band TEXT NOT NULL,
    letter TEXT NOT NULL,
    PRIMARY KEY (municipality, band, letter),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX band_letter ON band (municipality, letter);

-- What the keeper decided about two letters that look alike; preferred: the one that is searched, nothing: both.
-- It outlives a letter that is read again.
CREATE TABLE verdict (
    municipality TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    preferred TEXT,
    PRIMARY KEY (municipality, one, other)
) WITHOUT ROWID;

-- A letter that another one is preferred to is shown, but not searched – as long as the other one is shown.
CREATE VIEW searched AS
    SELECT * FROM shown WHERE NOT EXISTS (
        SELECT 1 FROM verdict JOIN shown AS chosen
        ON chosen.municipality = verdict.municipality AND chosen.id = verdict.preferred
        WHERE verdict.municipality = shown.municipality AND shown.id IN (one, other)
        AND preferred != shown.id);
