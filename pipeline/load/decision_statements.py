"""The SQL of decisions on entities."""

BY_NUMBER = """
SELECT e.id, e.kind, e.name, e.ids, e.type, e.merged_into
FROM newswire.entity e WHERE e.id = ANY(%(entities)s)
"""

BY_NAME = """
SELECT e.id, e.kind, e.name, e.ids, e.type, e.merged_into FROM newswire.entity e
WHERE e.id IN (SELECT entity_id FROM newswire.entity_name WHERE md5(lower(name)) = md5(lower(%(name)s)))
   OR md5(lower(e.name)) = md5(lower(%(name)s))
ORDER BY e.merged_into IS NOT NULL, e.id
"""

BY_PART = """
SELECT e.id, e.kind, e.name, e.ids, e.type, e.merged_into FROM newswire.entity e
WHERE e.id IN (
    SELECT entity_id FROM newswire.entity_name
    WHERE position(' ' || lower(%(part)s) || ' ' IN ' ' || translate(lower(name), '-''’', '   ') || ' ') > 0
)
ORDER BY e.merged_into IS NOT NULL, e.name, e.id LIMIT %(most)s
"""

NAMES = "SELECT name FROM newswire.entity_name WHERE entity_id = %(entity)s ORDER BY name"

MERGED = """
SELECT e.id, e.kind, e.name, e.ids, e.type, e.merged_into
FROM newswire.entity e WHERE e.merged_into = %(entity)s ORDER BY e.id
"""

DECISIONS = """
SELECT id, action, entity_id, other_id, old_name, new_name, decided_at, decided_by, note, undone_at
FROM newswire.entity_decision
WHERE entity_id = %(entity)s OR other_id = %(entity)s ORDER BY id
"""

STORIES = """
SELECT count(DISTINCT r.story_id)
FROM newswire.entity e
JOIN newswire.revision_entity l ON l.entity_id = e.id
JOIN newswire.revision r ON r.id = l.revision_id
WHERE coalesce(e.merged_into, e.id) = %(entity)s
"""

NEWEST = """
SELECT a.story_id, r.headline, a.mentions, a.salience, a.roles
FROM newswire.article_entity a JOIN newswire.revision r ON r.id = a.revision_id
WHERE a.entity_id = %(entity)s
ORDER BY r.version_created DESC NULLS LAST, r.id DESC LIMIT 10
"""

DECIDE = """
INSERT INTO newswire.entity_decision (action, entity_id, other_id, old_name, new_name, decided_by, note)
VALUES (%(action)s, %(entity)s, %(other)s, %(old)s, %(new)s, %(by)s, %(note)s)
RETURNING id
"""

# Merges in force, and splits that were undone, as steps from one entity to the next; the last one stands for all.
REFRESH_MERGES = """
WITH RECURSIVE step AS (
    SELECT entity_id AS start, other_id AS next FROM newswire.entity_decision
    WHERE action = 'merge' AND undone_at IS NULL
    UNION
    SELECT other_id, entity_id FROM newswire.entity_decision WHERE action = 'split' AND undone_at IS NOT NULL
), walk AS (
    SELECT start, next, 1 AS depth FROM step
    UNION
    SELECT w.start, s.next, w.depth + 1 FROM walk w JOIN step s ON s.start = w.next WHERE w.depth < 1000
), final AS (
    SELECT DISTINCT ON (start) start, next FROM walk ORDER BY start, depth DESC
)
UPDATE newswire.entity e SET merged_into = new.next
FROM (
    SELECT o.id, f.next FROM newswire.entity o LEFT JOIN final f ON f.start = o.id
    WHERE o.merged_into IS NOT NULL OR f.next IS NOT NULL
) new
WHERE new.id = e.id AND e.merged_into IS DISTINCT FROM new.next
"""

MERGE_OF = """
SELECT id FROM newswire.entity_decision
WHERE action = 'merge' AND entity_id = %(entity)s AND undone_at IS NULL ORDER BY id DESC
"""

UNDO = """
UPDATE newswire.entity_decision SET undone_at = now(), undone_by = %(by)s
WHERE id = %(decision)s AND undone_at IS NULL
RETURNING id, action, entity_id, other_id, old_name, new_name, decided_at, decided_by, note, undone_at
"""

UNPIN = "DELETE FROM newswire.entity_pin WHERE decision_id = %(decision)s"

SPOKEN_OF = """
SELECT DISTINCT r.story_id
FROM newswire.revision r JOIN newswire.revision_entity l ON l.revision_id = r.id
WHERE r.story_id = ANY(%(stories)s) AND l.entity_id = ANY(%(members)s)
"""

NEW_ENTITY = """
INSERT INTO newswire.entity (kind, name, ids, type)
SELECT kind, name, '{}', type FROM newswire.entity WHERE id = %(entity)s
RETURNING id
"""

COPY_NAMES = """
INSERT INTO newswire.entity_key (scheme, value, entity_id)
SELECT scheme, value, %(fresh)s FROM newswire.entity_key
WHERE entity_id = %(entity)s AND scheme LIKE 'name:%%';
INSERT INTO newswire.entity_name (entity_id, name)
SELECT %(fresh)s, name FROM newswire.entity_name WHERE entity_id = %(entity)s
"""

PIN = """
INSERT INTO newswire.entity_pin (story_id, entity_id, becomes, decision_id)
SELECT story, member, %(fresh)s, %(decision)s
FROM unnest(%(stories)s::bigint[]) story CROSS JOIN unnest(%(members)s::bigint[]) member
ON CONFLICT (story_id, entity_id) DO UPDATE SET becomes = excluded.becomes, decision_id = excluded.decision_id
"""

MOVE_MENTIONS = """
UPDATE newswire.mention m SET entity_id = %(fresh)s
FROM newswire.revision r
WHERE r.id = m.revision_id AND r.story_id = ANY(%(stories)s) AND m.entity_id = ANY(%(members)s)
"""

MOVE_LINKS = """
UPDATE newswire.revision_entity l SET entity_id = %(fresh)s
FROM newswire.revision r
WHERE r.id = l.revision_id AND r.story_id = ANY(%(stories)s) AND l.entity_id = ANY(%(members)s)
"""

RENAME = "UPDATE newswire.entity SET name = %(name)s WHERE id = %(entity)s"

AROUND = """
SELECT r.story_id, r.id, r.dateline_country, l.entity_id, e.kind, l.name, e.ids, l.salience, l.roles,
       l.mentions + l.other_mentions
FROM (
    SELECT revision_id FROM newswire.revision_entity WHERE entity_id = %(entity)s
    GROUP BY revision_id ORDER BY revision_id DESC LIMIT 40
) spoken
JOIN newswire.revision r ON r.id = spoken.revision_id
JOIN newswire.revision_entity l ON l.revision_id = r.id
JOIN newswire.entity e ON e.id = l.entity_id
ORDER BY r.id, l.position
"""

SET_CONTEXT = """
INSERT INTO newswire.entity_context (entity_id, countries, around, roles, companions, marks)
VALUES (%(entity)s, %(countries)s, %(around)s, %(roles)s, %(companions)s, %(marks)s)
ON CONFLICT (entity_id) DO UPDATE
SET countries = excluded.countries, around = excluded.around, roles = excluded.roles,
    companions = excluded.companions, marks = excluded.marks
"""
