"""The SQL of entities: what is known by a batch's keys, and what the batch adds; the load's lock lets one in."""

STAGING = """
CREATE TEMP TABLE IF NOT EXISTS incoming_entity_key (scheme text, value text) ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS incoming_entity_name (entity_id bigint, name text) ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS incoming_entity_ids (entity_id bigint, ids jsonb, type text) ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS incoming_context (
    entity_id bigint, countries text[], around text[], roles text[], companions text[], marks text[]
) ON COMMIT DROP;
"""

KNOWN_KEYS = """
SELECT o.scheme, o.value, o.entity_id
FROM incoming_entity_key k JOIN newswire.entity_key o ON o.scheme = k.scheme AND o.value = k.value
ORDER BY o.entity_id, o.scheme, o.value
"""

KNOWN = """
SELECT e.id, e.kind, e.name, e.ids, e.type, c.countries, c.around, c.roles, c.companions, c.marks
FROM newswire.entity e LEFT JOIN newswire.entity_context c ON c.entity_id = e.id
WHERE e.id = ANY(%(entities)s)
ORDER BY e.id
"""

SPOKEN_OF = """
SELECT DISTINCT r.story_id, l.entity_id
FROM newswire.revision r JOIN newswire.revision_entity l ON l.revision_id = r.id
WHERE r.story_id = ANY(%(stories)s)
"""

PINS = "SELECT story_id, entity_id, becomes FROM newswire.entity_pin WHERE story_id = ANY(%(stories)s)"

NUMBERS = """
SELECT nextval(pg_get_serial_sequence('newswire.entity', 'id')) FROM generate_series(1, %(count)s)
"""

NAMES = """
INSERT INTO newswire.entity_name (entity_id, name)
SELECT DISTINCT entity_id, name FROM incoming_entity_name ORDER BY entity_id, name
ON CONFLICT (entity_id, md5(name)) DO NOTHING
"""

IDS = """
UPDATE newswire.entity o SET ids = i.ids || o.ids, type = coalesce(o.type, i.type)
FROM incoming_entity_ids i WHERE i.entity_id = o.id
"""

CONTEXTS = """
INSERT INTO newswire.entity_context (entity_id, countries, around, roles, companions, marks)
SELECT entity_id, countries, around, roles, companions, marks FROM incoming_context ORDER BY entity_id
ON CONFLICT (entity_id) DO UPDATE
SET countries = excluded.countries, around = excluded.around, roles = excluded.roles,
    companions = excluded.companions, marks = excluded.marks
"""

RECOGNISER = """
INSERT INTO newswire.recogniser AS known (name, version, sha256) VALUES (%(name)s, %(version)s, %(sha256)s)
ON CONFLICT (name, version, sha256) DO UPDATE SET name = known.name
RETURNING id
"""
