"""The queries of docs/entities.md run as they stand, as a reader, and answer."""

import json
import re
from pathlib import Path

import psycopg2
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.flow import preview
from tests.postgres.conftest import Newsroom, story

PROJECT = Path(__file__).parents[2]
QUERIES = re.findall(r"```sql\n(.*?)```", (PROJECT / "docs" / "entities.md").read_text("utf-8"), re.DOTALL)
SEED = PROJECT / "seeds" / "stories" / "kyodo-trilateral.txt"


@pytest.fixture
def seeded(newsroom: Newsroom) -> Newsroom:
    """The seed, with its entities and values."""
    [seed] = preview(SEED.read_bytes())
    fields = {name: getattr(seed, name) for name in seed.__dataclass_fields__ if name not in {"body", "source"}}
    newsroom.load(story(seed.body, **fields))
    return newsroom


def ask(newsroom: Newsroom, query: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(newsroom.url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SET ROLE newswire_reader")
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.splitlines()[0])
def test_a_query_of_the_docs_runs(seeded: Newsroom, query: str) -> None:
    ask(seeded, query)


def test_the_docs_answers_are_right(seeded: Newsroom) -> None:
    assert len(QUERIES) == 6
    assert sorted(ask(seeded, QUERIES[0])) == [("JP", 1), ("KP", 1), ("KR", 1), ("US", 1)]
    assert ("Mike Pompeo", "person", 1) in ask(seeded, QUERIES[1])
    [(_, begins, salience)] = ask(seeded, QUERIES[2])
    assert str(begins).startswith("The top diplomats")
    assert isinstance(salience, float)


def test_the_command_shows_and_decides(seeded: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", seeded.url)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path))
    run = CliRunner().invoke
    shown = run(app, ["entity", "show", "Kim Jong Un", "--json"])
    [found] = json.loads(shown.stdout)
    assert found["entity"]["ids"] == {"country": "KP"}
    assert found["newest"][0]["roles"] == ["North Korean leader"]
    number = str(found["entity"]["id"])
    assert run(app, ["entity", "rename", number, "Kim Jong Un (leader)", "--note", "title"]).exit_code == 0
    assert "Kim Jong Un (leader)" in run(app, ["entity", "show", number]).stdout
    assert run(app, ["entity", "undo", "1"]).exit_code == 0
    assert run(app, ["entity", "show", "nobody"]).exit_code != 0
