"""The SQL that holds a batch against other readings of the same bytes."""

# A payload that could not be read at all says nothing against an earlier reading of it.
READ_AT = """
SELECT a.n, (
    SELECT max(l.read_at) FROM newswire.run_item l
    WHERE l.raw_item_id = i.id AND l.stage <> 'fetch' AND NOT (l.stage = 'parse' AND l.outcome = 'quarantined')
      AND l.run_id <> %(run)s
)
FROM unnest(%(sources)s::text[], %(names)s::text[], %(digests)s::text[]) WITH ORDINALITY AS a (source, name, sha256, n)
JOIN newswire.raw_item i ON i.source_id = a.source AND md5(i.name) = md5(a.name) AND i.sha256 = a.sha256
"""

# A part that this run has given up before stands no more; a repeat of its batch is to say so again.
STANDING = """
SELECT a.n, s.part, r.id, r.story_id, r.content_sha256, s.reading, r.rules_version
FROM unnest(%(sources)s::text[], %(names)s::text[], %(digests)s::text[]) WITH ORDINALITY AS a (source, name, sha256, n)
JOIN newswire.raw_item i ON i.source_id = a.source AND md5(i.name) = md5(a.name) AND i.sha256 = a.sha256
CROSS JOIN LATERAL (
    SELECT g.part, g.revision_id, g.reading FROM newswire.sighting g WHERE g.raw_item_id = i.id
    UNION
    SELECT l.part, l.revision_id, NULL FROM newswire.run_item l
    WHERE l.run_id = %(run)s AND l.raw_item_id = i.id AND l.check_id = %(gone)s
) s
JOIN newswire.revision r ON r.id = s.revision_id
ORDER BY a.n, s.part, r.id
"""
