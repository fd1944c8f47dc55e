DROP INDEX newswire.revision_guid;
