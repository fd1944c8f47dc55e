"""The SQL that finds each article's story, numbers its revision and settles what readers may see.

``incoming_*`` are the temporary tables that ``statements.STAGING`` makes; all of it runs in the load's turn.
"""

STORY_BY_KEY = """
UPDATE incoming_story i SET story_id = k.story_id FROM newswire.story_key k WHERE i.story_id IS NULL AND k.key = i.key
"""

STORY_BY_SLUG = """
UPDATE incoming_story i SET story_id = r.story_id, revision_id = r.id
FROM newswire.chain_item c JOIN newswire.revision r ON r.id = c.revision_id
WHERE i.by_slug AND c.key = i.key
"""

# A kill that names a message number stands where that message does, not where its own id leads to.
STORY_BY_KILL = """
UPDATE incoming_story i SET story_id = known.story_id, revision_id = known.id
FROM (
    SELECT DISTINCT ON (i.n) i.n, r.id, r.story_id
    FROM incoming_story i
    JOIN newswire.revision r
      ON r.content_sha256 = i.content_sha256 AND r.guid = i.guid AND r.agency IS NOT DISTINCT FROM i.agency
    JOIN newswire.chain_item c ON c.revision_id = r.id AND c.withdraws AND c.kills <> '{}'
    WHERE i.revision_id IS NULL
    ORDER BY i.n, r.id
) known
WHERE known.n = i.n
"""

# The agency of one version was unknown: a kill has no text to recognise it by, and rules get better.
STORY_BY_PLACE = """
UPDATE incoming_story i SET story_id = s.id
FROM newswire.story_key k JOIN newswire.story s ON s.id = k.story_id
WHERE i.story_id IS NULL AND k.key = i.place_key AND s.agency IS NULL
"""

# Only the newest text of a story stands for it: once a copy has gone its own way it is a story of its own. One look-up
# for each entry that is still open, step by step: a join reads whole tables where the planner knows too little of them.
STORY_BY_BYTES = """
UPDATE incoming_story i SET story_id = known.story_id
FROM (
    SELECT i.n, (
        SELECT min(s.id)
        FROM newswire.revision r JOIN newswire.story s ON s.id = r.story_id
        WHERE r.id IN (s.current_revision_id, s.withdrawn_by) AND r.id = ANY (ARRAY(
            SELECT g.revision_id FROM newswire.sighting g
            WHERE g.part = it.part
              AND g.raw_item_id = ANY (ARRAY(SELECT o.id FROM newswire.raw_item o WHERE o.sha256 = it.sha256))
        ))
    ) AS story_id
    FROM incoming_story i JOIN incoming_item it ON it.n = i.n
    WHERE i.story_id IS NULL
) known
WHERE known.n = i.n
"""

STORY_BY_CONTENT = """
UPDATE incoming_story i SET story_id = known.story_id
FROM (
    SELECT i.n, (
        SELECT min(s.id)
        FROM newswire.revision r
        JOIN newswire.story s ON s.id = r.story_id
        WHERE r.content_sha256 = i.content_sha256 AND s.current_revision_id = r.id AND s.identified_by = 'name'
    ) AS story_id
    FROM incoming_story i
    WHERE i.story_id IS NULL AND i.by_name AND i.has_body
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
           CASE WHEN i.by_slug THEN 'slug' WHEN i.by_name THEN 'name' ELSE 'guid' END AS identified_by,
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
    WHERE NOT i.by_slug AND (NOT i.by_name OR s.key = i.key)
    UNION ALL
    SELECT place_key, story_id FROM incoming_story WHERE place_key IS NOT NULL
) keys
GROUP BY key
ORDER BY key
ON CONFLICT (key) DO NOTHING
"""

KNOWN_REVISIONS = """
UPDATE incoming_story i SET revision_id = known.id
FROM (
    SELECT DISTINCT ON (i.n) i.n, r.id
    FROM incoming_story i
    JOIN newswire.revision r ON r.story_id = i.story_id AND r.content_sha256 = i.content_sha256
    ORDER BY i.n, EXISTS (SELECT FROM newswire.sighting g WHERE g.revision_id = r.id) DESC, r.id
) known
WHERE i.revision_id IS NULL AND known.n = i.n
"""

# The same text of the same bytes, of which today's rules make something else: a new revision takes the other's place.
# What another delivery of that text was read as already is nothing new. Of old rows only the rules are known.
READ_OTHERWISE = """
UPDATE incoming_story i SET replaces = i.revision_id, revision_id = NULL
FROM incoming_item it, newswire.sighting g, newswire.revision r
WHERE it.n = i.n AND g.raw_item_id = it.raw_item_id AND g.part = it.part AND g.revision_id = i.revision_id
  AND r.id = g.revision_id
  AND CASE WHEN g.reading IS NULL THEN r.rules_version IS DISTINCT FROM %(rules)s ELSE g.reading <> i.reading END
  AND NOT EXISTS (
      SELECT FROM newswire.sighting o WHERE o.revision_id = g.revision_id AND o.reading = i.reading
  )
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

REPLACED = """
CREATE TEMP TABLE replaced ON COMMIT DROP AS
SELECT DISTINCT replaces AS old_id, revision_id AS new_id FROM incoming_story WHERE replaces IS NOT NULL;
UPDATE incoming_story i SET revision_id = p.new_id FROM replaced p WHERE i.revision_id = p.old_id;
"""

# All deliveries of the text, and its place in a chain, go over to the revision that replaces another.
REPLACE = """
UPDATE newswire.sighting g SET revision_id = p.new_id FROM replaced p WHERE g.revision_id = p.old_id;
UPDATE newswire.chain_item c SET revision_id = p.new_id FROM replaced p WHERE c.revision_id = p.old_id;
UPDATE newswire.chain_item c SET follows = p.new_id FROM replaced p WHERE c.follows = p.old_id;
"""

SIGHTINGS = """
INSERT INTO newswire.sighting AS known (revision_id, raw_item_id, part, category, service, reading)
SELECT DISTINCT ON (i.revision_id, it.raw_item_id, it.part)
       i.revision_id, it.raw_item_id, it.part, i.category, i.service, i.reading
FROM incoming_story i JOIN incoming_item it ON it.n = i.n
ORDER BY i.revision_id, it.raw_item_id, it.part, i.n
ON CONFLICT (revision_id, raw_item_id, part) DO UPDATE SET reading = excluded.reading
WHERE known.reading IS DISTINCT FROM excluded.reading
"""

TOUCHED = "CREATE TEMP TABLE touched (story_id bigint) ON COMMIT DROP"

TOUCH = "INSERT INTO touched SELECT DISTINCT story_id FROM incoming_story"

TOUCH_THESE = "INSERT INTO touched SELECT unnest(%(stories)s::bigint[])"

# The same bytes read again by other rules: the last reading stands, also where it finds no story. The earlier one stays
# stored, and is neither shown nor ranked, as it is no version of the newsroom's.
READ_ANEW = """
WITH earlier AS (
    DELETE FROM newswire.sighting g USING incoming_item it LEFT JOIN incoming_story i ON i.n = it.n
    WHERE g.raw_item_id = it.raw_item_id AND g.part = it.part AND (g.revision_id <> i.revision_id OR it.given_up)
    RETURNING g.revision_id
)
INSERT INTO touched
SELECT DISTINCT r.story_id FROM earlier JOIN newswire.revision r ON r.id = earlier.revision_id
"""

# Undated copy without an id lies at one place, so what was seen there last is the newest. An undated revision of a
# story with an id counts from when it was first seen: redeliveries come in any order. Version numbers are comparable
# within one id only.
RANKED = """
CREATE TEMP TABLE ranked ON COMMIT DROP AS
SELECT numbered.*,
       row_number() OVER (
           PARTITION BY story_id
           ORDER BY version_number NULLS FIRST, moment, step, seen_at, CASE WHEN chained THEN content_sha256 END, id
       ) AS rank
FROM (
    SELECT seen.id, seen.story_id, seen.withdraws, seen.embargo_until, seen.content_sha256, seen.seen_at,
           CASE WHEN min(coalesce(guid, '')) OVER story = max(coalesce(guid, '')) OVER story THEN version_number END
               AS version_number,
           coalesce(version_created, seen_at) AS moment, coalesce(c.step, 0) AS step, c.kind, c.lead, c.addition,
           c.revision_id IS NOT NULL AS chained,
           CASE WHEN NOT c.anchored THEN body_md5 END AS resent_md5, body_md5, pubstatus
    FROM (
        SELECT r.id, r.story_id, r.withdraws, r.guid, r.version_number, r.version_created, r.embargo_until,
               r.content_sha256, r.pubstatus, CASE WHEN s.identified_by = 'slug' THEN md5(r.body) END AS body_md5,
               coalesce(
                   max(i.last_fetched_at) FILTER (
                       WHERE s.identified_by = 'name' AND i.source_id = s.source_id AND i.name = s.name
                   ),
                   min(i.fetched_at)
               ) AS seen_at
        FROM (SELECT DISTINCT story_id FROM touched) touched
        JOIN newswire.story s ON s.id = touched.story_id
        JOIN newswire.revision r ON r.story_id = s.id
        JOIN newswire.sighting g ON g.revision_id = r.id
        JOIN newswire.raw_item i ON i.id = g.raw_item_id
        GROUP BY r.id, s.id
    ) seen
    LEFT JOIN newswire.chain_item c ON c.revision_id = seen.id
    WINDOW story AS (PARTITION BY seen.story_id)
) numbered
"""

# Decisions of people, by what they mean now; those who saw a version have decided on it, so it lifts no kill.
BY_HAND = """
CREATE TEMP TABLE by_hand ON COMMIT DROP AS
SELECT DISTINCT decision_id, action, is_kill, revision_id, story_id
FROM newswire.decided_revision WHERE story_id IN (SELECT story_id FROM touched)
"""

GIVEN_KILLS = """
CREATE TEMP TABLE given_kill ON COMMIT DROP AS
SELECT k.id, k.story_id, k.version_number, k.moment, k.pubstatus, k.rank, NULL::bigint AS decision_id
FROM ranked k
WHERE k.withdraws AND NOT EXISTS (SELECT FROM by_hand d WHERE d.revision_id = k.id AND d.action = 'drop')
UNION ALL
SELECT r.id, d.story_id, NULL, coalesce(r.version_created, r.fetched_at), r.pubstatus, 0, d.decision_id
FROM (SELECT DISTINCT decision_id, story_id FROM by_hand WHERE action = 'apply' AND NOT is_kill) d
JOIN newswire.decided_revision k ON k.decision_id = d.decision_id AND k.is_kill
JOIN newswire.revision r ON r.id = k.revision_id
"""

# A kill stands unless a usable revision is newer: by version number when both have one, else by time. Of copy that has
# no id, a text from before the kill that is sent again lifts no kill: the other channels are still sending it.
STANDING_KILLS = """
CREATE TEMP TABLE standing_kill ON COMMIT DROP AS
SELECT k.id, k.story_id, k.rank, k.decision_id
FROM given_kill k
WHERE NOT EXISTS (
    SELECT FROM ranked u
    WHERE u.story_id = k.story_id AND NOT u.withdraws
      AND CASE WHEN u.version_number <> k.version_number THEN u.version_number > k.version_number
               ELSE u.moment > k.moment END
      AND NOT EXISTS (SELECT FROM by_hand d WHERE d.decision_id = k.decision_id AND d.revision_id = u.id)
      AND NOT (k.pubstatus = 'canceled' AND EXISTS (
          SELECT FROM ranked o
          WHERE o.story_id = u.story_id AND NOT o.withdraws AND o.moment <= k.moment
            AND o.body_md5 = u.resent_md5
      ))
)
"""

STATES = """
CREATE TEMP TABLE state ON COMMIT DROP AS
SELECT touched.story_id,
       (SELECT u.id FROM ranked u WHERE u.story_id = touched.story_id AND NOT u.withdraws ORDER BY u.rank DESC LIMIT 1)
           AS current_revision_id,
       (SELECT k.id FROM standing_kill k WHERE k.story_id = touched.story_id AND k.decision_id IS NULL
        ORDER BY k.rank DESC LIMIT 1) AS withdrawn_by,
       coalesce(
           (SELECT max(d.decision_id) FROM by_hand d WHERE d.story_id = touched.story_id AND d.action = 'withdraw'),
           (SELECT max(k.decision_id) FROM standing_kill k WHERE k.story_id = touched.story_id)
       ) AS withdrawn_decision_id
FROM (SELECT story_id FROM ranked UNION SELECT story_id FROM touched) touched
"""

INDEX_RANKED = "CREATE INDEX ON ranked (story_id); ANALYZE ranked"

UPDATE_STORIES = """
UPDATE newswire.story s
SET current_revision_id = new.current_revision_id, withdrawn_by = new.withdrawn_by,
    withdrawn_decision_id = new.withdrawn_decision_id
FROM state new
WHERE s.id = new.story_id
  AND (s.current_revision_id, s.withdrawn_by, s.withdrawn_decision_id)
    IS DISTINCT FROM (new.current_revision_id, new.withdrawn_by, new.withdrawn_decision_id)
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
    WHERE s.withdrawn_by IS NULL AND s.withdrawn_decision_id IS NULL AND NOT r.withdraws
) usable
WHERE shown_until IS NULL OR shown_until > coalesce(embargo_until, '-infinity')
"""

HIDE = """
DELETE FROM newswire.showing old
USING state
WHERE old.story_id = state.story_id AND NOT EXISTS (SELECT FROM new_showing WHERE revision_id = old.revision_id)
"""

# What an article is found by stands beside its period. Its text may have been joined anew in the same period.
SHOW = """
INSERT INTO newswire.showing AS old
       (revision_id, story_id, period, base_revision_id, agency, version_created, search)
SELECT n.revision_id, n.story_id, n.period, r.id, r.agency, r.version_created, coalesce(j.search, r.search)
FROM new_showing n
LEFT JOIN newswire.joined j ON j.revision_id = n.revision_id
JOIN newswire.revision r ON r.id = coalesce(j.base_revision_id, n.revision_id)
ORDER BY n.revision_id
ON CONFLICT (revision_id) DO UPDATE
SET period = excluded.period, base_revision_id = excluded.base_revision_id, agency = excluded.agency,
    version_created = excluded.version_created, search = excluded.search
WHERE (old.period, old.base_revision_id, old.search)
    IS DISTINCT FROM (excluded.period, excluded.base_revision_id, excluded.search)
"""

SHOW_PARTS = """
CREATE TEMP TABLE new_part ON COMMIT DROP AS
SELECT n.revision_id, coalesce(p.position, 0) AS position,
       coalesce(p.part_revision_id, n.revision_id) AS part_revision_id, coalesce(p.start_offset, 0) AS start_offset
FROM new_showing n LEFT JOIN newswire.joined_part p ON p.revision_id = n.revision_id;
DELETE FROM newswire.showing_part old USING new_showing n
WHERE old.revision_id = n.revision_id
  AND NOT EXISTS (SELECT FROM new_part p WHERE (p.revision_id, p.position) = (old.revision_id, old.position));
INSERT INTO newswire.showing_part AS old (revision_id, position, part_revision_id, start_offset)
SELECT revision_id, position, part_revision_id, start_offset FROM new_part ORDER BY revision_id, position
ON CONFLICT (revision_id, position) DO UPDATE
SET part_revision_id = excluded.part_revision_id, start_offset = excluded.start_offset
WHERE (old.part_revision_id, old.start_offset) <> (excluded.part_revision_id, excluded.start_offset);
"""

SORT_SEARCH = "SELECT newswire.sort_search()"

STATE = """
SELECT story_id, current_revision_id, withdrawn_by IS NOT NULL OR withdrawn_decision_id IS NOT NULL FROM state
"""
