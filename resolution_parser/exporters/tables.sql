-- The tables of items.sqlite. Filled row by row; indexes.sql is run afterwards.

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    reason TEXT,
    sha256 TEXT,
    size INTEGER,
    reader TEXT,
    error TEXT,
    message TEXT,
    duplicate_of TEXT
);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL REFERENCES files(path),
    part INTEGER NOT NULL,
    title TEXT,
    kind TEXT NOT NULL,
    year INTEGER,
    event TEXT,
    event_kind TEXT,
    theme TEXT,
    start TEXT,
    "end" TEXT,
    place TEXT,
    period TEXT,
    coverage REAL,
    text TEXT NOT NULL
);

CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    item TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    topic TEXT,
    lead TEXT,
    text TEXT NOT NULL,
    action TEXT,
    modality TEXT,
    status TEXT,
    deadline TEXT,
    deadline_start TEXT,
    deadline_end TEXT,
    deadline_kind TEXT,
    confidence REAL NOT NULL,
    rule TEXT NOT NULL,
    page INTEGER,
    paragraph INTEGER,
    start INTEGER,
    "end" INTEGER
);

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items(id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    role TEXT NOT NULL
);

CREATE TABLE indicators (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items(id),
    text TEXT NOT NULL,
    value REAL,
    value_max REAL,
    unit TEXT,
    comparator TEXT NOT NULL
);

CREATE TABLE warnings (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER
);
