-- What is shown of a story that came in takes is found by its base.
CREATE INDEX joined_base ON newswire.joined (base_revision_id);

-- The cluster of each article is looked up by itself: a window over all clusters reads every article for one story.
-- OFFSET 0 keeps the planner from reading all that is shown before it joins.
CREATE OR REPLACE VIEW newswire.article_duplicate AS
SELECT t.story_id, t.revision_id, n.cluster_id, c.size, c.earliest_story_id,
       t.story_id = c.earliest_story_id AS is_earliest,
       newswire.signature_similarity(n.signature, e.signature) AS similarity
FROM newswire.shown_text t
JOIN newswire.near_duplicate n ON n.revision_id = t.revision_id
CROSS JOIN LATERAL (
    SELECT count(*)::integer AS size, (array_agg(u.story_id ORDER BY u.made, u.fetched_at, u.story_id))[1] AS earliest_story_id,
           (array_agg(o.revision_id ORDER BY u.made, u.fetched_at, u.story_id))[1] AS earliest_revision_id
    FROM newswire.near_duplicate o
    CROSS JOIN LATERAL (
        SELECT s.story_id, coalesce(r.version_created, r.fetched_at) AS made, r.fetched_at
        FROM newswire.shown_text s
        JOIN newswire.revision r ON r.id = s.revision_id
        WHERE s.revision_id = o.revision_id AND r.id = o.revision_id AND s.period @> now()
        OFFSET 0
    ) u
    WHERE o.cluster_id = n.cluster_id
) c
JOIN newswire.near_duplicate e ON e.revision_id = c.earliest_revision_id
WHERE t.period @> now() AND c.size > 1;
