"""Selective queries of a reader find their rows by index, whatever the size of the tables."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, entity, story

LARGE = frozenset(("revision", "mention", "revision_entity", "furniture"))
BY_INDEX = frozenset(("Index Cond", "Recheck Cond"))
QUERIES = {
    "words": "SELECT headline FROM newswire.article WHERE search @@ to_tsquery('english', 'harbour & strike')",
    "agency": "SELECT headline FROM newswire.article WHERE agency = 'x' AND version_created > '2024-05-01'",
    "time": "SELECT headline FROM newswire.article WHERE version_created > '2024-05-01'",
    "story": "SELECT headline FROM newswire.article WHERE story_id = 1",
    "history": "SELECT headline FROM newswire.article_history WHERE story_id = 1",
    "entity": "SELECT story_id FROM newswire.article_entity WHERE entity_id = 1",
    "health": "SELECT * FROM newswire.source_health",
}


def _scanned(plan: dict[str, Any]) -> set[str | None]:
    """The tables that a plan reads from end to end."""
    here = set() if BY_INDEX & plan.keys() else {plan.get("Relation Name")}
    return here.union(*map(_scanned, plan.get("Plans", ())))


@pytest.mark.parametrize("name", QUERIES)
def test_a_selective_query_reads_no_large_table_from_end_to_end(newsroom: Newsroom, name: str) -> None:
    newsroom.load(story())
    # An empty table is always scanned; without that way out the plan shows whether there is an index to use.
    with_indexes = f"SET enable_seqscan = off; EXPLAIN (FORMAT JSON) {QUERIES[name]}"
    [(plan,)] = newsroom.rows(with_indexes)
    found = plan if isinstance(plan, list) else json.loads(plan)
    assert not _scanned(found[0]["Plan"]) & LARGE


BIG = LARGE | {"showing", "showing_part", "near_duplicate", "story", "raw_item", "entity"}
STORIES, ALIKE = 3000, 60
DOCUMENT = Path(__file__).parents[2] / "docs" / "queries.md"
SELECTIVE = re.findall(r"\n([^\n]+):\n\n```sql\n(.*?)\n```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def archive(shared_newsroom: Newsroom) -> Newsroom:
    """Some thousand stories of thirty agencies; the first are alike, every hundredth has a phrase."""
    shared_newsroom.load(*map(_numbered, range(STORIES)))
    shared_newsroom.rows("ANALYZE")
    return shared_newsroom


def _numbered(n: int) -> Checked:
    words = " ".join(f"word{n * (n >= ALIKE)}x{at}" for at in range(40))
    body = f"{words} {'harbour strike' if n % 100 == 99 else 'quiet night'}"
    who = (entity(f"Ann Reis{n // 6}"), entity(f"Bo Lund{n}"))
    sent = START + dt.timedelta(minutes=n)
    given: dict[str, Any] = {
        "agency": "reuters" if n % 30 == 7 else f"a{n % 30}",
        "guid": f"urn:{n}",
        "headline": f"Night {n}",
        "version_created": sent,
        "entities": who,
    }
    return story(body, name=f"{n}.txt", language="en", **given)


def _plan(newsroom: Newsroom, query: str, how: str = "FORMAT JSON") -> dict[str, Any]:
    [(plan,)] = newsroom.rows(f"EXPLAIN ({how}) {query}")
    found = plan if isinstance(plan, list) else json.loads(plan)
    whole: dict[str, Any] = found[0]["Plan"]
    return whole


@pytest.mark.parametrize(("title", "query"), SELECTIVE, ids=[title for title, _ in SELECTIVE])
def test_the_queries_of_the_docs_find_their_rows_by_index(archive: Newsroom, title: str, query: str) -> None:
    found = len(archive.rows(query))
    assert 0 < found <= ALIKE, title
    assert not _scanned(_plan(archive, query)) & BIG


def test_the_docs_have_queries() -> None:
    assert len(SELECTIVE) == 6


def test_a_cluster_is_looked_up_once_for_all_that_are_in_it(archive: Newsroom) -> None:
    asked = "SELECT story_id, size FROM newswire.article_duplicate"
    assert [size for _, size in archive.rows(asked)] == [ALIKE] * ALIKE
    plan = _plan(archive, asked, how="ANALYZE, FORMAT JSON")
    [counted] = _nodes(plan, "Aggregate")
    assert counted["Actual Loops"] == STORIES - ALIKE + 1


def _nodes(plan: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    below = [node for one in plan.get("Plans", ()) for node in _nodes(one, kind)]
    return below + [plan] * (plan["Node Type"] == kind)
