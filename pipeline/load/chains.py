"""Chains of versions by slug, and kills by slug or message number: revisions come to stand in their story."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.identity.chain import Link, follow, stories
from pipeline.identity.kills import Candidate, meant
from pipeline.identity.marks import Kind, marks_of, slug_key
from pipeline.identity.rule import known_by_slug, widest_window
from pipeline.load import chain_statements as sql
from pipeline.load.copy import Row, copy
from pipeline.load.identity import agency_key, by_slug, killed_numbers, own_number, story_key
from pipeline.load.moves import move
from pipeline.story import KILLS
from pipeline.validate.records import Checked


def settle_chains(cursor: Cursor, checked: Sequence[Checked], fresh: set[int]) -> None:
    """Move what is new to its story, and what a late arrival shows to belong elsewhere.

    ``fresh`` are the entries of ``checked`` whose revision is new.
    """
    rows = [row for n, one in enumerate(checked) if (row := _row(n, one, fresh=n in fresh)) is not None]
    cursor.execute(sql.ASK_BY_ID)
    if not (rows or cursor.rowcount):
        return
    copy(cursor, "incoming_chain", rows)
    cursor.execute(sql.NEWS)
    cursor.execute(sql.EARLIER)
    cursor.execute(sql.GROWN)
    _versions(cursor)
    _kills(cursor)


def ask_kills(cursor: Cursor, kills: Sequence[int]) -> None:
    """Ask of kills which story each means, with what is stored now."""
    cursor.execute(sql.ASK, {"kills": list(kills)})
    cursor.execute(sql.GROWN)
    _kills(cursor)


def _row(n: int, checked: Checked, *, fresh: bool) -> Row | None:
    """A row of ``incoming_chain``; None for one that says nothing new, or has no slug or number, or no id beside."""
    entry, article = checked.entry, checked.entry.value
    slugged = by_slug(article)
    if not (fresh or slugged):
        return None
    slug, number, kills = slug_key(article.slugline), own_number(article), killed_numbers(article)
    if not (slug or number or kills) or not (slugged or article.guid):
        return None
    marks = marks_of(article)
    city = article.dateline.city if article.dateline else None
    return {
        "n": n,
        "key": story_key(entry) if slugged else None,
        "agency_key": agency_key(entry),
        "slug": slug,
        "city": city.casefold() if city else None,
        "kind": marks.kind.value,
        "lead": marks.lead,
        "addition": marks.add,
        "anchored": not (slugged and known_by_slug(article)),
        "withdraws": article.pubstatus in KILLS,
        "message_number": number,
        "kills": kills,
    }


def _versions(cursor: Cursor) -> None:
    cursor.execute(sql.LINKS, {"window": widest_window()})
    found = cursor.fetchall()
    links = [_link(*row[:-1]) for row in found]
    follows = follow(links, {(row[2], row[3]): row[-1] for row in found})
    copy(cursor, "incoming_follow", ({"revision_id": one, "follows": other} for one, other in follows.items()))
    cursor.execute(sql.FOLLOWS)
    homes = {link.revision: link.story for link in links}
    moves = {revision: story for revision, story in stories(links, follows).items() if story != homes[revision]}
    move(cursor, moves)


def _link(  # noqa: PLR0913, PLR0917 (the columns of LINKS)
    revision: int,
    story: int,
    agency_key: str,
    slug: str,
    agency: str | None,
    moment: dt.datetime,
    kind: str,
    anchored: bool,
    city: str | None,
    step: int,
    part: int,
    content: str,
    signature: list[int] | None,
) -> Link:
    return Link(
        revision,
        story,
        (agency_key, slug),
        agency,
        moment,
        Kind(kind),
        anchored,
        city,
        (step, part, content),
        tuple(signature) if signature else None,
    )


def _kills(cursor: Cursor) -> None:
    """Put each kill into the story that it means; one that means none or several stands alone and waits.

    Usable copy with the kill's own id says more surely than a number what it means.
    """
    cursor.execute(sql.KILLS)
    own: dict[int, set[int]] = defaultdict(set)
    cursor.execute(sql.MEANT_BY_ID)
    for revision, story in cursor.fetchall():
        own[revision].add(story)
    cursor.execute(sql.MEANT, {"window": widest_window()})
    named: dict[tuple[int, int, str | None, bool, bool], list[Candidate]] = {}
    for revision, home, agency, placed, by_number, *candidate in cursor.fetchall():
        known = named.setdefault((revision, home, agency, placed, by_number), [])
        known += [Candidate(*candidate)] if candidate[0] is not None else []
    moves: dict[int, int] = {}
    counts: dict[int, int] = {}
    for (revision, home, agency, placed, by_number), candidates in named.items():
        found = own.get(revision) or meant(agency, candidates, by_number=by_number)
        counts[revision] = len(found)
        target = min(found) if len(found) == 1 else -revision if placed else home
        if target != home:
            moves[revision] = target
    copy(cursor, "incoming_candidates", _candidate_rows(counts))
    cursor.execute(sql.CANDIDATES)
    move(cursor, moves)


def _candidate_rows(counts: dict[int, int]) -> Iterator[Row]:
    return ({"revision_id": revision, "candidates": count} for revision, count in counts.items())
