"""The SQL of a load. Each statement works on a whole batch; ``incoming_*`` are temporary tables of the transaction.

Loads take turns, by one advisory lock: a lookup followed by an insert is then safe, whatever else is running, and no
two transactions can wait for each other. What two runs bring at once is new to the first and known to the second.
"""

STAGING = """
CREATE TEMP TABLE incoming_item (
    n integer, source_id text, agency text, name text, sha256 text, uri text, size_bytes bigint,
    media_type text, headers jsonb, fetched_at timestamptz, part integer, usable boolean, stage text, mark text,
    given_up boolean, raw_item_id bigint
) ON COMMIT DROP;
CREATE TEMP TABLE incoming_story (
    n integer, key text, place_key text, owner_key text, by_name boolean, by_slug boolean, has_body boolean,
    content_sha256 text, reading text, agency text, guid text, category text, service text, story_id bigint,
    revision_id bigint, replaces bigint,
    fresh boolean NOT NULL DEFAULT false, created boolean NOT NULL DEFAULT false
) ON COMMIT DROP;
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
INSERT INTO newswire.run (command, run_id, started_at, rules_version, one_process)
VALUES (%(command)s, %(run_id)s, %(started_at)s, %(rules_version)s, %(one_process)s)
ON CONFLICT (command, run_id) DO NOTHING
"""

RUN_NUMBER = "SELECT id FROM newswire.run WHERE command = %(command)s AND run_id = %(run_id)s"

FINISH_RUN = """
UPDATE newswire.run SET finished_at = now(), seen_at = now(), error = %(error)s, status = %(status)s
WHERE command = %(command)s AND run_id = %(run_id)s
"""

RUN_SOURCES = """
INSERT INTO newswire.run_source (run_id, source_id)
SELECT %(run)s, id FROM newswire.source WHERE id = ANY(%(sources)s)
ON CONFLICT DO NOTHING
"""

# Shared, so that the tasks of one run hold it side by side; the server gives it back when a process dies.
HOLD_RUN = "SELECT pg_advisory_lock_shared(%(lock)s, %(run)s::integer)"

# A run that was taken for dead and works again was not dead.
SEE_RUN = """
UPDATE newswire.run
SET seen_at = now(), status = CASE status WHEN 'abandoned' THEN 'running' ELSE status END,
    error = CASE status WHEN 'abandoned' THEN NULL ELSE error END
WHERE id = %(run)s
"""

ABANDON_RUNS = """
UPDATE newswire.run r
SET status = 'abandoned',
    error = 'no process works on it, as run ' || %(by)s || ' found; the last one was there at '
            || to_char(r.seen_at, 'YYYY-MM-DD HH24:MI:SS') || ' UTC'
WHERE r.status = 'running' AND r.id <> %(run)s AND (r.one_process OR r.seen_at < now() - %(pause)s)
  AND NOT EXISTS (
      SELECT FROM pg_locks l
      WHERE l.locktype = 'advisory' AND l.classid::bigint = %(lock)s AND l.objid::bigint = r.id AND l.objsubid = 2
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  )
RETURNING r.command, r.run_id
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
       (run_id, raw_item_id, part, batch_id, outcome, revision_id, quarantine_id, stage, check_id, message,
        read_at)
SELECT %(run)s, i.raw_item_id, i.part, %(batch)s, l.outcome, l.revision_id, l.quarantine_id, l.stage, l.check_id,
       l.message, %(read_at)s
FROM incoming_ledger l JOIN incoming_item i ON i.n = l.n
ORDER BY i.raw_item_id, i.part
ON CONFLICT (run_id, raw_item_id, part) DO UPDATE
SET outcome = excluded.outcome, revision_id = excluded.revision_id, quarantine_id = excluded.quarantine_id,
    stage = excluded.stage, check_id = excluded.check_id, message = excluded.message, read_at = excluded.read_at,
    recorded_at = now()
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
