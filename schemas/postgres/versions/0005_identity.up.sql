ALTER TABLE newswire.story DROP CONSTRAINT story_identified_by_check;
ALTER TABLE newswire.story ADD CHECK (identified_by IN ('guid', 'slug', 'name'));
COMMENT ON COLUMN newswire.story.identified_by IS 'guid: the provider''s id without its version; slug: slug, window and likeness of text, for wires whose ids recur; name: source, name at the source and part, for copy without either.';
COMMENT ON COLUMN newswire.story.id IS 'Number of the story in this database. A story that turns out to be one with an older one takes its number.';

-- Two stories that turn out to be one may both have been sent the same text.
ALTER TABLE newswire.revision DROP CONSTRAINT revision_story_id_content_sha256_key;
CREATE INDEX revision_story_content ON newswire.revision (story_id, content_sha256);
COMMENT ON TABLE newswire.revision IS 'One version of a story as it was received and cleaned; written once. Only story_id changes, when a late arrival shows which story it belongs to.';

ALTER TABLE newswire.sighting ADD COLUMN category text, ADD COLUMN service text;
COMMENT ON COLUMN newswire.sighting.category IS 'Category of this delivery, as written; null when it states none.';
COMMENT ON COLUMN newswire.sighting.service IS 'Service or channel of this delivery, as written; null when it states none.';

CREATE TABLE newswire.chain_item (
    revision_id    bigint PRIMARY KEY REFERENCES newswire.revision,
    key            text UNIQUE,
    agency_key     text NOT NULL,
    slug           text,
    city           text,
    moment         timestamptz NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('story', 'lead', 'add')),
    lead           integer NOT NULL,
    addition       integer NOT NULL,
    step           integer GENERATED ALWAYS AS (lead * 100 + addition) STORED,
    anchored       boolean NOT NULL,
    withdraws      boolean NOT NULL,
    message_number text,
    kills          text[] NOT NULL,
    follows        bigint REFERENCES newswire.revision,
    candidates     integer
);
CREATE INDEX chain_item_slug ON newswire.chain_item (agency_key, slug, moment);
CREATE INDEX chain_item_number ON newswire.chain_item (message_number, moment) WHERE message_number IS NOT NULL;
CREATE INDEX chain_item_kill ON newswire.chain_item (agency_key, slug, moment) WHERE withdraws;
CREATE INDEX chain_item_kills ON newswire.chain_item USING gin (kills) WHERE withdraws;
COMMENT ON TABLE newswire.chain_item IS 'What a revision is known by beside a provider''s id: slug, marks of the desk, message number. One row for each revision that has a slug or number, or kills by number.';
COMMENT ON COLUMN newswire.chain_item.revision_id IS 'The revision.';
COMMENT ON COLUMN newswire.chain_item.key IS 'SHA-256 of agency and content, by which a redelivery is known, 64 hexadecimal digits; null where the provider''s id tells.';
COMMENT ON COLUMN newswire.chain_item.agency_key IS 'Agency as a profile id; where unknown the word source and the source''s id.';
COMMENT ON COLUMN newswire.chain_item.slug IS 'Slug without cycle, marks, case and punctuation; null when the copy carries none.';
COMMENT ON COLUMN newswire.chain_item.city IS 'City of the dateline in lower case; null when unknown.';
COMMENT ON COLUMN newswire.chain_item.moment IS 'When the provider sent it or, where unknown, when it was first fetched, UTC.';
COMMENT ON COLUMN newswire.chain_item.kind IS 'story: a first text; lead: stands in for all before it; add: goes on where the text before it ends.';
COMMENT ON COLUMN newswire.chain_item.lead IS 'Number of the lead that it is or belongs to; 0 for none.';
COMMENT ON COLUMN newswire.chain_item.addition IS 'Number of the addition, the second take being 1; 0 for none.';
COMMENT ON COLUMN newswire.chain_item.step IS 'Place among versions of the same moment.';
COMMENT ON COLUMN newswire.chain_item.anchored IS 'Whether the provider''s id tells the story: others may follow it, it follows none.';
COMMENT ON COLUMN newswire.chain_item.withdraws IS 'Whether it is a kill or hold.';
COMMENT ON COLUMN newswire.chain_item.message_number IS 'Service and message number, such as dpa 157; null when it has none. Numbers recur.';
COMMENT ON COLUMN newswire.chain_item.kills IS 'Message numbers that a kill names; empty when none.';
COMMENT ON COLUMN newswire.chain_item.follows IS 'Revision that it is a later version of; null when it begins a story.';
COMMENT ON COLUMN newswire.chain_item.candidates IS 'How many stories a kill may mean: 1 means that it has been carried out; null for what is no kill or has a provider''s id.';

CREATE TABLE newswire.joined (
    revision_id      bigint PRIMARY KEY REFERENCES newswire.revision,
    base_revision_id bigint NOT NULL REFERENCES newswire.revision,
    body             text NOT NULL,
    paragraphs       integer NOT NULL CHECK (paragraphs >= 0),
    word_count       integer NOT NULL CHECK (word_count >= 0),
    missing          integer[] NOT NULL,
    search           tsvector NOT NULL
);
CREATE INDEX joined_search ON newswire.joined USING gin (search);
COMMENT ON TABLE newswire.joined IS 'The whole text as of an addition: base and additions in order. Readers see it while the addition is the one that is shown.';
COMMENT ON COLUMN newswire.joined.revision_id IS 'The latest addition in it.';
COMMENT ON COLUMN newswire.joined.base_revision_id IS 'Revision that the additions go on from; headline, dateline and the rest are its.';
COMMENT ON COLUMN newswire.joined.body IS 'Bodies of base and additions, joined by an empty line.';
COMMENT ON COLUMN newswire.joined.paragraphs IS 'Count of body paragraphs.';
COMMENT ON COLUMN newswire.joined.word_count IS 'Count of words of the body, as runs of characters without white space.';
COMMENT ON COLUMN newswire.joined.missing IS 'Numbers of additions before the latest that have not come; empty when all have.';
COMMENT ON COLUMN newswire.joined.search IS 'Full-text index as in revision, over the joined body.';

CREATE TABLE newswire.joined_part (
    revision_id      bigint NOT NULL REFERENCES newswire.joined ON DELETE CASCADE,
    position         integer NOT NULL,
    part_revision_id bigint NOT NULL REFERENCES newswire.revision,
    start_offset     integer NOT NULL CHECK (start_offset >= 0),
    PRIMARY KEY (revision_id, position)
);
COMMENT ON TABLE newswire.joined_part IS 'What a joined text is made of.';
COMMENT ON COLUMN newswire.joined_part.revision_id IS 'The joined text.';
COMMENT ON COLUMN newswire.joined_part.position IS 'Place in it, from 0, which is the base.';
COMMENT ON COLUMN newswire.joined_part.part_revision_id IS 'Revision whose body stands there.';
COMMENT ON COLUMN newswire.joined_part.start_offset IS 'Where it starts in the joined body, in code points from 0; add it to the offsets of mentions.';

CREATE TABLE newswire.revision_change (
    revision_id          bigint PRIMARY KEY REFERENCES newswire.revision,
    previous_revision_id bigint NOT NULL REFERENCES newswire.revision,
    kept                 integer NOT NULL CHECK (kept >= 0),
    removed              integer NOT NULL CHECK (removed >= 0),
    added                integer NOT NULL CHECK (added >= 0),
    operations           jsonb NOT NULL
);
COMMENT ON TABLE newswire.revision_change IS 'What a usable revision changed in the usable one before it; a story''s first has no row.';
COMMENT ON COLUMN newswire.revision_change.revision_id IS 'The revision.';
COMMENT ON COLUMN newswire.revision_change.previous_revision_id IS 'The one before it, by version number or time, as far as is known by now.';
COMMENT ON COLUMN newswire.revision_change.kept IS 'Count of paragraphs that both have in the same order.';
COMMENT ON COLUMN newswire.revision_change.removed IS 'Count of paragraphs that only the one before has.';
COMMENT ON COLUMN newswire.revision_change.added IS 'Count of paragraphs that only this one has.';
COMMENT ON COLUMN newswire.revision_change.operations IS 'Runs of paragraphs in order, as a JSON array of objects with op (kept, removed, added), before and after (number of the run''s first paragraph in either version, from 0), count, and text, the paragraphs removed or added.';

CREATE TABLE newswire.near_duplicate (
    revision_id bigint PRIMARY KEY REFERENCES newswire.revision,
    cluster_id  bigint NOT NULL,
    signature   integer[] NOT NULL
);
CREATE INDEX near_duplicate_cluster ON newswire.near_duplicate (cluster_id);
COMMENT ON TABLE newswire.near_duplicate IS 'How alike revisions'' bodies are; one row for each revision with a word in its body.';
COMMENT ON COLUMN newswire.near_duplicate.revision_id IS 'The revision.';
COMMENT ON COLUMN newswire.near_duplicate.cluster_id IS 'Lowest number of a revision among those that are alike, directly or over others; its own when none is.';
COMMENT ON COLUMN newswire.near_duplicate.signature IS 'MinHash of the body''s runs of three words: 128 numbers, of which two texts share about the share of runs that they have in common.';

CREATE TABLE newswire.near_duplicate_band (
    hash        bigint NOT NULL,
    revision_id bigint NOT NULL,
    PRIMARY KEY (hash, revision_id)
);
COMMENT ON TABLE newswire.near_duplicate_band IS 'What similar texts are found by without comparing all pairs: 20 rows a revision whose body is long enough.';
COMMENT ON COLUMN newswire.near_duplicate_band.hash IS 'Hash of three numbers of the signature and of their place in it.';
COMMENT ON COLUMN newswire.near_duplicate_band.revision_id IS 'The revision, a row of near_duplicate; no foreign key, for its checks would cost more than the rows.';

CREATE FUNCTION newswire.signature_similarity(one integer[], other integer[]) RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT avg((a = b)::integer)::real FROM unnest(one, other) AS pair (a, b));
COMMENT ON FUNCTION newswire.signature_similarity(integer[], integer[]) IS 'Share of the runs of three words that two texts have in common, 0 to 1, estimated from their signatures.';

CREATE VIEW newswire.shown_text AS
SELECT w.story_id, w.revision_id, w.revision_id AS newest_revision_id, r.body, r.paragraphs, r.word_count, r.search,
       w.period
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.revision_id
WHERE NOT EXISTS (SELECT FROM newswire.joined j WHERE j.revision_id = w.revision_id)
UNION ALL
SELECT w.story_id, j.base_revision_id, j.revision_id, j.body, j.paragraphs, j.word_count, j.search, w.period
FROM newswire.joined j
JOIN newswire.showing w ON w.revision_id = j.revision_id;
COMMENT ON VIEW newswire.shown_text IS 'The text that readers see of a story and when: a revision''s own, or base and additions joined.';
COMMENT ON COLUMN newswire.shown_text.story_id IS 'Number of the story.';
COMMENT ON COLUMN newswire.shown_text.revision_id IS 'Revision whose headline, dateline and other fields belong to the text: of joined takes the base.';
COMMENT ON COLUMN newswire.shown_text.newest_revision_id IS 'Newest revision in it: of joined takes the latest addition.';
COMMENT ON COLUMN newswire.shown_text.body IS 'The text: paragraphs joined by an empty line.';
COMMENT ON COLUMN newswire.shown_text.paragraphs IS 'Count of its paragraphs.';
COMMENT ON COLUMN newswire.shown_text.word_count IS 'Count of its words.';
COMMENT ON COLUMN newswire.shown_text.search IS 'Full-text index of headline, slugline and text.';
COMMENT ON COLUMN newswire.shown_text.period IS 'When it is shown: half-open range of instants, UTC.';

CREATE VIEW newswire.shown_part AS
SELECT w.story_id, w.revision_id, w.revision_id AS part_revision_id, 0 AS start_offset, w.period
FROM newswire.showing w
WHERE NOT EXISTS (SELECT FROM newswire.joined j WHERE j.revision_id = w.revision_id)
UNION ALL
SELECT w.story_id, j.base_revision_id, p.part_revision_id, p.start_offset, w.period
FROM newswire.joined j
JOIN newswire.showing w ON w.revision_id = j.revision_id
JOIN newswire.joined_part p ON p.revision_id = j.revision_id;
COMMENT ON VIEW newswire.shown_part IS 'The revisions whose text readers see of a story: one, or base and additions.';
COMMENT ON COLUMN newswire.shown_part.story_id IS 'Number of the story.';
COMMENT ON COLUMN newswire.shown_part.revision_id IS 'Revision that article shows: of joined takes the base.';
COMMENT ON COLUMN newswire.shown_part.part_revision_id IS 'A revision whose body is part of the text.';
COMMENT ON COLUMN newswire.shown_part.start_offset IS 'Where that body starts in the text, in code points from 0.';
COMMENT ON COLUMN newswire.shown_part.period IS 'When it is shown: half-open range of instants, UTC.';

-- Each half joins all of its tables: what a reader asks for is then looked up by each half's own indexes.
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
COMMENT ON COLUMN newswire.article.revision_id IS 'Revision that is shown; where takes are joined, their base.';
COMMENT ON COLUMN newswire.article.body IS 'The story''s own text, takes joined: paragraphs joined by an empty line, furniture taken out.';

CREATE OR REPLACE VIEW newswire.article_history AS
SELECT r.story_id, r.id AS revision_id,
       row_number() OVER (
           PARTITION BY r.story_id
           ORDER BY CASE WHEN g.alone THEN r.version_number END NULLS FIRST,
                    coalesce(r.version_created, r.fetched_at), coalesce(c.step, 0), r.fetched_at, r.id
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
LEFT JOIN newswire.showing w ON w.revision_id = r.id
LEFT JOIN newswire.chain_item c ON c.revision_id = r.id
CROSS JOIN LATERAL (
    SELECT min(coalesce(o.guid, '')) = max(coalesce(o.guid, '')) AS alone
    FROM newswire.revision o WHERE o.story_id = r.story_id
) g;
COMMENT ON COLUMN newswire.article_history.number IS 'Place of the revision in its story, from 1: by version number where all have the same id, then by version_created or, where unknown, the time of fetching.';

CREATE OR REPLACE VIEW newswire.article_entity AS
SELECT w.story_id, w.revision_id, e.id AS entity_id, e.kind, e.name, e.ids,
       count(*)::integer AS mentions, min(w.start_offset + m.start_offset) AS first_offset
FROM newswire.shown_part w
JOIN newswire.mention m ON m.revision_id = w.part_revision_id
JOIN newswire.entity e ON e.id = m.entity_id
WHERE w.period @> now()
GROUP BY w.story_id, w.revision_id, e.id;
COMMENT ON COLUMN newswire.article_entity.first_offset IS 'Where the first mention starts in the body of article, in code points from 0.';

CREATE VIEW newswire.article_change AS
SELECT r.story_id, h.revision_id, h.previous_revision_id, r.version, r.version_created, r.fetched_at, r.stored_at,
       h.kept, h.removed, h.added, h.operations
FROM newswire.revision_change h
JOIN newswire.revision r ON r.id = h.revision_id;
COMMENT ON VIEW newswire.article_change IS 'What each revision changed in its story, and when that was known.';
COMMENT ON COLUMN newswire.article_change.story_id IS 'Number of the story.';
COMMENT ON COLUMN newswire.article_change.revision_id IS 'Number of the revision.';
COMMENT ON COLUMN newswire.article_change.previous_revision_id IS 'The usable revision before it.';
COMMENT ON COLUMN newswire.article_change.version IS 'Version as the provider writes it; null when unknown.';
COMMENT ON COLUMN newswire.article_change.version_created IS 'When the provider made it, UTC; null when unknown.';
COMMENT ON COLUMN newswire.article_change.fetched_at IS 'When it was fetched: from then on the change was known, UTC.';
COMMENT ON COLUMN newswire.article_change.stored_at IS 'When it was stored, UTC.';
COMMENT ON COLUMN newswire.article_change.kept IS 'Count of paragraphs that stayed.';
COMMENT ON COLUMN newswire.article_change.removed IS 'Count of paragraphs removed.';
COMMENT ON COLUMN newswire.article_change.added IS 'Count of paragraphs added.';
COMMENT ON COLUMN newswire.article_change.operations IS 'Runs of paragraphs kept, removed and added, in order; see revision_change.';

CREATE VIEW newswire.article_duplicate AS
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
COMMENT ON VIEW newswire.article_duplicate IS 'Articles whose text is nearly that of another one, of whatever agency: those that belong together, and how alike. Articles without a like are not in it.';
COMMENT ON COLUMN newswire.article_duplicate.story_id IS 'Number of the story, as in article.';
COMMENT ON COLUMN newswire.article_duplicate.revision_id IS 'Number of the revision that is shown.';
COMMENT ON COLUMN newswire.article_duplicate.cluster_id IS 'Number that all articles have in common that are alike, directly or over others; it changes when two such groups turn out to be one.';
COMMENT ON COLUMN newswire.article_duplicate.size IS 'Count of articles in the cluster.';
COMMENT ON COLUMN newswire.article_duplicate.earliest_story_id IS 'Story of the cluster whose shown version was made first, or fetched first where that is not known.';
COMMENT ON COLUMN newswire.article_duplicate.is_earliest IS 'Whether this is that story.';
COMMENT ON COLUMN newswire.article_duplicate.similarity IS 'Share of the runs of three words in common with the earliest, 0 to 1, estimated to about .04; may be low for one that is in the cluster over others.';

CREATE VIEW newswire.story_channel AS
SELECT r.story_id, i.source_id, g.category, g.service, min(i.fetched_at) AS first_seen_at,
       max(i.last_fetched_at) AS last_seen_at, count(*)::integer AS deliveries
FROM newswire.sighting g
JOIN newswire.revision r ON r.id = g.revision_id
JOIN newswire.raw_item i ON i.id = g.raw_item_id
GROUP BY r.story_id, i.source_id, g.category, g.service;
COMMENT ON VIEW newswire.story_channel IS 'Over which channels a story came: redelivery under another category or service is the same story.';
COMMENT ON COLUMN newswire.story_channel.story_id IS 'Number of the story.';
COMMENT ON COLUMN newswire.story_channel.source_id IS 'Source that delivered it.';
COMMENT ON COLUMN newswire.story_channel.category IS 'Category of the delivery, as written; null when it stated none.';
COMMENT ON COLUMN newswire.story_channel.service IS 'Service or channel of the delivery, as written; null when it stated none.';
COMMENT ON COLUMN newswire.story_channel.first_seen_at IS 'When it first came that way, UTC.';
COMMENT ON COLUMN newswire.story_channel.last_seen_at IS 'When it last came that way, UTC.';
COMMENT ON COLUMN newswire.story_channel.deliveries IS 'Count of payloads and parts that carried a version of it that way.';

CREATE VIEW newswire.pending_kill AS
SELECT s.id AS story_id, r.id AS revision_id, r.agency, r.pubstatus, r.slugline, r.headline, r.links,
       coalesce(c.candidates, 0) AS candidates, i.source_id, i.name, r.fetched_at, r.stored_at
FROM newswire.story s
JOIN newswire.revision r ON r.id = s.withdrawn_by
JOIN newswire.raw_item i ON i.id = r.raw_item_id
LEFT JOIN newswire.chain_item c ON c.revision_id = r.id
WHERE s.current_revision_id IS NULL;
COMMENT ON VIEW newswire.pending_kill IS 'Kills and holds that wait for their story: none is known yet, or several may be meant.';
COMMENT ON COLUMN newswire.pending_kill.story_id IS 'Number of the story that the kill stands in until its own is known.';
COMMENT ON COLUMN newswire.pending_kill.revision_id IS 'The kill.';
COMMENT ON COLUMN newswire.pending_kill.agency IS 'Agency as a profile id; null when unknown.';
COMMENT ON COLUMN newswire.pending_kill.pubstatus IS 'canceled for a kill, withheld for a hold.';
COMMENT ON COLUMN newswire.pending_kill.slugline IS 'Slugline or keyword line; null when it carries none.';
COMMENT ON COLUMN newswire.pending_kill.headline IS 'Headline; null when it carries none.';
COMMENT ON COLUMN newswire.pending_kill.links IS 'What it names, as a JSON array of objects with rel and target.';
COMMENT ON COLUMN newswire.pending_kill.candidates IS 'Count of stories that may be meant: 0 for none yet; with more than one nothing is killed, and a person has to look.';
COMMENT ON COLUMN newswire.pending_kill.source_id IS 'Source that it came from.';
COMMENT ON COLUMN newswire.pending_kill.name IS 'Name at that source.';
COMMENT ON COLUMN newswire.pending_kill.fetched_at IS 'When it was fetched, UTC.';
COMMENT ON COLUMN newswire.pending_kill.stored_at IS 'When it was stored, UTC.';
