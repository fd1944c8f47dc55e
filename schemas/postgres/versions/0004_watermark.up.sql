CREATE TABLE newswire.watermark (
    source_id  text PRIMARY KEY REFERENCES newswire.source,
    state      jsonb NOT NULL DEFAULT '{}',
    version    bigint NOT NULL DEFAULT 1 CHECK (version > 0),
    fetched_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    run_id     bigint NOT NULL REFERENCES newswire.run
);
COMMENT ON TABLE newswire.watermark IS 'How far a source has been read: written in one transaction once all that a run fetched of the source is loaded, and never backwards.';
COMMENT ON COLUMN newswire.watermark.source_id IS 'The source.';
COMMENT ON COLUMN newswire.watermark.state IS 'Cursor of the source''s transport: ETag and Last-Modified, token of a feed, UIDVALIDITY and last UID of a mailbox; empty where the marks of the items are enough.';
COMMENT ON COLUMN newswire.watermark.version IS 'Count of advances: a run that read an older version leaves the state as it is.';
COMMENT ON COLUMN newswire.watermark.fetched_at IS 'When the last fetch that was loaded to its end began, UTC: a record''s every counts from here.';
COMMENT ON COLUMN newswire.watermark.updated_at IS 'When the row was last written, UTC.';
COMMENT ON COLUMN newswire.watermark.run_id IS 'Run that wrote the row last.';

CREATE TABLE newswire.watermark_item (
    source_id     text NOT NULL REFERENCES newswire.source,
    name          text NOT NULL,
    mark          text NOT NULL,
    held_stage    text,
    rules_version text,
    run_id        bigint NOT NULL REFERENCES newswire.run,
    updated_at    timestamptz NOT NULL DEFAULT now()
);
-- A name may be longer than a key of an index.
CREATE UNIQUE INDEX watermark_item_name ON newswire.watermark_item (source_id, md5(name));
COMMENT ON TABLE newswire.watermark_item IS 'Items that a source lists and that were taken: written in the transaction that loaded them, removed when the source lists them no more.';
COMMENT ON COLUMN newswire.watermark_item.source_id IS 'The source.';
COMMENT ON COLUMN newswire.watermark_item.name IS 'Name of the item at the source, as in raw_item.';
COMMENT ON COLUMN newswire.watermark_item.mark IS 'What tells the item from a later one of that name: size, time and number of a file, an ETag, a digest.';
COMMENT ON COLUMN newswire.watermark_item.held_stage IS 'Stage that put the item into quarantine; null when it came through. One held at fetch is tried again by each run, any other when the rules have changed.';
COMMENT ON COLUMN newswire.watermark_item.rules_version IS 'Version of the rules that it was read with; null when not told.';
COMMENT ON COLUMN newswire.watermark_item.run_id IS 'Run that took it.';
COMMENT ON COLUMN newswire.watermark_item.updated_at IS 'When it was taken, UTC.';
