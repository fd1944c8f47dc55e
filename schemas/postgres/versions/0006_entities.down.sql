-- Offsets of other zones count in another text.
DELETE FROM newswire.mention WHERE zone <> 'body';
DROP VIEW newswire.article_value, newswire.article_entity;
DROP TABLE newswire.value, newswire.entity_pin, newswire.entity_decision, newswire.revision_entity, newswire.entity_context;
ALTER TABLE newswire.entity DROP COLUMN type, DROP COLUMN merged_into;
ALTER TABLE newswire.mention
    DROP COLUMN zone, DROP COLUMN confidence, DROP COLUMN role, DROP COLUMN recogniser_id;
DROP TABLE newswire.recogniser;
CREATE INDEX mention_entity ON newswire.mention (entity_id, revision_id);
-- Without contexts the first of several namesakes has the name.
DROP INDEX newswire.entity_key_identifier;
DELETE FROM newswire.entity_key k
WHERE EXISTS (
    SELECT FROM newswire.entity_key o WHERE o.scheme = k.scheme AND o.value = k.value AND o.entity_id < k.entity_id
);
ALTER TABLE newswire.entity_key DROP CONSTRAINT entity_key_pkey;
ALTER TABLE newswire.entity_key ADD PRIMARY KEY (scheme, value);
CREATE VIEW newswire.article_entity AS
SELECT w.story_id, w.revision_id, e.id AS entity_id, e.kind, e.name, e.ids,
       count(*)::integer AS mentions, min(w.start_offset + m.start_offset) AS first_offset
FROM newswire.shown_part w
JOIN newswire.mention m ON m.revision_id = w.part_revision_id
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
