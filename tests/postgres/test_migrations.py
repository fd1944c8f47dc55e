"""The schema: up, down, up again, by two at once, with every column explained."""

import logging
import threading
from pathlib import Path

import psycopg2
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg2 import sql

from pipeline.errors import ConfigError
from pipeline.load import RunRef, connect, load
from pipeline.load.migrate import MIGRATIONS, current, downgrade, head, upgrade
from tests.postgres.conftest import START, Newsroom, story

OBJECTS = """
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relnamespace = 'newswire'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname <> 'alembic_version'
"""
UNEXPLAINED = """
WITH relation AS (
    SELECT oid, relname FROM pg_class
    WHERE relnamespace = 'newswire'::regnamespace AND relkind IN ('r', 'v') AND relname <> 'alembic_version'
)
SELECT relname FROM relation WHERE obj_description(oid, 'pg_class') IS NULL
UNION ALL
SELECT r.relname || '.' || a.attname FROM relation r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE col_description(r.oid, a.attnum) IS NULL
"""


def objects(url: str) -> set[str]:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'newswire'")
            if cursor.fetchone() is None:
                return set()
            cursor.execute(OBJECTS)
            return {name for (name,) in cursor.fetchall()}
    finally:
        connection.close()


def test_up_down_up(postgres_url: str) -> None:
    assert upgrade(postgres_url)
    made = objects(postgres_url)
    assert {"newswire.article", "newswire.revision", "newswire.run_item"} <= made
    downgrade(postgres_url)
    assert objects(postgres_url) == set()
    downgrade(postgres_url)
    assert upgrade(postgres_url)
    assert objects(postgres_url) == made


def test_each_migration_undoes_itself(postgres_url: str) -> None:
    upgrade(postgres_url)
    downgrade(postgres_url, "0001")
    assert "newswire.article" not in objects(postgres_url)
    assert upgrade(postgres_url)
    assert "newswire.article" in objects(postgres_url)


def test_an_upgrade_of_a_current_database_does_nothing(newsroom: Newsroom) -> None:
    newsroom.load(story())
    assert not upgrade(newsroom.url)
    assert newsroom.column("SELECT count(*) FROM newswire.article") == [1]


def test_two_upgrades_at_once_take_turns(postgres_url: str) -> None:
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda: answers.append(upgrade(postgres_url))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, False, True]


def test_the_newest_file_is_the_head_of_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [head()]
    for script in (MIGRATIONS / "versions").glob("[0-9]*.py"):
        assert script.with_suffix(".up.sql").exists()
        assert script.with_suffix(".down.sql").exists()


def test_current_of_an_empty_database_is_none(postgres_url: str) -> None:
    connection = connect(postgres_url)
    assert current(connection) is None
    connection.close()


def test_a_newer_database_is_left_alone(newsroom: Newsroom) -> None:
    newsroom.rows("UPDATE newswire.alembic_version SET version_num = '9999'")
    with pytest.raises(ConfigError, match="install a newer one"):
        upgrade(newsroom.url)


def test_everything_is_explained(newsroom: Newsroom) -> None:
    assert newsroom.column(UNEXPLAINED) == []
    [(count,)] = newsroom.rows("SELECT count(*) FROM pg_description WHERE objoid = 'newswire.article'::regclass")
    assert count > 30


def test_a_reader_sees_the_views_and_nothing_else(newsroom: Newsroom) -> None:
    newsroom.load(story())
    connection = psycopg2.connect(newsroom.url)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE newswire_reader")
        cursor.execute("SELECT body FROM newswire.article JOIN newswire.article_history USING (story_id, body)")
        assert cursor.fetchall() == [("Talks have begun in the capital.",)]
        cursor.execute("SELECT contributors FROM newswire.article")
        assert cursor.fetchall() == [([],)]
        cursor.execute("SELECT name FROM newswire.article_contributor UNION SELECT text FROM newswire.story_notice")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("SELECT * FROM newswire.revision")
        connection.rollback()
        cursor.execute("SET ROLE newswire_reader")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("SELECT newswire.sort_search()")
    connection.close()


def test_a_loader_may_load_and_not_migrate(newsroom: Newsroom) -> None:
    connection = connect(newsroom.url)
    with connection, connection.cursor() as cursor:
        cursor.execute("SET ROLE newswire_loader")
    [row] = load(connection, RunRef("cli", "r", START), "0000", [story()], [], [])
    assert row.outcome.value == "loaded"
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("DROP TABLE newswire.run")
    connection.close()


def plain_user(url: str, name: str) -> str:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    connection.close()
    return url.replace("postgres@", f"{name}@")


def test_a_user_without_the_right_is_told(postgres_url: str) -> None:
    with pytest.raises(ConfigError, match="lacks a right"):
        upgrade(plain_user(postgres_url, "nobody_special"))


def test_a_user_who_may_not_make_roles_gets_a_schema_and_a_warning(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = plain_user(postgres_url, "schema_maker")
    connection = psycopg2.connect(postgres_url)
    with connection, connection.cursor() as cursor:
        database = sql.Identifier(connection.info.dbname)
        cursor.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO schema_maker").format(database))
    connection.close()
    (tmp_path / "versions").symlink_to(MIGRATIONS / "versions")
    (tmp_path / "env.py").symlink_to(MIGRATIONS / "env.py")
    roles = (MIGRATIONS / "roles.sql").read_text().replace("newswire_", "absent_")
    (tmp_path / "roles.sql").write_text(roles)
    monkeypatch.setattr("pipeline.load.migrate.MIGRATIONS", tmp_path)
    with caplog.at_level(logging.WARNING):
        assert upgrade(url)
    assert "role absent_loader does not exist and schema_maker may not create it" in caplog.text
    assert Newsroom(url).outcomes(story()) == ["loaded"]
