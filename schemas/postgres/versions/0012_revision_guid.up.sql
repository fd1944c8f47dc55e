-- A kill by message number asks for usable copy of its own id, and such copy for the kill. An id may be longer than a
-- B-tree can hold.
CREATE INDEX revision_guid ON newswire.revision USING hash (guid);
