"""How many stories a second are loaded, and how much longer that takes than to COPY their rows.

    python -m benchmarks.load [--stories 10000] [--batch 500]

Made-up stories of the size of wire copy (320 words, 15 entities, 27 mentions, 5 spans of furniture, 2 contributors)
go into an embedded Postgres three times: new, unchanged, and each with a revision. The floor is the least that any
load must do: make the rows of revisions, furniture and mentions, and COPY them into tables without keys and indexes.
Seconds are those of the CPU, client and server together: they hardly depend on what else the machine does.
"""

import argparse
import dataclasses
import datetime as dt
import hashlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import MISSING
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.embedded import Server
from pipeline.entity import Entity, Mention
from pipeline.load import RunRef, connect, load
from pipeline.load.copy import copy
from pipeline.load.entity_rows import mention_rows
from pipeline.load.migrate import upgrade
from pipeline.load.rows import furniture_rows, revision_row
from pipeline.outcome import Entry
from pipeline.story import Article, Contributor, Dateline, Furniture, Kind, RawItem
from pipeline.validate import Checked

START = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
WORDS, PARAGRAPH, FURNITURE, MENTIONS = 320, 32, 5, 27
KINDS = ("person",) * 7 + ("organisation",) * 4 + ("place",) * 4
KNOWN = {"person": 8000, "organisation": 3000, "place": 600}
"""How many entities of each kind the stories speak of."""
FLOOR = """
CREATE TEMP TABLE floor_revision ON COMMIT DROP AS SELECT * FROM newswire.revision WITH NO DATA;
CREATE TEMP TABLE floor_furniture ON COMMIT DROP AS SELECT * FROM newswire.furniture WITH NO DATA;
CREATE TEMP TABLE floor_mention ON COMMIT DROP AS SELECT * FROM newswire.mention WITH NO DATA;
"""


def stories(count: int) -> Iterator[Checked]:
    """Stories of one agency, each with an id and a slugline; the same ones each time."""
    chance = random.Random(7)  # noqa: S311
    words = ["".join(chance.choices(SYLLABLES, k=2 + n % 3)) for n in range(20_000)]
    for n in range(count):
        text = [words[_often(chance, len(words))] for _ in range(WORDS)]
        yield _checked(n, _article(n, text, tuple(_entities(chance, words))))


def revised(one: Checked) -> Checked:
    """The next version of a story: its last paragraph is longer."""
    article = one.entry.value
    body = f"{article.body} It was said later."
    paragraphs = tuple(body.split("\n\n"))
    later = dataclasses.replace(article, version="2", body=body, source_text=body, paragraphs=paragraphs)
    return _checked(int(one.entry.item.name), later)


def _often(chance: random.Random, size: int) -> int:
    """A number below ``size``, the low ones far more often, as with words and names."""
    return int(size ** chance.random()) - 1


def _entities(chance: random.Random, words: Sequence[str]) -> Iterator[Entity]:
    numbers = {kind: sorted({_often(chance, KNOWN[kind]) for _ in KINDS}) for kind in KNOWN}
    for n, kind in enumerate(KINDS):
        number = numbers[kind].pop() if numbers[kind] else KNOWN[kind] + n
        name = _name(kind, words[number % 997].title(), words[number].title())
        ids = {"geonames": str(number), "country": ("US", "FR", "JP")[number % 3]} if kind == "place" else {}
        roles = ("Foreign Minister",) if kind == "person" and number % 3 == 0 else ()
        starts = (40 * n, 40 * n + 900)[: 1 + (n < MENTIONS - len(KINDS))]
        mentions = tuple(Mention(start, start + len(name), name) for start in starts)
        yield Entity(kind, name, ids, mentions, salience=1 / len(KINDS), roles=roles)


def _name(kind: str, first: str, second: str) -> str:
    return {"person": f"{first} {second}", "organisation": f"{second} {first} Council"}.get(kind, second)


def _article(n: int, words: Sequence[str], entities: tuple[Entity, ...]) -> Article:
    paragraphs = tuple(" ".join(words[at : at + PARAGRAPH]).capitalize() + "." for at in range(0, WORDS, PARAGRAPH))
    unknown: dict[str, Any] = dict.fromkeys(field.name for field in dataclasses.fields(Article))
    unknown |= {field.name: field.default for field in dataclasses.fields(Article) if field.default is not MISSING}
    given = {
        "format": "ninjs",
        "agency": "wire",
        "guid": f"urn:wire:{n}",
        "version": "1",
        "version_created": START + dt.timedelta(seconds=n),
        "headline": " ".join(words[:8]).capitalize(),
        "slugline": f"{words[0]}-{words[1]}",
        "language": "en",
        "dateline": Dateline("ROME, May 1 (Wire)", "Rome", "Lazio", "IT", START.date(), "Wire"),
        "subjects": (),
        "paragraphs": paragraphs,
        "body": "\n\n".join(paragraphs),
        "source_text": "\n\n".join(paragraphs),
        "furniture": tuple(
            Furniture(Kind.CREDIT, "(Wire)", 10 * at, 10 * at + 6, at, "generic.credit") for at in range(FURNITURE)
        ),
        "pictures": (),
        "entities": entities,
        "warnings": (),
        "contributors": (Contributor("Ann Reis", "author"), Contributor("Bo Lund", "editor")),
    }
    return Article(**{**unknown, **given})


def _checked(n: int, article: Article) -> Checked:
    digest = hashlib.sha256(article.body.encode()).hexdigest()
    item = RawItem("benchmark", str(n), digest, f"file:///{digest}", len(article.body), START)
    return Checked(Entry(item, 0, article))


def floor(connection: Connection, batch: Sequence[Checked]) -> None:
    """Make the rows of a batch and COPY them, nothing more."""
    numbered = [(n, one.entry.value) for n, one in enumerate(batch)]
    with connection, connection.cursor() as cursor:
        cursor.execute(FLOOR)
        copy(cursor, "floor_revision", (revision_row(one, None) for one in batch))
        copy(cursor, "floor_furniture", (row for n, article in numbered for row in furniture_rows(n, article)))
        mentions = (mention_rows(n, article, range(len(KINDS)), None) for n, article in numbered)
        copy(cursor, "floor_mention", (row for rows in mentions for row in rows))


def seconds(
    connection: Connection, work: Callable[[Sequence[Checked]], object], batches: Sequence[Sequence[Checked]]
) -> float:
    """CPU seconds of this process and of its connection's server process."""
    server = psutil.Process(connection.info.backend_pid)
    started = time.process_time() + sum(server.cpu_times()[:2])
    for batch in batches:
        work(batch)
    return time.process_time() + sum(server.cpu_times()[:2]) - started


def measure(url: str, count: int, size: int) -> Iterator[tuple[str, float]]:
    """What was loaded, and the CPU seconds that it took."""
    given = list(stories(count))
    batches = [given[at : at + size] for at in range(0, count, size)]
    later = [[revised(one) for one in batch] for batch in batches]
    with closing(connect(url)) as connection:
        yield "floor", seconds(connection, lambda batch: floor(connection, batch), batches)
        for name, loaded in (("new", batches), ("unchanged", batches), ("revised", later)):
            yield name, seconds(connection, partial(_load, connection, name), loaded)


def _load(connection: Connection, run: str, batch: Sequence[Checked]) -> None:
    load(connection, RunRef("benchmark", run, START, None), batch[0].entry.item.name, batch, (), ())


def main() -> None:
    """Print stories per CPU second and the ratio to the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=500)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="newswire-benchmark-") as folder,
        Server(Path(folder) / "postgres") as server,
    ):
        url = server.url()
        upgrade(url)
        least = 0.0
        for name, taken in measure(url, given.stories, given.batch):
            least = least or taken
            print(f"{name:10} {taken:7.2f} s  {given.stories / taken:7.0f} stories/s  {taken / least:5.1f} x the floor")


if __name__ == "__main__":
    main()
