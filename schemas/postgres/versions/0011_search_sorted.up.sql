-- What waits to be sorted into the index is read from end to end by each search, and sorting it in by small lots costs
-- a load much: a load's words wait until its end, when all of them are sorted in. The limit is for loads without an end.
ALTER INDEX newswire.showing_search SET (gin_pending_list_limit = 16384);
-- Only the index's owner may sort it, and loaders are not its owner.
CREATE FUNCTION newswire.sort_search() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$SELECT gin_clean_pending_list('newswire.showing_search')$$;
COMMENT ON FUNCTION newswire.sort_search() IS 'Sort into the search index what waits for it; returns how many pages waited.';
SELECT newswire.sort_search();
