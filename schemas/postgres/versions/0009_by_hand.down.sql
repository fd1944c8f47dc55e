DROP VIEW newswire.source_health;
CREATE VIEW newswire.source_health AS
SELECT s.id AS source_id, s.agency, s.transport, s.enabled,
       (SELECT max(i.last_fetched_at) FROM newswire.raw_item i WHERE i.source_id = s.id) AS last_fetched_at,
       (SELECT max(i.fetched_at) FROM newswire.raw_item i WHERE i.source_id = s.id) AS last_new_at,
       coalesce(day.items, 0) AS items_day, coalesce(day.changed, 0) AS changed_day,
       coalesce(day.quarantined, 0) AS quarantined_day, coalesce(day.ignored, 0) AS ignored_day,
       coalesce(cases.open, 0) AS quarantine_open
FROM newswire.source s
LEFT JOIN (
    SELECT i.source_id, count(*)::integer AS items,
           (count(*) FILTER (WHERE l.outcome IN ('loaded', 'revised', 'withdrawn', 'embargoed')))::integer AS changed,
           (count(*) FILTER (WHERE l.outcome = 'quarantined'))::integer AS quarantined,
           (count(*) FILTER (WHERE l.outcome = 'ignored'))::integer AS ignored
    FROM newswire.run_item l
    JOIN newswire.raw_item i ON i.id = l.raw_item_id
    WHERE l.recorded_at > now() - interval '1 day'
    GROUP BY i.source_id
) day ON day.source_id = s.id
LEFT JOIN (
    SELECT i.source_id, count(*)::integer AS open
    FROM newswire.quarantine q
    JOIN newswire.raw_item i ON i.id = q.raw_item_id
    WHERE q.status = 'open'
    GROUP BY i.source_id
) cases ON cases.source_id = s.id;
COMMENT ON VIEW newswire.source_health IS 'How each source does: when it last brought something, what became of a day''s items, what waits in quarantine.';
COMMENT ON COLUMN newswire.source_health.source_id IS 'Id of the source.';
COMMENT ON COLUMN newswire.source_health.agency IS 'Id of the agency profile that its record names; null when recognised from the copy.';
COMMENT ON COLUMN newswire.source_health.transport IS 'How items are fetched; null when the source is known from a run only.';
COMMENT ON COLUMN newswire.source_health.enabled IS 'Whether scheduled runs fetch from it.';
COMMENT ON COLUMN newswire.source_health.last_fetched_at IS 'When anything was last fetched from it, UTC; null when nothing ever was.';
COMMENT ON COLUMN newswire.source_health.last_new_at IS 'When bytes not seen before were last fetched from it, UTC; null when nothing ever was.';
COMMENT ON COLUMN newswire.source_health.items_day IS 'Count of ledger rows of the last 24 hours: items and parts, each once a run.';
COMMENT ON COLUMN newswire.source_health.changed_day IS 'Count of those that were loaded, revised, withdrawn or embargoed.';
COMMENT ON COLUMN newswire.source_health.quarantined_day IS 'Count of those that were quarantined.';
COMMENT ON COLUMN newswire.source_health.ignored_day IS 'Count of those that were no stories.';
COMMENT ON COLUMN newswire.source_health.quarantine_open IS 'Count of its open cases in quarantine.';

UPDATE newswire.run SET status = 'failed' WHERE status = 'abandoned';
DROP TABLE newswire.run_source;
DROP INDEX newswire.run_running;
ALTER TABLE newswire.run DROP CONSTRAINT run_status_check;
ALTER TABLE newswire.run
    ADD CHECK (status IN ('running', 'finished', 'failed')),
    DROP COLUMN one_process,
    DROP COLUMN seen_at;
COMMENT ON COLUMN newswire.run.status IS 'running, finished, or failed; a run whose process was killed stays at running.';
COMMENT ON COLUMN newswire.run.finished_at IS 'When the run ended, UTC; null while it runs.';
COMMENT ON COLUMN newswire.run.error IS 'What stopped a failed run; null otherwise.';

DROP TABLE newswire.quarantine_decision;
