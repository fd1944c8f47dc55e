"""A migrated database, and short words for what the tests do with it."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql
from psycopg2.extensions import parse_dsn

from pipeline.entity import Entity
from pipeline.load import LedgerRow, RunRef, connect, load
from pipeline.load.migrate import upgrade
from pipeline.outcome import Entry, Outcome, Reason, Rejection
from pipeline.story import Article, RawItem
from pipeline.validate import Checked, CheckResult

START = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
LEDGER = ("run", "run_item", "check_result")


def article(body: str = "Talks have begun in the capital.", **fields: Any) -> Article:  # noqa: ANN401
    """A story of one line, of which nothing is known but what is given."""
    unknown = dict.fromkeys(field.name for field in dataclasses.fields(Article) if field.default is dataclasses.MISSING)
    empty = dict.fromkeys(("subjects", "furniture", "pictures", "entities", "warnings"), ())
    given = {"format": "text", "source_text": body, "paragraphs": tuple(body.split("\n\n")) if body else ()}
    return Article(**{**unknown, **empty, **given, "body": body, **fields})


def raw(name: str = "a.txt", payload: str = "", *, source: str = "desk", minutes: float = 0) -> RawItem:
    """An item fetched so many minutes after START."""
    digest = hashlib.sha256(payload.encode("utf-8", "surrogateescape")).hexdigest()
    fetched_at = START + dt.timedelta(minutes=minutes)
    return RawItem(source, name, digest, f"file:///raw/{digest}", len(payload), fetched_at)


def story(  # noqa: PLR0913
    body: str = "Talks have begun in the capital.",
    *,
    name: str = "a.txt",
    source: str = "desk",
    minutes: float = 0,
    payload: str | None = None,
    reasons: Sequence[Reason] = (),
    part: int = 0,
    **fields: Any,  # noqa: ANN401
) -> Checked:
    """A checked story; its payload is its body and what else is given, unless the payload is given too."""
    item = raw(name, payload or f"{body} {sorted(fields.items())}", source=source, minutes=minutes)
    return Checked(Entry(item, part, article(body, **fields)), tuple(reasons))


def rejection(item: RawItem, *reasons: Reason, stage: str = "parse", ignored: bool = False) -> Rejection:
    """A story that a stage could not use."""
    outcome = Outcome.IGNORED if ignored else Outcome.QUARANTINED
    return Rejection(item, 0, stage, outcome, reasons or (Reason("parse.binary", "no text in it", "PK\x03"),))


def entity(name: str, kind: str = "person", **ids: str) -> Entity:
    """An entity without mentions."""
    return Entity(kind, name, ids, ())


@dataclass
class Newsroom:
    """A database and the runs that load into it."""

    url: str

    def load(
        self,
        *checked: Checked,
        rejections: Sequence[Rejection] = (),
        results: Sequence[CheckResult] = (),
        run: str = "r1",
        batch: str = "0000",
        read: float = 0,
    ) -> list[LedgerRow]:
        """Load a batch, which was read so many minutes after START, over a connection of its own."""
        with closing(connect(self.url)) as connection:
            reference = RunRef("newswire ingest", run, START, "rules-1")
            read_at = START + dt.timedelta(minutes=read)
            return load(connection, reference, batch, checked, rejections, results, read_at)

    def outcomes(self, *checked: Checked, run: str = "r1", batch: str = "0000", read: float = 0) -> list[str]:
        """Load a batch; the outcomes in the batch's order."""
        return [row.outcome.value for row in self.load(*checked, run=run, batch=batch, read=read)]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query gives."""
        with closing(psycopg2.connect(self.url)) as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            found = cursor.fetchall() if cursor.description else []
            connection.commit()
            return found

    def column(self, query: str, *values: object) -> list[Any]:
        """The first column of what a query gives."""
        return [row[0] for row in self.rows(query, *values)]

    def sizes(self) -> dict[str, int]:
        """Table -> number of its rows."""
        tables = self.column("SELECT tablename FROM pg_tables WHERE schemaname = 'newswire' ORDER BY tablename")
        with closing(psycopg2.connect(self.url)) as connection, connection.cursor() as cursor:
            counts = {}
            for table in tables:
                cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("newswire", table)))
                [(counts[table],)] = cursor.fetchall()
            return counts


@pytest.fixture(scope="session")
def migrated(new_database: Callable[..., str]) -> str:
    """The name of a migrated database, to be copied: that takes a quarter of the time that migrating takes."""
    url = new_database()
    upgrade(url)
    return str(parse_dsn(url)["dbname"])


@pytest.fixture
def newsroom(new_database: Callable[..., str], migrated: str) -> Newsroom:
    """A migrated database without stories."""
    return Newsroom(new_database(like=migrated))


@pytest.fixture(scope="module")
def shared_newsroom(new_database: Callable[..., str], migrated: str) -> Newsroom:
    """A migrated database for tests that empty it themselves."""
    return Newsroom(new_database(like=migrated))
