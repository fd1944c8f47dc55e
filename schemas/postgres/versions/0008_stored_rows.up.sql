-- What an article is found by stands in one row: of two tables joined late a reader's question finds no index.
ALTER TABLE newswire.showing
    ADD COLUMN base_revision_id bigint REFERENCES newswire.revision,
    ADD COLUMN agency text,
    ADD COLUMN version_created timestamptz,
    ADD COLUMN search tsvector;
UPDATE newswire.showing w
SET base_revision_id = r.id, agency = r.agency, version_created = r.version_created, search = coalesce(j.search, r.search)
FROM newswire.showing o
LEFT JOIN newswire.joined j ON j.revision_id = o.revision_id
JOIN newswire.revision r ON r.id = coalesce(j.base_revision_id, o.revision_id)
WHERE w.revision_id = o.revision_id;
ALTER TABLE newswire.showing
    ALTER COLUMN base_revision_id SET NOT NULL,
    ALTER COLUMN search SET NOT NULL;
CREATE INDEX showing_base ON newswire.showing (base_revision_id);
CREATE INDEX showing_agency ON newswire.showing (agency, version_created DESC);
CREATE INDEX showing_version_created ON newswire.showing (version_created DESC);
-- What waits to be sorted into the index is read from end to end by each search: little may wait.
CREATE INDEX showing_search ON newswire.showing USING gin (search) WITH (gin_pending_list_limit = 256);
DROP INDEX newswire.revision_search, newswire.joined_search;
COMMENT ON TABLE newswire.showing IS 'When each revision is shown, with what its article is found by: made by the load from revision and joined.';
COMMENT ON COLUMN newswire.showing.base_revision_id IS 'Revision that the article is, whose headline it has: of joined takes the story that they add to, else the revision itself.';
COMMENT ON COLUMN newswire.showing.agency IS 'Agency of that revision; null when unknown.';
COMMENT ON COLUMN newswire.showing.version_created IS 'When the provider made that revision, UTC; null when unknown.';
COMMENT ON COLUMN newswire.showing.search IS 'Full-text index of headline, slugline and the text shown, joined takes included.';

CREATE TABLE newswire.showing_part (
    revision_id      bigint NOT NULL REFERENCES newswire.showing ON DELETE CASCADE,
    position         integer NOT NULL,
    part_revision_id bigint NOT NULL REFERENCES newswire.revision,
    start_offset     integer NOT NULL CHECK (start_offset >= 0),
    PRIMARY KEY (revision_id, position)
);
CREATE INDEX showing_part_part ON newswire.showing_part (part_revision_id);
COMMENT ON TABLE newswire.showing_part IS 'Which revisions'' texts make up each text shown: one, or the takes that are joined.';
COMMENT ON COLUMN newswire.showing_part.revision_id IS 'Row of showing.';
COMMENT ON COLUMN newswire.showing_part.position IS 'Number of the part, from 0.';
COMMENT ON COLUMN newswire.showing_part.part_revision_id IS 'Revision whose text it is.';
COMMENT ON COLUMN newswire.showing_part.start_offset IS 'Where it starts in the text shown, in code points from 0.';
INSERT INTO newswire.showing_part (revision_id, position, part_revision_id, start_offset)
SELECT w.revision_id, coalesce(p.position, 0), coalesce(p.part_revision_id, w.revision_id), coalesce(p.start_offset, 0)
FROM newswire.showing w LEFT JOIN newswire.joined_part p ON p.revision_id = w.revision_id;

CREATE OR REPLACE VIEW newswire.shown_text AS
SELECT w.story_id, w.base_revision_id AS revision_id, w.revision_id AS newest_revision_id, coalesce(j.body, r.body) AS body,
       coalesce(j.paragraphs, r.paragraphs) AS paragraphs, coalesce(j.word_count, r.word_count) AS word_count, w.search,
       w.period
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.base_revision_id
LEFT JOIN newswire.joined j ON j.revision_id = w.revision_id;

CREATE OR REPLACE VIEW newswire.shown_part AS
SELECT w.story_id, w.base_revision_id AS revision_id, p.part_revision_id, p.start_offset, w.period
FROM newswire.showing w
JOIN newswire.showing_part p ON p.revision_id = w.revision_id;

CREATE OR REPLACE VIEW newswire.article AS
SELECT w.story_id, w.base_revision_id AS revision_id, w.agency, r.guid, r.version, w.version_created, r.format, r.language,
       r.headline, r.slugline, r.abstract, r.byline, r.dateline_text, r.dateline_city, r.dateline_region,
       r.dateline_country, r.dateline_date, r.dateline_agency, r.first_created, r.keywords, r.usage_terms, r.urgency,
       r.pubstatus, r.embargo_until, coalesce(j.body, r.body) AS body, coalesce(j.paragraphs, r.paragraphs) AS paragraphs,
       coalesce(j.word_count, r.word_count) AS word_count, i.source_id, i.name, i.sha256 AS raw_sha256, i.uri AS raw_uri,
       s.first_seen_at, r.stored_at, r.rules_version, w.search, r.dateline_date_text, r.dateline_places,
       (SELECT coalesce(jsonb_agg(to_jsonb(c) - 'revision_id' - 'position' ORDER BY c.position), '[]')
        FROM newswire.contributor c WHERE c.revision_id = r.id) AS contributors,
       (SELECT coalesce(jsonb_agg(to_jsonb(n) - 'revision_id' - 'position' ORDER BY n.position), '[]')
        FROM newswire.notice n WHERE n.revision_id = r.id) AS notices
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.base_revision_id
JOIN newswire.story s ON s.id = w.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
LEFT JOIN newswire.joined j ON j.revision_id = w.revision_id
WHERE w.period @> now();

-- The cluster of each article is looked up by itself, as a window over all clusters reads every article for one story.
-- The planner is told that articles share clusters, more than they do: then it looks each up once for all that are in it.
ALTER TABLE newswire.near_duplicate ALTER COLUMN cluster_id SET (n_distinct = -0.3);
CREATE OR REPLACE VIEW newswire.article_duplicate AS
SELECT w.story_id, w.base_revision_id AS revision_id, n.cluster_id, c.size, c.earliest_story_id,
       w.story_id = c.earliest_story_id AS is_earliest,
       newswire.signature_similarity(n.signature, e.signature) AS similarity
FROM newswire.showing w
JOIN newswire.near_duplicate n ON n.revision_id = w.base_revision_id
CROSS JOIN LATERAL (
    SELECT count(*)::integer AS size, (array_agg(u.story_id ORDER BY u.made, u.fetched_at, u.story_id))[1] AS earliest_story_id,
           (array_agg(u.revision_id ORDER BY u.made, u.fetched_at, u.story_id))[1] AS earliest_revision_id
    FROM (
        SELECT s.story_id, r.id AS revision_id, coalesce(r.version_created, r.fetched_at) AS made, r.fetched_at
        FROM newswire.near_duplicate o
        JOIN newswire.showing s ON s.base_revision_id = o.revision_id
        JOIN newswire.revision r ON r.id = o.revision_id
        WHERE o.cluster_id = n.cluster_id AND s.period @> now()
    ) u
) c
JOIN newswire.near_duplicate e ON e.revision_id = c.earliest_revision_id
WHERE w.period @> now() AND c.size > 1;
