ALTER TABLE newswire.subject ADD COLUMN origin text NOT NULL DEFAULT 'received'
    CHECK (origin IN ('received', 'parent', 'mapped'));
COMMENT ON TABLE newswire.subject IS 'A subject code of the story: given by the wire, or added from the IPTC''s table.';
COMMENT ON COLUMN newswire.subject.origin IS 'received as the wire gave it; parent for a broader code that was added; mapped for the same subject in the IPTC''s other scheme that was added.';
