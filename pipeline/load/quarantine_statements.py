"""The SQL of decisions on cases in quarantine."""

# A case's items: wherever the payload came from; what could not be fetched has no payload, only its item.
_ITEMS = """
FROM newswire.quarantine q
JOIN newswire.raw_item i ON i.sha256 = q.raw_sha256 AND (q.stage <> 'fetch' OR i.id = q.raw_item_id)
WHERE q.id = %(case)s
"""

CASES = """
SELECT q.id, q.status, i.source_id AS source, i.name, q.raw_sha256 AS sha256, q.part, q.stage, q.attempts,
       q.opened_at, q.last_seen_at, q.decided_by, q.note
FROM newswire.quarantine q JOIN newswire.raw_item i ON i.id = q.raw_item_id
WHERE q.status = %(status)s
  AND (%(source)s::text IS NULL OR EXISTS (
      SELECT FROM newswire.raw_item d
      WHERE d.source_id = %(source)s AND d.sha256 = q.raw_sha256 AND (q.stage <> 'fetch' OR d.id = q.raw_item_id)
  ))
  AND (%(check)s::text IS NULL OR EXISTS (
      SELECT FROM newswire.quarantine_reason r WHERE r.quarantine_id = q.id AND r.check_id = %(check)s
  ))
ORDER BY q.last_seen_at DESC, q.id DESC LIMIT %(limit)s
"""

CASE = """
SELECT q.id, q.status, i.source_id AS source, i.name, q.raw_sha256 AS sha256, q.part, q.stage, q.attempts,
       q.opened_at, q.last_seen_at, q.decided_by, q.note
FROM newswire.quarantine q JOIN newswire.raw_item i ON i.id = q.raw_item_id
WHERE q.id = %(case)s
"""

DELIVERIES = "SELECT i.source_id AS source, i.name, i.uri, i.fetched_at" + _ITEMS + "ORDER BY i.fetched_at, i.id"

DECISIONS = """
SELECT id, action, checks, decided_at, decided_by AS by, note AS why, undone_at, undone_by, undone_note AS undone_why
FROM newswire.quarantine_decision WHERE quarantine_id = %(case)s ORDER BY id
"""

# The item that the case was last met in, as it was fetched.
ITEM = """
SELECT i.source_id AS source, i.name, i.sha256, i.uri, i.size_bytes AS size, i.fetched_at, i.media_type, s.agency,
       i.headers
FROM newswire.quarantine q
JOIN newswire.raw_item i ON i.id = q.raw_item_id
JOIN newswire.source s ON s.id = i.source_id
WHERE q.id = %(case)s
"""

LOCK_CASE = "SELECT status, stage FROM newswire.quarantine WHERE id = %(case)s FOR UPDATE"

DECIDE = """
INSERT INTO newswire.quarantine_decision (quarantine_id, action, checks, decided_by, note)
SELECT %(case)s, %(action)s,
       ARRAY(SELECT DISTINCT r.check_id FROM newswire.quarantine_reason r
             WHERE r.quarantine_id = %(case)s AND r.severity = 'critical' AND r.check_id = ANY(%(waivable)s)
             ORDER BY r.check_id),
       %(by)s, %(why)s
RETURNING id
"""

CLOSE = """
UPDATE newswire.quarantine SET status = %(status)s, decided_at = now(), decided_by = %(by)s, note = %(why)s
WHERE id = %(case)s
"""

REOPEN = """
UPDATE newswire.quarantine SET status = 'open', decided_at = NULL, decided_by = NULL, note = NULL WHERE id = %(case)s
"""

UNDO = """
UPDATE newswire.quarantine_decision SET undone_at = now(), undone_by = %(by)s, undone_note = %(why)s
WHERE quarantine_id = %(case)s AND undone_at IS NULL
RETURNING id
"""

# Rules of no version: the next run of the source takes the item in again, whatever its own rules are.
TRY_AGAIN = (
    """
UPDATE newswire.watermark_item w SET held_stage = found.stage, rules_version = NULL
FROM (SELECT i.source_id, i.name, q.stage"""
    + _ITEMS
    + """) found
WHERE w.source_id = found.source_id AND md5(w.name) = md5(found.name)
"""
)

LEAVE = (
    """
UPDATE newswire.watermark_item w SET held_stage = NULL
FROM (SELECT i.source_id, i.name"""
    + _ITEMS
    + """) found
WHERE w.source_id = found.source_id AND md5(w.name) = md5(found.name)
"""
)

WAIVERS = """
SELECT q.raw_sha256, q.part, d.checks, d.decided_by, d.note
FROM newswire.quarantine q JOIN newswire.quarantine_decision d ON d.quarantine_id = q.id
WHERE q.raw_sha256 = ANY(%(payloads)s) AND d.action = 'release' AND d.undone_at IS NULL AND d.checks <> '{}'
ORDER BY d.id
"""

# What no story could be read from was rejected whole: all of its parts.
REJECTED = """
SELECT q.id, q.raw_sha256, CASE WHEN q.stage IN ('fetch', 'parse') THEN NULL ELSE q.part END, q.decided_by, q.note,
       CASE q.stage WHEN 'fetch' THEN i.source_id END, i.name
FROM newswire.quarantine q JOIN newswire.raw_item i ON i.id = q.raw_item_id
WHERE q.status = 'rejected' AND q.raw_sha256 = ANY(%(payloads)s)
"""
