-- What makes items.sqlite quick to search; run when all rows are there.

CREATE INDEX items_by_document ON items(document_id);
CREATE INDEX items_by_kind ON items(kind, deadline_end);
CREATE INDEX bodies_by_item ON bodies(item_id);
CREATE INDEX bodies_by_name ON bodies(name);

CREATE VIRTUAL TABLE items_fts USING fts5(
    text, topic, content = 'items', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO items_fts(rowid, text, topic) SELECT id, text, topic FROM items;

CREATE VIRTUAL TABLE documents_fts USING fts5(
    title, text, content = 'documents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO documents_fts(rowid, title, text) SELECT id, title, text FROM documents;

CREATE VIEW tasks AS
SELECT
    documents.path,
    documents.year,
    items.item,
    items.text,
    (SELECT group_concat(name, '; ') FROM bodies WHERE bodies.item_id = items.id AND role = 'executor') AS bodies,
    items.deadline,
    items.deadline_end,
    items.modality
FROM items
JOIN documents ON documents.id = items.document_id
WHERE items.kind = 'task';
