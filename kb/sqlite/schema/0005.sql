-- What a keeper must decide or has decided about a content gets a table of its own: as columns of source they
-- stood behind the file's bytes, which SQLite walked over to reach them at every question.
-- held: where CPR numbers stand, as a list; nothing where the letters may be seen. cleared: 'released' or 'redacted'.
-- stored: the SHA-256 of what stands in the place of redacted bytes; sha256 stays that of the file.

DROP VIEW searched;
DROP VIEW shown;
DROP VIEW kept;

CREATE TABLE clearance (
    municipality TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    held TEXT,
    cleared TEXT,
    stored TEXT,
    PRIMARY KEY (municipality, sha256),
    FOREIGN KEY (municipality, sha256) REFERENCES source ON DELETE CASCADE
) WITHOUT ROWID;

INSERT INTO clearance SELECT municipality, sha256, held, cleared, kept FROM source
    WHERE coalesce(held, cleared, kept) IS NOT NULL;

ALTER TABLE source DROP COLUMN held;
ALTER TABLE source DROP COLUMN cleared;
ALTER TABLE source DROP COLUMN kept;

CREATE VIEW kept AS
    SELECT letter.*, file.name, file.sha256, clearance.held, clearance.cleared, clearance.stored
    FROM letter JOIN file USING (municipality, path) LEFT JOIN clearance USING (municipality, sha256);

CREATE VIEW shown AS SELECT * FROM kept WHERE held IS NULL;

CREATE VIEW searched AS
    SELECT * FROM shown WHERE NOT EXISTS (
        SELECT 1 FROM verdict JOIN shown AS chosen
        ON chosen.municipality = verdict.municipality AND chosen.id = verdict.preferred
        WHERE verdict.municipality = shown.municipality AND shown.id IN (one, other)
        AND preferred != shown.id);

-- Which QAs refer to a QA, so that an interim answer finds the final one.
CREATE TABLE lean (
    municipality TEXT NOT NULL,
    target TEXT NOT NULL,
    qa TEXT NOT NULL,
    letter TEXT NOT NULL,
    PRIMARY KEY (municipality, target, qa),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX lean_letter ON lean (municipality, letter);
