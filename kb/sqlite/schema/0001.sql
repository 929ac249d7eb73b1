-- Letters and the files they came from. The municipality is part of every key.

CREATE TABLE source (
    municipality TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (municipality, sha256)
) WITHOUT ROWID;

CREATE TABLE file (
    municipality TEXT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (municipality, path),
    FOREIGN KEY (municipality, sha256) REFERENCES source
) WITHOUT ROWID;

CREATE INDEX file_content ON file (municipality, sha256);

CREATE TABLE letter (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    title TEXT,
    subject TEXT,
    date TEXT,
    department TEXT,
    case_number TEXT,
    officer TEXT,
    recipient TEXT,
    parties TEXT NOT NULL,
    signers TEXT NOT NULL,
    pages INTEGER,
    notes TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, path) REFERENCES file ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX letter_path ON letter (municipality, path);

CREATE TABLE line (
    municipality TEXT NOT NULL,
    letter TEXT NOT NULL,
    seq INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    number INTEGER NOT NULL,
    opens INTEGER NOT NULL,
    bold INTEGER NOT NULL,
    size REAL,
    box TEXT,
    PRIMARY KEY (municipality, letter, seq),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE piece (
    municipality TEXT NOT NULL,
    letter TEXT NOT NULL,
    seq INTEGER NOT NULL,
    role TEXT NOT NULL,
    line INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    qa TEXT,
    PRIMARY KEY (municipality, letter, seq),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE qa (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    letter TEXT NOT NULL,
    seq INTEGER NOT NULL,
    number TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    refs TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX qa_letter ON qa (municipality, letter, seq);

-- Passages: what is embedded and searched. Row ids are never used twice, so that an index built
-- from an earlier state can only miss passages, never show a wrong one.

CREATE TABLE passage (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    letter TEXT NOT NULL,
    qa TEXT NOT NULL,
    digest TEXT NOT NULL,
    encoder TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    vector BLOB NOT NULL,
    UNIQUE (municipality, encoder, id),
    FOREIGN KEY (municipality, letter) REFERENCES letter ON DELETE CASCADE
);

CREATE INDEX passage_letter ON passage (municipality, letter);
CREATE INDEX passage_qa ON passage (municipality, qa);

-- Terms come ready from Python; the tokenizer only splits at spaces. Municipality and encoder are a
-- column of their own, as a filter inside the full-text query is far cheaper than a join.
CREATE VIRTUAL TABLE terms USING fts5 (
    owner, body,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);

CREATE TRIGGER passage_gone AFTER DELETE ON passage BEGIN
    DELETE FROM terms WHERE rowid = old.row;
END;

-- Holds a row while deleted text may still stand in free pages, in the full-text index or in the log.
CREATE TABLE wipe (due TEXT PRIMARY KEY) WITHOUT ROWID;

-- The content digests that indexes were built from: an index whose digest is here is this
-- knowledge base's own, though perhaps behind.
CREATE TABLE generation (
    municipality TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (municipality, content)
) WITHOUT ROWID;
