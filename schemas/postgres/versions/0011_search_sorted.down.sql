DROP FUNCTION newswire.sort_search();
ALTER INDEX newswire.showing_search SET (gin_pending_list_limit = 256);
