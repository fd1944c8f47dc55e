ALTER TABLE newswire.subject DROP COLUMN origin;
COMMENT ON TABLE newswire.subject IS 'A subject code that the wire gave the story.';
