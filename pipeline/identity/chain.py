"""The chain of versions of copy that is known by its slug: which earlier version each one follows.

Whom a version follows depends on what came in the window before it and on nothing else, so a late arrival changes
only what comes within a window after it, and any order of arrival ends in the same chains.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from pipeline.identity.marks import Kind
from pipeline.identity.rule import IdentityRule, identity_rule
from pipeline.identity.signature import PERMUTATIONS, Signature, similarities

# No text, of a version and of those before it: what no text's numbers are, and nothing that agrees with each other.
NO_TEXT: Signature = (0,) * PERMUTATIONS
NO_TEXT_BEFORE: Signature = (1,) * PERMUTATIONS


@dataclass(frozen=True, slots=True)
class Link:
    """A version that may be part of a chain; ``story`` is the one it stands in now.

    ``group`` are agency and slug. An ``anchored`` version is known by its provider's id: others may follow it, it
    follows none. ``city`` is that of the dateline. ``tie`` orders versions of one moment.
    """

    revision: int
    story: int
    group: tuple[str, str]
    agency: str | None
    moment: dt.datetime
    kind: Kind
    anchored: bool
    city: str | None
    tie: tuple[int, int, str]
    signature: Signature | None

    @property
    def place(self) -> tuple[dt.datetime, tuple[int, int, str]]:
        """Its place in the order of the group."""
        return self.moment, self.tie


def follow(links: Iterable[Link], since: Mapping[tuple[str, str], dt.datetime]) -> dict[int, int | None]:
    """Revision -> the one that it follows, None where it begins a story.

    ``links`` are the members of whole groups from one window before ``since[group]`` on; the answer has those that are
    not anchored and came at ``since`` or later.
    """
    found: dict[int, int | None] = {}
    for group, members in groupby(sorted(links, key=lambda link: (link.group, link.place)), lambda link: link.group):
        found.update(_group(list(members), since[group]))
    return found


def stories(links: Iterable[Link], follows: Mapping[int, int | None]) -> dict[int, int]:
    """Revision -> the story that it belongs to, for all in ``follows``; -r for a new story that begins with revision r.

    A chain stays with the story of what stays where it is; else it has the oldest story among its members' that no
    other chain has, so that a story keeps its number while it can.
    """
    known = {link.revision: link for link in links}
    taken = {link.story for revision, link in known.items() if revision not in follows}
    chains: dict[int, list[int]] = {}
    for revision in follows:
        chains.setdefault(_root(revision, follows), []).append(revision)
    found: dict[int, int] = {}
    for root in sorted(chains, key=lambda revision: known[revision].place):
        own = {known[revision].story for revision in chains[root]} - taken
        story = known[root].story if root not in follows else min(own, default=-root)
        taken.add(story)
        found.update(dict.fromkeys(chains[root], story))
    return found


def _group(members: Sequence[Link], since: dt.datetime) -> dict[int, int | None]:
    rule = identity_rule(members[0].agency)
    table = np.array([link.signature or NO_TEXT_BEFORE for link in members], dtype=np.int32)
    found: dict[int, int | None] = {}
    first = 0
    for n, link in enumerate(members):
        while link.moment - members[first].moment > rule.window:
            first += 1
        if not link.anchored and link.moment >= since:
            found[link.revision] = _followed(link, members[first:n], table[first:n], rule)
    return found


def _followed(link: Link, earlier: Sequence[Link], table: npt.NDArray[np.int32], rule: IdentityRule) -> int | None:
    """Of the versions in the window: the one whose text is most likely to be the same, the latest of them."""
    if not earlier:
        return None
    # A version without text is like none.
    alike = similarities(link.signature or NO_TEXT, table) >= rule.similarity
    marked = link.kind is not Kind.STORY
    choices = [
        (bool(alike[n]), _same_city(link, other), n)
        for n, other in enumerate(earlier)
        if marked or (alike[n] and _same_city(link, other))
    ]
    return earlier[max(choices)[-1]].revision if choices else None


def _same_city(one: Link, other: Link) -> bool:
    """Whether the datelines may be the same; one without a city is like any."""
    return one.city is None or other.city is None or one.city == other.city


def _root(revision: int, follows: Mapping[int, int | None]) -> int:
    """The first of a chain: one that follows nothing, or one that stays where it is."""
    while (before := follows.get(revision)) is not None:
        revision = before
    return revision
