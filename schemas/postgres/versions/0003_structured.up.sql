ALTER TABLE newswire.revision
    ADD COLUMN dateline_date_text text,
    ADD COLUMN dateline_places jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN newswire.revision.dateline_date_text IS 'Date of the dateline as printed, its year often missing; null when none is printed.';
COMMENT ON COLUMN newswire.revision.dateline_places IS 'All places of a dateline of several, as a JSON array of {"city", "region", "country"}; empty when it names one or none.';

ALTER TABLE newswire.picture
    ADD COLUMN photographer text,
    ADD COLUMN agency text,
    ADD COLUMN rights_holder text,
    ADD COLUMN href text;
COMMENT ON COLUMN newswire.picture.photographer IS 'Who took it, by the credit; null when it does not say.';
COMMENT ON COLUMN newswire.picture.agency IS 'Agency that distributes it, as the credit prints it; null when it does not say.';
COMMENT ON COLUMN newswire.picture.rights_holder IS 'Who else holds the rights or gave it out, by the credit; null when it names nobody.';
COMMENT ON COLUMN newswire.picture.href IS 'Where the payload says that the picture lies; null when it does not say.';

CREATE TABLE newswire.contributor (
    revision_id bigint NOT NULL REFERENCES newswire.revision,
    position    integer NOT NULL,
    name        text NOT NULL,
    role        text NOT NULL,
    title       text,
    agency      text,
    place       text,
    email       text,
    PRIMARY KEY (revision_id, position)
);
CREATE INDEX contributor_name ON newswire.contributor (md5(lower(name)));
COMMENT ON TABLE newswire.contributor IS 'Somebody who had a hand in a story, as byline, sign-off or metadata say; each person once in each role.';
COMMENT ON COLUMN newswire.contributor.revision_id IS 'Revision that names them.';
COMMENT ON COLUMN newswire.contributor.position IS 'Number in the order in which they are named, from 0.';
COMMENT ON COLUMN newswire.contributor.name IS 'Name as printed, or initials.';
COMMENT ON COLUMN newswire.contributor.role IS 'author, reporter, editor or contributor.';
COMMENT ON COLUMN newswire.contributor.title IS 'Job title as printed; null when none is.';
COMMENT ON COLUMN newswire.contributor.agency IS 'Agency or newspaper that they work for, as printed; null when none is.';
COMMENT ON COLUMN newswire.contributor.place IS 'Where they reported from, as printed; null when the copy does not say.';
COMMENT ON COLUMN newswire.contributor.email IS 'Address printed beside the name; null when none is.';

CREATE TABLE newswire.notice (
    revision_id bigint NOT NULL REFERENCES newswire.revision,
    position    integer NOT NULL,
    kind        text NOT NULL,
    text        text NOT NULL,
    names       text[] NOT NULL,
    PRIMARY KEY (revision_id, position)
);
CREATE INDEX notice_kind ON newswire.notice (kind, revision_id);
COMMENT ON TABLE newswire.notice IS 'A word from the desk to those who use a story: corrections, updates, embargoes and others.';
COMMENT ON COLUMN newswire.notice.revision_id IS 'Revision that carries it.';
COMMENT ON COLUMN newswire.notice.position IS 'Number of the notice in its order of appearance, from 0.';
COMMENT ON COLUMN newswire.notice.kind IS 'correction, update, embargo, advance, kill, hold, refile, advisory, editors_note, disclaimer or other.';
COMMENT ON COLUMN newswire.notice.text IS 'The notice without its brackets, the mark before a headline, or the signal of the metadata.';
COMMENT ON COLUMN newswire.notice.names IS 'Stories, versions, dates, paragraphs or message numbers that it names, as printed; empty when it names none.';

CREATE OR REPLACE VIEW newswire.article AS
SELECT r.story_id, r.id AS revision_id, r.agency, r.guid, r.version, r.version_created, r.format, r.language,
       r.headline, r.slugline, r.abstract, r.byline, r.dateline_text, r.dateline_city, r.dateline_region,
       r.dateline_country, r.dateline_date, r.dateline_agency, r.first_created, r.keywords, r.usage_terms, r.urgency, r.pubstatus, r.embargo_until, r.body, r.paragraphs,
       r.word_count, i.source_id, i.name, i.sha256 AS raw_sha256, i.uri AS raw_uri, s.first_seen_at, r.stored_at,
       r.rules_version, r.search, r.dateline_date_text, r.dateline_places,
       (SELECT coalesce(jsonb_agg(to_jsonb(c) - 'revision_id' - 'position' ORDER BY c.position), '[]')
        FROM newswire.contributor c WHERE c.revision_id = r.id) AS contributors,
       (SELECT coalesce(jsonb_agg(to_jsonb(n) - 'revision_id' - 'position' ORDER BY n.position), '[]')
        FROM newswire.notice n WHERE n.revision_id = r.id) AS notices
FROM newswire.showing w
JOIN newswire.revision r ON r.id = w.revision_id
JOIN newswire.story s ON s.id = r.story_id
JOIN newswire.raw_item i ON i.id = r.raw_item_id
WHERE w.period @> now();
COMMENT ON COLUMN newswire.article.dateline_date_text IS 'Date of the dateline as printed, its year often missing; null when none is printed.';
COMMENT ON COLUMN newswire.article.dateline_places IS 'All places of a dateline of several, as a JSON array of {"city", "region", "country"}; empty when it names one or none.';
COMMENT ON COLUMN newswire.article.contributors IS 'People of byline, sign-off and metadata, as a JSON array of {"name", "role", "title", "agency", "place", "email"}.';
COMMENT ON COLUMN newswire.article.notices IS 'Words of the desk, as a JSON array of {"kind", "text", "names"}.';

CREATE VIEW newswire.article_contributor AS
SELECT w.story_id, w.revision_id, c.position, c.name, c.role, c.title, c.agency, c.place, c.email
FROM newswire.showing w
JOIN newswire.contributor c ON c.revision_id = w.revision_id
WHERE w.period @> now();
COMMENT ON VIEW newswire.article_contributor IS 'Who had a hand in each article.';
COMMENT ON COLUMN newswire.article_contributor.story_id IS 'Number of the story, as in article.';
COMMENT ON COLUMN newswire.article_contributor.revision_id IS 'Number of the revision that is shown.';
COMMENT ON COLUMN newswire.article_contributor.position IS 'Number in the order in which they are named, from 0.';
COMMENT ON COLUMN newswire.article_contributor.name IS 'Name as printed, or initials.';
COMMENT ON COLUMN newswire.article_contributor.role IS 'author, reporter, editor or contributor.';
COMMENT ON COLUMN newswire.article_contributor.title IS 'Job title as printed; null when none is.';
COMMENT ON COLUMN newswire.article_contributor.agency IS 'Agency or newspaper that they work for, as printed; null when none is.';
COMMENT ON COLUMN newswire.article_contributor.place IS 'Where they reported from, as printed; null when the copy does not say.';
COMMENT ON COLUMN newswire.article_contributor.email IS 'Address printed beside the name; null when none is.';

CREATE VIEW newswire.story_notice AS
SELECT r.story_id, r.id AS revision_id, r.agency, r.guid, r.version, r.version_created, r.headline,
       n.kind, n.text, n.names, r.stored_at
FROM newswire.notice n
JOIN newswire.revision r ON r.id = n.revision_id
WHERE coalesce(r.embargo_until <= now(), true);
COMMENT ON VIEW newswire.story_notice IS 'Every notice of every revision whose embargo has passed, of killed and superseded ones too: WHERE kind = ''correction'' is what was ever corrected.';
COMMENT ON COLUMN newswire.story_notice.story_id IS 'Number of the story.';
COMMENT ON COLUMN newswire.story_notice.revision_id IS 'Number of the revision that carries the notice.';
COMMENT ON COLUMN newswire.story_notice.agency IS 'Agency that wrote the copy, as a profile id; null when unknown.';
COMMENT ON COLUMN newswire.story_notice.guid IS 'The provider''s id without its version; null when the copy carries none.';
COMMENT ON COLUMN newswire.story_notice.version IS 'Version as the provider writes it; null when unknown.';
COMMENT ON COLUMN newswire.story_notice.version_created IS 'When the provider made this version, UTC; null when unknown.';
COMMENT ON COLUMN newswire.story_notice.headline IS 'Headline; null when the copy carries none.';
COMMENT ON COLUMN newswire.story_notice.kind IS 'correction, update, embargo, advance, kill, hold, refile, advisory, editors_note, disclaimer or other.';
COMMENT ON COLUMN newswire.story_notice.text IS 'The notice without its brackets, the mark before a headline, or the signal of the metadata.';
COMMENT ON COLUMN newswire.story_notice.names IS 'Stories, versions, dates, paragraphs or message numbers that it names, as printed; empty when it names none.';
COMMENT ON COLUMN newswire.story_notice.stored_at IS 'When the revision was stored, UTC.';
