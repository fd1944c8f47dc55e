"""Selective queries of a reader find their rows by index, whatever the size of the tables."""

import json
from typing import Any

import pytest

from tests.postgres.conftest import Newsroom, story

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


def test_the_duplicates_of_a_story_are_looked_up_by_index(newsroom: Newsroom) -> None:
    alike = " ".join(f"word{n}" for n in range(60))
    bodies = [alike, f"{alike} later", *(f"Notice {n} of the harbour office." for n in range(1500))]
    newsroom.load(*(story(body, name=f"{n}.txt") for n, body in enumerate(bodies)))
    newsroom.rows("ANALYZE")
    [first, second] = newsroom.column("SELECT story_id FROM newswire.article_duplicate ORDER BY story_id")
    asked = "SELECT earliest_story_id FROM newswire.article_duplicate WHERE story_id = %s"
    assert newsroom.column(asked, second) == [first]
    [(plan,)] = newsroom.rows(f"EXPLAIN (FORMAT JSON) {asked}", second)
    found = plan if isinstance(plan, list) else json.loads(plan)
    assert not _scanned(found[0]["Plan"]) & {"revision", "showing", "near_duplicate"}
