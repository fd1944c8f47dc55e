CREATE VIEW newswire.article AS
SELECT r.story_id, r.id AS revision_id, r.agency, r.guid, r.version, r.version_created, r.format, r.language,
       r.headline, r.slugline, r.abstract, r.byline, r.dateline_text, r.dateline_city, r.dateline_region,
       r.dateline_country, r.dateline_date, r.dateline_agency, r.first_created, r.keywords, r.usage_terms, r.urgency, r.pubstatus, r.embargo_until, r.body, r.paragraphs,
       r.word_count, i.source_id, i.name, i.sha256 AS raw_sha256, i.uri AS raw_uri, s.first_seen_at, r.stored_at,
       r.rules_version, r.search
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.revision_id
JOIN newswire.story s ON s.id = r.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE w.period @> now();
COMMENT ON VIEW newswire.article IS 'Each story as it may be read now: its newest usable revision whose embargo has passed. Killed and embargoed stories are not in it.';
COMMENT ON COLUMN newswire.article.story_id IS 'Number of the story; stays when it is revised.';
COMMENT ON COLUMN newswire.article.revision_id IS 'Number of the revision that is shown.';
COMMENT ON COLUMN newswire.article.agency IS 'Agency that wrote the copy, as a profile id; null when unknown.';
COMMENT ON COLUMN newswire.article.guid IS 'The provider''s id without its version; null when the copy carries none.';
COMMENT ON COLUMN newswire.article.version IS 'Version as the provider writes it; null when unknown.';
COMMENT ON COLUMN newswire.article.version_created IS 'When the provider made this version, UTC; null when unknown.';
COMMENT ON COLUMN newswire.article.format IS 'Wire format that it was parsed as, such as text or html.';
COMMENT ON COLUMN newswire.article.language IS 'Language of the body as a BCP 47 tag; null when unknown.';
COMMENT ON COLUMN newswire.article.headline IS 'Headline; null when the copy carries none.';
COMMENT ON COLUMN newswire.article.slugline IS 'Slugline or keyword line; null when the copy carries none.';
COMMENT ON COLUMN newswire.article.abstract IS 'Summary that the wire carries beside the body; null when it carries none.';
COMMENT ON COLUMN newswire.article.byline IS 'Byline as printed; null when the copy carries none.';
COMMENT ON COLUMN newswire.article.dateline_text IS 'Dateline as printed; null when the copy carries none.';
COMMENT ON COLUMN newswire.article.dateline_city IS 'City of the dateline; null when unknown.';
COMMENT ON COLUMN newswire.article.dateline_region IS 'Full name of the region of the dateline; null when unknown.';
COMMENT ON COLUMN newswire.article.dateline_country IS 'Country of the dateline, ISO 3166-1 alpha-2; null when unknown.';
COMMENT ON COLUMN newswire.article.dateline_date IS 'Date of the dateline in its own place; null when not printed.';
COMMENT ON COLUMN newswire.article.dateline_agency IS 'Agency named in the dateline, as printed; null when none.';
COMMENT ON COLUMN newswire.article.first_created IS 'When the provider made the story''s first version, UTC; null when unknown.';
COMMENT ON COLUMN newswire.article.keywords IS 'Keywords as the wire gives them; empty when it gives none.';
COMMENT ON COLUMN newswire.article.usage_terms IS 'Terms of use as the wire states them; null when it states none.';
COMMENT ON COLUMN newswire.article.urgency IS 'Editorial urgency, 1 (most) to 9 (least), as received; null when not stated.';
COMMENT ON COLUMN newswire.article.pubstatus IS 'Publication status, usable or null (not stated, which means usable).';
COMMENT ON COLUMN newswire.article.embargo_until IS 'Instant at which its embargo ended, UTC; null when there was none.';
COMMENT ON COLUMN newswire.article.body IS 'The story''s own text: paragraphs joined by an empty line, furniture taken out.';
COMMENT ON COLUMN newswire.article.paragraphs IS 'Count of body paragraphs.';
COMMENT ON COLUMN newswire.article.word_count IS 'Count of words of the body, as runs of characters without white space.';
COMMENT ON COLUMN newswire.article.source_id IS 'Source that this revision first came from.';
COMMENT ON COLUMN newswire.article.name IS 'Name at that source: file name, URL or message id.';
COMMENT ON COLUMN newswire.article.raw_sha256 IS 'SHA-256 of the payload that this revision was read from, 64 hexadecimal digits.';
COMMENT ON COLUMN newswire.article.raw_uri IS 'Where that payload lies in the archive.';
COMMENT ON COLUMN newswire.article.first_seen_at IS 'When the story was first fetched, UTC.';
COMMENT ON COLUMN newswire.article.stored_at IS 'When this revision was stored, UTC.';
COMMENT ON COLUMN newswire.article.rules_version IS 'Version of the cleaning rules and the recogniser; null when not told.';
COMMENT ON COLUMN newswire.article.search IS 'Full-text index in the story''s language: search @@ websearch_to_tsquery(''english'', ''...'').';

CREATE VIEW newswire.article_history AS
SELECT r.story_id, r.id AS revision_id,
       row_number() OVER (
           PARTITION BY r.story_id
           ORDER BY r.version_number NULLS FIRST, coalesce(r.version_created, r.fetched_at), r.fetched_at, r.id
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
LEFT JOIN newswire.showing w ON w.revision_id = r.id;
COMMENT ON VIEW newswire.article_history IS 'Every revision of every story, killed and superseded ones too.';
COMMENT ON COLUMN newswire.article_history.story_id IS 'Number of the story.';
COMMENT ON COLUMN newswire.article_history.revision_id IS 'Number of the revision.';
COMMENT ON COLUMN newswire.article_history.number IS 'Place of the revision in its story, from 1: by version number, then by version_created or, where unknown, the time of fetching.';
COMMENT ON COLUMN newswire.article_history.state IS 'shown, embargoed, superseded, kill (this revision kills the story) or withdrawn (killed by another).';
COMMENT ON COLUMN newswire.article_history.shown_from IS 'Instant from which it is shown, UTC; null when it is not, or has been since it was stored.';
COMMENT ON COLUMN newswire.article_history.shown_until IS 'Instant until which it is shown, UTC; null when it is not, or has no end yet.';
COMMENT ON COLUMN newswire.article_history.agency IS 'Agency that wrote the copy, as a profile id; null when unknown.';
COMMENT ON COLUMN newswire.article_history.guid IS 'The provider''s id without its version; null when the copy carries none.';
COMMENT ON COLUMN newswire.article_history.version IS 'Version as the provider writes it; null when unknown.';
COMMENT ON COLUMN newswire.article_history.version_created IS 'When the provider made this version, UTC; null when unknown.';
COMMENT ON COLUMN newswire.article_history.pubstatus IS 'Publication status: usable, withheld or canceled; null when not stated, which means usable.';
COMMENT ON COLUMN newswire.article_history.embargo_until IS 'Instant before which it must not be published, UTC; null when there is no embargo.';
COMMENT ON COLUMN newswire.article_history.headline IS 'Headline; null when the copy carries none.';
COMMENT ON COLUMN newswire.article_history.body IS 'The story''s own text in this revision; empty in a kill without text.';
COMMENT ON COLUMN newswire.article_history.word_count IS 'Count of words of the body.';
COMMENT ON COLUMN newswire.article_history.format IS 'Wire format that it was parsed as.';
COMMENT ON COLUMN newswire.article_history.source_id IS 'Source that this revision first came from.';
COMMENT ON COLUMN newswire.article_history.name IS 'Name at that source: file name, URL or message id.';
COMMENT ON COLUMN newswire.article_history.raw_sha256 IS 'SHA-256 of the payload, 64 hexadecimal digits.';
COMMENT ON COLUMN newswire.article_history.fetched_at IS 'When that payload was fetched, UTC.';
COMMENT ON COLUMN newswire.article_history.stored_at IS 'When the revision was stored, UTC.';
COMMENT ON COLUMN newswire.article_history.rules_version IS 'Version of the cleaning rules and the recogniser; null when not told.';

CREATE VIEW newswire.article_entity AS
SELECT w.story_id, w.revision_id, e.id AS entity_id, e.kind, e.name, e.ids,
       count(*)::integer AS mentions, min(m.start_offset) AS first_offset
FROM newswire.showing w
JOIN newswire.mention m ON m.revision_id = w.revision_id
JOIN newswire.entity e ON e.id = m.entity_id
WHERE w.period @> now()
GROUP BY w.story_id, w.revision_id, e.id;
COMMENT ON VIEW newswire.article_entity IS 'Which entities each article speaks of, and how often.';
COMMENT ON COLUMN newswire.article_entity.story_id IS 'Number of the story, as in article.';
COMMENT ON COLUMN newswire.article_entity.revision_id IS 'Number of the revision that is shown.';
COMMENT ON COLUMN newswire.article_entity.entity_id IS 'Number of the entity.';
COMMENT ON COLUMN newswire.article_entity.kind IS 'person, organisation, country, region, city or another kind that the extractor names.';
COMMENT ON COLUMN newswire.article_entity.name IS 'Name that the entity was first met under.';
COMMENT ON COLUMN newswire.article_entity.ids IS 'Identifiers by scheme, such as {"iso3166": "JP"}; an empty object when none is known.';
COMMENT ON COLUMN newswire.article_entity.mentions IS 'Count of mentions in the body.';
COMMENT ON COLUMN newswire.article_entity.first_offset IS 'Where the first mention starts in the body, in code points from 0.';

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
