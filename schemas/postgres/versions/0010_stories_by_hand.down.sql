-- A story that a person took from readers would be shown again.
DO $$
BEGIN
    IF EXISTS (SELECT FROM newswire.story_decision WHERE undone_at IS NULL) THEN
        RAISE EXCEPTION 'decisions on stories and kills are in force and would be lost: undo them first, see newswire story list and kill list';
    END IF;
END
$$;

CREATE OR REPLACE VIEW newswire.pending_kill AS
SELECT s.id AS story_id, r.id AS revision_id, r.agency, r.pubstatus, r.slugline, r.headline, r.links,
       coalesce(c.candidates, 0) AS candidates, i.source_id, i.name, r.fetched_at, r.stored_at
FROM newswire.story s
JOIN newswire.revision r ON r.id = s.withdrawn_by
JOIN newswire.raw_item i ON i.id = r.raw_item_id
LEFT JOIN newswire.chain_item c ON c.revision_id = r.id
WHERE s.current_revision_id IS NULL;
COMMENT ON VIEW newswire.pending_kill IS 'Kills and holds that wait for their story: none is known yet, or several may be meant.';

CREATE OR REPLACE VIEW newswire.article_history AS
SELECT r.story_id, r.id AS revision_id,
       row_number() OVER (
           PARTITION BY r.story_id
           ORDER BY CASE WHEN g.alone THEN r.version_number END NULLS FIRST,
                    coalesce(r.version_created, r.fetched_at), coalesce(c.step, 0), r.fetched_at, r.id
       ) AS number,
       CASE WHEN r.withdraws THEN 'kill'
            WHEN s.withdrawn_by IS NOT NULL THEN 'withdrawn'
            WHEN w.period @> now() THEN 'shown'
            WHEN lower(w.period) > now() THEN 'embargoed'
            ELSE 'superseded' END AS state,
       lower(w.period) AS shown_from, upper(w.period) AS shown_until,
       r.agency, r.guid, r.version, r.version_created, r.pubstatus, r.embargo_until, r.headline, r.body,
       r.word_count, r.format, i.source_id, i.name, i.sha256 AS raw_sha256, r.fetched_at, r.stored_at, r.rules_version
FROM newswire.revision r
JOIN newswire.story s ON s.id = r.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
LEFT JOIN newswire.showing w ON w.revision_id = r.id
LEFT JOIN newswire.chain_item c ON c.revision_id = r.id
CROSS JOIN LATERAL (
    SELECT min(coalesce(o.guid, '')) = max(coalesce(o.guid, '')) AS alone
    FROM newswire.revision o WHERE o.story_id = r.story_id
) g;
COMMENT ON COLUMN newswire.article_history.state IS 'shown, embargoed, superseded, kill (this revision kills the story) or withdrawn (killed by another).';

ALTER TABLE newswire.sighting DROP COLUMN reading;
ALTER TABLE newswire.run_item DROP COLUMN read_at;
COMMENT ON COLUMN newswire.run_item.revision_id IS 'Revision that it made or was found to be; null when quarantined or ignored.';
ALTER TABLE newswire.story DROP COLUMN withdrawn_decision_id;
DROP VIEW newswire.decided_revision;
DROP TABLE newswire.story_decision_part, newswire.story_decision;
