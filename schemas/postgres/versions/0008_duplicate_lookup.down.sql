CREATE OR REPLACE VIEW newswire.article_duplicate AS
SELECT story_id, revision_id, cluster_id, size::integer AS size, earliest_story_id,
       story_id = earliest_story_id AS is_earliest,
       newswire.signature_similarity(signature, earliest_signature) AS similarity
FROM (
    SELECT t.story_id, t.revision_id, n.cluster_id, n.signature,
           count(*) OVER (PARTITION BY n.cluster_id) AS size,
           first_value(t.story_id) OVER earliest AS earliest_story_id,
           first_value(n.signature) OVER earliest AS earliest_signature
    FROM newswire.near_duplicate n
    JOIN newswire.shown_text t ON t.revision_id = n.revision_id
    JOIN newswire.revision r ON r.id = t.revision_id
    WHERE t.period @> now()
    WINDOW earliest AS (
        PARTITION BY n.cluster_id ORDER BY coalesce(r.version_created, r.fetched_at), r.fetched_at, t.story_id
    )
) alike
WHERE size > 1;
DROP INDEX newswire.joined_base;
