ALTER TABLE newswire.story
    DROP CONSTRAINT story_id_current_revision_id_fkey,
    DROP CONSTRAINT story_id_withdrawn_by_fkey;
DROP TABLE newswire.check_result, newswire.run_item, newswire.quarantine_reason, newswire.quarantine;
DROP TABLE newswire.mention, newswire.entity_name, newswire.entity_key, newswire.entity;
DROP TABLE newswire.revision_reason, newswire.subject, newswire.picture, newswire.furniture;
DROP TABLE newswire.showing, newswire.sighting, newswire.revision, newswire.story_key, newswire.story;
DROP FUNCTION newswire.text_search_configuration(text);
DROP TABLE newswire.raw_item, newswire.run, newswire.source;
