-- Group roles without login; run after every upgrade, so that new tables are covered. Grant a role to the users who need it:
--     GRANT newswire_reader TO alice;
-- A user who may not create roles gets a warning, and the rest works: a superuser can run this file later.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['newswire_owner', 'newswire_loader', 'newswire_reader'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        EXCEPTION
            WHEN insufficient_privilege THEN
                RAISE WARNING 'role % does not exist and % may not create it: ask an administrator to run schemas/postgres/roles.sql',
                    wanted, current_user;
            WHEN duplicate_object OR unique_violation THEN
                NULL;
        END;
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'newswire_owner') THEN
        GRANT ALL ON SCHEMA newswire TO newswire_owner;
        GRANT ALL ON ALL TABLES IN SCHEMA newswire TO newswire_owner;
        GRANT ALL ON ALL SEQUENCES IN SCHEMA newswire TO newswire_owner;
        GRANT EXECUTE ON FUNCTION newswire.sort_search() TO newswire_owner;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'newswire_loader') THEN
        GRANT USAGE ON SCHEMA newswire TO newswire_loader;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA newswire TO newswire_loader;
        REVOKE INSERT, UPDATE, DELETE ON newswire.alembic_version FROM newswire_loader;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA newswire TO newswire_loader;
        -- It works on the index with its owner's rights, which is nothing for readers.
        REVOKE EXECUTE ON FUNCTION newswire.sort_search() FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION newswire.sort_search() TO newswire_loader;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'newswire_reader') THEN
        GRANT USAGE ON SCHEMA newswire TO newswire_reader;
        GRANT SELECT ON newswire.article, newswire.article_history, newswire.article_entity, newswire.source_health,
            newswire.article_contributor, newswire.story_notice, newswire.article_change, newswire.article_duplicate,
            newswire.story_channel, newswire.pending_kill, newswire.article_value
            TO newswire_reader;
    END IF;
END
$$;
