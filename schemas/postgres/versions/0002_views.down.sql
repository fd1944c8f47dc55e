DROP VIEW newswire.source_health, newswire.article_entity, newswire.article_history, newswire.article;
