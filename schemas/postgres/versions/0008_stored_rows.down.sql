ALTER TABLE newswire.near_duplicate ALTER COLUMN cluster_id RESET (n_distinct);
CREATE OR REPLACE VIEW newswire.article_duplicate AS
SELECT story_id, revision_id, cluster_id, size::integer AS size, earliest_story_id,
       story_id = earliest_story_id AS is_earliest,
       newswire.signature_similarity(signature, earliest_signature) AS similarity
FROM (
    SELECT t.story_id, t.revision_id, n.cluster_id, n.signature,
           count(*) OVER (PARTITION BY n.cluster_id) AS size,
           first_value(t.story_id) OVER earliest AS earliest_story_id,
           first_value(n.signature) OVER earliest AS earliest_signature
    FROM newswire.near_duplicate n
    JOIN newswire.shown_text t ON t.revision_id = n.revision_id
    JOIN newswire.revision r ON r.id = t.revision_id
    WHERE t.period @> now()
    WINDOW earliest AS (
        PARTITION BY n.cluster_id ORDER BY coalesce(r.version_created, r.fetched_at), r.fetched_at, t.story_id
    )
) alike
WHERE size > 1;

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
WHERE w.period @> now() AND NOT EXISTS (SELECT FROM newswire.joined j WHERE j.revision_id = w.revision_id)
UNION ALL
SELECT r.story_id, r.id AS revision_id, r.agency, r.guid, r.version, r.version_created, r.format, r.language,
       r.headline, r.slugline, r.abstract, r.byline, r.dateline_text, r.dateline_city, r.dateline_region,
       r.dateline_country, r.dateline_date, r.dateline_agency, r.first_created, r.keywords, r.usage_terms, r.urgency, r.pubstatus, r.embargo_until, j.body, j.paragraphs,
       j.word_count, i.source_id, i.name, i.sha256 AS raw_sha256, i.uri AS raw_uri, s.first_seen_at, r.stored_at,
       r.rules_version, j.search, r.dateline_date_text, r.dateline_places,
       (SELECT coalesce(jsonb_agg(to_jsonb(c) - 'revision_id' - 'position' ORDER BY c.position), '[]')
        FROM newswire.contributor c WHERE c.revision_id = r.id) AS contributors,
       (SELECT coalesce(jsonb_agg(to_jsonb(n) - 'revision_id' - 'position' ORDER BY n.position), '[]')
        FROM newswire.notice n WHERE n.revision_id = r.id) AS notices
FROM newswire.joined j
JOIN newswire.showing w ON w.revision_id = j.revision_id
JOIN newswire.revision r ON r.id = j.base_revision_id
JOIN newswire.story s ON s.id = r.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE w.period @> now();

CREATE OR REPLACE VIEW newswire.shown_text AS
SELECT w.story_id, w.revision_id, w.revision_id AS newest_revision_id, r.body, r.paragraphs, r.word_count, r.search,
       w.period
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.revision_id
WHERE NOT EXISTS (SELECT FROM newswire.joined j WHERE j.revision_id = w.revision_id)
UNION ALL
SELECT w.story_id, j.base_revision_id, j.revision_id, j.body, j.paragraphs, j.word_count, j.search, w.period
FROM newswire.joined j
JOIN newswire.showing w ON w.revision_id = j.revision_id;

CREATE OR REPLACE VIEW newswire.shown_part AS
SELECT w.story_id, w.revision_id, w.revision_id AS part_revision_id, 0 AS start_offset, w.period
FROM newswire.showing w
WHERE NOT EXISTS (SELECT FROM newswire.joined j WHERE j.revision_id = w.revision_id)
UNION ALL
SELECT w.story_id, j.base_revision_id, p.part_revision_id, p.start_offset, w.period
FROM newswire.joined j
JOIN newswire.showing w ON w.revision_id = j.revision_id
JOIN newswire.joined_part p ON p.revision_id = j.revision_id;

DROP TABLE newswire.showing_part;
CREATE INDEX revision_search ON newswire.revision USING gin (search);
CREATE INDEX joined_search ON newswire.joined USING gin (search);
ALTER TABLE newswire.showing
    DROP COLUMN base_revision_id, DROP COLUMN agency, DROP COLUMN version_created, DROP COLUMN search;
COMMENT ON TABLE newswire.showing IS 'When a revision is the one that readers may see: from the end of its embargo until a newer one may be seen. Killed stories and superseded revisions have no row.';
