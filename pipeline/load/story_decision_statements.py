"""The SQL of decisions on stories and kills."""

STORIES = """
SELECT s.id, s.agency, c.headline, c.slugline,
       CASE WHEN d.action = 'withdraw' THEN 'withdrawn by hand'
            WHEN d.action = 'apply' THEN 'killed by ' || (
                SELECT coalesce(max(k.revision_id)::text, '?') FROM newswire.decided_revision k
                WHERE k.decision_id = d.id AND k.is_kill
            ) || ', applied by hand'
            WHEN s.withdrawn_by IS NOT NULL THEN 'killed by ' || s.withdrawn_by
            WHEN EXISTS (SELECT FROM newswire.showing w WHERE w.story_id = s.id AND w.period @> now()) THEN 'shown'
            ELSE 'not shown' END AS state
FROM newswire.story s
LEFT JOIN newswire.revision c ON c.id = s.current_revision_id
LEFT JOIN newswire.story_decision d ON d.id = s.withdrawn_decision_id
WHERE s.id = ANY(%(stories)s) ORDER BY s.id
"""

REVISIONS = """
SELECT revision_id AS id, state, version_created, fetched_at, headline, word_count, source_id AS source, name
FROM newswire.article_history WHERE story_id = %(story)s ORDER BY number
"""

# Also those that were undone: by what they spoke of.
STORY_DECISIONS = """
SELECT d.id, d.action, d.decided_at, d.decided_by AS by, d.note AS why, d.undone_at, d.undone_by,
       d.undone_note AS undone_why
FROM newswire.story_decision d
WHERE d.id IN (
    SELECT p.decision_id
    FROM newswire.revision r
    JOIN newswire.sighting g ON g.revision_id = r.id
    JOIN newswire.raw_item i ON i.id = g.raw_item_id
    JOIN newswire.story_decision_part p ON p.raw_sha256 = i.sha256 AND p.part = g.part
    WHERE r.story_id = %(story)s
)
ORDER BY d.id
"""

# Kills that wait, or on which a person has decided.
KILLS = """
SELECT r.id, r.story_id AS stands_in, r.agency, r.pubstatus, r.slugline, r.headline,
       ARRAY(
           SELECT one ->> 'target' FROM jsonb_array_elements(r.links) one WHERE one ->> 'rel' = ANY(%(naming)s)
       ) AS names,
       i.source_id AS source, i.name, r.fetched_at, d.action, d.decided_by AS by, d.note AS why,
       ARRAY(SELECT DISTINCT o.story_id FROM newswire.decided_revision o
             WHERE o.decision_id = d.id AND NOT o.is_kill ORDER BY o.story_id) AS applied_to,
       coalesce(c.candidates, 0) AS candidates
FROM (
    SELECT revision_id, NULL::bigint AS decision_id FROM newswire.pending_kill
    UNION
    SELECT revision_id, decision_id FROM newswire.decided_revision WHERE is_kill
) k
JOIN newswire.revision r ON r.id = k.revision_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
LEFT JOIN newswire.story_decision d ON d.id = k.decision_id
LEFT JOIN newswire.chain_item c ON c.revision_id = r.id
WHERE d.action IS NOT DISTINCT FROM %(action)s
ORDER BY candidates DESC, r.fetched_at, r.id LIMIT %(limit)s
"""

# What a load asks of kills, ``chain_statements.MEANT``, is then asked of these.
ASKED = """
CREATE TEMP TABLE kill ON COMMIT DROP AS
SELECT c.revision_id, r.story_id, r.agency, c.agency_key, c.slug, c.moment, c.kills, false AS placed
FROM newswire.chain_item c JOIN newswire.revision r ON r.id = c.revision_id
WHERE c.revision_id = ANY(%(kills)s)
"""

# An earlier reading is no kill any more: it has another number now.
KILL = """
SELECT EXISTS (SELECT FROM newswire.pending_kill p WHERE p.revision_id = r.id) AS waits,
       (SELECT max(d.decision_id) FROM newswire.decided_revision d WHERE d.revision_id = r.id AND d.is_kill)
FROM newswire.revision r
WHERE r.id = %(kill)s AND r.withdraws AND EXISTS (SELECT FROM newswire.sighting g WHERE g.revision_id = r.id)
"""

VERSIONS = "SELECT count(*) FROM newswire.revision WHERE story_id = %(story)s AND NOT withdraws"

DECIDE = """
INSERT INTO newswire.story_decision (action, decided_by, note) VALUES (%(action)s, %(by)s, %(why)s) RETURNING id
"""

STORY_PARTS = """
INSERT INTO newswire.story_decision_part (decision_id, is_kill, raw_sha256, part)
SELECT DISTINCT %(decision)s, false, i.sha256, g.part
FROM newswire.revision r
JOIN newswire.sighting g ON g.revision_id = r.id
JOIN newswire.raw_item i ON i.id = g.raw_item_id
WHERE r.story_id = %(story)s AND NOT r.withdraws
"""

KILL_PARTS = """
INSERT INTO newswire.story_decision_part (decision_id, is_kill, raw_sha256, part)
SELECT DISTINCT %(decision)s, true, i.sha256, g.part
FROM newswire.sighting g JOIN newswire.raw_item i ON i.id = g.raw_item_id
WHERE g.revision_id = %(kill)s
"""

IN_FORCE = """
SELECT DISTINCT decision_id FROM newswire.decided_revision WHERE story_id = %(story)s AND action = 'withdraw'
"""

SPOKEN_OF = """
SELECT DISTINCT story_id FROM newswire.decided_revision WHERE decision_id = ANY(%(decisions)s)
"""

UNDO = """
UPDATE newswire.story_decision SET undone_at = now(), undone_by = %(by)s, undone_note = %(why)s
WHERE id = ANY(%(decisions)s) AND undone_at IS NULL
"""

WITHDRAWN = """
SELECT DISTINCT s.id AS story, s.agency, r.headline, r.slugline, d.action, d.decided_at, d.decided_by AS by,
       d.note AS why
FROM newswire.story s
JOIN newswire.story_decision d ON d.id = s.withdrawn_decision_id
LEFT JOIN newswire.revision r ON r.id = s.current_revision_id
ORDER BY d.decided_at DESC, s.id LIMIT %(limit)s
"""
