"""The SQL of what a story's versions make together: takes joined, and what each version changed.

``ranked`` are the revisions of all stories that the load has touched, in order; see ``story_statements``.
"""

STAGING = """
CREATE TEMP TABLE incoming_joined (
    revision_id bigint, base_revision_id bigint, body text, paragraphs integer, word_count integer, missing integer[],
    embargo_until timestamptz
) ON COMMIT DROP;
CREATE TEMP TABLE incoming_part (
    revision_id bigint, position integer, part_revision_id bigint, start_offset integer
) ON COMMIT DROP;
CREATE TEMP TABLE rejoined (revision_id bigint) ON COMMIT DROP;
"""

VERSIONS = """
SELECT k.story_id, k.id, k.kind, k.lead, k.addition, r.body, k.embargo_until
FROM ranked k JOIN newswire.revision r ON r.id = k.id
WHERE NOT k.withdraws AND k.story_id IN (SELECT story_id FROM ranked WHERE kind = 'add' AND NOT withdraws)
ORDER BY k.story_id, k.rank
"""

# The whole text of takes stays back as long as any of them: what showing reckons with.
EMBARGOES = "UPDATE ranked k SET embargo_until = j.embargo_until FROM incoming_joined j WHERE j.revision_id = k.id"

FORGET = """
DELETE FROM newswire.joined j USING ranked k
WHERE j.revision_id = k.id AND NOT EXISTS (SELECT FROM incoming_joined i WHERE i.revision_id = j.revision_id)
"""

JOINED = """
WITH changed AS (
    INSERT INTO newswire.joined AS known
           (revision_id, base_revision_id, body, paragraphs, word_count, missing, search)
    SELECT j.revision_id, j.base_revision_id, j.body, j.paragraphs, j.word_count, j.missing,
           setweight(to_tsvector(c.config, left(coalesce(r.headline, ''), 2000)), 'A')
           || setweight(to_tsvector(c.config, left(coalesce(r.slugline, ''), 2000)), 'B')
           || setweight(to_tsvector(c.config, left(j.body, 100000)), 'D')
    FROM incoming_joined j
    JOIN newswire.revision r ON r.id = j.base_revision_id
    CROSS JOIN LATERAL (SELECT newswire.text_search_configuration(r.language) AS config) c
    ORDER BY j.revision_id
    ON CONFLICT (revision_id) DO UPDATE
    SET base_revision_id = excluded.base_revision_id, body = excluded.body, paragraphs = excluded.paragraphs,
        word_count = excluded.word_count, missing = excluded.missing, search = excluded.search
    WHERE (known.base_revision_id, known.body, known.missing)
        IS DISTINCT FROM (excluded.base_revision_id, excluded.body, excluded.missing)
    RETURNING revision_id
)
INSERT INTO rejoined SELECT revision_id FROM changed
"""

PARTS = """
DELETE FROM newswire.joined_part p USING rejoined j WHERE p.revision_id = j.revision_id;
INSERT INTO newswire.joined_part (revision_id, position, part_revision_id, start_offset)
SELECT p.revision_id, p.position, p.part_revision_id, p.start_offset
FROM incoming_part p JOIN rejoined j ON j.revision_id = p.revision_id;
"""

STALE = """
CREATE TEMP TABLE stale ON COMMIT DROP AS
SELECT p.id, p.previous
FROM (
    SELECT id, lag(id) OVER (PARTITION BY story_id ORDER BY rank) AS previous FROM ranked WHERE NOT withdraws
) p
LEFT JOIN newswire.revision_change h ON h.revision_id = p.id
WHERE h.previous_revision_id IS DISTINCT FROM p.previous
   OR EXISTS (SELECT FROM rejoined j WHERE j.revision_id IN (p.id, p.previous));
DELETE FROM newswire.revision_change h USING stale WHERE h.revision_id = stale.id;
"""

TEXTS = """
SELECT p.id, p.previous, coalesce(older.body, before.body), coalesce(newer.body, after.body)
FROM stale p
JOIN newswire.revision after ON after.id = p.id
JOIN newswire.revision before ON before.id = p.previous
LEFT JOIN newswire.joined newer ON newer.revision_id = p.id
LEFT JOIN newswire.joined older ON older.revision_id = p.previous
ORDER BY p.id
"""
