DROP VIEW newswire.pending_kill, newswire.story_channel, newswire.article_duplicate, newswire.article_change;

CREATE OR REPLACE VIEW newswire.article AS
SELECT r.story_id, r.id AS revision_id, r.agency, r.guid, r.version, r.version_created, r.format, r.language,
       r.headline, r.slugline, r.abstract, r.byline, r.dateline_text, r.dateline_city, r.dateline_region,
       r.dateline_country, r.dateline_date, r.dateline_agency, r.first_created, r.keywords, r.usage_terms, r.urgency, r.pubstatus, r.embargo_until, r.body, r.paragraphs,
       r.word_count, i.source_id, i.name, i.sha256 AS raw_sha256, i.uri AS raw_uri, s.first_seen_at, r.stored_at,
       r.rules_version, r.search, r.dateline_date_text, r.dateline_places,
       (SELECT coalesce(jsonb_agg(to_jsonb(c) - 'revision_id' - 'position' ORDER BY c.position), '[]')
        FROM newswire.contributor c WHERE c.revision_id = r.id) AS contributors,
       (SELECT coalesce(jsonb_agg(to_jsonb(n) - 'revision_id' - 'position' ORDER BY n.position), '[]')
        FROM newswire.notice n WHERE n.revision_id = r.id) AS notices
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.revision_id
JOIN newswire.story s ON s.id = r.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE w.period @> now();

CREATE OR REPLACE VIEW newswire.article_history AS
SELECT r.story_id, r.id AS revision_id,
       row_number() OVER (
           PARTITION BY r.story_id
           ORDER BY r.version_number NULLS FIRST, coalesce(r.version_created, r.fetched_at), r.fetched_at, r.id
       ) AS number,
       CASE WHEN r.withdraws THEN 'kill'
            WHEN s.withdrawn_by IS NOT NULL THEN 'withdrawn'
            WHEN w.period @> now() THEN 'shown'
            WHEN lower(w.period) > now() THEN 'embargoed'
            ELSE 'superseded' END AS state,
       lower(w.period) AS shown_from, upper(w.period) AS shown_until,
       r.agency, r.guid, r.version, r.version_created, r.pubstatus, r.embargo_until, r.headline, r.body,
       r.word_count, r.format, i.source_id, i.name, i.sha256 AS raw_sha256, r.fetched_at, r.stored_at, r.rules_version
FROM newswire.revision r
JOIN newswire.story s ON s.id = r.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
LEFT JOIN newswire.showing w ON w.revision_id = r.id;

CREATE OR REPLACE VIEW newswire.article_entity AS
SELECT w.story_id, w.revision_id, e.id AS entity_id, e.kind, e.name, e.ids,
       count(*)::integer AS mentions, min(m.start_offset) AS first_offset
FROM newswire.showing w
JOIN newswire.mention m ON m.revision_id = w.revision_id
JOIN newswire.entity e ON e.id = m.entity_id
WHERE w.period @> now()
GROUP BY w.story_id, w.revision_id, e.id;

DROP VIEW newswire.shown_part, newswire.shown_text;
DROP FUNCTION newswire.signature_similarity(integer[], integer[]);
DROP TABLE newswire.near_duplicate_band, newswire.near_duplicate, newswire.revision_change;
DROP TABLE newswire.joined_part, newswire.joined, newswire.chain_item;
ALTER TABLE newswire.sighting DROP COLUMN category, DROP COLUMN service;
-- Of the same text sent to two stories that became one, and of stories known by slug, the older schema knows nothing.
UPDATE newswire.story SET identified_by = 'name' WHERE identified_by = 'slug';
ALTER TABLE newswire.story DROP CONSTRAINT story_identified_by_check;
ALTER TABLE newswire.story ADD CHECK (identified_by IN ('guid', 'name'));
DROP INDEX newswire.revision_story_content;
UPDATE newswire.revision SET content_sha256 = encode(sha256((content_sha256 || id)::bytea), 'hex')
WHERE id NOT IN (SELECT min(id) FROM newswire.revision GROUP BY story_id, content_sha256);
ALTER TABLE newswire.revision ADD UNIQUE (story_id, content_sha256);
