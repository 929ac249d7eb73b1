-- Passages with facets to filter by, token vectors, and their terms as plain rows: what is searched is an index in
-- memory, made from these tables.

ALTER TABLE passage ADD COLUMN facets TEXT NOT NULL DEFAULT '';

CREATE TABLE bag (row INTEGER PRIMARY KEY, body TEXT NOT NULL);
INSERT INTO bag SELECT rowid, body FROM terms;
DROP TRIGGER passage_gone;
DROP TABLE terms;
ALTER TABLE bag RENAME TO terms;

CREATE TABLE tokens (row INTEGER PRIMARY KEY, packed BLOB NOT NULL);

-- The passages made with one encoder as a whole: how many there are, and a stamp. It is random and another one
-- after every change, so an index of the same stamp holds the same passages, also where a backup was restored.
CREATE TABLE edition (
    municipality TEXT NOT NULL,
    encoder TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (municipality, encoder)
) WITHOUT ROWID;

INSERT INTO edition
    SELECT municipality, encoder, max(dimension), count(*), lower(hex(randomblob(16)))
    FROM passage GROUP BY municipality, encoder;

-- Rows that were dropped and may still stand in an index's files.
CREATE TABLE gone (
    municipality TEXT NOT NULL,
    encoder TEXT NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (municipality, encoder, row)
) WITHOUT ROWID;

-- The encoder whose passages are searched; those of another one may be on their way beside them.
CREATE TABLE serving (
    municipality TEXT PRIMARY KEY,
    encoder TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    spec TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO serving SELECT municipality, encoder, dimension, '' FROM (
    SELECT municipality, encoder, dimension, min(row) FROM passage GROUP BY municipality);

CREATE TRIGGER passage_came AFTER INSERT ON passage BEGIN
    INSERT INTO edition VALUES (new.municipality, new.encoder, new.dimension, 1, lower(hex(randomblob(16))))
        ON CONFLICT DO UPDATE SET passages = passages + 1, stamp = excluded.stamp;
END;

CREATE TRIGGER passage_gone AFTER DELETE ON passage BEGIN
    DELETE FROM terms WHERE row = old.row;
    DELETE FROM tokens WHERE row = old.row;
    INSERT INTO gone VALUES (old.municipality, old.encoder, old.row);
    UPDATE edition SET passages = passages - 1, stamp = lower(hex(randomblob(16)))
        WHERE municipality = old.municipality AND encoder = old.encoder;
END;

-- The stamps that indexes were built from: an index whose stamp is here is this knowledge base's own, though
-- more may have come and gone since.
DROP TABLE generation;
CREATE TABLE generation (
    municipality TEXT NOT NULL,
    encoder TEXT NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (municipality, encoder, stamp)
) WITHOUT ROWID;
