"""The SQL of a load. Each statement works on a whole batch; ``incoming_*`` are temporary tables of the transaction.

Loads take turns, by one advisory lock: a lookup followed by an insert is then safe, whatever else is running, and no
two transactions can wait for each other. What two runs bring at once is new to the first and known to the second.
"""

STAGING = """
CREATE TEMP TABLE incoming_item (
    n integer, source_id text, agency text, name text, sha256 text, uri text, size_bytes bigint,
    media_type text, headers jsonb, fetched_at timestamptz, part integer, usable boolean, stage text, mark text,
    raw_item_id bigint
) ON COMMIT DROP;
CREATE TEMP TABLE incoming_story (
    n integer, key text, place_key text, owner_key text, by_name boolean, has_body boolean, content_sha256 text,
    agency text, guid text, story_id bigint, revision_id bigint, fresh boolean NOT NULL DEFAULT false,
    created boolean NOT NULL DEFAULT false
) ON COMMIT DROP;
CREATE TEMP TABLE incoming_entity (
    e integer, kind text, name text, ids jsonb, entity_id bigint, fresh boolean
) ON COMMIT DROP;
CREATE TEMP TABLE incoming_entity_key (e integer, scheme text, value text) ON COMMIT DROP;
CREATE TEMP TABLE incoming_entity_name (e integer, name text) ON COMMIT DROP;
CREATE TEMP TABLE incoming_ledger (
    n integer, outcome text, revision_id bigint, quarantine_id bigint, stage text, check_id text,
    message text
) ON COMMIT DROP;
"""

# A loader that hangs is cut off, so that the others get their turn.
TAKE_TURN = """
SET LOCAL lock_timeout = '120s';
SET LOCAL idle_in_transaction_session_timeout = '300s';
SELECT pg_advisory_xact_lock(hashtext('newswire.load'));
"""

ANALYSE = "ANALYZE incoming_item; ANALYZE incoming_story"

RUN = """
INSERT INTO newswire.run (command, run_id, started_at, rules_version)
VALUES (%(command)s, %(run_id)s, %(started_at)s, %(rules_version)s)
ON CONFLICT (command, run_id) DO NOTHING
"""

RUN_NUMBER = "SELECT id FROM newswire.run WHERE command = %(command)s AND run_id = %(run_id)s"

FINISH_RUN = """
UPDATE newswire.run SET finished_at = now(), error = %(error)s, status = %(status)s
WHERE command = %(command)s AND run_id = %(run_id)s
"""

SOURCES = """
INSERT INTO newswire.source (id, agency)
SELECT source_id, min(agency) FROM incoming_item GROUP BY source_id ORDER BY source_id
ON CONFLICT (id) DO NOTHING
"""

RECORD_SOURCE = """
INSERT INTO newswire.source AS known (id, title, agency, transport, location, rights_holder, usage_terms, enabled)
VALUES (%(id)s, %(title)s, %(agency)s, %(transport)s, %(location)s, %(rights_holder)s, %(usage_terms)s, %(enabled)s)
ON CONFLICT (id) DO UPDATE
SET title = excluded.title, agency = excluded.agency, transport = excluded.transport, location = excluded.location,
    rights_holder = excluded.rights_holder, usage_terms = excluded.usage_terms, enabled = excluded.enabled
WHERE (known.title, known.agency, known.transport, known.location, known.rights_holder, known.usage_terms,
       known.enabled)
    IS DISTINCT FROM (excluded.title, excluded.agency, excluded.transport, excluded.location, excluded.rights_holder,
                      excluded.usage_terms, excluded.enabled)
"""

RAW_ITEMS = """
INSERT INTO newswire.raw_item AS known
       (source_id, name, sha256, uri, size_bytes, media_type, headers, fetched_at, last_fetched_at)
SELECT DISTINCT ON (source_id, name, sha256) source_id, name, sha256, uri, size_bytes, media_type, headers,
       min(fetched_at) OVER same, max(fetched_at) OVER same
FROM incoming_item
WINDOW same AS (PARTITION BY source_id, name, sha256)
ORDER BY source_id, name, sha256, fetched_at
ON CONFLICT (source_id, md5(name), sha256) DO UPDATE
SET fetched_at = least(known.fetched_at, excluded.fetched_at),
    last_fetched_at = greatest(known.last_fetched_at, excluded.last_fetched_at)
WHERE excluded.fetched_at < known.fetched_at OR excluded.last_fetched_at > known.last_fetched_at
"""

RAW_ITEM_NUMBERS = """
UPDATE incoming_item i SET raw_item_id = r.id
FROM newswire.raw_item r
WHERE r.source_id = i.source_id AND md5(r.name) = md5(i.name) AND r.sha256 = i.sha256
"""

PREVIOUS = """
SELECT i.n, l.outcome FROM incoming_item i
JOIN newswire.run_item l ON l.run_id = %(run)s AND l.raw_item_id = i.raw_item_id AND l.part = i.part
"""

STORY_BY_KEY = """
UPDATE incoming_story i SET story_id = k.story_id FROM newswire.story_key k WHERE k.key = i.key
"""

# The agency of one version was unknown: a kill has no text to recognise it by, and rules get better.
STORY_BY_PLACE = """
UPDATE incoming_story i SET story_id = s.id
FROM newswire.story_key k JOIN newswire.story s ON s.id = k.story_id
WHERE i.story_id IS NULL AND k.key = i.place_key AND s.agency IS NULL
"""

# Only the newest text of a story stands for it: once a copy has gone its own way it is a story of its own.
STORY_BY_BYTES = """
UPDATE incoming_story i SET story_id = known.story_id
FROM (
    SELECT i.n, min(s.id) AS story_id
    FROM incoming_story i
    JOIN incoming_item it ON it.n = i.n
    JOIN newswire.raw_item o ON o.sha256 = it.sha256
    JOIN newswire.sighting g ON g.raw_item_id = o.id AND g.part = it.part
    JOIN newswire.revision r ON r.id = g.revision_id
    JOIN newswire.story s ON s.id = r.story_id AND r.id IN (s.current_revision_id, s.withdrawn_by)
    WHERE i.story_id IS NULL
    GROUP BY i.n
) known
WHERE known.n = i.n
"""

STORY_BY_CONTENT = """
UPDATE incoming_story i SET story_id = known.story_id
FROM (
    SELECT i.n, min(s.id) AS story_id
    FROM incoming_story i
    JOIN newswire.revision r ON r.content_sha256 = i.content_sha256
    JOIN newswire.story s ON s.current_revision_id = r.id AND s.identified_by = 'name'
    WHERE i.story_id IS NULL AND i.by_name AND i.has_body
    GROUP BY i.n
) known
WHERE known.n = i.n
"""

STORY_BY_NEIGHBOUR = """
UPDATE incoming_story i SET story_id = o.story_id
FROM (SELECT owner_key, min(story_id) AS story_id FROM incoming_story GROUP BY owner_key) o
WHERE i.story_id IS NULL AND o.owner_key = i.owner_key
"""

NEW_STORIES = """
INSERT INTO newswire.story (key, identified_by, agency, guid, source_id, name, first_seen_at)
SELECT key, identified_by, agency, guid, source_id, name, first_seen_at
FROM (
    SELECT DISTINCT ON (i.owner_key) i.n, i.owner_key AS key, i.agency, i.guid,
           CASE WHEN i.by_name THEN 'name' ELSE 'guid' END AS identified_by,
           it.source_id, it.name, min(it.fetched_at) OVER (PARTITION BY i.owner_key) AS first_seen_at
    FROM incoming_story i
    JOIN incoming_item it ON it.n = i.n
    WHERE i.story_id IS NULL
    ORDER BY i.owner_key, i.key = i.owner_key DESC, i.n
) owner
ORDER BY n
"""

NEW_STORY_NUMBERS = """
UPDATE incoming_story i SET story_id = s.id, created = true
FROM newswire.story s WHERE i.story_id IS NULL AND s.key = i.owner_key
"""

STORY_AGENCIES = """
UPDATE newswire.story s SET agency = known.agency
FROM (SELECT story_id, min(agency) AS agency FROM incoming_story WHERE agency IS NOT NULL GROUP BY story_id) known
WHERE s.id = known.story_id AND s.agency IS NULL
"""

# A provider's id is good from any source; a name at a source is good for that place only.
STORY_KEYS = """
INSERT INTO newswire.story_key (key, story_id)
SELECT key, min(story_id)
FROM (
    SELECT i.key, i.story_id FROM incoming_story i
    JOIN newswire.story s ON s.id = i.story_id
    WHERE NOT i.by_name OR s.key = i.key
    UNION ALL
    SELECT place_key, story_id FROM incoming_story WHERE place_key IS NOT NULL
) keys
GROUP BY key
ORDER BY key
ON CONFLICT (key) DO NOTHING
"""

KNOWN_REVISIONS = """
UPDATE incoming_story i SET revision_id = r.id
FROM newswire.revision r WHERE r.story_id = i.story_id AND r.content_sha256 = i.content_sha256
"""

NEW_REVISION_NUMBERS = """
UPDATE incoming_story i SET revision_id = numbered.id, fresh = (i.n = numbered.n)
FROM (
    SELECT story_id, content_sha256, n, nextval(pg_get_serial_sequence('newswire.revision', 'id')) AS id
    FROM (
        SELECT story_id, content_sha256, min(n) AS n
        FROM incoming_story WHERE revision_id IS NULL
        GROUP BY story_id, content_sha256 ORDER BY min(n)
    ) new
) numbered
WHERE i.revision_id IS NULL AND numbered.story_id = i.story_id AND numbered.content_sha256 = i.content_sha256
"""

PLACES = """
SELECT i.n, i.story_id, i.revision_id, i.fresh, i.created, it.raw_item_id, s.current_revision_id
FROM incoming_story i
JOIN incoming_item it ON it.n = i.n
JOIN newswire.story s ON s.id = i.story_id
ORDER BY i.n
"""

SIGHTINGS = """
INSERT INTO newswire.sighting (revision_id, raw_item_id, part)
SELECT i.revision_id, it.raw_item_id, it.part
FROM incoming_story i JOIN incoming_item it ON it.n = i.n
ON CONFLICT DO NOTHING
"""

# Undated copy without an id lies at one place, so what was seen there last is the newest. An undated revision of a
# story with an id counts from when it was first seen: redeliveries come in any order.
RANKED = """
CREATE TEMP TABLE ranked ON COMMIT DROP AS
SELECT seen.*, coalesce(version_created, seen_at) AS moment,
       row_number() OVER (
           PARTITION BY story_id
           ORDER BY version_number NULLS FIRST, coalesce(version_created, seen_at), seen_at, id
       ) AS rank
FROM (
    SELECT r.id, r.story_id, r.withdraws, r.version_number, r.version_created, r.embargo_until,
           coalesce(
               max(i.last_fetched_at) FILTER (
                   WHERE s.identified_by = 'name' AND i.source_id = s.source_id AND i.name = s.name
               ),
               min(i.fetched_at)
           ) AS seen_at
    FROM (SELECT DISTINCT story_id FROM incoming_story) touched
    JOIN newswire.story s ON s.id = touched.story_id
    JOIN newswire.revision r ON r.story_id = s.id
    JOIN newswire.sighting g ON g.revision_id = r.id
    JOIN newswire.raw_item i ON i.id = g.raw_item_id
    GROUP BY r.id
) seen
"""

# A kill stands unless a usable revision is newer: by version number when both have one, else by time.
STATES = """
CREATE TEMP TABLE state ON COMMIT DROP AS
SELECT touched.story_id,
       (SELECT u.id FROM ranked u WHERE u.story_id = touched.story_id AND NOT u.withdraws ORDER BY u.rank DESC LIMIT 1)
           AS current_revision_id,
       (SELECT k.id FROM ranked k
        WHERE k.story_id = touched.story_id AND k.withdraws AND NOT EXISTS (
            SELECT FROM ranked u
            WHERE u.story_id = k.story_id AND NOT u.withdraws
              AND CASE WHEN u.version_number <> k.version_number THEN u.version_number > k.version_number
                       ELSE u.moment > k.moment END
        )
        ORDER BY k.rank DESC LIMIT 1) AS withdrawn_by
FROM (SELECT DISTINCT story_id FROM ranked) touched
"""

INDEX_RANKED = "CREATE INDEX ON ranked (story_id); ANALYZE ranked"

UPDATE_STORIES = """
UPDATE newswire.story s SET current_revision_id = new.current_revision_id, withdrawn_by = new.withdrawn_by
FROM state new
WHERE s.id = new.story_id
  AND (s.current_revision_id, s.withdrawn_by) IS DISTINCT FROM (new.current_revision_id, new.withdrawn_by)
"""

PERIODS = """
CREATE TEMP TABLE new_showing ON COMMIT DROP AS
SELECT id AS revision_id, story_id, tstzrange(embargo_until, shown_until) AS period
FROM (
    SELECT r.id, r.story_id, r.embargo_until,
           min(coalesce(r.embargo_until, '-infinity')) OVER (
               PARTITION BY r.story_id ORDER BY r.rank DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS shown_until
    FROM ranked r
    JOIN state s ON s.story_id = r.story_id
    WHERE s.withdrawn_by IS NULL AND NOT r.withdraws
) usable
WHERE shown_until IS NULL OR shown_until > coalesce(embargo_until, '-infinity')
"""

HIDE = """
DELETE FROM newswire.showing old
USING state
WHERE old.story_id = state.story_id AND NOT EXISTS (SELECT FROM new_showing WHERE revision_id = old.revision_id)
"""

SHOW = """
INSERT INTO newswire.showing AS old (revision_id, story_id, period)
SELECT revision_id, story_id, period FROM new_showing ORDER BY revision_id
ON CONFLICT (revision_id) DO UPDATE SET period = excluded.period WHERE old.period <> excluded.period
"""

STATE = "SELECT story_id, current_revision_id, withdrawn_by IS NOT NULL FROM state"

KNOWN_ENTITIES = """
UPDATE incoming_entity i SET entity_id = known.entity_id
FROM (
    SELECT k.e, min(o.entity_id) AS entity_id
    FROM incoming_entity_key k
    JOIN newswire.entity_key o ON o.scheme = k.scheme AND o.value = k.value
    GROUP BY k.e
) known
WHERE known.e = i.e
"""

NEW_ENTITY_NUMBERS = """
UPDATE incoming_entity SET fresh = true, entity_id = nextval(pg_get_serial_sequence('newswire.entity', 'id'))
WHERE entity_id IS NULL
"""

NEW_ENTITIES = """
INSERT INTO newswire.entity (id, kind, name, ids) SELECT entity_id, kind, name, ids FROM incoming_entity WHERE fresh
"""

# What is known of an entity stays; an identifier in a further scheme is added.
ENTITY_IDS = """
UPDATE newswire.entity o SET ids = new.ids || o.ids
FROM (
    SELECT i.entity_id, jsonb_object_agg(pair.key, pair.value) AS ids
    FROM incoming_entity i CROSS JOIN jsonb_each(i.ids) pair
    WHERE i.fresh IS NULL
    GROUP BY i.entity_id
) new
WHERE new.entity_id = o.id AND NOT o.ids ?& ARRAY(SELECT jsonb_object_keys(new.ids))
"""

ENTITY_KEYS = """
INSERT INTO newswire.entity_key (scheme, value, entity_id)
SELECT DISTINCT ON (k.scheme, k.value) k.scheme, k.value, i.entity_id
FROM incoming_entity_key k JOIN incoming_entity i ON i.e = k.e
ORDER BY k.scheme, k.value, i.entity_id
ON CONFLICT (scheme, value) DO NOTHING
"""

ENTITY_NAMES = """
INSERT INTO newswire.entity_name (entity_id, name)
SELECT DISTINCT i.entity_id, n.name FROM incoming_entity_name n JOIN incoming_entity i ON i.e = n.e
ORDER BY i.entity_id, n.name
ON CONFLICT (entity_id, md5(name)) DO NOTHING
"""

ENTITY_NUMBERS = "SELECT e, entity_id FROM incoming_entity"

QUARANTINE = """
INSERT INTO newswire.quarantine AS known (raw_sha256, part, stage, raw_item_id, run_id)
SELECT DISTINCT ON (sha256, part, stage, CASE stage WHEN 'fetch' THEN raw_item_id ELSE 0 END)
       sha256, part, stage, raw_item_id, %(run)s
FROM incoming_item WHERE n = ANY(%(held)s)
ORDER BY sha256, part, stage, CASE stage WHEN 'fetch' THEN raw_item_id ELSE 0 END, n
ON CONFLICT (raw_sha256, part, stage, (CASE stage WHEN 'fetch' THEN raw_item_id ELSE 0 END)) DO UPDATE
SET attempts = known.attempts + (known.run_id <> excluded.run_id)::integer,
    run_id = excluded.run_id,
    raw_item_id = excluded.raw_item_id,
    last_seen_at = now(),
    status = CASE known.status WHEN 'released' THEN 'open' ELSE known.status END,
    decided_at = CASE known.status WHEN 'released' THEN NULL ELSE known.decided_at END,
    decided_by = CASE known.status WHEN 'released' THEN NULL ELSE known.decided_by END,
    note = CASE known.status WHEN 'released' THEN NULL ELSE known.note END
"""

QUARANTINE_NUMBERS = """
SELECT i.n, q.id
FROM incoming_item i
JOIN newswire.quarantine q ON q.raw_sha256 = i.sha256 AND q.part = i.part AND q.stage = i.stage
WHERE i.n = ANY(%(held)s) AND (i.stage <> 'fetch' OR q.raw_item_id = i.raw_item_id)
ORDER BY i.n
"""

FORGET_REASONS = "DELETE FROM newswire.quarantine_reason WHERE quarantine_id = ANY(%(cases)s)"

RELEASE = """
UPDATE newswire.quarantine q
SET status = 'released', decided_at = now(), decided_by = 'pipeline', note = 'a later run loaded it'
FROM incoming_item i
WHERE i.usable AND q.status = 'open' AND q.raw_sha256 = i.sha256 AND q.part = i.part AND q.stage <> 'fetch'
"""

RELEASE_FETCHED = """
UPDATE newswire.quarantine q
SET status = 'released', decided_at = now(), decided_by = 'pipeline', note = 'a later run fetched it'
FROM incoming_item i
JOIN newswire.raw_item o ON o.source_id = i.source_id AND md5(o.name) = md5(i.name)
WHERE i.stage IS DISTINCT FROM 'fetch' AND q.status = 'open' AND q.stage = 'fetch' AND q.raw_item_id = o.id
"""

LEDGER = """
INSERT INTO newswire.run_item
       (run_id, raw_item_id, part, batch_id, outcome, revision_id, quarantine_id, stage, check_id, message)
SELECT %(run)s, i.raw_item_id, i.part, %(batch)s, l.outcome, l.revision_id, l.quarantine_id, l.stage, l.check_id,
       l.message
FROM incoming_ledger l JOIN incoming_item i ON i.n = l.n
ORDER BY i.raw_item_id, i.part
ON CONFLICT (run_id, raw_item_id, part) DO UPDATE
SET outcome = excluded.outcome, revision_id = excluded.revision_id, quarantine_id = excluded.quarantine_id,
    stage = excluded.stage, check_id = excluded.check_id, message = excluded.message, recorded_at = now()
"""

COUNTS = """
UPDATE newswire.run
SET loaded = loaded + %(loaded)s, revised = revised + %(revised)s, unchanged = unchanged + %(unchanged)s,
    withdrawn = withdrawn + %(withdrawn)s, embargoed = embargoed + %(embargoed)s,
    quarantined = quarantined + %(quarantined)s, ignored = ignored + %(ignored)s
WHERE id = %(run)s
"""

CHECK_RESULTS = """
INSERT INTO newswire.check_result (run_id, batch_id, suite, expectation, severity, evaluated, unexpected)
VALUES (%(run)s, %(batch)s, %(suite)s, %(expectation)s, %(severity)s, %(evaluated)s, %(unexpected)s)
ON CONFLICT (run_id, batch_id, suite, expectation) DO UPDATE
SET severity = excluded.severity, evaluated = excluded.evaluated, unexpected = excluded.unexpected
"""
