"""The SQL of slugs, message numbers and kills: what chains are made of, and revisions moved to their story."""

STAGING = """
CREATE TEMP TABLE incoming_chain (
    n integer, key text, agency_key text, slug text, city text, kind text, lead integer, addition integer,
    anchored boolean, withdraws boolean, message_number text, kills text[]
) ON COMMIT DROP;
CREATE TEMP TABLE incoming_reference (n integer, key text) ON COMMIT DROP;
CREATE TEMP TABLE incoming_follow (revision_id bigint, follows bigint) ON COMMIT DROP;
CREATE TEMP TABLE incoming_candidates (revision_id bigint, candidates integer) ON COMMIT DROP;
CREATE TEMP TABLE chain_news (revision_id bigint) ON COMMIT DROP;
CREATE TEMP TABLE move (revision_id bigint, story_id bigint, old_story_id bigint) ON COMMIT DROP;
CREATE TEMP TABLE moved_from (story_id bigint) ON COMMIT DROP;
"""

# Whoever comes first with an id that others name, or that names others, gives the story that all of them join.
REFERENCE_KEYS = """
INSERT INTO newswire.story_key (key, story_id)
SELECT f.key, min(i.story_id) FROM incoming_reference f JOIN incoming_story i ON i.n = f.n
GROUP BY f.key ORDER BY f.key
ON CONFLICT (key) DO NOTHING
"""

REFERENCES = """
SELECT DISTINCT i.story_id, k.story_id
FROM incoming_reference f
JOIN incoming_story i ON i.n = f.n
JOIN newswire.story_key k ON k.key = f.key
WHERE k.story_id <> i.story_id
"""

REVISIONS_OF = "SELECT id, story_id FROM newswire.revision WHERE story_id = ANY(%(stories)s)"

NEWS = """
WITH new AS (
    INSERT INTO newswire.chain_item
           (revision_id, key, agency_key, slug, city, moment, kind, lead, addition, anchored, withdraws, message_number,
            kills)
    SELECT DISTINCT ON (r.id) r.id, c.key, c.agency_key, c.slug, c.city, coalesce(r.version_created, seen.at), c.kind,
           c.lead, c.addition, c.anchored, c.withdraws, c.message_number, c.kills
    FROM incoming_chain c
    JOIN incoming_story i ON i.n = c.n
    JOIN newswire.revision r ON r.id = i.revision_id
    CROSS JOIN LATERAL (
        SELECT min(o.fetched_at) AS at
        FROM newswire.sighting g JOIN newswire.raw_item o ON o.id = g.raw_item_id
        WHERE g.revision_id = r.id
    ) seen
    ORDER BY r.id, c.n
    ON CONFLICT DO NOTHING
    RETURNING revision_id
)
INSERT INTO chain_news SELECT revision_id FROM new
"""

# Undated copy counts from when it was first seen, and that may turn out to be earlier.
EARLIER = """
WITH seen AS (
    UPDATE newswire.chain_item c SET moment = earlier.at
    FROM (
        SELECT r.id, min(o.fetched_at) AS at
        FROM (SELECT DISTINCT revision_id FROM incoming_story WHERE by_slug AND NOT fresh) i
        JOIN newswire.revision r ON r.id = i.revision_id AND r.version_created IS NULL
        JOIN newswire.sighting g ON g.revision_id = r.id
        JOIN newswire.raw_item o ON o.id = g.raw_item_id
        GROUP BY r.id
    ) earlier
    WHERE c.revision_id = earlier.id AND earlier.at < c.moment
    RETURNING c.revision_id
)
INSERT INTO chain_news SELECT revision_id FROM seen
"""

GROWN = """
CREATE TEMP TABLE grown ON COMMIT DROP AS
SELECT c.agency_key, c.slug, min(c.moment) AS since
FROM chain_news w JOIN newswire.chain_item c ON c.revision_id = w.revision_id
WHERE c.slug IS NOT NULL
GROUP BY c.agency_key, c.slug;
ANALYZE grown;
"""

# Groups of one member, or without any that is known by its slug, have nothing to join.
LINKS = """
SELECT m.revision_id, r.story_id, m.agency_key, m.slug, r.agency, m.moment, m.kind, m.anchored, m.city, m.step, r.part,
       r.content_sha256, n.signature, m.since
FROM (
    SELECT c.*, g.since, count(*) OVER one AS members, bool_or(NOT c.anchored) OVER one AS open
    FROM grown g
    JOIN newswire.chain_item c ON c.agency_key = g.agency_key AND c.slug = g.slug
     AND c.moment >= g.since - %(window)s AND NOT c.withdraws
    WINDOW one AS (PARTITION BY g.agency_key, g.slug)
) m
JOIN newswire.revision r ON r.id = m.revision_id
LEFT JOIN newswire.near_duplicate n ON n.revision_id = m.revision_id
WHERE m.members > 1 AND m.open
"""

FOLLOWS = """
UPDATE newswire.chain_item c SET follows = f.follows
FROM incoming_follow f WHERE c.revision_id = f.revision_id AND c.follows IS DISTINCT FROM f.follows
"""

ASK = "INSERT INTO chain_news SELECT unnest(%(kills)s::bigint[])"

# Kills by number of whose own id something has come.
ASK_BY_ID = """
INSERT INTO chain_news
SELECT DISTINCT c.revision_id
FROM incoming_story i
JOIN newswire.revision k ON k.guid = i.guid AND k.withdraws
JOIN newswire.chain_item c ON c.revision_id = k.id AND c.anchored AND c.kills <> '{}'
WHERE NOT i.by_slug
"""

# Kills whose meaning may have changed: new ones, of a slug, number or id that something new has, left behind by a move.
# Of those that a person has decided on nobody asks.
KILLS = """
CREATE TEMP TABLE kill ON COMMIT DROP AS
SELECT k.revision_id, r.story_id, r.agency, r.guid, k.agency_key, k.slug, k.moment, k.kills, k.anchored,
       EXISTS (SELECT FROM newswire.revision u WHERE u.story_id = r.story_id AND NOT u.withdraws) AS placed
FROM (
    SELECT c.revision_id FROM chain_news w JOIN newswire.chain_item c ON c.revision_id = w.revision_id
    WHERE c.withdraws
    UNION
    SELECT c.revision_id FROM grown g
    JOIN newswire.chain_item c ON c.agency_key = g.agency_key AND c.slug = g.slug AND c.moment >= g.since
    WHERE c.withdraws
    UNION
    SELECT c.revision_id FROM chain_news w
    JOIN newswire.chain_item o ON o.revision_id = w.revision_id AND o.message_number IS NOT NULL
    JOIN newswire.chain_item c ON c.kills @> ARRAY[o.message_number]
    WHERE c.withdraws
    UNION
    SELECT c.revision_id FROM moved_from f
    JOIN newswire.revision r ON r.story_id = f.story_id
    JOIN newswire.chain_item c ON c.revision_id = r.id
    WHERE c.withdraws
) asked
JOIN newswire.chain_item k ON k.revision_id = asked.revision_id
JOIN newswire.revision r ON r.id = k.revision_id
WHERE NOT EXISTS (SELECT FROM newswire.decided_revision d WHERE d.revision_id = k.revision_id AND d.is_kill)
  AND (NOT k.anchored OR k.kills <> '{}')
"""

# The usable copy that has a kill's own id, where that is good for identity: within the agency or, when that of one is
# unknown, the source.
MEANT_BY_ID = """
SELECT DISTINCT k.revision_id, u.story_id
FROM kill k
JOIN newswire.revision u ON u.guid = k.guid AND NOT u.withdraws
LEFT JOIN newswire.chain_item c ON c.revision_id = u.id
WHERE k.anchored AND c.anchored IS NOT FALSE AND EXISTS (
    SELECT FROM newswire.sighting g
    JOIN newswire.raw_item o ON o.id = g.raw_item_id
    JOIN newswire.sighting kg ON kg.revision_id = k.revision_id
    JOIN newswire.raw_item ko ON ko.id = kg.raw_item_id
    WHERE g.revision_id = u.id
      AND (u.agency = k.agency OR (u.agency IS NULL OR k.agency IS NULL) AND o.source_id = ko.source_id)
)
"""

# A kill that names numbers means what has them, any other what has its slug; an unknown agency may be any. An earlier
# reading, which nothing is sighted as any more, is meant by none.
MEANT = """
SELECT k.revision_id, k.story_id, k.agency, k.placed, k.kills <> '{}' AS by_number, r.story_id,
       k.moment - c.moment AS age, c.slug IS NOT DISTINCT FROM k.slug AS same_slug
FROM kill k
LEFT JOIN newswire.chain_item c
       ON k.kills <> '{}' AND c.message_number = ANY(k.kills) AND NOT c.withdraws
      AND c.moment BETWEEN k.moment - %(window)s AND k.moment
      AND EXISTS (SELECT FROM newswire.sighting g WHERE g.revision_id = c.revision_id)
      AND (c.agency_key = k.agency_key OR 'source ' IN (left(c.agency_key, 7), left(k.agency_key, 7)))
LEFT JOIN newswire.revision r ON r.id = c.revision_id
WHERE k.kills <> '{}'
UNION ALL
SELECT k.revision_id, k.story_id, k.agency, k.placed, false, r.story_id, k.moment - c.moment, true
FROM kill k
LEFT JOIN newswire.chain_item c
       ON c.agency_key = k.agency_key AND c.slug = k.slug AND NOT c.withdraws
      AND c.moment BETWEEN k.moment - %(window)s AND k.moment
      AND EXISTS (SELECT FROM newswire.sighting g WHERE g.revision_id = c.revision_id)
LEFT JOIN newswire.revision r ON r.id = c.revision_id
WHERE k.kills = '{}'
"""

CANDIDATES = """
UPDATE newswire.chain_item c SET candidates = f.candidates
FROM incoming_candidates f WHERE c.revision_id = f.revision_id AND c.candidates IS DISTINCT FROM f.candidates
"""

NEW_STORY = """
INSERT INTO newswire.story (key, identified_by, agency, source_id, name, first_seen_at)
SELECT encode(sha256(convert_to('split ' || r.id || ' ' || clock_timestamp(), 'UTF8')), 'hex'), 'slug', r.agency,
       i.source_id, i.name, i.fetched_at
FROM newswire.revision r JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE r.id = %(revision)s
RETURNING id
"""

# What is shown is settled anew at the end of the load, for all stories that a move has touched.
MOVE = """
UPDATE move m SET old_story_id = r.story_id FROM newswire.revision r WHERE r.id = m.revision_id;
INSERT INTO touched SELECT story_id FROM move UNION SELECT old_story_id FROM move;
INSERT INTO moved_from SELECT DISTINCT old_story_id FROM move;
UPDATE newswire.story SET current_revision_id = NULL, withdrawn_by = NULL
WHERE id IN (SELECT old_story_id FROM move);
DELETE FROM newswire.showing WHERE revision_id IN (SELECT revision_id FROM move);
UPDATE newswire.revision r SET story_id = m.story_id FROM move m WHERE r.id = m.revision_id;
UPDATE newswire.story s
SET first_seen_at = least(s.first_seen_at, old.first_seen_at), agency = coalesce(s.agency, old.agency)
FROM (
    SELECT m.story_id, min(o.first_seen_at) AS first_seen_at, min(o.agency) AS agency
    FROM move m JOIN newswire.story o ON o.id = m.old_story_id
    GROUP BY m.story_id
) old
WHERE s.id = old.story_id;
UPDATE newswire.story_key k SET story_id = m.story_id
FROM (SELECT old_story_id, min(story_id) AS story_id FROM move GROUP BY old_story_id) m
WHERE k.story_id = m.old_story_id
  AND NOT EXISTS (SELECT FROM newswire.revision r WHERE r.story_id = m.old_story_id);
INSERT INTO newswire.entity_pin (story_id, entity_id, becomes, decision_id)
SELECT m.story_id, p.entity_id, p.becomes, p.decision_id
FROM newswire.entity_pin p
JOIN (SELECT DISTINCT old_story_id, story_id FROM move) m ON m.old_story_id = p.story_id
ON CONFLICT DO NOTHING;
DELETE FROM newswire.entity_pin p USING (SELECT DISTINCT old_story_id FROM move) m
WHERE p.story_id = m.old_story_id AND NOT EXISTS (SELECT FROM newswire.revision r WHERE r.story_id = p.story_id);
DELETE FROM newswire.story s USING (SELECT DISTINCT old_story_id FROM move) m
WHERE s.id = m.old_story_id AND NOT EXISTS (SELECT FROM newswire.revision r WHERE r.story_id = s.id);
UPDATE incoming_story i SET story_id = m.story_id FROM move m WHERE m.revision_id = i.revision_id;
TRUNCATE move;
"""

HOMES = "SELECT n, story_id FROM incoming_story"
