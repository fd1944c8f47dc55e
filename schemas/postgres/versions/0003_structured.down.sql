DROP VIEW newswire.story_notice, newswire.article_contributor, newswire.article;
DROP TABLE newswire.notice, newswire.contributor;
ALTER TABLE newswire.picture DROP COLUMN photographer, DROP COLUMN agency, DROP COLUMN rights_holder, DROP COLUMN href;
ALTER TABLE newswire.revision DROP COLUMN dateline_date_text, DROP COLUMN dateline_places;

-- A view's columns can only be taken away by making it anew.
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
